"""What every test stands on: strict numbers, no screen, and one switch for golden files."""

import dataclasses
import gc
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import hypothesis
import numpy as np
import pytest

# Before anything imports pygame: tests open no window and make no sound.
os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
# What can be made again is kept beside what pytest keeps, and not in the tester's home.
os.environ["HIGHFENCE_CACHE"] = str(Path(__file__).parent.parent / ".pytest_cache" / "highfence")
# Where the environment forbids bytecode, each worker and each program a test starts would compile
# all it imports anew: a second of each, a quarter of a minute of each worker.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

hypothesis.settings.register_profile("dev", max_examples=25, deadline=None)
hypothesis.settings.register_profile(
    "ci", max_examples=100, deadline=None, derandomize=True, print_blob=True
)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the golden files from what the program says now",
    )


def pytest_collection_finish() -> None:
    # The tests and all they import stay to the end: no collection of garbage need look at them.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_configure() -> None:
    # An underflow to zero is a right answer: the probability of something very unlikely.
    np.seterr(all="raise", under="ignore")


@pytest.fixture
def compare_golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Hold a text against its golden file, which --update-golden rewrites."""
    update = request.config.getoption("--update-golden")

    def compare(path: Path, text: str) -> None:
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        if not path.is_file():
            pytest.fail(f"{path.name} is missing; run pytest --update-golden, then read it")
        assert text == path.read_text(encoding="utf-8")

    return compare


class Done(NamedTuple):
    """What a command came to."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def highfence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Done]:
    """Run a command in an empty folder, with what is typed; games without --log are kept in it."""
    from game.cli import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HIGHFENCE_GAMES", str(tmp_path / "games"))
    monkeypatch.setenv("COLUMNS", "120")

    def run(*arguments: object, typed: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["highfence", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as ended:
            main()
        return Done(int(ended.value.code or 0), *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def opened_lesson() -> Any:
    """Return the lesson as contests take it: the scenario, with the library it comes from."""
    from agents.cast import open_scenario

    return open_scenario("lesson")


@pytest.fixture
def tiny_strategists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every strategist look at little, so that a turn takes a second."""
    from agents import cast

    read_size = cast.read_size
    monkeypatch.setattr(
        cast,
        "read_size",
        lambda library, name: dataclasses.replace(
            read_size(library, name), rollouts=60, games=24, worlds=4
        ),
    )
