"""What a facilitator does is a line of the log, a row of every explanation, and replays alone."""

from __future__ import annotations

import functools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.config.scenarios import load_scenario, shipped_library
from game.errors import UserError
from game.model.quantities import QUANTITIES
from game.saves.lines import FreeMove, Injected, InjectEffect, StepEffect, StoryEffect
from game.saves.log_text import read_log
from game.session import Session
from game.state.position import state_hash
from game.state.scenario import Scenario
from game.state.world import FIELDS
from game.turn.ledger import FACILITATOR
from game.turn.view import View
from game.why.breakdown import explain_number
from game.why.explain import Origin, explain_field, trace_turn
from game.why.folded import split_measure
from tests.saves.conftest import rechained

SEATS = ("beijing", "nvidia")
INJECTS = [name for name, event in shipped_library().events.items() if event.kind == "inject"]


@functools.cache
def lesson() -> Scenario:
    return load_scenario("lesson")


def begin(path: Path | None = None) -> Session:
    return Session.begin(lesson(), seats=SEATS, seed=3, path=path)


def play(session: Session) -> None:
    session.seal()
    session.seal()
    session.pass_turn()


def mark(session: Session) -> str:
    return state_hash(session.model.position)


def read(session: Session, field: str) -> float:
    return float(getattr(session.model.position.world, field)[0, 0])


# -- injects ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("event", INJECTS)
def test_every_inject_moves_what_it_names_at_once_and_is_a_row_under_its_own_name(event: str):
    session = begin()
    before = mark(session)
    session.facilitator.inject(event, by="desk")
    assert mark(session) != before
    play(session)
    traced = trace_turn(session, session.played[0])
    for target in shipped_library().events[event].effects:
        explained = explain_field(target, traced)
        struck = [share for share in explained.shares if share.event == event]
        assert [share.actor for share in struck] == [FACILITATOR]
        assert explained.unexplained == 0.0


def test_an_inject_is_seen_by_the_seats_in_the_phase_in_which_it_strikes():
    session = begin()
    position = session.model.position
    session.facilitator.override("approval", 12.0, why="a poll")
    shown = View(session.model.position, session.scenario, "washington", session.model.chance)
    was = View(position, session.scenario, "washington", session.model.chance)
    assert shown.value("approval")[0, 0] == 12.0 != was.value("approval")[0, 0]


def test_an_inject_of_twice_the_size_moves_twice_as_far():
    moved = []
    for scale in (0.5, 1.0):
        session = begin()
        before = read(session, "hawk")
        session.facilitator.inject("efficient_model", scale=scale)
        moved.append(read(session, "hawk") - before)
    assert moved[1] == pytest.approx(2.0 * moved[0])


def test_an_inject_at_the_reveal_waits_for_the_seal():
    session = begin()
    fear = read(session, "fear")
    session.facilitator.inject("leaked_rule", at="reveal")
    assert (read(session, "fear"), len(session.facilitator.waiting)) == (fear, 1)
    session.seal()
    assert read(session, "fear") > fear
    assert session.facilitator.waiting == ()
    (act,) = session.facilitator.acts
    assert (act.turn, act.phase, act.after_seal) == (0, "responses", False)


def test_an_inject_on_a_condition_strikes_once_when_it_is_met():
    session = begin()
    session.facilitator.inject("leaders_call", at="condition", when="turn >= 3")
    for _ in range(4):
        play(session)
    (act,) = session.facilitator.acts
    assert session.played[act.turn - 1].opened.turn == act.turn - 1
    assert session.facilitator.waiting == ()


def test_chance_events_can_be_struck_and_dated_ones_cannot():
    kinds = {event.kind for event in begin().facilitator.events.values()}
    assert kinds == {"inject", "chance"}
    session = begin()
    session.facilitator.inject("capability_shock")
    dated = next(n for n, e in shipped_library().events.items() if e.kind == "scheduled")
    with pytest.raises(UserError, match="can be struck"):
        session.facilitator.inject(dated)


# -- overrides -------------------------------------------------------------------------------------


def test_an_override_sets_the_number_and_its_row_has_all_of_what_it_added():
    session = begin()
    was = read(session, "trust")
    session.facilitator.override("trust", 0.9, why="they met in the hallway", by="desk")
    assert read(session, "trust") == 0.9
    play(session)
    explained = explain_field("trust", trace_turn(session, session.played[0]))
    (share,) = [share for share in explained.shares if share.rule == "override"]
    assert share.change == pytest.approx(0.9 - was)
    assert (share.event, explained.unexplained) == ("they met in the hallway", 0.0)


