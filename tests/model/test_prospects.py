"""Prospects: what one setting otherwise would bring, all else as it is."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from agents.model import GameModel
from game.state.position import Position, see
from game.state.world import Floats

MODEL = GameModel("december_2025", replicates=3, seed=2)
for _ in range(4):
    MODEL.step()
H200 = MODEL.scenario.params.axes.tiers.index("h200_class")
OF_TIER = MODEL.scenario.params.products.tier == H200


def read(name: str, **fields: Floats) -> Floats:
    """Return a quantity of the games with some fields of the world otherwise."""
    position: Position = MODEL.position
    if fields:
        world = position.world.with_changes(fields)
        months = (*position.months[:-1], world)
        position = dataclasses.replace(position, world=world, months=months)
    return see(position, MODEL.scenario).value(name).copy()


def test_what_an_open_gate_brings_does_not_hang_on_where_the_gate_stands():
    gate = MODEL.position.world.cn_gate
    for name in ("prospect_compute_h200", "prospect_home_h200"):
        opened = read(name, cn_gate=np.where(OF_TIER, 1.0, gate))
        shut = read(name, cn_gate=np.where(OF_TIER, 0.0, gate))
        assert opened == pytest.approx(shut, abs=1e-9)
    assert (read("prospect_compute_h200") > 0.0).all()


def test_an_open_gate_brings_what_washington_lets_through():
    gate = MODEL.position.world.us_gate
    now = read("prospect_compute_h200")
    wider = read("prospect_compute_h200", us_gate=np.where(OF_TIER, 0.9, gate))
    none = read("prospect_compute_h200", us_gate=np.where(OF_TIER, 0.0, gate))
    assert (wider > now).all()
    assert (none == 0.0).all()


def test_where_home_supply_sells_out_anyway_an_open_gate_takes_nothing_from_it():
    made = MODEL.position.world.made_domestic
    stock = MODEL.position.world.stock_domestic
    scarce = read("prospect_home_h200", made_domestic=1e-4 * made, stock_domestic=1e-4 * stock)
    ample = read("prospect_home_h200", made_domestic=3.0 * made, stock_domestic=3.0 * stock)
    assert scarce == pytest.approx(0.0, abs=1e-9)
    assert (ample > 0.0).all()


def test_licences_are_expected_to_last_by_rules_that_last_and_stops_that_are_not_feared():
    world = MODEL.position.world
    now = read("supply_outlook")
    assert (read("supply_outlook", fear=0.5 * world.fear) > now).all()
    assert (read("supply_outlook", permanence=0.5 * world.permanence) < now).all()


def test_a_ban_costs_less_once_others_mine():
    mined = np.minimum(1.0, MODEL.position.world.mineral_alternative + 0.2)
    for name in ("ban_cost_us", "ban_cost_allies"):
        now = read(name)
        assert (now > 0.0).all()
        assert (read(name, mineral_alternative=mined) < now).all()
