"""Who leads an actor may change between phases, and the log alone plays the same game again."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.config.scenarios import library_with, load_scenario
from game.errors import UserError
from game.saves.lines import PERSON, Seated
from game.saves.log_text import read_log
from game.session import Session
from game.state.levers import Action
from game.state.position import state_hash
from game.state.scenario import Scenario

ORDER = "capital_subsidy = 3"
DOCTRINE = """
name: Hold still
actor: beijing
says: A doctrine of one sentence.
sources: [{title: judgement}]
measures:
  - when: month > 0
    set: {capital_subsidy: 3}
    because: it is written
"""


@functools.cache
def lesson() -> Scenario:
    return load_scenario("lesson")


def begin(path: Path | None = None, seats: tuple[str, ...] = ("beijing",)) -> Session:
    return Session.begin(lesson(), seats=seats, seed=3, path=path)


def give(session: Session, text: str = ORDER) -> None:
    session.order(Action.parse(text, session.scenario.levers, actor="beijing"))


def play(session: Session) -> None:
    session.seal()
    session.seal()
    session.pass_turn()


def mark(session: Session) -> str:
    return state_hash(session.model.position)


def test_a_policy_that_takes_over_decides_as_if_it_had_led_from_the_start():
    led, taken = begin(seats=()), begin()
    taken.lead("beijing", by="desk", why="away")
    play(led)
    play(taken)
    assert mark(led) == mark(taken)


def test_orders_of_somebody_who_left_are_not_sealed_and_stand_again_on_return():
    left, returned, stayed, led = begin(), begin(), begin(), begin(seats=())
    for session in (left, returned, stayed):
        give(session)
    left.lead("beijing")
    returned.lead("beijing")
    returned.sit("beijing")
    for session in (left, returned, stayed, led):
        play(session)
    assert mark(left) == mark(led)
    assert mark(returned) == mark(stayed)
    assert mark(left) != mark(stayed)


def test_nobody_orders_for_a_seat_that_a_policy_leads():
    session = begin()
    session.lead("beijing")
    with pytest.raises(UserError, match="nobody sits at 'beijing'"):
        give(session)
    session.sit("beijing")
    give(session)


def test_somebody_who_comes_late_sits_down_where_a_policy_led(tmp_path):
    path = tmp_path / "game.jsonl"
    session = begin(path, seats=("nvidia",))
    play(session)
    session.sit("beijing", by="p7")
    give(session)
    play(session)
    session.close()
    assert tuple(Session.resume(path).seats) == ("nvidia", "beijing")
    assert mark(Session.resume(path)) == mark(session)


@pytest.mark.parametrize(
    ("act", "answer"),
    [
        (lambda session: session.sit("beijing"), "somebody sits at beijing already"),
        (lambda session: session.sit("nobody"), "nobody can sit at 'nobody'"),
        (lambda session: session.lead("nobody"), "unknown actor 'nobody'"),
        (lambda session: session.lead("beijing", "no_such"), "unknown policy 'no_such'"),
        (lambda session: session.lead("beijing", PERSON), "unknown policy 'person'"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_no_line(act, answer):
    session = begin()
    with pytest.raises(UserError, match=answer):
        act(session)
    assert len(session.log) == 0


def test_a_game_that_is_over_has_no_seats_to_change():
    session = begin()
    while not session.over:
        play(session)
    with pytest.raises(UserError, match="the game is over"):
        session.lead("beijing")


def test_a_doctrine_that_a_student_wrote_is_in_the_log_and_plays_alone(tmp_path):
    file, path = tmp_path / "doctrine.yaml", tmp_path / "game.jsonl"
    file.write_text(DOCTRINE, "utf-8")
    session = begin(path)
    session.lead("beijing", str(file), library=library_with(policies=[str(file)]))
    session.seal()
    session.sit("beijing")
    session.seal()
    session.pass_turn()
    session.lead("beijing", by="desk")
    play(session)
    session.close()
    file.unlink()
    again = Session.resume(path)
    assert again.leaders.name("beijing") == "doctrine"
    assert mark(again) == mark(session)
    assert session.played[0].sealed.orders.capital_subsidy[0, 0] == 3.0


def test_whoever_sits_when_the_game_is_rewound_goes_on_sitting(tmp_path):
    path = tmp_path / "game.jsonl"
    session = begin(path, seats=("nvidia",))
    play(session)
    session.sit("beijing")
    session.lead("nvidia")
    session.rewind(0)
    assert tuple(session.seats) == ("beijing",)
    session.close()
    again = Session.resume(path)
    assert tuple(again.seats) == ("beijing",)
    assert again.leaders.name("nvidia") != PERSON


def test_a_fork_has_the_leaders_of_its_turn(tmp_path):
    session = begin(seats=())
    play(session)
    session.sit("beijing")
    play(session)
    session.fork(1, tmp_path / "before.jsonl")
    session.fork(2, tmp_path / "after.jsonl")
    assert tuple(Session.resume(tmp_path / "before.jsonl").seats) == ()
    assert tuple(Session.resume(tmp_path / "after.jsonl").seats) == ("beijing",)


STEPS = ("sit", "lead", "lead random_legal", "order", "seal", "seal", "seal", "rewind")


@settings(max_examples=12)
@given(steps=st.lists(st.sampled_from(STEPS), max_size=16))
def test_a_game_whose_leaders_change_at_any_phase_replays_alone(tmp_path_factory, steps):
    path = tmp_path_factory.mktemp("games") / "game.jsonl"
    session = begin(path)
    for step in steps:
        try:
            take(session, step)
        except UserError:
            continue
    session.close()
    again = Session.resume(path)
    assert mark(again) == mark(session)
    assert tuple(again.seats) == tuple(session.seats)
    assert [again.leaders.name(a) for a in lesson().actors] == [
        session.leaders.name(a) for a in lesson().actors
    ]


def take(session: Session, step: str) -> None:
    name, _, policy = step.partition(" ")
    if name == "sit":
        session.sit("beijing")
    elif name == "lead":
        session.lead("beijing", policy)
    elif name == "order":
        give(session)
    elif name == "rewind":
        session.rewind(max(0, session.model.position.turn - 1))
    elif not session.over:
        session.seal()
        if session.turns.is_sealed:
            session.pass_turn()


def test_the_line_of_a_seat_says_who_leads_why_and_by_whom(tmp_path):
    path = tmp_path / "game.jsonl"
    session = begin(path)
    session.lead("beijing", why="lost the network", by="desk")
    session.close()
    (line,) = read_log(path).lines
    assert isinstance(line, Seated)
    assert (line.leader, line.why, line.by) == (
        lesson().profile["beijing"], "lost the network", "desk",
    )  # fmt: skip
