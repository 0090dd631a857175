"""Units: what a number that conditions read is told in, and by how much two units differ."""

from __future__ import annotations

from collections.abc import Mapping

from game.config.schema.cast import Lever, Quantity
from game.config.schema.observable import Observable
from game.language.expression import compile_expression
from game.model.quantities import QUANTITIES
from game.state.world import FIELDS

# What a unit counts in, by how it begins; one that begins otherwise counts ones.
BULKS = {"k ": 1e3, "M ": 1e6, "%": 0.01}
# A lever without names whose unit begins so is told in it; of any other, a setting is one of many.
SHARE = "share"
MEASURED = (SHARE, "percentage points", "names", "months")


def unit_of(name: str, levers: Mapping[str, Lever]) -> str | None:
    """Return the unit of a quantity, a field or a setting; None of what has none of its own.

    A setting's is the scale that the lever's own list makes: `rung 0 to 4`.
    """
    head = name.partition(".")[0]
    declared = QUANTITIES.get(name) or FIELDS.get(head)
    if declared is not None:
        return declared.unit
    return _setting_unit(levers[head]) if head in levers else None


def sight_unit(sight: Quantity, levers: Mapping[str, Lever]) -> str:
    """Return what an actor reads a number of its view in."""
    return sight.unit or unit_of(sight.measure, levers) or ""


def _setting_unit(lever: Lever) -> str:
    if lever.settings is None and lever.unit.startswith(MEASURED):
        return SHARE if lever.unit.startswith(SHARE) else lever.unit
    numbers = list(lever.scale.values()) or [lever.low, lever.high]
    is_switch = len(lever.settings or ()) == 2
    return "flag" if is_switch else f"{lever.unit} {min(numbers):g} to {max(numbers):g}"


def scale_of(observable: Observable) -> float:
    """Return what turns the months of an observable, put together, into its unit.

    Raises
    ------
    ValueError
        If its quantities count in different bulks, so that no factor makes them its unit.
    """
    bulk = _bulk_of(observable.quantity)
    if observable.per is not None:
        bulk = bulk / _bulk_of(observable.per)
    return bulk / _bulk(observable.unit)


def _bulk_of(expression: str) -> float:
    """Return what the numbers of an expression count in."""
    names = compile_expression(expression).names
    read = (QUANTITIES.get(name) or FIELDS.get(name.partition(".")[0]) for name in names)
    bulks = {_bulk(number.unit) for number in read if number is not None}
    if len(bulks) > 1:
        raise ValueError(expression)
    return bulks.pop() if bulks else 1.0


def _bulk(unit: str) -> float:
    return next((bulk for start, bulk in BULKS.items() if unit.startswith(start)), 1.0)
