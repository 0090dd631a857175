"""What began a change: traced through the turns to whose order it was, and nothing is left over."""

import numpy as np
import pytest

from game.config.scenarios import load_scenario, shipped_library
from game.seat.numbers import Sightings
from game.seat.origins import (
    LUCK,
    SCORE,
    Beginning,
    OriginTracer,
    find_number,
    find_seen,
    gather_slight,
)
from game.session import Session
from game.turn import engine
from game.turn.observables import read_observable
from game.turn.outcome import score_aims, total_scores
from game.turn.view import View
from game.why.roots import EVENT, RootKind, names_of_luck
from game.words.numbers import amount


def play(name, turns, seats=()):
    session = Session.begin(load_scenario(name), seats=seats, seed=4)
    for _ in range(turns):
        session.seal()
        session.seal()
        session.pass_turn()
    return session


@pytest.mark.parametrize("name", shipped_library().scenarios)
def test_first_and_last_number_are_those_on_the_screen_and_causes_leave_nothing_over(name):
    """All observables, all aims and scores, all numbers that any seat sees exactly."""
    session = play(name, 2)
    scenario, turn = session.scenario, session.played[-1]
    tracer = OriginTracer(session)
    positions = turn.opened, turn.closed
    shown = {
        one: tuple(read_observable(one, at, scenario)[0, 0] for at in positions)
        for one in scenario.observables
    }
    scored = [score_aims(at, scenario) for at in positions]
    for actor, aims in scenario.aims.items():
        for aim in aims:
            values = tuple(scores[actor][aim.name][0, 0] for scores in scored)
            shown[f"{actor}.{aim.name}"] = values
        totals = tuple(total_scores(one, scenario)[actor][0, 0] for one in scored)
        shown[f"{SCORE}.{actor}"] = totals
    wrong = {}
    for asked, values in shown.items():
        number = find_number(asked, session)
        origins = tracer.trace(number)
        texts = [amount(value, number.unit) for value in (origins.before, origins.after)]
        if texts != [amount(value, number.unit) for value in values] or origins.unexplained:
            wrong[asked] = texts, values, origins.unexplained
    assert wrong == {}
    assert len(shown) > 50


@pytest.mark.parametrize("actor", load_scenario().roles)
def test_a_number_that_a_seat_sees_is_traced_as_its_board_shows_it(actor):
    session = play("december_2025", 2, seats=(actor,))
    scenario, tracer = session.scenario, OriginTracer(session, actor)
    view = View(session.model.position, scenario, actor, session.model.chance)
    seen = Sightings(view, scenario)
    sights = scenario.roles[actor].sights.values()
    exact = [one.name for one in sights if one.name in seen and not (one.blur or one.error)]
    for name in exact:
        origins = tracer.trace(find_seen(name, session, actor))
        assert origins.after == seen[name].value, name
        assert origins.unexplained == 0.0, name
    assert len(exact) > 5


def test_an_earlier_turn_is_traced_as_it_was_when_it_was_the_last():
    session, earlier = play("december_2025", 3), play("december_2025", 2)
    number = find_number("score.beijing", session)
    then = OriginTracer(earlier).trace(number)
    now = OriginTracer(session, turns=(1, 2)).trace(number, 1)
    assert (now.before, now.after) == (then.before, then.after)
    shares = {name_root(root): root.change for root in then.roots}
    assert {name_root(root): pytest.approx(root.change, abs=1e-9) for root in now.roots} == shares
    assert then.change != 0.0


def name_root(root):
    return root.kind, root.name, root.order.key if root.order else None


def test_every_draw_of_luck_has_words_of_its_own():
    session = play("december_2025", 4)
    drawn = names_of_luck(session.played, session.scenario, session.model.chance)
    plain = {name for name in drawn if not name.startswith(EVENT)}
    assert plain - LUCK.keys() == set()
    assert len(plain) > 5


def test_slight_beginnings_are_told_as_one_and_none_is_lost():
    changes = [5.0, -4.0, 0.05, 0.03, -0.02, 0.0]
    lines = [Beginning(change=change, actor="", text=str(change)) for change in changes]
    shown = gather_slight(lines, 20)
    assert [line.text for line in shown] == ["5.0", "-4.0", "3 smaller beginnings together"]
    assert shown[-1].change == pytest.approx(0.06)
    assert [line.text for line in gather_slight(lines, 1)][-1].startswith("4 smaller")
    assert gather_slight(lines[:3], 20) == lines[:3]
    assert gather_slight([], 20) == []


