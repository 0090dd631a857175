"""Observables: numbers under published names, read from the months of any period."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from game.errors import UserError, did_you_mean
from game.state.arrays import ratio
from game.state.periods import Over
from game.state.position import Position, see
from game.state.scenario import Observable, Scenario
from game.state.world import Floats

# A quantity by name, month by month: (R, months).
Months = Callable[[str], Floats]


def read_months(observable: Observable, months: Months) -> Floats:
    """Return an observable over the months that are given of each quantity, (R, 1).

    scale x over(quantity), or scale x over(quantity) / over(per), where over is the sum, the mean
    or the last of the months; a ratio to nothing is 0.
    """
    value = _combine(observable.over, observable.quantity.evaluate(months))
    if observable.per is not None:
        value = ratio(value, _combine(observable.over, observable.per.evaluate(months)))
    return observable.scale * value


def read_observable(name: str, position: Position, scenario: Scenario) -> Floats:
    """Return an observable over the months of the turn just passed, (R, 1).

    Raises
    ------
    UserError
        If no observable that is told turn by turn has this name.
    """
    return read_months(find_observable(name, scenario), see(position, scenario).by_month)


def read_observables(position: Position, scenario: Scenario) -> dict[str, float]:
    """Return every observable of a single game by name."""
    months = see(position, scenario).by_month
    return {
        name: float(read_months(observable, months)[0, 0])
        for name, observable in scenario.observables.items()
    }


def find_observable(name: str, scenario: Scenario) -> Observable:
    """Return an observable by name.

    Raises
    ------
    UserError
        If no observable that is told turn by turn has this name.
    """
    observable = scenario.observables.get(name)
    if observable is None:
        remedy = did_you_mean(name, scenario.observables)
        raise UserError("observable", f"unknown observable {name!r}", remedy)
    return observable


def _combine(over: Over, months: Floats) -> Floats:
    if over == "last":
        return months[:, -1:]
    # Added up in order, so that a row of many gives the last digit of one alone.
    summed = np.add.accumulate(months, axis=1)[:, -1:]
    return summed if over == "sum" else summed / months.shape[1]
