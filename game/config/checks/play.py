"""Checks of lessons and levels of difficulty against the other configs."""

from __future__ import annotations

from game.config.checks.shared import Context
from game.config.drafts import FoundEntry


def check_lesson(found: FoundEntry, context: Context) -> None:
    """Its scenario, seats and levers exist, and its turns are in the game."""
    lesson = found.entry
    scenarios = context.drafts.found["scenarios"]
    context.expect_actor(lesson.seat, found, "seat")
    for number, further in enumerate(lesson.further):
        context.expect(further.scenario, scenarios, "scenario", found, "further", number)
        context.expect_actor(further.seat, found, "further", number, "seat")
    turns = None
    if context.expect(lesson.scenario, scenarios, "scenario", found, "scenario"):
        known = scenarios.get(lesson.scenario)
        turns = known.entry.turns if known else None
    for number, step in enumerate(lesson.steps):
        if turns is not None and step.turn > turns:
            problem = f"turn = {step.turn} is after the end"
            context.report(found, ("steps", number, "turn"), problem, f"it has {turns} turns")
        if step.until == "order":
            context.find_lever(step.name, lesson.seat, found, "steps", number, "name")


def check_difficulty(found: FoundEntry, context: Context) -> None:
    """Its actors and policies exist."""
    for actor, policy in found.entry.policies.items():
        context.expect_actor(actor, found, "policies", actor)
        context.expect_policy(policy, actor, found, "policies", actor)
