import os

import pytest

from game.errors import UserError
from game.saves.folder import find_log, games_folder, new_log_path
from game.text.story import fold, tell_outcome, tell_turn
from game.turn.outcome import outcome


@pytest.fixture(scope="module")
def played(scenario):
    from game.session import Session

    session = Session.begin(scenario)
    while not session.over:
        session.seal()
        session.seal()
        session.pass_turn()
    return session


def test_a_turn_is_told_in_80_columns_and_not_too_many_lines(played, scenario):
    tellings = [tell_turn(turn, scenario) for turn in played.played]
    assert max(len(line) for lines in tellings for line in lines) <= 80
    counts = [len(lines) for lines in tellings]
    assert sum(counts) / len(counts) <= 31
    assert max(counts) <= 42


def test_a_turn_is_told_with_its_date_deeds_and_changes(played, scenario):
    lines = tell_turn(played.played[0], scenario)
    assert lines[0] == f"--- {scenario.date(0)} (turn 1 of {scenario.turns}) ---"
    assert "Measures" in lines
    assert "What changed" in lines


def test_the_end_tells_every_aim_of_every_actor(played, scenario):
    told = "\n".join(tell_outcome(outcome(played.model.position, scenario), scenario))
    for actor in scenario.actors:
        assert scenario.roles[actor].title in told
        assert all(aim.title in told for aim in scenario.aims[actor])


def test_the_seat_that_was_taken_is_scored_first(played, scenario):
    lines = tell_outcome(outcome(played.model.position, scenario), scenario, ("nvidia",))
    assert lines[3].startswith("Nvidia: ")


def test_a_game_is_kept_under_a_name_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("HIGHFENCE_GAMES", str(tmp_path / "games"))
    first = new_log_path("lesson", 7)
    assert first is not None
    first.write_text("")
    second = new_log_path("lesson", 7)
    assert second is not None
    assert second.name == f"{first.stem}-2.jsonl"
    assert games_folder() == tmp_path / "games"
    assert find_log("last") == first
    assert find_log(first.stem) == first


def test_a_log_that_is_not_there_is_a_mistake(monkeypatch, tmp_path):
    monkeypatch.setenv("HIGHFENCE_GAMES", str(tmp_path))
    with pytest.raises(UserError, match="no such log; name a file"):
        find_log("last")


def test_sentences_fold_to_a_narrow_terminal_and_lose_no_word(monkeypatch):
    says = " ".join(f"word{number}" for number in range(60))
    for columns, widest in ((30, 29), (200, 79)):
        monkeypatch.setattr(
            os, "get_terminal_size", lambda *_, size=(columns, 24): os.terminal_size(size)
        )
        lines = fold(says, "- ", "  ")
        assert max(map(len, lines)) <= widest
        assert " ".join(line[2:] for line in lines) == says
        # A limit of lines of 80 columns says as much in a narrow terminal.
        cut = " ".join(line[2:] for line in fold(says, "- ", "  ", most=2))
        assert len(cut) > 120


def test_what_goes_to_no_terminal_has_lines_of_80_columns(monkeypatch):
    def refuse(*_):
        raise OSError

    monkeypatch.setattr(os, "get_terminal_size", refuse)
    assert max(map(len, fold("word " * 60))) == 79
