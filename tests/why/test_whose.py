"""A planted change of one order, one event or one rule is told as its own, wherever it is told."""

from __future__ import annotations

import pytest

from game.config.scenarios import load_scenario, shipped_library
from game.seat.causes import Causes
from game.seat.debrief.reckoning import Reckoning
from game.seat.debrief.turning_points import read_moved, read_turning_point
from game.seat.origins import COURSE, OriginTracer
from game.session import Session
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.world import Changes, World
from game.turn import engine, reads
from game.turn.ledger import NATURE
from game.why import breakdown
from game.why.explain import explain_field, trace_turn

EVENT = next(iter(shipped_library().events))


def by_order(world: World, orders: Orders, *_: object) -> Changes:
    """Move approval by the tariff; the subsidy that is read beside it has no effect."""
    return {"approval": world.approval + (50.0 - orders.tariff) + 0.0 * orders.chip_subsidy}


def by_event(world: World, _orders: Orders, _params: object, chance: Chance) -> Changes:
    """Move approval by an event that strikes in every month."""
    strikes = chance.uniform(f"event:{EVENT}") < 1.0
    return {"approval": world.approval + 4.0 * strikes}


def split_event(
    world: World, orders: Orders, params: object, chance: Chance
) -> list[tuple[str, Changes]]:
    return [("", {}), (EVENT, by_event(world, orders, params, chance))]


def by_rule(world: World, *_: object) -> Changes:
    """Move approval by the calendar alone."""
    return {"approval": world.approval + 5.0}


@pytest.fixture
def played(monkeypatch):
    """Play a turn in which a planted rule is the only one, and two levers are moved."""

    def play(rule, parts=None):
        monkeypatch.setattr(engine, "RULES", (rule,))
        monkeypatch.setattr(breakdown, "RULES", (rule,))
        for module in (engine, breakdown):
            monkeypatch.setattr(module, "PARTS", {rule: parts} if parts else {})
        monkeypatch.setitem(reads.RULES_BY_NAME, rule.__name__, rule)
        session = Session.begin(load_scenario("december_2025"), seats=("washington",), seed=2)
        for lever, value in (("tariff", 40.0), ("chip_subsidy", 1.0)):
            session.order(session.scenario.levers[lever].action(0, value))
        session.seal()
        session.seal()
        session.pass_turn()
        return session

    return play


def shares_in_explain(session: Session):
    found = explain_field("approval", trace_turn(session, session.played[-1]))
    assert found.unexplained == 0.0
    return found.shares


def rows_for_the_seat(session: Session):
    told = Causes(session, "washington").waterfall("approval")
    assert told is not None
    return told.causes


def lines_of_the_debrief(session: Session):
    worth = Reckoning(session, "washington").finish()
    point = read_turning_point(session, "washington", 0, worth)
    moved = read_moved(OriginTracer(session, "washington"), point)
    return [line for aim in moved for line in aim.causes]


def test_a_planted_order_is_told_as_its_own(played):
    session = played(by_order)
    (share,) = shares_in_explain(session)
    assert (share.actor, share.change) == ("washington", pytest.approx(30.0))
    assert [(action.lever, action.value) for action in share.order] == [("tariff", 40.0)]
    (row,) = rows_for_the_seat(session)
    assert (row.actor, row.is_luck, row.change) == ("washington", False, pytest.approx(30.0))
    assert "tariff" in row.title.casefold()
    ((change, told),) = lines_of_the_debrief(session)
    assert told.startswith("Washington: Tariff")
    assert change.startswith("+")


def test_a_planted_event_is_told_as_its_own(played):
    session = played(by_event, split_event)
    (share,) = shares_in_explain(session)
    assert (share.actor, share.change) == (NATURE, pytest.approx(12.0))
    assert share.event == EVENT
    (row,) = rows_for_the_seat(session)
    headline = shipped_library().events[EVENT].headline
    assert (row.actor, row.is_luck, row.title) == ("", True, headline)
    ((_, told),) = lines_of_the_debrief(session)
    assert told == headline


def test_what_a_planted_rule_did_by_itself_is_nobodys_order(played):
    session = played(by_rule)
    (share,) = shares_in_explain(session)
    assert (share.rule, share.actor, share.change) == ("by_rule", "", pytest.approx(15.0))
    (row,) = rows_for_the_seat(session)
    assert (row.rule, row.actor, row.is_luck) == ("by_rule", "", False)
    ((_, told),) = lines_of_the_debrief(session)
    assert told.casefold() == COURSE