@pytest.mark.parametrize(
    ("field", "value", "why", "answer"),
    [
        ("trusts", 0.5, "x", "unknown field 'trusts'"),
        ("yield_rate", 0.5, "x", "is not one number"),
        ("yield_rate.nobody", 0.5, "x", "has no member 'nobody'"),
        ("trust", 1.5, "x", r"outside \[0, 1\]"),
        ("trust", float("nan"), "x", r"outside \[0, 1\]"),
        ("trust", 0.5, "  ", "has no reason"),
    ],
)
def test_an_override_that_cannot_be_is_refused_and_leaves_no_line(field, value, why, answer):
    session = begin()
    with pytest.raises(UserError, match=answer):
        session.facilitator.override(field, value, why=why)
    assert len(session.log) == 0


# -- free moves ------------------------------------------------------------------------------------


def test_a_free_move_draws_from_the_games_own_luck_and_its_odds_decide():
    drawn = {}
    for odds in range(1, 10):
        session = begin()
        session.facilitator.free_move("a back channel", odds, StoryEffect(), why="plausible")
        (line,) = session.log.lines
        assert isinstance(line, FreeMove)
        drawn[odds] = line.drawn
    assert len(set(drawn.values())) == 1
    assert 0.0 < drawn[1] < 1.0


def test_what_a_free_move_does_happens_exactly_where_it_succeeds():
    for odds in range(1, 10):
        session = begin()
        before = mark(session)
        session.facilitator.free_move("leak", odds, InjectEffect(event="leaked_rule"), why="x")
        (line,) = session.log.lines
        assert isinstance(line, FreeMove)
        assert (mark(session) != before) == (line.drawn < odds / 10.0)


def succeeding(session: Session, effect) -> bool:
    """Try free moves until one succeeds."""
    for _ in range(60):
        count = len(session.facilitator.acts)
        session.facilitator.free_move("again", 9, effect, why="x")
        if len(session.facilitator.acts) > count:
            return True
    return False


def test_a_free_move_may_set_a_lever_one_step_outside_the_menu():
    session = begin()
    lever = session.scenario.levers["capital_subsidy"]
    held = session.model.position.orders.capital_subsidy
    far, near = (lever.text(float(lever.away(held, by)[0, 0])) for by in (-2, 1))
    with pytest.raises(UserError, match="is not one step"):
        session.facilitator.free_move(
            "x", 5, StepEffect(action=f"beijing: capital_subsidy = {far}"), why="x"
        )
    assert succeeding(session, StepEffect(action=f"beijing: capital_subsidy = {near}"))
    assert session.model.position.orders.capital_subsidy[0, 0] == lever.parse(near, "")
    play(session)
    for field in ("cash.huawei", "capital.beijing"):
        assert explain_field(field, trace_turn(session, session.played[0])).unexplained == 0.0


@pytest.mark.parametrize(("odds", "why"), [(0, "x"), (10, "x"), (5, "")])
def test_a_free_move_needs_odds_and_a_reason(odds: int, why: str):
    session = begin()
    with pytest.raises(UserError, match=r"odds|reason"):
        session.facilitator.free_move("x", odds, StoryEffect(), why=why)
    assert len(session.log) == 0


# -- taking back -----------------------------------------------------------------------------------


def test_an_act_taken_back_leaves_what_was_done_after_it():
    session, other = begin(), begin()
    first = session.facilitator.inject("leaked_rule")
    for game in (session, other):
        game.facilitator.override("trust", 0.9, why="x")
    session.facilitator.withdraw(first)
    assert mark(session) == mark(other)


def test_an_act_stands_once_orders_were_sealed_after_it():
    session = begin()
    act = session.facilitator.inject("leaked_rule")
    session.seal()
    with pytest.raises(UserError, match="rewind to the start"):
        session.facilitator.withdraw(act)


def test_an_inject_that_waits_can_be_taken_back_in_a_later_turn():
    session = begin()
    act = session.facilitator.inject("leaders_call", at="condition", when="turn >= 3")
    play(session)
    session.facilitator.withdraw(act)
    play(session)
    play(session)
    assert session.facilitator.acts == []


def test_a_rewind_makes_acts_void_and_lets_injects_wait_again():
    session = begin()
    session.facilitator.inject("leaders_call", at="condition", when="turn >= 1")
    play(session)
    opened = mark(session)
    session.facilitator.override("trust", 0.9, why="x")
    session.rewind(1)
    assert mark(session) == opened
    session.rewind(0)
    assert (session.facilitator.acts, session.facilitator.waiting) == ([], ())


# -- the laws --------------------------------------------------------------------------------------

steps = st.one_of(
    st.sampled_from(["seal", "seal", "seal", "rewind", "withdraw"]),
    st.tuples(st.just("inject"), st.sampled_from(INJECTS), st.sampled_from([0.5, 1.0, 2.0])),
    st.tuples(st.just("reveal"), st.sampled_from(INJECTS)),
    st.tuples(st.just("condition"), st.sampled_from(INJECTS), st.integers(0, 3)),
    st.tuples(st.just("override"), st.sampled_from(["trust", "fear", "approval"]), st.floats(0, 1)),
    st.tuples(st.just("move"), st.sampled_from(INJECTS), st.integers(1, 9)),
    st.tuples(st.just("lever"), st.integers(1, 9)),
)


