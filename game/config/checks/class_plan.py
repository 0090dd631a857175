"""Checks of plans of classes against the other configs."""

from __future__ import annotations

from game.config.checks.shared import Context
from game.config.drafts import FoundEntry


def check_class_plan(found: FoundEntry, context: Context) -> None:
    """Its scenario and observables exist, and its turns are in the game."""
    plan = found.entry
    scenarios, observables = context.drafts.found["scenarios"], context.drafts.found["observables"]
    if context.expect(plan.scenario, scenarios, "scenario", found, "scenario"):
        known = scenarios.get(plan.scenario)
        if known is not None and len(plan.turns) > known.entry.turns:
            problem = f"turns has {len(plan.turns)} entries"
            remedy = f"{plan.scenario} has {known.entry.turns} turns"
            context.report(found, ("turns",), problem, remedy)
    for number, name in enumerate(plan.compare):
        context.expect(name, observables, "observable", found, "compare", number)
    for number, forecast in enumerate(plan.forecasts):
        place = ("forecasts", number)
        context.expect(forecast.observable, observables, "observable", found, *place, "observable")
        if not forecast.turn <= forecast.by <= len(plan.turns):
            problem = f"is asked in turn {forecast.turn} and judged after turn {forecast.by}"
            remedy = f"judge it in the same turn or a later one, up to {len(plan.turns)}"
            context.report(found, (*place, "by"), problem, remedy)
