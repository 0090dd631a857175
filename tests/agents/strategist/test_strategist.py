"""A seat that looks ahead: it sees its view alone, plays the same again, and remembers its plan."""

from typing import Any

import numpy as np
import pytest

from agents.model import GameModel
from agents.strategist.halving import compare
from agents.strategist.plan_rollouts import PlanRollouts
from agents.strategist.plans import FREE, Plans
from agents.strategist.strategist import FRESH
from game.state.chance import Chance
from game.state.replicate_rows import pick_rows
from game.turn.engine import seal
from game.turn.legality import in_phase
from game.turn.view import View, visible_names
from tests.hidden_truth import another_truth

LUCK = Chance(31, 0, 2)


def orders(policy, position, scenario, seat, luck=LUCK):
    view = View(position, scenario, seat, luck)
    decided = policy.decide(view, luck.at(2 * position.turn)).proposals
    return [
        (one.lever, one.column, one.key, one.where.tobytes(), (one.where * one.values).tobytes())
        for one in decided
    ]


@pytest.mark.parametrize("seat", ["washington", "congress", "nvidia", "beijing", "chipmakers"])
@pytest.mark.parametrize("phase", ["measures", "responses"])
def test_two_games_that_look_the_same_to_a_seat_give_the_same_orders(
    look_ahead, second_turn, revealed, opened_lesson, seat, phase
):
    scenario, position = opened_lesson[0], second_turn if phase == "measures" else revealed
    hidden, masks = another_truth(position, scenario, seat)
    assert sum(int(mask.sum()) for mask in masks.values()) > 250
    views = [View(game, scenario, seat, LUCK) for game in (position, hidden)]
    for name in visible_names(scenario, seat):
        assert np.array_equal(views[0].value(name), views[1].value(name)), name
        assert np.array_equal(views[0].previous(name), views[1].previous(name)), name
    policy = look_ahead(seat)
    ordered = orders(policy, position, scenario, seat)
    assert ordered == orders(policy, hidden, scenario, seat)
    assert phase == "responses" or ordered


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


def test_what_is_told_is_what_was_compared_and_what_is_played(
    look_ahead, opened_lesson, monkeypatch
):
    policy, scenario = look_ahead("chipmakers"), opened_lesson[0]
    compared: list[Any] = []
    plan = policy._plan

    def noting(view, outlook):
        compared.append((view, outlook, plan(view, outlook)))
        return compared[-1][2]

    monkeypatch.setattr(policy, "_plan", noting)
    model = GameModel(scenario, policies={"chipmakers": policy}, seed=7)
    decided = model.play_phase().decisions["chipmakers"]
    view, outlook, comparison = compared[0]
    foresight, taken = decided.firings[-1].foresight, int(comparison.taken[0])
    assert foresight is not None
    for shown, place in ((foresight.stood, 0), (foresight.taken, taken)):
        numbers = (comparison.mean, comparison.ahead, comparison.error)
        assert (shown.score, shown.ahead, shown.error) == tuple(part[0, place] for part in numbers)
        assert shown.policy == policy.leader.names[comparison.plans.base[0, place]]
    assert foresight.stood.ahead == 0.0
    assert foresight.taken == foresight.stood or foresight.taken.ahead > foresight.taken.error
    assert foresight.rollouts == comparison.rollouts
    # The same rollouts, played again, come to what was told.
    rollouts = PlanRollouts(policy.line_up, "chipmakers", outlook)
    again = rollouts.scores(comparison.plans, FRESH, comparison.rollouts)
    assert again.mean(axis=2)[0, taken] == foresight.taken.score
    # Every held setting stands, or is on its way, after the orders that are given.
    ordered = {(order.lever, order.column): order.values[0, 0] for order in decided.proposals}
    for action in foresight.taken.held:
        lever = scenario.levers[action.lever]
        now = view.value(action.target)[0, 0]
        if in_phase(lever, "measures") and now != action.value:
            order = ordered[lever.name, lever.column(action.member)]
            assert abs(action.value - order) < abs(action.value - now), action.target
    assert set(foresight.beliefs) == set(scenario.actors) - {"chipmakers"}
    for other, leaders in foresight.beliefs.items():
        names = policy.line_up.leaders[other].names
        for name, odds in leaders:
            assert odds == outlook.beliefs[other][0, names.index(name)]
