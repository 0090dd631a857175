"""The facilitator's desk in the window: every act is in the log, and says so or why not."""

from __future__ import annotations

import pytest

from game.config.scenarios import load_scenario
from game.saves.log_text import read_log
from game.session import Session
from game.window.screens.desk import DO, TAB, TABS, Desk


@pytest.fixture
def desk(usual, tmp_path):
    """The desk over a game of two seats, one turn in."""
    path = tmp_path / "game.jsonl"
    usual.session = Session.begin(
        load_scenario("lesson"), seats=("beijing", "nvidia"), seed=3, path=path
    )
    usual.session.seal(cause="test")
    usual.session.seal(cause="test")
    usual.session.pass_turn()
    screen = Desk(usual)
    usual.start(screen)
    return screen


def press(screen, key: str) -> None:
    item = screen.item(key)
    assert item is not None, key
    item.press()


def place_of(screen, name: str) -> int:
    """Return where a choice stands among the cards of a tab."""
    return next(n for n, choice in enumerate(screen._choices()) if choice.name == name)


def kinds(screen):
    return [line.kind for line in read_log(screen.stage.session.file.path).lines][3:]


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_has_cards_and_every_button_of_them_says_what_it_does(desk, tab):
    press(desk, TAB.key(tab))
    cards = desk._choices()
    assert cards
    for number, choice in enumerate(cards):
        for place, (name, _) in enumerate(desk._acts(choice)):
            assert desk.item(DO.key(f"{number} {place}")).name == name


def test_an_event_is_struck_now_or_at_the_reveal(desk):
    place = place_of(desk, "leaked_rule")
    press(desk, DO.key(f"{place} 0"))
    press(desk, DO.key(f"{place} 1"))
    facilitator = desk.stage.session.facilitator
    assert (len(facilitator.acts), len(facilitator.waiting)) == (1, 1)
    assert kinds(desk) == ["inject", "inject"]


def test_a_number_is_set_with_a_value_and_a_reason_or_the_desk_says_what_lacks(desk):
    press(desk, TAB.key("numbers"))
    key = DO.key(f"{place_of(desk, 'trust')} 0")
    for written in ("", "0.9", "7 they met"):
        desk.word = written
        press(desk, key)
        assert desk.message
        assert kinds(desk) == []
    desk.word = "0.9 they met"
    press(desk, key)
    assert desk.stage.session.model.position.world.trust[0, 0] == 0.9
    assert kinds(desk) == ["override"]


def test_an_act_of_this_phase_is_taken_back(desk):
    desk.stage.session.facilitator.inject("leaked_rule")
    press(desk, TAB.key("game"))
    press(desk, DO.key(f"{place_of(desk, 'act 2.1')} 0"))
    assert desk.stage.session.facilitator.acts == []
    assert kinds(desk) == ["inject", "withdraw"]


def test_a_policy_takes_a_seat_over_and_the_last_person_stays(desk):
    press(desk, TAB.key("seats"))
    press(desk, DO.key(f"{place_of(desk, 'nvidia')} 0"))
    session = desk.stage.session
    assert tuple(session.seats) == ("beijing",)
    again = Desk(desk.stage)
    again.choose("seats")
    assert again._acts(again._choices()[place_of(again, "beijing")]) == []


def test_the_game_goes_back_or_is_forked_from_the_desk(desk):
    press(desk, TAB.key("game"))
    session = desk.stage.session
    press(desk, DO.key(f"{place_of(desk, 'turn 1')} 1"))
    assert "kept as" in desk.message
    press(desk, DO.key(f"{place_of(desk, 'turn 0')} 0"))
    assert session.model.position.turn == 0
    assert kinds(desk) == ["rewind"]


def test_without_a_game_the_desk_says_so(usual):
    screen = Desk(usual)
    usual.start(screen)
    assert screen._choices()[0].title == "No game is at hand."
