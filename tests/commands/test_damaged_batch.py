"""A batch whose files were damaged is refused in one line, or healed; it is never taken for whole.

Each damage is tried with each command that reads a batch.
"""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from game.batch.manifest import _digest
from tests.analysis.conftest import SMALL
from tests.batch.test_runner import FILES

COMMANDS = {
    "batch": ("batch", "small.yaml", "--out", "small"),
    "verify": ("verify", "small", "--games", "2"),
    "report": ("report", "small"),
    "sensitivity": ("sensitivity", "small"),
    "regret": ("regret", "small"),
    "discover": (
        "discover",
        "small",
        "--where",
        "self_reliance > 33",
        "--single-games",
        "--resamples",
        "2",
    ),
}
READ = {
    "batch": ("manifest.json", "runs.parquet", "series.parquet", "design.parquet", "codebook.md"),
    "verify": ("manifest.json", "runs.parquet", "series.parquet", "design.parquet"),
    "report": ("manifest.json", "runs.parquet", "series.parquet", "design.parquet"),
    "sensitivity": ("manifest.json", "runs.parquet", "design.parquet"),
    "regret": ("manifest.json", "runs.parquet", "design.parquet"),
    "discover": ("manifest.json", "runs.parquet", "design.parquet"),
}


def written(text: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(text)


def halve(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def make_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def manifest_with(**changes: object) -> Callable[[Path], object]:
    def change(path: Path) -> None:
        content = json.loads(path.read_text()) | changes
        path.write_text(json.dumps({k: v for k, v in content.items() if v is not None}))

    return change


def alter_last_column(path: Path) -> None:
    table = pq.read_table(path)
    values = [value if value is None else value + 1 for value in table[-1].to_pylist()]
    changed = pa.array(values, table.schema[-1].type)
    pq.write_table(table.set_column(table.num_columns - 1, table.schema[-1], changed), path)


ANY_FILE = {
    "missing": Path.unlink,
    "empty": written(b""),
    "garbage": written(b"PAR1garbage"),
    "half": halve,
    "a folder": make_a_folder,
    "a link to itself": loop,
    "a pipe that nobody fills": make_a_pipe,
}
MANIFESTS = {
    "an empty object": written(b"{}"),
    "a list": written(b"[]"),
    "null": written(b"null"),
    "not UTF-8": written(b'{"version": "\xff"}'),
    "nested for ever": written(b"[" * 100_000),
    "nothing but complete": written(b'{"complete": true}'),
    "without experiment": manifest_with(experiment=None),
    "without tables": manifest_with(tables=None),
    "of an earlier release": manifest_with(format=None, columns=[{"name": "run"}]),
    "one value changed": manifest_with(seed=6),
}


def forged(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], object]:
    """Return a change of a manifest whose hash is then made to fit."""

    def forge(path: Path) -> None:
        content = json.loads(path.read_text())
        del content["sha256"]
        change(content)
        path.write_text(json.dumps({**content, "sha256": _digest(content)}))

    return forge


# What no batch writes, under a hash that fits: entries that contradict each other or the tables.
FORGED = {
    "fewer lucks": forged(lambda it: it["experiment"].update(replicates=1)),
    "fewer games": forged(lambda it: it["counts"].update(played=5)),
    "a foreign table": forged(lambda it: it["tables"].update({"../x.parquet": "00"})),
    "a table less": forged(lambda it: it["tables"].pop("series.parquet")),
    "fewer points": forged(lambda it: it["inputs"].update(points=1)),
    "no problem": forged(lambda it: it["inputs"].update(problem={})),
    "other inputs": forged(lambda it: it["inputs"]["problem"].update(names=["x"])),
    "no dates": forged(lambda it: it["scenario"].update(dates=[])),
    "no columns": forged(lambda it: it.update(columns=[])),
    "a column less": forged(lambda it: it["columns"].pop()),
    "no profiles": forged(lambda it: it.update(profiles=[])),
    "a failure without games": forged(lambda it: it.update(failures=[{"games": "x"}])),
}
DAMAGES = [
    *(
        ("manifest.json", name, damage)
        for name, damage in {**ANY_FILE, **MANIFESTS, **FORGED}.items()
    ),
    *(
        (table, name, damage)
        for table in ("runs.parquet", "series.parquet", "design.parquet")
        for name, damage in {**ANY_FILE, "one value changed": alter_last_column}.items()
    ),
    *(
        ("codebook.md", name, ANY_FILE[name])
        for name in ("missing", "empty", "garbage", "half", "a folder")
    ),
]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """The folder where a batch was played and read by every command, and what they said."""
    from game.batch.runner import run_batch
    from game.batch.study import build_study
    from game.config.experiments import find_experiment

    folder = tmp_path_factory.mktemp("undisturbed")
    path = folder / "small.yaml"
    path.write_text(yaml.safe_dump({**SMALL, "name": "small"}, sort_keys=False))
    run_batch(build_study(*find_experiment(str(path))), folder / "small", workers=1)
    return folder


@pytest.fixture
def damaged(undisturbed, tmp_path):
    """A copy of the batch in the folder where commands run."""
    shutil.copytree(undisturbed, tmp_path, dirs_exist_ok=True)
    return tmp_path / "small"


def contents(folder):
    return {name: (folder / name).read_bytes() for name in FILES}


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
@pytest.mark.parametrize(
    ("command", "name", "damage"),
    [
        pytest.param(command, name, damage, id=f"{command}, {name}: {kind}")
        for name, kind, damage in DAMAGES
        for command in COMMANDS
        if name in READ[command]
    ],
)
def test_a_damaged_batch_is_refused_or_healed(
    undisturbed, damaged, highfence, command, name, damage
):
    damage(damaged / name)
    done = highfence(*COMMANDS[command])
    if done.returncode == 2:
        lines = done.stderr.splitlines()
        assert len(lines) == 1
        assert str(damaged) in lines[0] or "small: " in lines[0] or "small/" in lines[0]
        return
    # A batch alone writes anew what is lost.
    assert (command, done.returncode) == ("batch", 0)
    assert contents(damaged) == contents(undisturbed / "small")


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "batch"])
def test_a_command_reads_no_file_that_it_does_not_hold_to_the_manifest(damaged, highfence, command):
    for name in set(FILES) - set(READ[command]):
        (damaged / name).unlink()
    assert highfence(*COMMANDS[command]).returncode == 0


