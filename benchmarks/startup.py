"""What a command costs before it has said anything: seconds of processor time in a fresh process.

    python benchmarks/startup.py [--times N]

Each line is the best of N starts after a first one, which keeps what it read of the configs.
`list`, `check` and `watch` are stopped at their first line; what they had spent by then is
libraries and configs. The reach is 0.15 s for what needs neither, and 0.4 s for the others.
Machines differ, so read the lines against the first ones, Python itself and the import of numpy.
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
POLICY = Path(__file__).resolve().parent.parent / "configs/policies/beijing/reciprocal.yaml"
COMMANDS = (
    ("--version",),
    ("--help",),
    ("batch", "--help"),
    ("frobnicate",),
    ("list", "policies"),
    ("check", OWN),
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
    os.kill(process.pid, signal.SIGKILL)  # unlike Popen's own, it leaves the child to be waited for
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
    starts += [("import numpy", "import numpy; print()", ())]
    starts += [(f"highfence {' '.join(words)}", HIGHFENCE, words) for words in COMMANDS]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(POLICY, Path(folder, OWN))
        os.chdir(folder)
        os.environ["HIGHFENCE_CACHE"] = folder
        for name, code, arguments in starts:
            first, *later = (seconds_to_first_line(code, arguments) for _ in range(times + 1))
            print(f"{min(later):6.3f} s  {name}  (the first time {first:.3f} s)")


if __name__ == "__main__":
    main()
