"""Checks of lessons, levels of difficulty and a strategist's numbers against other configs."""

from __future__ import annotations

from game.config import SIZES
from game.config.checks.shared import Context
from game.config.drafts import FoundEntry


def check_lesson(draft: FoundEntry, context: Context) -> None:
    """Its scenario, seats and levers exist, and its turns are in the game."""
    lesson = draft.entry
    scenarios = context.drafts.found["scenarios"]
    context.expect_actor(lesson.seat, draft, "seat")
    for number, further in enumerate(lesson.further):
        context.expect(further.scenario, scenarios, "scenario", draft, "further", number)
        context.expect_actor(further.seat, draft, "further", number, "seat")
    turns = None
    if context.expect(lesson.scenario, scenarios, "scenario", draft, "scenario"):
        scenario = scenarios.get(lesson.scenario)
        turns = scenario.entry.turns if scenario else None
    for number, step in enumerate(lesson.steps):
        if turns is not None and step.turn > turns:
            problem = f"turn = {step.turn} is after the end"
            context.report(draft, ("steps", number, "turn"), problem, f"it has {turns} turns")
        if step.until == "order":
            _check_order(step.name, lesson.seat, draft, context, number)


def _check_order(order: str, seat: str, draft: FoundEntry, context: Context, number: int) -> None:
    """An order that a step waits for names a lever of the seat and one of its settings."""
    path = ("steps", number, "name")
    target, equals, setting = (part.strip() for part in order.partition("="))
    lever = context.find_lever(target, seat, draft, *path)
    if lever is None:
        return
    if not equals:
        context.report(draft, path, f"{order!r} sets nothing", f"write {target} = SETTING")
        return
    try:
        value: float | str = float(setting)
    except ValueError:
        value = setting
    context.check_value(lever, target, value, draft, *path)


def check_lookahead(draft: FoundEntry, context: Context) -> None:
    """It has a number for every size and for nothing else, each within its range."""
    low, high = draft.entry.range
    for size in draft.entry.values:
        context.expect(size, dict.fromkeys(SIZES), "size", draft, "values", size)
    for size in SIZES:
        value = draft.entry.values.get(size)
        if value is None:
            context.report(draft, ("values",), f"there is no number for {size}", "add one")
        elif not low <= value <= high:
            problem = f"{draft.name} = {value:g} is outside [{low:g}, {high:g}]"
            context.report(draft, ("values", size), problem, "keep it within its range")


def check_difficulty(draft: FoundEntry, context: Context) -> None:
    """Its actors and policies exist."""
    for actor, policy in draft.entry.policies.items():
        context.expect_actor(actor, draft, "policies", actor)
        context.expect_policy(policy, actor, draft, "policies", actor)