# -- planted changes are told as theirs --------------------------------------------------------


def by_tariff(world, orders, *_):
    return {"approval": world.approval + (50.0 - orders.tariff) + 0.0 * orders.chip_subsidy}


def by_tariff_later(world, orders, *_):
    """What is ordered in the first turn moves approval in the second alone."""
    late = float(world.month > 50)
    return {"approval": world.approval + late * (50.0 - orders.tariff)}


def by_luck(world, _orders, _params, chance):
    return {"approval": world.approval + 10.0 * (chance.uniform("planted") - 0.5)}


@pytest.fixture
def planted(monkeypatch):
    def begin(rule, orders=(), turns=1):
        monkeypatch.setattr(engine, "RULES", (rule,))
        monkeypatch.setattr(engine, "PARTS", {})
        session = Session.begin(load_scenario("december_2025"), seats=("washington",), seed=2)
        for turn in range(turns):
            for lever, value in orders if not turn else ():
                session.order(session.scenario.levers[lever].action(0, value))
            session.seal()
            session.seal()
            session.pass_turn()
        return session

    return begin


def trace(session):
    return OriginTracer(session).trace(find_number("approval", session))


def test_a_planted_order_is_told_as_its_actors_and_the_one_beside_it_as_nothing(planted):
    origins = trace(planted(by_tariff, [("tariff", 40.0), ("chip_subsidy", 1.0)]))
    orders = [root for root in origins.roots if root.kind is RootKind.ORDER]
    (root,) = orders
    assert (root.actor, root.order.target) == ("washington", "tariff")
    opening = load_scenario("december_2025").settings.settings["tariff"][0, 0]
    assert root.change == pytest.approx(3.0 * (opening - 40.0))


def test_an_order_that_works_turns_later_is_told_by_the_turn_it_was_given_in(planted):
    session = planted(by_tariff_later, [("tariff", 40.0)], turns=3)
    roots = trace(session).roots
    (root,) = [root for root in roots if root.actor == "washington"]
    assert root.order.turn == 0
    opening = load_scenario("december_2025").settings.settings["tariff"][0, 0]
    assert root.change == pytest.approx(3.0 * (opening - 40.0))


def test_planted_luck_is_told_by_its_name(planted):
    origins = trace(planted(by_luck))
    (luck,) = [root for root in origins.roots if root.kind is RootKind.LUCK]
    assert luck.name == "planted"
    assert luck.change == pytest.approx(origins.change)
    assert origins.change != 0.0


def test_what_a_facilitator_set_is_told_as_the_facilitators(planted):
    session = planted(by_luck)
    session.facilitator.override("approval", 20.0, why="a crisis")
    session.seal()
    session.seal()
    session.pass_turn()
    acts = [root for root in trace(session).roots if root.kind is RootKind.ACT]
    assert [root.name for root in acts] == ["a crisis"]
    assert acts[0].change < -10.0


def test_a_covert_order_of_another_actor_is_told_without_its_name_until_the_end():
    session = play("december_2025", 3, seats=("washington",))
    levers = session.scenario.levers
    tracer = OriginTracer(session, "washington")
    for name in session.scenario.observables:
        origins = tracer.trace(find_number(name, session))
        covert = [
            root
            for root in origins.roots
            if root.order and root.actor != "washington"
            and any(levers[action.lever].covert for action in root.order.actions)
        ]  # fmt: skip
        lines = tracer.tell(origins)
        assert np.isclose(sum(line.change for line in lines), origins.change, atol=1e-6)
        if covert:
            hidden = [line for line in lines if line.text == "what was not announced"]
            assert hidden[0].change == pytest.approx(sum(root.change for root in covert))
            return
    pytest.fail("no covert order moved anything; play another game")


def test_every_aims_first_page_names_an_order_an_event_or_luck_or_says_nobody_moved_it():
    session = play("december_2025", 2)
    tracer = OriginTracer(session)
    for actor, aims in session.scenario.aims.items():
        for aim in aims:
            origins = tracer.trace(find_number(f"{actor}.{aim.name}", session))
            kinds = {root.kind for root in origins.roots if root.change}
            assert kinds - {RootKind.COURSE} or origins.change == 0.0, (actor, aim.name)
