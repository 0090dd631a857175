"""Damaged folders of batches: refused with the file, healed, or read as what they still are."""

from __future__ import annotations

import atexit
import functools
import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from game.batch import runner
from game.batch.runner import run_batch
from game.batch.study import Study, build_study
from game.config.scenarios import shipped_library
from game.config.schema.experiment import Experiment
from tests.analysis.conftest import SMALL
from tests.attack.case import Case, require
from tests.attack.commands import Answer, require_sound, run_command
from tests.batch.test_runner import FILES, interrupted_at

SECONDS = 240.0
COMMANDS = {
    "batch": ("batch", "small.yaml", "--out", "small", "--workers", "1"),
    "verify": ("verify", "small", "--games", "2"),
    "report": ("report", "small"),
    "sensitivity": ("sensitivity", "small", "--resamples", "10"),
    "regret": ("regret", "small", "--resamples", "10"),
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
# What may stand in place of a file.
INSTEAD: dict[str, Callable[[Path], object]] = {
    "folder": Path.mkdir,
    "pipe": lambda path: os.mkfifo(path),
    "loop": lambda path: path.symlink_to(path.name),
    "device": lambda path: path.symlink_to("/dev/zero"),
    "nothing": lambda path: path.symlink_to("nowhere"),
}
STRANGE: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    "",
    "x",
    "../../etc/passwd",
    [],
    {},
    "\u202e",
    1.5,
)


def invent(random: Random) -> Case:
    """Return a damage of one file of a batch, finished or stopped, and a command that reads it."""
    stopped = random.random() < 0.3
    folder = _folder(stopped)
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    name = random.choice([name for name in names if name.startswith("small/")])
    data = (folder / name).read_bytes()
    command = "batch" if stopped else random.choice(list(COMMANDS))
    damage = random.choice(("gone", "bytes", "bytes", "json", "table", "instead"))
    files, instead = {}, ""
    if damage == "json" and name.endswith(".json"):
        files[name] = _change_json(data, random)
    elif damage == "table" and name.endswith(".parquet"):
        files[name] = _change_table(data, random)
    elif damage == "instead":
        instead = random.choice(list(INSTEAD))
    elif damage != "gone":
        files[name] = _change_bytes(data, random)
    gone = "" if files else name
    values = {"stopped": stopped, "command": command, "gone": gone, "instead": instead}
    return Case(attack="batches", values=values, files=files)


def judge(case: Case, folder: Path) -> None:
    """Run the command over the damaged folder; hold it to what it answers to the whole one."""
    stopped, command = case.values["stopped"], COMMANDS[case.values["command"]]
    shutil.copytree(_folder(stopped), folder, dirs_exist_ok=True)
    case.write_files(folder)
    if case.values["gone"]:
        gone = folder / case.values["gone"]
        gone.unlink()
        if instead := case.values.get("instead"):
            INSTEAD[instead](gone)
    answer = run_command(command, folder)
    require_sound(answer, command, codes=(0, 1, 2))
    if answer.code == 2:
        require("small" in answer.err, f"the place is not named: {answer.err}")
        return
    require(answer.code == 0, f"{command[0]} says that something differs: {answer.out}")
    if command[0] == "batch":
        for name in FILES:
            healed, whole = folder / "small" / name, _folder(False) / "small" / name
            require(healed.is_file(), f"{name} is still missing")
            if name != "manifest.json":
                require(healed.read_bytes() == whole.read_bytes(), f"{name} differs after healing")
        return
    undisturbed = _answer(case.values["command"])
    require(answer.out == undisturbed.out, f"another answer: {answer.out[:500]}")


def _change_bytes(data: bytes, random: Random) -> bytes:
    if not data:
        return random.randbytes(50)
    place = random.randrange(len(data) + 1)
    flipped = bytes([data[place - 1] ^ (1 << random.randrange(8))])
    return random.choice(
        (
            data[:place],
            data[place:],
            data[: max(place - 1, 0)] + flipped + data[place:],
            data[:place] + random.randbytes(random.randrange(1, 9)) + data[place:],
            data + random.choice((b"\n", b"\0", b"}")),
            b"",
            b"PAR1",
            random.randbytes(50),
        )
    )


def _change_json(data: bytes, random: Random) -> bytes:
    content = json.loads(data)
    holder = content
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            break
        key = random.choice(keys)
        if isinstance(holder[key], dict | list) and holder[key] and random.random() < 0.7:
            holder = holder[key]
            continue
        if random.random() < 0.3:
            del holder[key]
        else:
            holder[key] = random.choice(STRANGE)
        break
    return json.dumps(content, indent=random.choice((None, 2))).encode()


def _change_table(data: bytes, random: Random) -> bytes:
    table = pq.read_table(io.BytesIO(data))
    place = random.randrange(table.num_columns)
    how = random.randrange(4)
    if how == 0:
        table = table.remove_column(place)
    elif how == 1:
        table = table.slice(0, random.randrange(table.num_rows + 1))
    elif how == 2:
        values = table[place].to_pylist()
        random.shuffle(values)
        column = pa.array(values, table.schema[place].type)
        table = table.set_column(place, table.schema[place], column)
    else:
        table = table.append_column(table.schema[place].with_name("more"), table[place])
    written = io.BytesIO()
    pq.write_table(table, written)
    return written.getvalue()


# -- the whole batch ---------------------------------------------------------------------------


@functools.cache
def _study() -> Study:
    return build_study(shipped_library(), Experiment.model_validate(SMALL))


@functools.cache
def _folder(stopped: bool) -> Path:
    """Return a folder with the experiment's file and its batch, finished or stopped on the way."""
    folder = Path(tempfile.mkdtemp(prefix="a batch "))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # JSON is YAML; tests import no library for it.
    (folder / "small.yaml").write_text(json.dumps(SMALL, indent=1))
    if not stopped:
        run_batch(_study(), folder / "small", workers=1)
        return folder
    work = runner.work
    runner.work = interrupted_at(_study(), 24)
    try:
        run_batch(_study(), folder / "small", workers=1, chunk=4)
    except KeyboardInterrupt:
        return folder
    finally:
        runner.work = work
    raise AssertionError("the batch was not stopped")


@functools.cache
def _answer(name: str) -> Answer:
    """Return what a command says of the whole batch."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(_folder(False), folder, dirs_exist_ok=True)
        return run_command(COMMANDS[name], Path(folder))
