"""A request that comes twice is answered twice and done once, also after a kill between the two."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.config.scenarios import load_scenario
from game.errors import UserError
from game.saves.lines import Ordered, SealedPhase
from game.saves.log_text import read_log
from game.session import Session
from game.state.levers import Action
from game.state.scenario import Scenario

SEATS = ("beijing", "nvidia")
TEXTS = ("capital_subsidy = 3", "local_content = 0", "capital_subsidy = 2")


@functools.cache
def lesson() -> Scenario:
    return load_scenario("lesson")


def begin(path: Path | None = None) -> Session:
    return Session.begin(lesson(), seats=SEATS, seed=3, path=path)


def order(session: Session, text: str, key: str):
    action = Action.parse(text, session.scenario.levers, actor="beijing")
    return session.order(action, by="p1", key=key)


def ask(session: Session, request: str, key: str):
    if request in TEXTS:
        return order(session, request, key)
    return getattr(session, request)("beijing", by="p2", key=key)


requests = st.lists(st.sampled_from([*TEXTS, "undo", "redo"]), min_size=1, max_size=8)


@settings(max_examples=25)
@given(asked=requests, data=st.data())
def test_requests_delivered_again_in_any_order_change_nothing(tmp_path_factory, asked, data):
    path = tmp_path_factory.mktemp("games") / "game.jsonl"
    session = begin(path)
    answers = [ask(session, request, str(n)) for n, request in enumerate(asked)]
    before = session.log
    session.close()
    again = data.draw(st.permutations(range(len(asked))))
    for game in (session, Session.resume(path)):
        for number in again:
            assert ask(game, asked[number], str(number)) == answers[number]
        assert game.log == before
        assert game.draft("beijing") == session.draft("beijing")
        game.close()


def test_an_undo_that_found_nothing_does_not_take_back_what_came_after_it(tmp_path):
    path = tmp_path / "game.jsonl"
    session = begin(path)
    assert session.undo("beijing", key="a") is None
    order(session, TEXTS[0], "b")
    session.close()
    again = Session.resume(path)
    assert again.undo("beijing", key="a") is None
    assert len(again.draft("beijing").orders) == 1


def test_what_was_refused_is_judged_anew_under_the_same_key():
    session = begin()
    session.ready("beijing", key="a")
    with pytest.raises(UserError, match="has sealed its orders"):
        order(session, TEXTS[0], "b")
    session.rewind(0)
    assert order(session, TEXTS[0], "b").cost > 0.0


def test_a_key_is_of_one_kind_of_request():
    session = begin()
    order(session, TEXTS[0], "a")
    with pytest.raises(UserError, match="was that of another request"):
        session.undo("beijing", key="a")


def test_seats_change_once_however_often_they_are_asked_to():
    session = begin()
    session.lead("beijing", key="a")
    session.sit("beijing", key="b")
    session.lead("beijing", key="a")
    assert "beijing" in session.seats
    session.ready("nvidia", key="c")
    session.ready("nvidia", key="c")
    assert len(session.log) == 3


def test_lines_say_who_asked_and_under_which_key(tmp_path):
    path = tmp_path / "game.jsonl"
    cost = order(begin(path), TEXTS[0], "abc").cost
    (line,) = read_log(path).lines
    assert isinstance(line, Ordered)
    assert (line.by, line.key, line.cost) == ("p1", "abc", cost)


def test_a_seal_says_why_the_phase_closed_and_whose_orders_were_open(tmp_path):
    path = tmp_path / "game.jsonl"
    session = begin(path)
    session.ready("nvidia")
    session.seal(cause="zero", by="clock")
    session.ready("beijing")
    session.ready("nvidia")
    session.seal()
    seals = [line for line in read_log(path).lines if isinstance(line, SealedPhase)]
    assert [(seal.cause, seal.open, seal.by) for seal in seals] == [
        ("zero", ("beijing",), "clock"), ("", (), ""),
    ]  # fmt: skip


def test_between_the_last_seal_and_the_months_no_order_is_taken():
    session = begin()
    session.seal(cause="desk")
    session.seal(cause="desk")
    count = len(session.log)
    with pytest.raises(UserError, match="has sealed its orders"):
        order(session, TEXTS[0], "a")
    session.seal(cause="desk")
    assert len(session.log) == count
    session.pass_turn()
    assert order(session, TEXTS[0], "a").cost > 0.0
