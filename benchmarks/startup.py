"""What a command costs before it has said anything: seconds of processor time in a fresh process.

    python benchmarks/startup.py [--times N]

Each line is the best of N starts after a first one, which keeps what it read of the configs, and
its ratio to the import of numpy, which is started in turn with it: machines differ and are shared,
so read the ratio. Commands are stopped at their first line; what `list`, `check`, `watch` and
`replay` had spent by then is libraries and configs, and what `check` plays. The reach is 0.15 s for
what needs neither, and 0.4 s for the others, on a machine that imports numpy in 0.08 s.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

HIGHFENCE = "from game.cli import main; main()"
OWN = "my_policy.yaml"
LOG = "a_game.jsonl"
POLICY = Path(__file__).resolve().parent.parent / "configs/policies/beijing/reciprocal.yaml"
COMMANDS = (
    ("--version",),
    ("--help",),
    ("batch", "--help"),
    ("frobnicate",),
    ("list", "policies"),
    ("check", OWN),
    ("check",),
    ("watch",),
    ("replay", LOG),
)
# What each start is measured against.
USUAL = "import numpy"


def seconds_to_first_line(code: str, arguments: tuple[str, ...]) -> float:
    """Return the processor time of a fresh Python up to its first line, or its end without one."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)  # unlike Popen's own, it leaves the child to be waited for
    _, _, used = os.wait4(process.pid, 0)
    process.stdout.close()
    process.returncode = 0  # it has been waited for
    return used.ru_utime + used.ru_stime


def keep_a_game(log: str) -> None:
    """Keep the log of two turns, which `replay` then plays again."""
    code = [sys.executable, "-c", HIGHFENCE, "watch", "--turns", "2", "--log", log]
    subprocess.run(code, check=True, stdout=subprocess.DEVNULL)


def measure(times: int) -> None:
    """Print a line a command: the best start, its ratio to numpy's, and the first start."""
    starts: list[tuple[str, str, tuple[str, ...]]]
    starts = [("python itself", "print()", ()), ("import typer", "import typer; print()", ())]
    starts += [(USUAL, f"{USUAL}; print()", ())]
    starts += [(f"highfence {' '.join(words)}", HIGHFENCE, words) for words in COMMANDS]
    spent: dict[str, list[float]] = {name: [] for name, _, _ in starts}
    for _ in range(times + 1):
        for name, code, arguments in starts:
            spent[name].append(seconds_to_first_line(code, arguments))
    usual = min(spent[USUAL])
    for name, (first, *later) in spent.items():
        best = min(later)
        told = f"{best:6.3f} s  {best / usual:5.1f} times numpy  {name}"
        print(f"{told}  (the first time {first:.3f} s)")
    print(f"load average {os.getloadavg()[0]:.1f}")


def main() -> None:
    """Measure in a folder of its own, with a game and a policy in it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=5, help="starts of each command")
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HIGHFENCE_GAMES"] = os.path.join(folder, "games")
        shutil.copy(POLICY, Path(folder, OWN))
        os.chdir(folder)
        keep_a_game(LOG)
        os.environ["HIGHFENCE_CACHE"] = os.path.join(folder, "cache")
        measure(times)


if __name__ == "__main__":
    main()
