"""What a number is read from: its measure, and the fields and parameters behind it."""

from __future__ import annotations

from typing import Any, cast

from game.language.expression import Expression
from game.model.quantities import Seen
from game.model.rules import RULES
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.position import Position
from game.state.reading import Measure
from game.state.scenario import Observable, Scenario
from game.state.world import FIELDS, Floats, World
from game.turn.observables import read_months

RULES_BY_NAME = {rule.__name__: rule for rule in RULES}


def fields_read(expression: Expression, position: Position, scenario: Scenario) -> list[str]:
    """Return the fields that an expression is worked out from, in the world's order."""
    return fields_measured(measure_by(expression), position, scenario)


def fields_measured(measure: Measure, position: Position, scenario: Scenario) -> list[str]:
    """Return the fields of the world that a measure is worked out from, in the world's order."""
    read: set[str] = set()
    seen = Seen(
        months=tuple(cast(World, _WatchedWorld(world, read)) for world in position.months),
        orders=position.orders,
        before=position.before,
        sealed=position.sealed,
        earlier=position.earlier,
        params=scenario.params,
        turn=position.turn,
    )
    measure(seen)
    return [name for name in FIELDS if name in read]


def fields_read_by(
    rule: str, world: World, luck: Chance, orders: Orders, scenario: Scenario
) -> list[str]:
    """Return the fields that a rule reads of a world, in the world's order."""
    read: set[str] = set()
    watched = cast(World, _WatchedWorld(world, read))
    RULES_BY_NAME[rule](watched, orders, scenario.params, luck)
    return [name for name in FIELDS if name in read]


def measure_by(expression: Expression) -> Measure:
    """Return how an expression is read from what is seen."""
    return lambda seen: expression.evaluate(seen.value)


def measure_over(observable: Observable) -> Measure:
    """Return how an observable is read from the months that are seen."""
    return lambda seen: read_months(observable, seen.by_month)


class _WatchedWorld:
    """A world that remembers which of its fields were read."""

    def __init__(self, world: World, read: set[str]) -> None:
        self._world = world
        self._read = read

    def __getattr__(self, name: str) -> Any:
        if name in FIELDS:
            self._read.add(name)
        return getattr(self._world, name)


class WatchedParams(Params):
    """Parameters that remember which of them were read."""

    def __init__(self, params: Params) -> None:
        kept = {name: part for name, part in vars(params).items() if name not in params.numbers}
        self.__dict__.update(kept)
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> Floats:
        numbers = self.__dict__["numbers"]
        if name in numbers:
            self.read.add(name)
            values: Floats = numbers[name]
            return values
        return super().__getattr__(name)
