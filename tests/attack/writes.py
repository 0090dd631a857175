"""Kills and errors inside the calls that write a log: nothing confirmed is lost."""

from __future__ import annotations

import functools
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

from game.paths import CLONE
from game.saves.log_text import dump_line, read_log
from game.session import Session
from tests.attack.case import Case, require
from tests.attack.player import lines_of

# Two players are waited for.
SECONDS = 900.0
COMPILER = shutil.which("cc") or shutil.which("gcc")
# The library that is preloaded is for Linux.
IS_POSSIBLE = COMPILER is not None and platform.system() == "Linux"
KILLED = -9


def invent(random: Random) -> Case:
    """Return a game, and what goes wrong in which call."""
    fault = random.choice(
        ("write", "write", "write", "trunc", "fsync", "shortw", "enospc", "eio", "fsyncerr")
    )
    most = {"write": 200, "shortw": 40, "enospc": 200}.get(fault, 2)
    values = {
        "fault": f"{fault}:{random.randrange(1, 40)}:{random.randrange(most)}",
        "seed": random.randrange(2**32),
        "acts": random.randrange(5, 40),
    }
    return Case(attack="writes", values=values)


def judge(case: Case, folder: Path) -> None:
    """Play until the fault, read what was confirmed, play on, and read again."""
    path = folder / "game.jsonl"
    first = _play(case, path, case.values["fault"])
    confirmed = lines_of(first.stdout)
    require(
        first.returncode in (0, KILLED), f"the player ended by {first.returncode}: {first.stderr}"
    )
    if not confirmed:
        return
    _require_kept(path, confirmed, first.returncode == KILLED)
    Session.resume(path).close()
    before = _texts(path)
    second = _play(case, path, "")
    require(second.returncode == 0, f"cannot be played on: {second.stderr}")
    _require_kept(path, [*before, *lines_of(second.stdout)], killed=False)
    Session.resume(path).close()


def _require_kept(path: Path, confirmed: list[str], killed: bool) -> None:
    """Refuse a log that lacks a confirmed line, or has more than one that was not."""
    there = _texts(path)
    kept = there[: len(confirmed)]
    require(kept == confirmed, f"confirmed, and lost or moved: {confirmed}, and there is {kept}")
    require(len(there) - len(confirmed) <= int(killed), f"unconfirmed: {there[len(confirmed) :]}")


def _texts(path: Path) -> list[str]:
    log = read_log(path)
    return [dump_line(line, "", chained=False)[0].strip() for line in log.lines]


def _play(case: Case, path: Path, fault: str) -> subprocess.CompletedProcess[str]:
    seed, acts = str(case.values["seed"]), str(case.values["acts"])
    surroundings = os.environ | {"LD_PRELOAD": str(_library()), "HIGHFENCE_FAULT": fault}
    return subprocess.run(
        [sys.executable, "-m", "tests.attack.player", str(path), seed, acts],
        cwd=CLONE, env=surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip


@functools.cache
def _library() -> Path:
    """Return the library to preload, made once."""
    assert COMPILER is not None
    library = Path(tempfile.mkdtemp()) / "faults.so"
    source = Path(__file__).with_name("write_faults.c")
    subprocess.run([COMPILER, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library
