"""Laws of memory: what makes a batch fast is kept by every rule, and seen by none."""

from __future__ import annotations

import numpy as np
import pytest

from agents.model import GameModel
from game.config.scenarios import load_scenario
from game.model.rules import RULES
from game.state.arrays import across, ratio, side_by_side, total
from game.state.rule import Rule
from game.state.world import World
from game.turn.engine import short_buffers


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_leaves_replicates_next_to_each_other(rule: Rule) -> None:
    model = GameModel(load_scenario("lesson"), seed=2, replicates=7)
    model.step()
    position, params = model.position, model.scenario.params
    world: World = position.world
    changes = rule(world, position.orders, params, model.chance.at(world.month))
    scattered = [name for name, values in changes.items() if not values.flags.f_contiguous]
    assert scattered == []


def test_a_sum_is_the_same_alone_in_a_batch_and_in_either_order_of_memory() -> None:
    values = np.random.default_rng(5).random((50, 11)) * 1e6
    sums = total(np.asfortranarray(values))
    assert np.array_equal(sums, total(np.ascontiguousarray(values)))
    alone = [total(np.asfortranarray(values[row : row + 1])) for row in range(len(values))]
    assert np.array_equal(sums, np.concatenate(alone))


def test_shares_of_nothing_are_nothing() -> None:
    part = np.array([[1.0, 0.0], [0.0, 0.0]])
    assert np.array_equal(ratio(part, total(part)), [[1.0, 0.0], [0.0, 0.0]])


def test_columns_meet_members_with_replicates_next_to_each_other() -> None:
    column = np.arange(4.0)[:, None]
    assert across(column, np.arange(3.0)).flags.f_contiguous
    assert side_by_side([column, column]).flags.f_contiguous


def test_short_buffers_are_given_back() -> None:
    usual = np.getbufsize()
    with short_buffers():
        assert np.getbufsize() < usual
    assert np.getbufsize() == usual
