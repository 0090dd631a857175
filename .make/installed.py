"""The program as users get it: its wheel, on each Python, with the newest and oldest libraries.

Each copy is installed under a path with spaces and letters beyond ASCII, and run without a home,
in another folder, under the plainest locale.
"""

import os
import re
import subprocess
from pathlib import Path
from typing import Dict, List, Optional

# What a user does first; {log} is a file that a command before wrote.
COMMANDS = (
    ["--version"],
    ["check"],
    ["list", "policies", "--json"],
    ["watch", "lesson", "--log", "my game.jsonl"],
    ["replay", "my game.jsonl", "--verify"],
    ["explain", "my game.jsonl", "lag"],
    ["play", "lesson", "--text", "--seat", "beijing", "--log", "mine.jsonl"],
    ["batch", "trial.yaml", "--out", "out of it", "--workers", "1"],
    ["verify", "out of it", "--games", "2"],
    ["report", "out of it"],
)
TRIAL = """\
name: trial
title: A trial
question: Does it run?
says: By running.
caution: Nothing.
scenario: lesson
replicates: 3
outcomes: {scalars: {end_lag: lag}}
"""


def build_wheel(python: str, root: Path, folder: Path) -> Path:
    """Build the wheel of a clone into a folder, and return it."""
    call = [python, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(root)]
    subprocess.run(call, check=True)
    return next(folder.glob("*.whl"))


def oldest(pyproject: str) -> List[str]:
    """Return the lowest versions that the project allows, as pip's constraints."""
    listed = pyproject.partition("\ndependencies = [")[2].partition("\n]")[0]
    found = re.findall(r"""["']([\w.-]+)>=([\d.]+)[^;"']*(;[^']*)?["'],""", listed)
    return [f"{name}=={version}{marker}" for name, version, marker in found]


def install(python: str, wheel: Path, folder: Path, constraints: Optional[Path]) -> Path:
    """Install the wheel into an environment of its own; return the folder of its programs."""
    venv = folder / "venv"
    subprocess.run([python, "-m", "venv", "--clear", str(venv)], check=True)
    programs = venv / ("Scripts" if os.name == "nt" else "bin")
    call = [str(programs / "python"), "-m", "pip", "install", "-q", str(wheel)]
    call += ["--disable-pip-version-check"]
    if constraints:
        call += ["--constraint", str(constraints)]
    subprocess.run(call, check=True)
    return programs


def surroundings() -> Dict[str, str]:
    """Return the variables of a bare system: no home, no language."""
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH")
    return {**{name: os.environ[name] for name in kept if name in os.environ}, "LC_ALL": "C"}


def try_commands(programs: Path, folder: Path) -> List[str]:
    """Run the commands in a folder, and return what failed."""
    folder.mkdir()
    (folder / "trial.yaml").write_text(TRIAL, encoding="utf-8")
    failures = []
    for command in COMMANDS:
        done = subprocess.run(
            [str(programs / "highfence"), *command],
            cwd=str(folder), env=surroundings(), input="quit\n",
            capture_output=True, encoding="utf-8",
        )  # fmt: skip
        if done.returncode != 0 or "Traceback" in done.stderr:
            failures.append(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
    return failures
