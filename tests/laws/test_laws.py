"""Laws every game obeys, whatever the orders: ranges, conservation, order of actors, causes."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.model import GameModel
from game.config.scenarios import load_scenario
from game.state.world import FIELDS, World
from game.turn.engine import seal
from game.turn.ledger import NATURE, Ledger

# Floating point allows this much between a change and the sum of its causes.
ROUNDING = 64 * np.finfo(np.float64).eps
seeds = st.integers(0, 2**32)


def random_game(seed: int, *, replicates: int = 1, turns: int = 3) -> GameModel:
    scenario = load_scenario("december_2025")
    policies = dict.fromkeys(scenario.actors, "random_legal")
    model = GameModel(scenario, policies=policies, seed=seed, replicates=replicates)
    for _ in range(turns):
        model.step()
    return model


def test_every_number_stays_finite_and_inside_its_range() -> None:
    model = random_game(3, replicates=200, turns=0)
    for _ in range(model.scenario.turns):
        model.step()
        for world in model.position.months:
            assert_in_range(world)


def assert_in_range(world: World) -> None:
    for name, field in FIELDS.items():
        values = getattr(world, name)
        assert np.isfinite(values).all(), name
        assert values.min() >= field.low - 1e-9, f"{name} fell to {values.min()}"
        assert values.max() <= field.high + 1e-9, f"{name} rose to {values.max()}"


@given(seed=seeds)
def test_the_order_in_which_actors_are_asked_changes_nothing(seed: int) -> None:
    model = random_game(seed, turns=1)
    proposals = {name: actor.decide().proposals for name, actor in model.actors.items()}
    turned = dict(reversed(proposals.items()))
    one, _ = seal(model.position, model.scenario, proposals)
    other, _ = seal(model.position, model.scenario, turned)
    assert np.array_equal(one.world.capital, other.world.capital)
    for name, values in one.orders.settings.items():
        assert np.array_equal(values, other.orders.settings[name]), name


@given(seed=seeds)
def test_every_change_is_the_sum_of_its_causes(seed: int) -> None:
    model = random_game(seed, turns=1)
    model.play_phase()
    model.play_phase()
    before = model.position.world
    model.ledger = Ledger()
    after = model.play_months().world
    for name in FIELDS:
        change = getattr(after, name) - getattr(before, name)
        causes = model.ledger.of(name)
        explained = sum((cause.change for cause in causes), start=np.zeros_like(change))
        moved = sum((np.abs(cause.change) for cause in causes), start=np.abs(change))
        scale = moved + np.abs(getattr(before, name)) + np.abs(getattr(after, name))
        assert np.all(np.abs(change - explained) <= ROUNDING * scale), name


def test_causes_name_the_orders_behind_them() -> None:
    scenario = load_scenario("april_2025")
    model = GameModel(scenario, policies={"beijing": "rare_earth_escalation"}, seed=1)
    model.ledger = Ledger()
    for _ in range(3):
        model.step()
    orders = {order for cause in model.ledger for order in cause.order}
    assert {order.actor for order in orders if order.lever == "mineral_level"} == {"beijing"}


def test_causes_name_the_events_behind_them() -> None:
    model = GameModel("december_2025", seed=1)
    model.ledger = Ledger()
    for _ in range(4):
        model.step()
    struck = {cause.event for cause in model.ledger if cause.actor == NATURE}
    assert len(struck) >= 3
    assert struck <= set(model.scenario.params.axes.events)


def test_a_ledger_changes_nothing_in_the_game() -> None:
    plain, told = random_game(5), random_game(5, turns=0)
    told.ledger = Ledger()
    for _ in range(3):
        told.step()
    for name in FIELDS:
        here, there = getattr(plain.position.world, name), getattr(told.position.world, name)
        assert np.array_equal(here, there), name


@pytest.mark.parametrize("scenario", ["october_2022", "april_2025", "december_2025"])
def test_chips_are_conserved(scenario: str) -> None:
    """What Nvidia makes is delivered to China, stocked for it, or sold elsewhere."""
    model = GameModel(scenario, seed=2, replicates=4)
    for _ in range(4):
        model.step()
        for before, after in zip(
            model.position.months[:-1], model.position.months[1:], strict=True
        ):
            stocked = after.china_stock - before.china_stock
            placed = after.sold_elsewhere + after.shipped + stocked
            assert np.allclose(placed, after.made, rtol=1e-9, atol=1e-9)
            assert np.all(after.shipped >= 0.0)
            assert np.all(after.sold_elsewhere >= 0.0)


def test_positions_are_never_changed_in_place() -> None:
    model = random_game(9, turns=0)
    opening = model.position
    copies = {name: np.array(getattr(opening.world, name)) for name in FIELDS}
    model.step()
    for name, values in copies.items():
        assert np.array_equal(values, getattr(opening.world, name)), name
    with pytest.raises(ValueError, match="read-only"):
        model.position.world.hawk[0, 0] = 1.0
    assert dataclasses.is_dataclass(opening)
