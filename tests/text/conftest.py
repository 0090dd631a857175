"""A short game of the text seat, played in-process from a script of lines."""

import io

import pytest

from game.config.scenarios import load_scenario
from game.session import Session
from game.text.seat import TextSeat


@pytest.fixture(scope="session")
def scenario():
    return load_scenario()


@pytest.fixture
def begin(scenario, tmp_path):
    """Begin a game that is kept in a file."""

    def begin(*seats, seed=0, path=None, policies=None):
        return Session.begin(
            scenario,
            seats=seats,
            seed=seed,
            policies=policies,
            path=path or tmp_path / "game.jsonl",
        )

    return begin


@pytest.fixture
def type_in():
    """Type lines at a game's seats, and return everything that was answered."""

    def type_in(session, *lines):
        written = io.StringIO()
        TextSeat(session, io.StringIO("".join(f"{line}\n" for line in lines)), written).play()
        return written.getvalue()

    return type_in
