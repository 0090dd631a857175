"""What a command costs before it has said anything: seconds of processor time in a fresh process.

    python benchmarks/startup.py [--times N]

Each line is the best of N starts. `list`, `check` and `watch` are stopped at their first line; what
they had spent by then is libraries and configs. The reach is 0.15 s for what needs neither, and
0.4 s for the others. Machines differ, so read the lines against the first one, Python itself.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HIGHFENCE = "from game.cli import main; main()"
POLICY = Path(__file__).resolve().parent.parent / "configs/policies/beijing/reciprocal.yaml"
COMMANDS = (
    ("--version",),
    ("--help",),
    ("batch", "--help"),
    ("frobnicate",),
    ("list", "policies"),
    ("check", str(POLICY)),
    ("watch",),
)


def seconds_to_first_line(code: str, arguments: tuple[str, ...]) -> float:
    """Return the processor time of a fresh Python up to its first line, or its end without one."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    _, _, used = os.wait4(process.pid, 0)
    process.stdout.close()
    process.returncode = 0  # it has been waited for
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print a line a command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=5, help="starts of each command")
    times = parser.parse_args().times
    os.environ["HIGHFENCE_GAMES"] = tempfile.mkdtemp()
    starts: list[tuple[str, str, tuple[str, ...]]]
    starts = [("python itself", "print()", ()), ("import typer", "import typer; print()", ())]
    starts += [(f"highfence {' '.join(words)}", HIGHFENCE, words) for words in COMMANDS]
    for name, code, arguments in starts:
        best = min(seconds_to_first_line(code, arguments) for _ in range(times))
        print(f"{best:6.3f} s  {name.replace(str(POLICY), POLICY.name)}")


if __name__ == "__main__":
    main()
