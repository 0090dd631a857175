"""Where each number of a position stands: columns of a game's state, by path.

A path says what an array is: ("world", 3, "hawk") is that field after the third month of the turn
just passed, ("orders", "tariff") a setting in force. A column is a path and a place in the array.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from game.state.orders import Orders
from game.state.position import Ending, Past, Position
from game.state.scenario import Scenario
from game.state.world import FIELDS, Floats, World

Path = tuple[str | int, ...]
Read = Callable[[Path], Any]

# The turn in which something was granted that never was: see game.turn.granting.
NEVER = -1e9
SETTINGS = ("orders", "before", "sealed", "earlier")


def read_position(position: Position, scenario: Scenario) -> dict[Path, Floats]:
    """Return every array of a position that opens a turn, by path.

    Ends of turns that lie before the opening are the opening, as views take them.
    """
    arrays: dict[Path, Floats] = {("capital",): position.world.capital}
    for month, world in enumerate(position.months):
        for field in FIELDS:
            arrays["world", month, field] = getattr(world, field)
    for kind in SETTINGS:
        for lever, values in getattr(position, kind).settings.items():
            arrays[kind, lever] = values
    past = (position.past[:1] * scenario.memory + position.past)[-scenario.memory :]
    for back, end in enumerate(reversed(past)):
        for text, values in end.facts.items():
            arrays["past", back, "facts", text] = values
        for lever, values in end.orders.settings.items():
            arrays["past", back, "orders", lever] = values
    for lever, values in position.moves.items():
        arrays["moves", lever] = values
    for key, values in position.granted.items():
        arrays["granted", key] = values
    for name in scenario.averaged:
        arrays["first", name] = position.first[name]
        arrays["sums", name] = position.sums.get(name, np.zeros_like(position.first[name]))
    return arrays | dict(_read_ending(position, scenario))


def _read_ending(position: Position, scenario: Scenario) -> Iterator[tuple[Path, Floats]]:
    ending = position.ending
    for name in ("turn", "termination", "actor", "streaks"):
        yield ("ending", name), getattr(ending, name)
    nothing = np.zeros_like(ending.turn)
    for actor, aims in scenario.aims.items():
        for aim in aims:
            kept = ending.aims.get(actor, {}).get(aim.name, nothing)
            yield ("aims", actor, aim.name), kept


def shapes_of(position: Position, scenario: Scenario) -> dict[Path, tuple[int, ...]]:
    """Return the shape of each array without its replicates."""
    arrays = read_position(position, scenario)
    return {path: tuple(np.shape(values)[1:]) for path, values in arrays.items()}


class PositionReader:
    """Makes positions of what a function gives for each path, and of the date."""

    def __init__(self, scenario: Scenario, read: Read, turn: Any, month: Any) -> None:
        self._scenario = scenario
        self._read = read
        self._turn = turn
        self._month = month

    def measures(self) -> Position:
        """Return the position before the measures of a turn."""
        scenario, read = self._scenario, self._read
        months = tuple(map(self._world, range(scenario.months_per_turn + 1)))
        past = tuple(
            Past(
                facts={text: read(("past", back, "facts", text)) for text in scenario.facts},
                orders=self._orders("past", back, "orders"),
            )
            for back in reversed(range(scenario.memory))
        )
        orders = self._orders("orders")
        return Position(
            turn=self._turn,
            phase="measures",
            world=months[-1].with_changes({"capital": read(("capital",))}),
            orders=orders,
            before=orders,
            sealed=self._orders("sealed"),
            earlier=self._orders("earlier"),
            months=months,
            past=past,
            moves={lever: read(("moves", lever)) for lever in scenario.levers},
            granted=_Granted(read),
            sums={name: read(("sums", name)) for name in scenario.averaged},
            first={name: read(("first", name)) for name in scenario.averaged},
            ending=self._ending(),
        )

    def sealed(self) -> Position:
        """Return the position after a seal, which is that of the responses and of the months."""
        orders, before = self._orders("orders"), self._orders("before")
        return dataclasses.replace(
            self.measures(),
            phase="responses",
            orders=orders,
            before=before,
            sealed=orders,
            earlier=before,
        )

    def _world(self, month: int) -> World:
        ago = self._scenario.months_per_turn - month
        arrays: dict[str, Any] = {field: self._read(("world", month, field)) for field in FIELDS}
        return World(month=self._month - ago, **arrays)

    def _orders(self, *path: str | int) -> Orders:
        return Orders({lever: self._read((*path, lever)) for lever in self._scenario.levers})

    def _ending(self) -> Ending:
        read = self._read
        return Ending(
            turn=read(("ending", "turn")),
            termination=read(("ending", "termination")),
            actor=read(("ending", "actor")),
            streaks=read(("ending", "streaks")),
            aims={
                actor: {aim.name: read(("aims", actor, aim.name)) for aim in aims}
                for actor, aims in self._scenario.aims.items()
            },
        )


class _Granted(dict[str, Any]):
    """When each proposal was last granted: policies ask for keys that only they know."""

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read

    def get(self, key: str, _default: Any = None) -> Any:
        """Return what is remembered of a key; there is a column for each that is asked for."""
        if key not in self:
            self[key] = self._read(("granted", key))
        return self[key]
