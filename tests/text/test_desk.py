"""A facilitator at the text seat: acts are typed after `desk`, and the seats are told of them."""

from __future__ import annotations

import pytest

from game.config.scenarios import load_scenario
from game.session import Session


def test_an_inject_is_struck_and_told_to_whoever_sits(begin, type_in):
    told = type_in(begin("beijing"), "desk inject leaked_rule because quiet turn", "news", "quit")
    assert "1.1: Newspaper prints the draft of the next chip rule" in told
    assert told.count("Newspaper prints the draft") == 2


def test_an_inject_that_waits_is_told_when_it_strikes(begin, type_in):
    told = type_in(
        begin("beijing"), "desk inject leaked_rule x 2 at reveal", "news", "seal", "quit"
    )
    assert "(waits)" in told
    assert "Nothing in the papers." in told
    assert told.rstrip().count("Newspaper prints the draft") == 2


def test_an_override_needs_a_reason_and_is_told_with_it(begin, type_in):
    told = type_in(
        begin("beijing"),
        "desk override trust = 0.9",
        "desk override trust = 0.9 because they met",
        "news",
        "quit",
    )
    assert "has no reason" in told
    assert "The facilitator sets this number from" in told
    assert "(they met)" in " ".join(told.split())


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("desk", "have it strike"),
        ("desk events", "A draft rule on the front page"),
        ("desk inject nothing", "no event 'nothing' can be struck"),
        ("desk inject leaked_rule twice", "is no inject"),
        ("desk inject leaked_rule when lagg < 1", "lagg"),
        ("desk override trust", "sets nothing"),
        ("desk override trust = high because x", "is not a number"),
        ("desk move 5", "is no move"),
        ("desk dance", "unknown act 'dance'"),
        ("desk withdraw 9.9", "no act '9.9' waits"),
        ("desk lead beijing nobody", "unknown policy 'nobody'"),
        ("desk acts", "Nothing has been done."),
    ],
)
def test_what_is_typed_is_answered(begin, type_in, typed, answer):
    assert answer in " ".join(type_in(begin("beijing"), typed, "quit").split())


def test_a_free_move_says_how_it_went(begin, type_in):
    told = type_in(
        begin("beijing"), "desk move 5 a back channel does leaders_call because even", "quit"
    )
    assert "A free move" in told
    assert "at odds of 5 in 10: a back channel" in " ".join(told.split())


def test_a_seat_that_a_policy_takes_over_is_passed_by(begin, type_in):
    session = begin("beijing", "nvidia")
    told = type_in(session, "", "desk lead beijing because away", "", "seal", "", "quit")
    assert "leads beijing from this phase on" in told
    assert tuple(session.seats) == ("nvidia",)


def test_each_of_several_seats_is_told_its_own_covert_orders_alone(type_in):
    scenario = load_scenario("lesson")
    covert = next(
        lever for lever in scenario.levers.of("chipmakers") if lever.covert and not lever.members
    )
    session = Session.begin(scenario, seats=("beijing", "chipmakers"), seed=3)
    action = next(
        offer.action
        for offer in session.legal_actions("chipmakers").offers()
        if offer.action.lever == covert.name and offer.verdict.legal
    )
    told = type_in(session, "", "seal", "", action.setting(scenario.levers), "seal", "", "seal", "")
    curtain = "=" * 60
    for actor, hears in (("beijing", False), ("chipmakers", True)):
        asked = f"{scenario.roles[actor].title}, your answer?"
        screen = told.partition(asked)[0].rpartition(curtain)[2]
        assert asked in told
        assert ("(covert" in screen) == hears, actor
