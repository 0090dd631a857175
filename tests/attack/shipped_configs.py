"""A folder of configs with a mistake in any file: named with its place, or it plays."""

from __future__ import annotations

import functools
import shutil
from pathlib import Path
from random import Random

from game.paths import configs_dir
from tests.attack.case import Case, require
from tests.attack.commands import require_sound, run_command
from tests.attack.yaml_damage import damaged

SECONDS = 180.0


def invent(random: Random) -> Case:
    """Return one damaged file of the configs, under its path."""
    paths = _paths()
    # As often in each folder, whatever the number of its files.
    kind = random.choice(sorted({path.split("/")[0] for path in paths}))
    name = random.choice([path for path in paths if path.split("/")[0] == kind])
    alike = [path for path in paths if path.split("/")[0] == kind]
    texts = [(configs_dir() / path).read_text("utf-8") for path in alike]
    text = damaged((configs_dir() / name).read_text("utf-8"), texts, random)
    return Case(
        attack="shipped_configs", files={f"configs/{name}": text.encode("utf-8", "replace")}
    )


def judge(case: Case, folder: Path) -> None:
    """Check the folder, which plays a turn of what it lets pass."""
    shutil.copytree(configs_dir(), folder / "configs")
    case.write_files(folder)
    command = ("check", "configs")
    answer = run_command(command, folder)
    require_sound(answer, command)
    if answer.code == 2 and not answer.err:
        for line in answer.out.splitlines():
            require(".yaml:" in line, f"a problem without its place: {line}")


@functools.cache
def _paths() -> tuple[str, ...]:
    paths = configs_dir().rglob("*.yaml")
    return tuple(sorted(path.relative_to(configs_dir()).as_posix() for path in paths))