WRITTEN = {
    "batch": (*FILES, ".lock", "runs.csv"),
    "report": ("report.html", "figures/tornado.svg"),
    "sensitivity": ("answers/sensitivity_self_reliance/sensitivity.csv",),
}


@pytest.mark.parametrize(
    ("command", "name"), [(command, name) for command in WRITTEN for name in WRITTEN[command]]
)
def test_a_folder_in_the_place_of_a_file_is_named_and_to_be_moved_away(
    damaged, highfence, command, name
):
    if command == "sensitivity":
        highfence(*COMMANDS[command])
    place = damaged / name
    place.unlink(missing_ok=True)
    place.mkdir(parents=True)
    also = ("--also", "csv") if command == "batch" else ()
    code, _, mistake = highfence(*COMMANDS[command], *also)
    assert code == 2
    assert f"{name}: is a folder, where a file is to be; move it away" in mistake
    assert mistake.count("\n") == 1
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("name", ["parts", "larger", "answers", "figures"])
def test_a_file_in_the_place_of_a_folder_is_named_and_to_be_moved_away(damaged, highfence, name):
    (damaged / name).write_text("mine")
    commands = {
        "parts": ("batch", "small.yaml", "--out", "small"),
        "larger": ("batch", "small.yaml", "--out", "small", "--replicates", 9),
        "answers": COMMANDS["sensitivity"],
        "figures": COMMANDS["report"],
    }
    if name == "parts":
        (damaged / "runs.parquet").unlink()
    code, _, mistake = highfence(*commands[name])
    assert code == 2
    assert f"{name}: is a file, where a folder is to be; move it away" in mistake
    assert mistake.count("\n") == 1
    assert (damaged / name).read_text() == "mine"