def take(session: Session, step) -> None:
    name, *rest = (step,) if isinstance(step, str) else step
    acts = session.facilitator
    if name == "seal" and not session.over:
        session.seal()
        if session.turns.is_sealed and rest == []:
            session.pass_turn()
    elif name == "rewind":
        session.rewind(max(0, session.model.position.turn - 1))
    elif name == "withdraw" and session.log.state.acts:
        acts.withdraw(session.log.state.acts[-1].id)
    elif name == "inject":
        acts.inject(rest[0], scale=rest[1])
    elif name == "reveal":
        acts.inject(rest[0], at="reveal")
    elif name == "condition":
        acts.inject(rest[0], at="condition", when=f"turn >= {rest[1]}")
    elif name == "override":
        acts.override(rest[0], rest[1], why="because")
    elif name == "move":
        acts.free_move("x", rest[1], InjectEffect(event=rest[0]), why="because")
    elif name == "lever":
        effect = StepEffect(action="beijing: capital_subsidy = 3")
        acts.free_move("x", rest[0], effect, why="because")


@settings(max_examples=15, deadline=None)
@given(taken=st.lists(steps, min_size=1, max_size=12))
def test_a_log_with_acts_replays_alone_and_every_explanation_adds_up(tmp_path_factory, taken):
    path = tmp_path_factory.mktemp("games") / "game.jsonl"
    session = begin(path)
    for step in taken:
        try:
            take(session, step)
        except UserError:
            continue
    session.close()
    again = Session.resume(path)
    assert mark(again) == mark(session)
    assert again.facilitator.waiting == session.facilitator.waiting
    assert [act.id for act in again.facilitator.acts] == [
        act.id for act in session.facilitator.acts
    ]
    for turn in session.played[-2:]:
        traced = trace_turn(session, turn)
        for field in ("trust", "fear", "hawk", "approval", "hbm_stock.huawei", "capital.beijing"):
            assert explain_field(field, traced).unexplained == 0.0, field


def test_every_field_and_quantity_of_a_turn_with_acts_is_explained_without_a_rest():
    session = begin()
    play(session)
    session.facilitator.inject("yield_report", scale=2.0)
    session.facilitator.override("trust", 0.95, why="they met")
    session.seal()
    session.facilitator.inject("memory_cut_off")
    session.seal()
    session.facilitator.override("fear", 0.1, why="calm")
    session.pass_turn()
    traced = trace_turn(session, session.played[1])
    for field, declared in FIELDS.items():
        letters = declared.axes[1:]
        if len(letters) < 2:
            members = session.scenario.params.axes.members(letters[0]) if letters else ("",)
            for member in members:
                name = f"{field}.{member}" if member else field
                assert explain_field(name, traced).unexplained == 0.0, name
    for name in QUANTITIES:
        assert explain_number(name, traced).unexplained == 0.0, name
    for name in session.scenario.observables:
        assert explain_number(name, traced).unexplained == 0.0, name


def test_an_override_has_its_own_row_in_what_is_worked_out_from_the_number():
    session = begin()
    session.facilitator.override("fear", 0.9, why="a rumour")
    play(session)
    traced = trace_turn(session, session.played[0])
    shares = split_measure(
        "x", lambda seen: 2.0 * seen.value("fear"), "share", "twice", traced
    ).shares
    (share,) = [share for share in shares if share.origin is Origin.EVENT]
    assert (share.rule, share.event) == ("override", "a rumour")


def test_tables_under_the_same_luck_draw_the_same_for_their_free_moves():
    drawn = set()
    for path in (None, None):
        session = begin(path)
        session.facilitator.free_move(str(path), 5, StoryEffect(), why="x")
        (line,) = session.log.lines
        assert isinstance(line, FreeMove)
        drawn.add(line.drawn)
    assert len(drawn) == 1


def test_a_draw_that_was_altered_in_the_log_is_refused(tmp_path):
    path = tmp_path / "game.jsonl"
    session = begin(path)
    session.facilitator.free_move("x", 5, StoryEffect(), why="x")
    session.close()
    header, line = path.read_text("utf-8").splitlines()
    altered = json.dumps({**json.loads(line), "drawn": 0.001})
    path.write_text(rechained(f"{header}\n{altered}\n"), "utf-8")
    with pytest.raises(UserError, match=r"draws .* is logged"):
        Session.resume(path)


def test_requests_of_a_facilitator_are_done_once(tmp_path):
    path = tmp_path / "game.jsonl"
    session = begin(path)
    names = [session.facilitator.inject("leaked_rule", key="a") for _ in range(2)]
    session.close()
    again = Session.resume(path)
    names.append(again.facilitator.inject("leaked_rule", key="a"))
    assert set(names) == {"1.1"}
    assert [type(line) for line in read_log(path).lines] == [Injected]
