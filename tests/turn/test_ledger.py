"""Whose orders stand behind a change, as actions."""

import math

import numpy as np
import pytest

from game.config.scenarios import load_scenario
from game.state.chance import Chance
from game.state.opening import draw_opening
from game.turn.engine import open_position
from game.turn.ledger import Ledger, play_rule


@pytest.fixture(scope="module")
def scenario():
    return load_scenario()


def sum_gates(world, orders, *_):
    """A rule that reads one lever with members, and no other."""
    return {"hawk": world.hawk + 0.1 * orders.import_gate.sum(axis=1, keepdims=True)}


def causes(scenario, columns, replicates=1):
    """Return the causes of `sum_gates` once these settings of the gate were moved."""
    luck = Chance(0, 0, replicates)
    position = open_position(scenario, draw_opening(scenario, luck))
    settings = position.orders.import_gate.copy()
    for column, values in columns.items():
        settings[:, column] = values
    orders = position.orders.with_settings({"import_gate": settings})
    ledger = Ledger()
    play_rule(sum_gates, position.world, orders, position.orders, scenario, luck, ledger)
    return list(ledger)


def test_an_order_names_the_settings_that_were_moved_and_no_others(scenario):
    gate = scenario.levers["import_gate"]
    _, cause = causes(scenario, {1: 3.0})
    assert cause.order == (gate.action(1, 3.0),)
    assert (cause.actor, cause.event) == ("beijing", "")


def test_a_rule_on_its_own_has_neither_order_nor_event(scenario):
    own, _ = causes(scenario, {1: 3.0})
    assert (own.order, own.event, own.actor) == ((), "", "")


def test_where_replicates_were_set_differently_the_value_is_missing(scenario):
    moved = {0: 2.0, 1: np.array([3.0, 1.0])}
    _, cause = causes(scenario, moved, replicates=2)
    assert cause.order[0].value == 2.0
    assert math.isnan(cause.order[1].value)
