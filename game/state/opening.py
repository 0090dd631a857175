"""The world and the settings a scenario opens with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from game.errors import UserError
from game.state.arrays import triangle
from game.state.axes import Axes
from game.state.chance import Chance
from game.state.orders import Levers, Orders
from game.state.scenario import Scenario
from game.state.world import FIELDS, Field, Floats, World, repeat_row, seal_array

# Fields of the opening that follow from the others.
DERIVED = {"us_tightness": 0.0, "chip_line": 0.0, "sold_elsewhere": 0.0}

# A number, or numbers by member, one level for each axis.
Nested = float | Mapping[str, Any]


def open_world(
    values: Mapping[str, Nested], month: int, axes: Axes, place: Callable[[str], str]
) -> World:
    """Return a world of one replicate.

    Every field must be given: a number fills the whole array, a mapping sets members (of one axis
    after the other), and members left out are 0. `place` tells where a field is given ("" for the
    fields together).

    Raises
    ------
    UserError
        If a field is missing or a value lies outside the field's range.
    """
    missing = [name for name in FIELDS if name not in values]
    if missing:
        raise UserError(place(""), f"the opening has no {', '.join(missing)}", "add their values")
    arrays = {name: _fill(field, values[name], axes, place) for name, field in FIELDS.items()}
    return World(month=month, **arrays)


def _fill(field: Field, value: Nested, axes: Axes, place: Callable[[str], str]) -> Floats:
    array = np.zeros(axes.shape(field.axes, 1))
    letters = field.axes[1:]
    _set(array[0], value, letters, axes)
    low, high = float(array.min(initial=field.high)), float(array.max(initial=field.low))
    if low < field.low or high > field.high:
        wrong = low if low < field.low else high
        limits = f"[{field.low:g}, {field.high:g}] {field.unit}"
        problem = f"opening {field.name} = {wrong:g} is outside {limits}"
        raise UserError(place(field.name), problem)
    array.flags.writeable = False
    return array


def _set(array: Floats, value: Nested, letters: tuple[str, ...], axes: Axes) -> None:
    if not isinstance(value, Mapping):
        array[...] = value
        return
    members = axes.members(letters[0])
    for member, part in value.items():
        index = members.index(member)
        if len(letters) == 1:
            array[index] = part
        else:
            _set(array[index], part, letters[1:], axes)


def draw_opening(scenario: Scenario, chance: Chance) -> World:
    """Return the opening of each replicate: what is known alike, what is not by luck.

    Published estimates of some stocks differ by factors; a game is one of the worlds that they
    leave open, and no actor is told which.
    """
    arrays = {
        name: repeat_row(getattr(scenario.opening, name), chance.replicates) for name in FIELDS
    }
    for unknown in scenario.unknowns:
        luck = chance.uniform(f"opening:{unknown.field}")
        factor = triangle(luck, unknown.low, 1.0, unknown.high)
        values = arrays[unknown.field]
        spread = values * factor.reshape(-1, *[1] * (values.ndim - 1))
        field = FIELDS[unknown.field]
        arrays[unknown.field] = np.minimum(np.maximum(spread, field.low), field.high)
    sealed = {name: seal_array(values) for name, values in arrays.items()}
    return World(month=scenario.opening.month, **sealed)


def open_orders(settings: Mapping[str, Mapping[str, Any]], levers: Levers, place: str) -> Orders:
    """Return the settings of one replicate, those not given at rest.

    `settings` are by actor, then by lever or `lever.member`, as names or numbers.

    Raises
    ------
    UserError
        If a setting does not exist.
    """
    arrays = {name: np.full((1, lever.columns), lever.rest) for name, lever in levers.items()}
    for actor, wanted in settings.items():
        for target, setting in wanted.items():
            lever, column = levers.find(target, place, actor)
            text = f"{setting:g}" if isinstance(setting, float) else str(setting)
            arrays[lever.name][0, column] = lever.parse(text, place)
    for array in arrays.values():
        array.flags.writeable = False
    return Orders(arrays)
