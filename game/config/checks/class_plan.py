"""Checks of plans of classes against the other configs."""

from __future__ import annotations

from game.config.checks.shared import Context
from game.config.drafts import FoundEntry


def check_class_plan(draft: FoundEntry, context: Context) -> None:
    """Its scenario and observables exist, and its turns are in the game."""
    plan = draft.entry
    scenarios, observables = context.drafts.found["scenarios"], context.drafts.found["observables"]
    if context.expect(plan.scenario, scenarios, "scenario", draft, "scenario"):
        scenario = scenarios.get(plan.scenario)
        if scenario is not None and len(plan.turns) > scenario.entry.turns:
            problem = f"turns has {len(plan.turns)} entries"
            remedy = f"{plan.scenario} has {scenario.entry.turns} turns"
            context.report(draft, ("turns",), problem, remedy)
    for number, name in enumerate(plan.compare):
        context.expect(name, observables, "observable", draft, "compare", number)
    for number, forecast in enumerate(plan.forecasts):
        place = ("forecasts", number)
        context.expect(forecast.observable, observables, "observable", draft, *place, "observable")
        if not forecast.turn <= forecast.by <= len(plan.turns):
            problem = f"is asked in turn {forecast.turn} and judged after turn {forecast.by}"
            remedy = f"judge it in the same turn or a later one, up to {len(plan.turns)}"
            context.report(draft, (*place, "by"), problem, remedy)
