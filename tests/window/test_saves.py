"""Saves: by name, as played, and at the ends of turns; old ones are carried over or explained."""

import re

import pytest

from game.config.scenarios import load_scenario
from game.errors import UserError
from game.seat.new_game import Setup
from game.seat.saves import POINTS, keep_point, list_saves, open_save, save_as
from game.seat.seat_table import SeatTable
from game.session import Session
from game.window.app import App
from game.window.games import begin, go_to_title
from game.window.screens.board import Board
from game.window.screens.question import Question
from game.window.screens.saves import Saves
from tests.saves.conftest import give, rechained


@pytest.fixture
def played(tmp_path):
    """A game of the lesson with one turn behind it and an order given."""
    session = Session.begin(
        load_scenario("lesson"), seats=("beijing",), seed=3, path=tmp_path / "game.jsonl"
    )
    table = SeatTable(session, "beijing")
    table.seal()
    table.seal()
    give(session, "capital_subsidy = 3")
    session.close()
    return session


def test_a_named_save_is_played_on_in_a_copy_and_stays_as_it_was(played):
    path = save_as(played.log, "Gate open/early")
    text = path.read_text()
    (save,) = list_saves("saves")
    assert (save.name, save.seats) == ("Gate open-early", ("beijing",))
    assert save.told == "2026 Q2, turn 2 of 4"
    session = open_save(path, "saves")
    (order,) = session.actions("beijing")
    assert str(order) == "beijing: capital_subsidy = 3"
    SeatTable(session, "beijing").seal()
    session.close()
    assert path.read_text() == text
    assert session.file.path != path


def older(path):
    """Make a save look as if an older version had written it."""
    text = path.read_text().replace('"version": "', '"version": "0.0.', 1)
    path.write_text(rechained(text))


def test_a_save_of_an_older_version_that_replays_alike_is_carried_over(played):
    path = save_as(played.log, "old")
    older(path)
    session = open_save(path, "saves")
    session.close()
    assert len(session.played) == 1


def test_a_save_of_an_older_version_that_departs_says_so_in_a_sentence(played, games_folder):
    path = save_as(played.log, "old")
    marks = re.compile(r'(?<="hash": ").')
    path.write_text(marks.sub(lambda first: "1" if first[0] == "0" else "0", path.read_text()))
    older(path)
    with pytest.raises(UserError, match=r"is from version 0\.0\..*departs"):
        open_save(path, "saves")
    assert list(games_folder.glob("*.jsonl")) == []


def test_the_last_ends_of_turns_are_kept_and_the_oldest_makes_room(played):
    for _ in range(POINTS + 3):
        keep_point(played.log)
    assert len(list_saves("points")) == POINTS


def test_a_game_can_be_saved_and_loaded_from_the_window(games_folder):
    app = App((1280, 720))
    begin(app, Setup("lesson", 5))
    assert len(list_saves("points")) == 1
    app.open("saves")
    app.screen.name_given = "first"
    app.screen.main()
    assert app.screen.message == "Saved as first."
    go_to_title(app)
    app.open("saves")
    app.screen.item("kept 0").press()
    assert app.session is not None
    assert app.session.file.path.parent == games_folder
    app.open("saves")
    app.screen.item("delete 0").press()
    app.screen.item("answer 1").press()
    assert list_saves("saves") == []


def test_a_file_that_is_no_game_is_shown_and_explained(played):
    path = save_as(played.log, "good").with_stem("bad")
    path.write_text("{}\n")
    app = App((1280, 720))
    app.start(Saves(app))
    number = [save.name for save in app.screen.kept].index("bad")
    assert app.screen.kept[number].problem
    app.screen.item(f"kept {number}").press()
    assert isinstance(app.screen, Question)
    assert "is not a game log" in app.screen.note


def test_a_game_that_goes_back_a_quarter_tells_where_it_was_kept(games_folder):
    app = App((1280, 720))
    begin(app, Setup("lesson", 5))
    table = SeatTable(app.session, "beijing")
    table.seal()
    table.seal()
    app.open("record", table)
    app.screen.item("rewind 0").press()
    app.screen.item("answer 0").press()
    assert isinstance(app.screen, Question)
    (copy,) = games_folder.glob("*before-rewind*")
    assert copy.stem in app.screen.note
    app.screen.main()
    assert not isinstance(app.screen, Board) or app.session.played == []
    assert app.session.model.position.turn == 0


def test_a_save_is_never_lost_without_a_question(games_folder):
    app = App((1280, 720))
    begin(app, Setup("lesson", 5))
    app.open("saves")
    for _ in range(2):
        app.screen.main()
    assert {save.name for save in list_saves("saves")} == {"lesson", "lesson 2"}
    before = (games_folder / "saves" / "lesson.jsonl").read_bytes()
    give(app.session, "capital_subsidy = 3")
    app.screen.name_given = "LESSON"
    app.screen.main()
    assert isinstance(app.screen, Question)
    assert "lesson" in app.screen.question
    app.screen.item("answer 1").press()
    assert (games_folder / "saves" / "lesson.jsonl").read_bytes() == before
    app.screen.main()
    app.screen.item("answer 0").press()
    assert (games_folder / "saves" / "lesson.jsonl").read_bytes() != before
    assert {save.name for save in list_saves("saves")} == {"lesson", "lesson 2"}


@pytest.mark.parametrize("leave", ["window", "table"])
def test_of_a_log_that_was_deleted_the_window_claims_nothing_and_offers_another_file(
    games_folder, leave
):
    app = App((1280, 720))
    begin(app, Setup("lesson", 5))
    ask = app.ask_to_leave if leave == "window" else app.screen.back
    ask()
    assert "is kept" in app.screen.note
    app.back()
    app.session.file.path.unlink()
    ask()
    assert "No file holds this game" in app.screen.note
    app.screen.item("answer 1").press()
    assert "kept as" in app.screen.note
    path = app.session.file.path
    app.close()
    assert path.parent == games_folder
    assert Session.resume(path).log.header.seed == 5
