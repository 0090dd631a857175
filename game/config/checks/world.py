"""Checks of configs about the world against the others."""

from __future__ import annotations

from game.config.checks.shared import Context
from game.config.drafts import FoundEntry
from game.config.schema.fields import leaves
from game.config.schema.world import EXPORTER

PRODUCT_NAMES = ("tpp", "density", "io", "bandwidth", "data_centre")


def check_product(draft: FoundEntry, context: Context) -> None:
    """Its vendor, its tier and the vintage it was cut to exist."""
    product = draft.entry
    context.expect(product.vendor, (EXPORTER, *context.axes["makers"]), "vendor", draft, "vendor")
    if product.tier is not None:
        context.expect(product.tier, context.axes["tiers"], "tier", draft, "tier")
    if product.vendor == EXPORTER and product.tier is None:
        remedy = f"add tier: {', '.join(context.axes['tiers'])}"
        context.report(draft, (), f"{draft.name} is Nvidia's and has no tier", remedy)
    if product.designed_for is not None:
        vintages = context.drafts.found["vintages"]
        context.expect(product.designed_for, vintages, "vintage", draft, "designed_for")


def check_vintage(draft: FoundEntry, context: Context) -> None:
    """Its conditions read products only."""
    for key in ("controlled", "licensable"):
        context.expect_expression(getattr(draft.entry, key), PRODUCT_NAMES, draft, key)


def check_lines(context: Context) -> None:
    """The settings of chip_ceiling are the vintages in their order, and parts are cut to these.

    Both levers give a text one number, by which policies compare them.
    """
    vintages = list(context.drafts.found["vintages"])
    for name in ("chip_ceiling", "design_target"):
        lever = context.levers.get(name)
        if lever is None or not vintages or lever.entry.settings is None:
            continue
        settings = list(lever.entry.settings)
        if settings != vintages:
            problem = f"settings of {name} are {', '.join(settings)}"
            context.report(lever, ("settings",), problem, f"the vintages are {', '.join(vintages)}")
    ceiling, target = (context.levers.get(name) for name in ("chip_ceiling", "design_target"))
    if ceiling and target and ceiling.entry.scale != target.entry.scale:
        problem = "degrees of design_target are not those of chip_ceiling"
        context.report(target, ("settings",), problem, "give a text one degree on both")


def check_param(draft: FoundEntry, context: Context) -> None:
    """Its axis and lever exist, its members are those of the axis, its numbers lie in its range."""
    param = draft.entry
    _check_numbers(draft, context)
    if param.axis is None or not context.expect(param.axis, context.axes, "axis", draft, "axis"):
        return
    members = context.axes[param.axis]
    for member in param.value:
        context.expect(member, members, f"member of {param.axis}", draft, "value", member)
    missing = [member for member in members if member not in param.value]
    if missing:
        problem = f"value of {draft.name} has no {', '.join(missing)}"
        context.report(draft, ("value",), problem, f"give a number for each of {param.axis}")


def _check_numbers(draft: FoundEntry, context: Context) -> None:
    """Report names of settings that do not exist, a range out of order, a value outside it."""
    param = draft.entry
    if param.lever is not None:
        context.expect(param.lever, context.levers, "lever", draft, "lever")
    low, high = (
        context.number_of(end, param, draft, "range", place)
        for place, end in enumerate(param.range)
    )
    values = {
        path: context.number_of(value, param, draft, "value", *path)
        for path, value in leaves(param.value)
    }
    if low is None or high is None:
        return
    span = ", ".join(map(_written, param.range))
    if low > high:
        problem = f"range [{span}] is out of order"
        context.report(draft, ("range",), problem, "write [low, high]")
        return
    for path, written in leaves(param.value):
        value, at = values[path], ("value", *path)
        if value is not None and not low <= value <= high:
            problem = f"{'.'.join(at)} = {_written(written)} is outside [{span}] {param.unit}"
            context.report(draft, at, problem)


def _written(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def check_event(draft: FoundEntry, context: Context) -> None:
    """Its hazard can be read, and the fields it changes exist."""
    event = draft.entry
    if event.hazard is not None:
        names = context.names.get("quantities")
        context.expect_expression(event.hazard, names, draft, "hazard")
    if (fields := context.names.get("effects")) is not None:
        for target in event.effects:
            context.expect(target, fields, "field", draft, "effects", target)
