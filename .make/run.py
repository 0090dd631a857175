"""One step from a fresh clone, set up as needed: python .make/run.py play, or test.

Needs nothing but a Python. It may be too old for the game: then another one is looked for.
"""

import glob
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Callable, Dict, Iterator, List, NamedTuple, Optional, Tuple

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 13)
RANGE = "Python 3.11 to 3.13"
# Each worker takes a run of tests as they stand: what the tests of a file share is made once.
PYTEST = ["pytest", "-q", "-n", "auto", "--dist", "worksteal"]
WINDOWS = os.name == "nt"

# Debian's python3 has venv without ensurepip, and can make no environment then.
PROBE = """
import sys
from importlib.util import find_spec
print(*sys.version_info[:3], *[int(bool(find_spec(m))) for m in ("venv", "ensurepip", "pip")])
"""


class SetupError(Exception):
    """What stands in the way, in one line."""


class Python(NamedTuple):
    """A Python that runs."""

    path: str
    version: Tuple[int, ...]
    has_venv: bool
    has_pip: bool

    def is_supported(self) -> bool:
        return OLDEST <= self.version[:2] <= NEWEST

    def number(self) -> str:
        return ".".join(map(str, self.version))


def probe(path: str) -> Optional[Python]:
    """Ask a Python for its version; None if it does not run (a pyenv shim may not)."""
    try:
        done = subprocess.run(
            [path, "-c", PROBE], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=30
        )
        *version, venv, ensurepip, pip = map(int, done.stdout.split())
        return Python(path, tuple(version), bool(venv and ensurepip), bool(pip))
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def candidates(minor: int) -> Iterator[str]:
    """Places where Python 3.minor may be, on the path first."""
    for folder in os.get_exec_path():
        found = shutil.which(f"python3.{minor}", path=folder)
        if found:
            yield found
    pyenv = os.environ.get("PYENV_ROOT") or os.path.join(os.path.expanduser("~"), ".pyenv")
    program = "python.exe" if WINDOWS else os.path.join("bin", "python")
    yield from sorted(glob.glob(os.path.join(pyenv, "versions", f"3.{minor}.*", program)))
    if WINDOWS and shutil.which("py"):
        launched = subprocess.run(
            ["py", f"-3.{minor}", "-c", "import sys; print(sys.executable)"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        yield launched.stdout.decode().strip()


def find(minor: int) -> Optional[Python]:
    """The first Python 3.minor that runs and can make an environment, else one that runs."""
    bare = None
    for path in candidates(minor):
        python = probe(path)
        if python and python.version[1] == minor:
            if python.has_venv:
                return python
            bare = python
    return bare


def choose() -> Python:
    """The Python that runs this, if it will do; else the newest one found that does."""
    this = probe(sys.executable)
    minors = range(NEWEST[1], OLDEST[1] - 1, -1)
    if this and this.is_supported() and this.has_venv:
        return this
    others = [python for python in map(find, minors) if python]
    for python in others:
        if python.has_venv:
            return python
    bare = this if this and this.is_supported() else next(iter(others), None)
    if bare:
        raise SetupError(without_venv(bare))
    have = ".".join(map(str, sys.version_info[:3]))
    raise SetupError(f"needs {RANGE}: this is Python {have}, and no other was found; install one")


def without_venv(python: Python) -> str:
    """Tell which package lacks."""
    package = f"python3.{python.version[1]}-venv"
    return (
        f"needs the venv module, which Python {python.number()} at {python.path} lacks; "
        f"install it (on Debian and Ubuntu: apt install {package})"
    )


def tool(venv: Path, name: str) -> str:
    """A program of an environment."""
    return str(venv / ("Scripts" if WINDOWS else "bin") / name)


def prepare(venv: Path, python: Optional[Python], extra: str) -> None:
    """Make an environment and install into it, unless its stamp says that this was done.

    With no python given, the environment's own is kept if it will do, and else one is chosen.
    """
    stamp = venv / "stamp"
    root, digest, installed = read_stamp(stamp)
    own = probe(tool(venv, "python")) if root in ("", str(ROOT)) else None
    fits = own and own.is_supported() and own.has_pip
    if not own or not fits or (python and own.version != python.version):
        own = python or choose()
        print(f"making {venv.relative_to(ROOT)} with Python {own.number()}", flush=True)
        run([own.path, "-m", "venv", "--clear", str(venv)])
        installed = ""
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    # What tests need is all there is.
    if digest == wanted and installed and (not extra or installed in (f".{extra}", ".[dev]")):
        return
    print("installing what it needs; this takes a minute the first time", flush=True)
    install = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "-e", f".{extra}"]
    run([tool(venv, "python"), *install])
    stamp.write_text("\n".join([str(ROOT), wanted, f".{extra}"]), encoding="utf-8")


def read_stamp(stamp: Path) -> List[str]:
    """The clone an environment was made for, of which pyproject.toml, and what is installed."""
    lines = stamp.read_text(encoding="utf-8").split("\n") if stamp.is_file() else []
    return lines if len(lines) == 3 else ["", "", ""]


def run(command: List[str]) -> None:
    """Run a command of the set-up; what it prints explains a failure."""
    if subprocess.call(command, cwd=ROOT):
        raise SetupError(f"could not be set up: {command[2]} failed, as shown above")


def check(name: str, command: List[str]) -> int:
    """Run one check under its name."""
    print(f"== {name}", flush=True)
    return subprocess.call(command, cwd=ROOT)


def play(arguments: List[str]) -> int:
    """Open the game."""
    venv = ROOT / ".venv"
    prepare(venv, None, "[class]")
    return subprocess.call([tool(venv, "highfence"), "play", *arguments], cwd=ROOT)


def test(arguments: List[str]) -> int:
    """Lint, check types and test; all of them, whichever fails."""
    venv = ROOT / ".venv"
    prepare(venv, None, "[dev]")
    checks: Dict[str, List[str]] = {
        "ruff check": ["ruff", "check", "-q"],
        "ruff format --check": ["ruff", "format", "--check", "-q"],
        "mypy": ["mypy", "--no-error-summary"],
        "pytest": [*PYTEST, *arguments],
    }
    codes = [check(name, [tool(venv, call[0]), *call[1:]]) for name, call in checks.items()]
    failed = [name for name, code in zip(checks, codes) if code]
    if failed:
        print(f"failed: {', '.join(failed)}", flush=True)
    return int(bool(failed))


def test_elsewhere(arguments: List[str]) -> int:
    """Test on each supported Python found here but that of .venv."""
    used = probe(tool(ROOT / ".venv", "python"))
    results = {}
    for minor in range(OLDEST[1], NEWEST[1] + 1):
        python = None if used and used.version[1] == minor else find(minor)
        if python is None or not python.has_venv:
            continue
        venv = ROOT / ".venvs" / f"3.{minor}"
        prepare(venv, python, "[dev]")
        call = [tool(venv, PYTEST[0]), *PYTEST[1:], *arguments]
        results[python.number()] = check(f"pytest on Python {python.number()}", call)
    lines = [f"{number} {'failed' if code else 'passed'}" for number, code in results.items()]
    print(f"other Pythons: {', '.join(lines) or 'none found'}", flush=True)
    return int(any(results.values()))


def test_installed(arguments: List[str]) -> int:
    """Try the installed wheel on each Python found here, the lowest libraries on the oldest."""
    import installed  # beside this file

    prepare(ROOT / ".venv", None, "[dev]")
    results = {}
    with tempfile.TemporaryDirectory(prefix="an odd f\u00f6lder ") as place:
        folder = Path(place)
        wheel = installed.build_wheel(tool(ROOT / ".venv", "python"), ROOT, folder)
        lowest = folder / "oldest.txt"
        pins = installed.oldest((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        lowest.write_text("\n".join(pins), encoding="utf-8")
        for minor in range(OLDEST[1], NEWEST[1] + 1):
            python = find(minor)
            if python is None or not python.has_venv or (arguments and str(minor) not in arguments):
                continue
            for libraries in ["newest", "oldest"] if minor == OLDEST[1] else ["newest"]:
                name = f"{python.number()} with the {libraries} libraries"
                print(f"== installed on Python {name}", flush=True)
                home = folder / name
                home.mkdir()
                pinned = lowest if libraries == "oldest" else None
                programs = installed.install(python.path, wheel, home, pinned)
                results[name] = installed.try_commands(programs, home / "play here")
    for name, failures in results.items():
        print(f"{name}: {'failed' if failures else 'passed'}")
        print("\n".join(failures))
    return int(any(results.values()) or not results)


def long_run(module: str) -> Callable[[List[str]], int]:
    """Return the step that runs a module of the tests for as long as its arguments say."""

    def go(arguments: List[str]) -> int:
        venv = ROOT / ".venv"
        prepare(venv, None, "[dev]")
        return subprocess.call([tool(venv, "python"), "-m", module, *arguments], cwd=ROOT)

    return go


STEPS: Dict[str, Callable[[List[str]], int]] = {
    "play": play,
    "test": test,
    "test-elsewhere": test_elsewhere,
    "test-installed": test_installed,
    "attack": long_run("tests.attack"),
    "corners": long_run("tests.laws.corners"),
}


def main(arguments: List[str]) -> int:
    """Take the step named first; the rest is handed on to it."""
    if not arguments or arguments[0] not in STEPS:
        print(f"usage: python .make/run.py {'|'.join(STEPS)} [...]", file=sys.stderr)
        return 2
    try:
        return STEPS[arguments[0]](arguments[1:])
    except SetupError as error:
        print(f"High Fence {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
