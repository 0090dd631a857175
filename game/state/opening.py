"""The world and the settings a scenario opens with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from game.errors import UserError
from game.state.arrays import triangle
from game.state.axes import Axes
from game.state.chance import Chance
from game.state.levers import Levers
from game.state.orders import Orders
from game.state.scenario import Scenario
from game.state.world import FIELDS, Field, Floats, World, seal_array

# Fields of the opening that follow from the others.
# No deal is in force when a game opens, and nobody has kept or broken one yet.
DEALS = (
    *("term_left", "term_wait", "term_low", "term_high", "threat_left", "word"),
    *("offers_made", "offers_taken", "demands_made", "demands_met"),
    *("deals_kept", "deals_broken", "threats_refused", "threats_carried"),
)
DERIVED = {"us_tightness": 0.0, "chip_line": 0.0, "sold_elsewhere": 0.0} | dict.fromkeys(DEALS, 0.0)
# Fields that begin anew in each game: an index, sums of the game so far, its own bookkeeping.
ANEW = frozenset(
    {
        *("nv_value", "nv_written_off", "us_fee", "us_spent", "cn_spent", "cn_wasted", "cn_gained"),
        *("struck", "event_wait", "unpaid", "capital"),
        *DEALS,
    }
)

# A number, or numbers by member, one level for each axis.
Nested = float | Mapping[str, Any]


def open_world(
    values: Mapping[str, Nested],
    month: int,
    axes: Axes,
    place: Callable[[str], str],
    stored: Mapping[str, Floats] | None = None,
) -> World:
    """Return the worlds that a game may open in: one, or as many as are stored.

    Every field must be given or stored: a number fills the whole array, a mapping sets members (of
    one axis after the other), and members left out are as stored, or 0. `place` tells where a field
    is given ("" for the fields together).

    Raises
    ------
    UserError
        If a field is missing or a value lies outside the field's range.
    """
    base = stored or {}
    missing = [name for name in FIELDS if name not in values and name not in base]
    if missing:
        raise UserError(place(""), f"the opening has no {', '.join(missing)}", "add their values")
    worlds = len(next(iter(base.values()))) if base else 1
    arrays = {}
    for name, field in FIELDS.items():
        array = np.array(base[name]) if name in base else np.zeros(axes.shape(field.axes, worlds))
        if name in values:
            _set(np.moveaxis(array, 0, -1), values[name], field.axes[1:], axes)
            _check_range(field, array, place)
        arrays[name] = seal_array(array)
    return World(month=month, **arrays)


def _check_range(field: Field, array: Floats, place: Callable[[str], str]) -> None:
    low, high = float(array.min(initial=field.high)), float(array.max(initial=field.low))
    if low < field.low or high > field.high:
        wrong = low if low < field.low else high
        limits = f"[{field.low:g}, {field.high:g}] {field.unit}"
        problem = f"opening {field.name} = {wrong:g} is outside {limits}"
        raise UserError(place(field.name), problem)


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
    """Return the opening of each replicate: by luck one of the worlds that are left open.

    What is published leaves many numbers open: a game is one of the worlds that meet it, and no
    actor is told which. Where a scenario has one world alone, published estimates of some stocks
    that differ by factors are drawn.
    """
    worlds = scenario.openings
    places = (chance.uniform("opening_world")[:, 0] * worlds.replicates).astype(np.intp)
    arrays = {name: seal_array(getattr(worlds, name)[places]) for name in FIELDS}
    for unknown in scenario.unknowns:
        luck = chance.uniform(f"opening:{unknown.field}")
        factor = triangle(luck, unknown.low, 1.0, unknown.high)
        values = arrays[unknown.field]
        spread = values * factor.reshape(-1, *[1] * (values.ndim - 1))
        field = FIELDS[unknown.field]
        arrays[unknown.field] = np.minimum(np.maximum(spread, field.low), field.high)
    sealed = {name: seal_array(values) for name, values in arrays.items()}
    return World(month=worlds.month, **sealed)


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
