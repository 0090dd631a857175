"""The columns that every run can emit, read from a position."""

from __future__ import annotations

import numpy as np

from game.errors import UserError, did_you_mean
from game.state.position import Position, see
from game.state.scenario import Scenario
from game.state.world import Floats


def read_observable(name: str, position: Position, scenario: Scenario) -> Floats:
    """Return an observable over the turn just passed, (R, 1).

    Raises
    ------
    UserError
        If no observable has this name.
    """
    observable = scenario.observables.get(name)
    if observable is None:
        remedy = did_you_mean(name, scenario.observables)
        raise UserError("observable", f"unknown observable {name!r}", remedy)
    values = observable.measure.evaluate(see(position, scenario).value)
    return np.broadcast_to(values, position.world.month_shape)


def read_observables(position: Position, scenario: Scenario) -> dict[str, float]:
    """Return every observable of a single game by name."""
    seen = see(position, scenario)
    return {
        name: float(observable.measure.evaluate(seen.value)[0, 0])
        for name, observable in scenario.observables.items()
    }
