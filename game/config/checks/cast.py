"""Checks of configs about the cast, and of scenarios, against the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from game.config.checks.shared import Context
from game.config.drafts import FoundEntry
from game.config.schema.cast import Quantity
from game.config.schema.fields import Step, leaves
from game.config.stored_openings import is_stored
from game.config.units import unit_of
from game.errors import did_you_mean
from game.state.opening import DERIVED
from game.state.world import FIELDS


def check_lever(draft: FoundEntry, context: Context) -> None:
    """Its owner and axis exist, its requirements can be read, and their remedies name levers."""
    lever = draft.entry
    context.expect_actor(draft.actor, draft)
    if lever.axis is not None:
        context.expect(lever.axis, context.axes, "axis", draft, "axis")
    names = context.names.get("quantities")
    readable = None if names is None else {*names, "new", "now"}
    scales = context.scales
    if lever.settings:
        scales = {**scales, "now": lever.scale, "new": lever.scale}
    for number, requirement in enumerate(lever.requires):
        path = ("requires", number, "when")
        context.expect_expression(requirement.when, readable, draft, *path, scales=scales)
        context.expect_lever_names(requirement.remedy, draft, "requires", number, "remedy")


def check_settings_in_rules(context: Context) -> None:
    """Every setting that a rule names is one of its lever."""
    named = context.names.get("settings", {})
    for target, file in named.items() if isinstance(named, Mapping) else ():
        name, _, setting = target.partition(".")
        lever = context.levers.get(name)
        if name in context.refused:
            continue
        if lever is None:
            problem = f"there is no lever {name!r}, whose setting {setting!r} it reads"
            context.drafts.report(file, problem, did_you_mean(name, context.levers))
        elif setting not in (settings := lever.entry.settings or {}):
            problem = f"{name} has no setting {setting!r}, which {file} reads"
            context.report(lever, ("settings",), problem, did_you_mean(setting, settings))


def check_actor(draft: FoundEntry, context: Context) -> None:
    """It is an actor with an emblem of its own, and its standing and what it sees can be read."""
    context.expect_actor(draft.name, draft)
    context.expect_actor(draft.entry.rival, draft, "rival")
    for number, policy in enumerate(draft.entry.postures):
        context.expect_policy(policy, draft.name, draft, "postures", number)
    _check_emblem(draft, context)
    names = context.names.get("quantities")
    context.expect_expression(draft.entry.budget.standing, names, draft, "budget", "standing")
    for name, quantity in draft.entry.view.items():
        context.expect_expression(quantity.measure, names, draft, "view", name, "measure")
        _check_unit(quantity, draft, context, name)


def _check_unit(quantity: Quantity, draft: FoundEntry, context: Context, name: str) -> None:
    """Report a unit beside a number that has its own, and a formula without one."""
    levers = {lever.name: lever.entry for lever in context.levers.values()}
    unit = unit_of(quantity.measure, levers)
    if unit is not None and quantity.unit is not None:
        problem = f"{quantity.measure} is told in its own unit, {unit!r}"
        context.report(draft, ("view", name, "unit"), problem, "leave unit out")
    elif unit is None and quantity.unit is None and not quantity.measure.isidentifier():
        problem = f"the formula {quantity.measure!r} has no unit"
        context.report(draft, ("view", name, "measure"), problem, "give one beside it, as unit")


def _check_emblem(draft: FoundEntry, context: Context) -> None:
    for other in context.drafts.found["actors"].values():
        if other.name == draft.name:
            return
        for part in ("letter", "shape"):
            if getattr(other.entry.emblem, part) == getattr(draft.entry.emblem, part):
                problem = f"the {part} of {draft.name} is that of {other.name} too"
                context.report(draft, ("emblem", part), problem, "choose another")


def check_payoff(draft: FoundEntry, context: Context) -> None:
    """Its actors exist, all of them have aims, and the aims can be read."""
    names = context.names.get("payoffs")
    for actor, aims in draft.entry.actors.items():
        context.expect_actor(actor, draft, "actors", actor)
        for name, aim in aims.items():
            path = ("actors", actor, name, "measure")
            context.expect_expression(aim.measure, names, draft, *path)
    _expect_all_actors("actors", draft.entry.actors, draft, context)


def check_scenario(draft: FoundEntry, context: Context) -> None:
    """Every actor, lever, policy, payoff set, event and field it names exists."""
    scenario = draft.entry
    for number, seat in enumerate(scenario.seats):
        context.expect_actor(seat, draft, "seats", number)
    for key in ("levers", "policies", "targets", "briefs"):
        for actor in getattr(scenario, key):
            context.expect_actor(actor, draft, key, actor)
    context.expect(
        scenario.payoffs, context.drafts.found["payoffs"], "payoff set", draft, "payoffs"
    )
    if scenario.events != "all":
        events = context.drafts.found["events"]
        for number, event in enumerate(scenario.events):
            context.expect(event, events, "event", draft, "events", number)
    _expect_all_actors("policies", scenario.policies, draft, context)
    _check_cast(draft, context)
    _check_opening(draft, context)


def _check_cast(draft: FoundEntry, context: Context) -> None:
    actors = context.axes["actors"]  # others are told already
    for actor, policy in draft.entry.policies.items():
        if actor in actors:
            context.expect_policy(policy, actor, draft, "policies", actor)
    for actor, settings in draft.entry.levers.items():
        for target, value in settings.items() if actor in actors else ():
            path = ("levers", actor, target)
            lever = context.find_lever(target, actor, draft, *path)
            if lever is None:
                continue
            if isinstance(value, Step) or (isinstance(value, str) and value.startswith("=")):
                shown = f"{value.by:+d}" if isinstance(value, Step) else value
                problem = f"{target} = {shown} is no opening setting"
                context.report(draft, path, problem, "write a setting or a number")
            else:
                context.check_value(lever, target, value, draft, *path)


def _check_opening(draft: FoundEntry, context: Context) -> None:
    fields = context.names.get("fields")
    if fields is None:
        return
    tops = sorted(name for name in fields if "." not in name)
    for name in draft.entry.unknowns:
        context.expect(name, tops, "field", draft, "unknowns", name)
    given = draft.entry.opening
    stored = _stored_fields(draft, context)
    missing = [name for name in FIELDS if name in tops and name not in {*given, *DERIVED, *stored}]
    # A misspelt field is not missing too.
    if missing and all(name in tops for name in given):
        problem = f"the opening has no {', '.join(missing)}"
        context.report(draft, ("opening",), problem, "add their values")
    for name, opening in draft.entry.opening.items():
        if not context.expect(name, tops, "field", draft, "opening", name):
            continue
        value = opening.value
        if name in context.scales and not isinstance(value, dict):
            _check_setting_of(name, value, draft, context)
            continue
        if _is_without_number(value):
            problem = f"the opening of {name} is empty"
            context.report(draft, ("opening", name, "value"), problem, "give a number")
            continue
        for path, number in leaves(opening.value):
            if isinstance(number, str):
                place = ("opening", name, "value", *path)
                problem = f"opening.{'.'.join((name, *path))} should be a number, got {number!r}"
                context.report(draft, place, problem)
                continue
            _check_bounds(name, path, number, draft, context)
            target = ".".join((name, *path))
            options = sorted(other for other in fields if other.startswith(f"{name}."))
            if path:
                context.expect(target, options, "member", draft, "opening", name, "value", *path)


def _is_without_number(value: object) -> bool:
    """Whether a table of an opening, or one within it, holds nothing."""
    if not isinstance(value, dict):
        return False
    return not value or any(_is_without_number(part) for part in value.values())


def _stored_fields(draft: FoundEntry, context: Context) -> list[str]:
    """Return the fields that a scenario takes from stored openings; report where there are none."""
    month = draft.entry.opens_from
    if month is None:
        return []
    months = context.names.get("openings", (month,))
    context.expect(month, months, "month of configs/openings", draft, "opens_from")
    return [name for name in FIELDS if is_stored(name)]


def _check_setting_of(name: str, value: float | str, draft: FoundEntry, context: Context) -> None:
    """Report the opening of a field that holds a setting where it is none."""
    scale, path = context.scales[name], ("opening", name, "value")
    number = context.number_setting(value, scale, f"setting of {name}", draft, *path)
    if number is not None and number not in scale.values():
        problem = f"opening {name} = {number:g} is no setting of {FIELDS[name].lever}"
        context.report(draft, path, problem, f"write {', '.join(scale)}")


def _check_bounds(
    name: str, path: tuple[str, ...], number: float, draft: FoundEntry, context: Context
) -> None:
    field = FIELDS.get(name)
    if field is not None and not field.low <= number <= field.high:
        limits = f"[{field.low:g}, {field.high:g}] {field.unit}"
        problem = f"opening {'.'.join((name, *path))} = {number:g} is outside {limits}"
        context.report(draft, ("opening", name, "value", *path), problem)


def _expect_all_actors(
    key: str, given: Collection[str], draft: FoundEntry, context: Context
) -> None:
    missing = [actor for actor in context.axes["actors"] if actor not in given]
    if missing:
        problem = f"{key} has no {', '.join(missing)}"
        context.report(draft, (key,), problem, "every actor needs one")
