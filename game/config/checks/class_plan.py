"""Checks of plans of classes against the other configs."""

from __future__ import annotations

from game.config.checks.shared import Context
from game.config.drafts import FoundEntry
from game.config.schema.class_plan import ClassPlan
from game.config.schema.world import STRUCK_BY_HAND
from game.language.expression import ExpressionError, compile_expression


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
    context.expect(plan.tier, context.axes["tiers"], "class of chips", draft, "tier")
    for number, actor in enumerate(plan.seats):
        context.expect_actor(actor, draft, "seats", number)
    _check_injects(plan, draft, context)
    for number, forecast in enumerate(plan.forecasts):
        place = ("forecasts", number)
        context.expect(forecast.observable, observables, "observable", draft, *place, "observable")
        if not forecast.turn <= forecast.by <= len(plan.turns):
            problem = f"is asked in turn {forecast.turn} and judged after turn {forecast.by}"
            remedy = f"judge it in the same turn or a later one, up to {len(plan.turns)}"
            context.report(draft, (*place, "by"), problem, remedy)


def _check_injects(plan: ClassPlan, draft: FoundEntry, context: Context) -> None:
    """Its events can be struck, are in the game, and have a condition where they wait for one."""
    events, names = context.drafts.found["events"], context.names.get("quantities")
    for number, inject in enumerate(plan.injects):
        place = ("injects", number)
        if context.expect(inject.event, events, "event", draft, *place, "event"):
            event = events.get(inject.event)
            if event is not None and event.entry.kind not in STRUCK_BY_HAND:
                problem = f"event = {inject.event} is {event.entry.kind}, and nobody can strike it"
                remedy = f"name an event of kind {' or '.join(STRUCK_BY_HAND)}"
                context.report(draft, (*place, "event"), problem, remedy)
        if inject.turn > len(plan.turns):
            remedy = f"the plan has {len(plan.turns)} turns"
            context.report(draft, (*place, "turn"), f"is struck in turn {inject.turn}", remedy)
        if (inject.at == "condition") != (inject.when is not None):
            problem = f"at = {inject.at} {'without' if inject.when is None else 'with'} a when"
            remedy = "a condition needs at = condition, and that needs one in when"
            context.report(draft, (*place, "at"), problem, remedy)
        if inject.when is not None:
            context.expect_expression(inject.when, names, draft, *place, "when")
            if _looks_back(inject.when):
                problem = f"when = {inject.when} looks at an earlier turn"
                context.report(draft, (*place, "when"), problem, "leave 'previous' out")


def _looks_back(text: str) -> bool:
    """Tell whether a condition reads an earlier turn, which nobody holds when it is looked at."""
    try:
        return bool(compile_expression(text).previous)
    except ExpressionError:
        return False  # that is told already
