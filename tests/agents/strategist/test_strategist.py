"""A seat that looks ahead: it sees its view alone, plays the same again, and remembers its plan."""

import dataclasses

import numpy as np
import pytest

from agents.model import GameModel
from agents.strategist.halving import compare
from agents.strategist.plans import FREE, Plans
from game.state.chance import Chance
from game.state.replicate_rows import pick_rows
from game.state.world import FIELDS
from game.turn.engine import seal
from game.turn.view import View, is_visible, visible_names
from game.why.reads import fields_read

LUCK = Chance(31, 0, 2)


def orders(policy, position, scenario, seat, luck=LUCK):
    view = View(position, scenario, seat, luck)
    decided = policy.decide(view, luck.at(2 * position.turn)).proposals
    return [
        (one.lever, one.column, one.key, one.where.tobytes(), (one.where * one.values).tobytes())
        for one in decided
    ]


def hide(position, scenario, seat):
    """Return a position in which all that the seat sees nothing of is otherwise."""
    me = scenario.actors.index(seat)
    sights = scenario.roles[seat].sights.values()
    seen = {name for one in sights for name in fields_read(one.measure, position, scenario)}
    books = {"capital", "term_left", "term_wait", "term_low", "term_high", "threat_left", "word"}
    changes = {
        name: np.clip(1.4 * getattr(position.world, name) + 0.01, field.low, field.high)
        for name, field in FIELDS.items()
        if name not in seen | books and not field.lever
    }
    capital = position.world.capital + 1.0
    capital[:, me] = position.world.capital[:, me]
    changes["capital"] = capital
    world = position.world.with_changes(changes)
    covert = {
        name: np.full_like(position.orders.settings[name], lever.high)
        for name, lever in scenario.levers.items()
        if not is_visible(lever, seat)
    }
    return dataclasses.replace(
        position,
        world=world,
        months=(*position.months[:-1], world),
        orders=position.orders.with_settings(covert),
    )


@pytest.mark.parametrize("seat", ["washington", "beijing"])
def test_two_games_that_look_the_same_to_a_seat_give_the_same_orders(
    look_ahead, second_turn, opened_lesson, seat
):
    scenario = opened_lesson[0]
    hidden = hide(second_turn, scenario, seat)
    views = [View(position, scenario, seat, LUCK) for position in (second_turn, hidden)]
    for name in visible_names(scenario, seat):
        assert np.array_equal(views[0].value(name), views[1].value(name)), name
    changed = sum(
        not np.array_equal(getattr(second_turn.world, name), getattr(hidden.world, name))
        for name in FIELDS
    )
    assert changed > 20
    policy = look_ahead(seat)
    assert orders(policy, second_turn, scenario, seat) == orders(policy, hidden, scenario, seat)


def test_a_game_of_a_batch_is_the_game_alone(look_ahead, second_turn, opened_lesson):
    policy, scenario = look_ahead("congress"), opened_lesson[0]
    alone = pick_rows(second_turn, np.array([1]))
    view = View(second_turn, scenario, "congress", LUCK)
    both = policy.decide(view, LUCK.at(2)).proposals
    luck = Chance(31, 1, 1)
    one = policy.decide(View(alone, scenario, "congress", luck), luck.at(2)).proposals
    asked = {(p.lever, p.column, p.key): float(p.values[1, 0]) for p in both if p.where[1, 0]}
    assert asked
    assert asked == {
        (p.lever, p.column, p.key): float(p.values[0, 0]) for p in one if p.where[0, 0]
    }


def test_a_plan_is_remembered_in_the_position(look_ahead, second_turn, opened_lesson):
    policy, scenario = look_ahead("nvidia"), opened_lesson[0]
    view = View(second_turn, scenario, "nvidia", LUCK)
    decided = policy.decide(view, LUCK.at(2))
    sealed, _ = seal(second_turn, scenario, {"nvidia": decided.proposals})
    recalled = policy.memory.recall(View(sealed, scenario, "nvidia", LUCK), 0.0)
    noted = {p.key for p in decided.proposals if p.key.startswith("strategist:") and p.where[0, 0]}
    assert {key for key in noted if ":follow:" in key} == {
        f"strategist:nvidia:follow:{policy.leader.names[recalled.base[0, 0]]}"
    }
    assert len(noted) == 1 + int((recalled.held[0, 0] >= 0).sum())


def held(leader, setting, value):
    """Return the plan of two games that holds one setting and orders nothing else."""
    free = np.full((2, 1, len(leader.settings)), FREE)
    held = free.copy()
    held[:, :, setting] = leader.settings[setting].values.index(value)
    return Plans(np.full((2, 1), leader.names.index("nothing")), held, free)


@pytest.mark.parametrize("seat", ["washington", "congress", "nvidia", "beijing", "chipmakers"])
def test_what_is_noted_moves_nothing_and_costs_nothing(
    look_ahead, second_turn, opened_lesson, monkeypatch, seat
):
    """Notes name the first setting: an order of that one stands as any other does."""
    policy, scenario = look_ahead(seat), opened_lesson[0]
    setting, leader = policy.leader.settings[0], policy.leader
    now = View(second_turn, scenario, seat, LUCK).value(setting.target)
    value = next(v for v in setting.values if (v != now).all())
    plans = held(leader, 0, value)
    monkeypatch.setattr(policy, "_plan", lambda *_: compare(plans, np.zeros((2, 1, 4)), 1.0))
    view = View(second_turn, scenario, seat, LUCK)
    ordered = leader.decide_by(plans, view, LUCK.at(2)).proposals
    alone, _ = seal(second_turn, scenario, {seat: ordered})
    sealed, _ = seal(second_turn, scenario, {seat: policy.decide(view, LUCK.at(2)).proposals})
    assert (
        alone.orders.settings[setting.lever.name] != second_turn.orders.settings[setting.lever.name]
    ).any()
    for name, settings in alone.orders.settings.items():
        assert np.array_equal(sealed.orders.settings[name], settings), name
    assert np.array_equal(sealed.world.capital, alone.world.capital)
    recalled = policy.memory.recall(View(sealed, scenario, seat, LUCK), 0.0)
    assert np.array_equal(recalled.held, plans.held)


def test_what_was_compared_is_told_of_a_single_game(look_ahead, opened_lesson):
    model = GameModel(opened_lesson[0], policies={"chipmakers": look_ahead("chipmakers")}, seed=7)
    fired = model.play_phase().decisions["chipmakers"].firings[-1].foresight
    assert fired is not None
    assert fired.stood.ahead == 0.0
    assert fired.taken == fired.stood or fired.taken.ahead > fired.taken.error
    assert set(fired.beliefs) == set(opened_lesson[0].actors) - {"chipmakers"}
    for leaders in fired.beliefs.values():
        assert 0.0 < sum(odds for _, odds in leaders) <= 1.0 + 1e-9
