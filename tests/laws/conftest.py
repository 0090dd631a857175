"""Games that differ in a few settings only: same policies' orders, same luck, side by side."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest

from agents.games import with_parameters
from agents.model import GameModel
from game.config.scenarios import load_scenario
from game.state.chance import Chance
from game.state.opening import draw_opening
from game.state.orders import Orders
from game.state.position import Position, see
from game.state.scenario import Scenario
from game.state.world import FIELDS, Floats
from game.turn.engine import pass_months
from game.turn.observables import read_observable
from game.turn.outcome import score_aims

Treatment = Mapping[str, float | str]


class SharedLuck(Chance):
    """The luck of a few histories, met once by each of several treatments."""

    def __init__(self, luck: Chance, treatments: int) -> None:
        super().__init__(luck.seed, luck.first, luck.replicates * treatments, luck.moment)
        self._luck = luck
        self._treatments = treatments

    def at(self, moment: int) -> SharedLuck:
        return SharedLuck(self._luck.at(moment), self._treatments)

    def uniform(self, event: str, n: int = 1) -> Floats:
        return np.tile(self._luck.uniform(event, n), (self._treatments, 1))


@dataclasses.dataclass(frozen=True)
class Comparison:
    """What came of each treatment, turn by turn; the opening is not counted."""

    scenario: Scenario
    positions: tuple[Position, ...]
    luck: int

    def value(self, name: str, treatment: int, turn: int = -1) -> Floats:
        """Return a quantity at the end of a turn, (luck, 1)."""
        return self._rows(see(self.positions[turn], self.scenario).value(name), treatment)

    def field(self, name: str, treatment: int, turn: int = -1) -> Floats:
        """Return a field of the world at the end of a turn, (luck, ...)."""
        return self._rows(getattr(self.positions[turn].world, name), treatment)

    def months(self, name: str, treatment: int) -> list[Floats]:
        """Return a field month by month, (luck, ...)."""
        return [
            self._rows(getattr(world, name), treatment)
            for position in self.positions
            for world in position.months[1:]
        ]

    def results(self) -> Floats:
        """Return what moved, (treatments, luck, n).

        Every observable and belief in an actor's word turn by turn, and every payoff aim.
        """
        found = [
            read_observable(name, position, self.scenario)
            for position in self.positions
            for name in self.scenario.observables
        ]
        found += [position.world.word for position in self.positions]
        for aims in score_aims(self.positions[-1], self.scenario).values():
            found += aims.values()
        values: Floats = np.concatenate(found, axis=1)
        return values.reshape(-1, self.luck, values.shape[1])

    def _rows(self, values: Floats, treatment: int) -> Floats:
        return values[treatment * self.luck : (treatment + 1) * self.luck]


@functools.cache
def orders_led(scenario: str, turns: int, luck: int, seed: int) -> tuple[Orders, ...]:
    """Return the orders in force in each turn when the scenario's own policies lead."""
    model = GameModel(scenario, seed=seed, replicates=luck)
    orders = []
    for _ in range(turns):
        model.play_phase()
        model.play_phase()
        orders.append(model.position.orders)
        model.play_months()
    return tuple(orders)


def play_apart(
    scenario: Scenario,
    treatments: Sequence[Treatment],
    *,
    turns: int,
    luck: int,
    seed: int,
    opening: Mapping[str, Floats | float],
) -> Comparison:
    """Play treatments side by side: the policies' orders of one game, but for some settings.

    Nobody reacts to a treatment, so every difference comes from the rules alone.
    """
    chance = Chance(seed, 0, luck)
    position = GameModel(scenario, seed=seed, replicates=len(treatments) * luck).position
    world = draw_opening(scenario, chance)
    tiled = {
        name: np.concatenate([getattr(world, name)] * len(treatments), axis=0) for name in FIELDS
    }
    for name, value in opening.items():
        tiled[name] = np.broadcast_to(value, tiled[name].shape).copy()
    position = dataclasses.replace(position, world=position.world.with_changes(tiled))
    shared = SharedLuck(chance, len(treatments))
    played = []
    for orders in orders_led(scenario.name, turns, luck, seed):
        forced = _force(orders, scenario, treatments, luck)
        position = pass_months(dataclasses.replace(position, orders=forced), scenario, shared)
        played.append(position)
    return Comparison(scenario, tuple(played), luck)


def _force(
    orders: Orders, scenario: Scenario, treatments: Sequence[Treatment], luck: int
) -> Orders:
    settings = {
        name: np.tile(values, (len(treatments), 1)) for name, values in orders.settings.items()
    }
    for index, treatment in enumerate(treatments):
        rows = slice(index * luck, (index + 1) * luck)
        for target, setting in treatment.items():
            lever, column = scenario.levers.find(target, "treatment")
            value = lever.parse(setting, target) if isinstance(setting, str) else setting
            settings[lever.name][rows, column] = value
    return orders.with_settings(settings)


@pytest.fixture(scope="session")
def compare() -> Callable[..., Comparison]:
    """Play treatments apart, by the name of a scenario."""

    def compare(
        scenario: str,
        *treatments: Treatment,
        turns: int = 4,
        luck: int = 100,
        seed: int = 1,
        parameters: Mapping[str, float] | None = None,
        opening: Mapping[str, Floats | float] | None = None,
    ) -> Comparison:
        loaded = with_parameters(load_scenario(scenario), parameters or {})
        return play_apart(
            loaded, treatments, turns=turns, luck=luck, seed=seed, opening=opening or {}
        )

    return compare
