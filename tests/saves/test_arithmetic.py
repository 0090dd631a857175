"""A log of another arithmetic is told so, everywhere, and nobody is accused."""

import json
from pathlib import Path

import pytest

from game.config.scenarios import load_scenario
from game.errors import UserError
from game.mathematics import ARITHMETIC
from game.saves.log_text import read_log
from game.seat.saves import open_save
from game.session import Session
from tests.saves.conftest import give, rechained

SEAT = "beijing"


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> str:
    """A turn played, and an order for the next."""
    path: Path = tmp_path_factory.mktemp("logs") / "game.jsonl"
    session = Session.begin(load_scenario("lesson"), seats=(SEAT,), seed=3, path=path)
    session.seal()
    session.seal()
    session.pass_turn()
    give(session, "capital_subsidy = 3")
    session.close()
    return path.read_text("utf-8")


def without_link(line: str) -> dict[str, object]:
    return {name: value for name, value in json.loads(line).items() if name != "chain"}


def of_arithmetic(text: str, number: int | None, *, form: int = 2) -> str:
    """The log as a program with another arithmetic would have left it: whole, with other states."""
    lines = [without_link(line) for line in text.splitlines()]
    lines[0] |= {"format": form, "arithmetic": number}
    if number is None:
        del lines[0]["arithmetic"]
    for line in lines:
        if line["kind"] == "turn":
            line["hash"] = "0" * 64
    plain = "".join(json.dumps(line) + "\n" for line in lines)
    return rechained(plain) if form >= 2 else plain


OTHERS = {
    "the first, chained": (None, 2, "an older arithmetic (1, and"),
    "the first, unchained": (None, 1, "an older arithmetic (1, and"),
    "a later one": (ARITHMETIC + 1, 2, f"a newer arithmetic ({ARITHMETIC + 1}, and"),
}


@pytest.fixture(params=OTHERS)
def other(request, written, tmp_path):
    number, form, words = OTHERS[request.param]
    path = tmp_path / "other.jsonl"
    path.write_text(of_arithmetic(written, number, form=form), "utf-8")
    return path, words


def test_a_log_states_the_arithmetic_that_it_was_made_with(written):
    assert json.loads(written.splitlines()[0])["arithmetic"] == ARITHMETIC


def test_a_log_of_another_arithmetic_is_told_so_and_left_as_it_is(other):
    path, words = other
    before = path.read_bytes()
    with pytest.raises(UserError) as refused:
        Session.resume(path)
    assert words in refused.value.problem
    assert "can be read, not replayed bit for bit" in refused.value.problem
    assert "the program that made it" in refused.value.remedy
    assert path.read_bytes() == before


def test_what_it_says_can_still_be_read(other):
    log = read_log(other[0])
    assert log.turns == 1
    assert [line.action for line in log.lines if line.kind == "order"] == ["capital_subsidy = 3"]


@pytest.mark.parametrize("shelf", ["games", "saves", "points"])
def test_every_shelf_says_so(other, shelf, tmp_path, monkeypatch):
    monkeypatch.setenv("HIGHFENCE_GAMES", str(tmp_path / "games"))
    with pytest.raises(UserError, match="can be read, not replayed bit for bit"):
        open_save(other[0], shelf)
    assert list((tmp_path / "games").rglob("*.jsonl")) == []


@pytest.mark.parametrize(
    "command",
    [
        ("replay",),
        ("replay", "--verify"),
        ("replay", "--sound"),
        ("explain", "premium"),
        ("play", "--text", "--log"),
    ],
    ids=" ".join,
)
def test_every_command_says_so_in_one_line(other, command, highfence):
    path, words = other
    place = len(command) if command[-1] == "--log" else 1
    done = highfence(*command[:place], path, *command[place:])
    assert done.returncode == 2
    assert words in done.stderr
    assert "edit" not in done.stderr
    assert "build" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_game_of_an_older_version_and_arithmetic_is_not_carried_over(
    written, tmp_path, monkeypatch
):
    """Its turns would come out otherwise for that reason alone."""
    monkeypatch.setenv("HIGHFENCE_GAMES", str(tmp_path / "games"))
    path = tmp_path / "old.jsonl"
    lines = of_arithmetic(written, None).splitlines()
    lines[0] = json.dumps(without_link(lines[0]) | {"version": "0.0.9"})
    path.write_text(rechained("\n".join(lines)), "utf-8")
    with pytest.raises(UserError, match="can be read, not replayed bit for bit"):
        open_save(path, "saves")
