"""Files of a user's own: what `check` accepts plays; what it refuses is told in that file."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from random import Random

from game.paths import configs_dir
from tests.attack.case import Case, require
from tests.attack.commands import require_sound, run_command
from tests.attack.yaml_damage import damaged

SECONDS = 120.0
FILE = "mine.yaml"
KINDS = ("policies", "scenarios", "experiments")


def invent(random: Random) -> Case:
    """Return a shipped file as one's own, with mistakes."""
    kind = random.choice(KINDS)
    texts = _shipped(kind)
    text = damaged(random.choice(texts), texts, random)
    encoding = random.choices(("utf-8", "utf-16", "latin-1"), (50, 1, 1))[0]
    data = text.encode(encoding, "replace")
    return Case(attack="own_files", values={"kind": kind}, files={FILE: data})


NO_KIND = "is no policy, scenario, experiment or plan of a class"


def judge(case: Case, folder: Path) -> None:
    """Check the file, and play it: both say the same."""
    case.write_files(folder)
    checked = run_command(("check", FILE), folder)
    require_sound(checked, ("check", FILE))
    told = checked.out.splitlines()
    if checked.code == 2 and not checked.err:
        strange = [line for line in told if not line.startswith(f"{FILE}:")]
        require(not strange, f"accuses another file: {strange}")
        require(len(set(told)) == len(told), f"says one thing twice: {told}")
    first = told[0] if checked.code == 2 and told else ""
    for command in _commands(case, checked.out):
        played = run_command(command, folder)
        require_sound(played, command)
        asked = " ".join(command)
        require(played.code == checked.code, f"check: {checked.code}, {asked}: {played}")
        # Who names a scenario is told what it lacks; `check` cannot know what such a file is.
        if first and NO_KIND not in first:
            require(played.err == f"highfence: {first}\n", f"{asked}: {played.err}, check: {first}")


def _commands(case: Case, told: str) -> list[tuple[str, ...]]:
    """Return the commands that read such a file; of what plays, those that `check` names."""
    # What it is now may differ from what it was: a file of another kind is told by its own test.
    if kind := re.search(r"^  highfence (batch|watch)( --policy)?", told, re.MULTILINE):
        named = {"batch": "experiments", "watch": "scenarios"}[kind[1]]
        now = "policies" if kind[2] else named
    else:
        now = case.values["kind"]
    text = case.files[FILE].decode("utf-8", "replace")
    if now == "policies":
        actor = re.search(r"^actor: (\w+)", text, re.MULTILINE)
        if actor is None or not (configs_dir() / "policies" / actor[1]).is_dir():
            return []  # no command takes a policy of nobody
        turns = ("--turns", "1")
        return [("watch", "december_2025", "--policy", f"{actor[1]}={FILE}", *turns)]
    if now == "scenarios":
        return [("watch", FILE, "--turns", "1")]
    return [("batch", FILE, "--dry-run")]


@functools.cache
def _shipped(kind: str) -> tuple[str, ...]:
    """Return the texts of all shipped files of a kind, each named as one's own."""
    texts = [path.read_text("utf-8") for path in sorted((configs_dir() / kind).rglob("*.yaml"))]
    if kind == "policies":
        return tuple(texts)
    return tuple(re.sub(r"^name: \w+$", "name: mine", text, flags=re.MULTILINE) for text in texts)
