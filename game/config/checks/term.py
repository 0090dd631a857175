"""Checks of the terms of deals against the levers that they are about and the views they read."""

from __future__ import annotations

from game.config.checks.shared import Context, readable, scales_of
from game.config.drafts import FoundEntry
from game.config.schema.term import AS_NOW

MOST_TERMS = 48


def check_term(draft: FoundEntry, context: Context) -> None:
    """Its actors exist, its lever is its giver's, standing and announced, its worths are read."""
    term = draft.entry
    if list(context.drafts.found["terms"]).index(draft.name) == MOST_TERMS:
        context.report(draft, (), f"there are more than {MOST_TERMS} terms", "leave some out")
    for role in ("giver", "receiver"):
        context.expect_actor(getattr(term, role), draft, role)
    _check_target(draft, context)
    for part, actor in (("gain", term.receiver), ("cost", term.giver)):
        context.expect_expression(
            getattr(term, part),
            readable(actor, context),
            draft,
            part,
            scales=scales_of(actor, context),
        )


def _check_target(draft: FoundEntry, context: Context) -> None:
    term = draft.entry
    lever = context.find_lever(term.target, term.giver, draft, "target")
    if lever is None:
        return
    if lever.kind != "standing" or lever.covert:
        what = "a pulse" if lever.kind != "standing" else "covert"
        problem = f"{term.target} is {what}, and nobody could watch a promise about it"
        context.report(draft, ("target",), problem, "name a standing setting that is announced")
    if lever.choice:
        problem = f"the settings of {term.target} are alternatives, without a more or less"
        context.report(draft, ("target",), problem, "name a setting of degrees")
    side = "at_most" if term.at_most is not None else "at_least"
    bound = getattr(term, side)
    if bound == AS_NOW:
        return
    context.check_value(lever, term.target, bound, draft, side)
    number = lever.scale.get(bound) if isinstance(bound, str) else bound
    if number == (lever.high if side == "at_most" else lever.low):
        problem = f"{side} {bound} is kept by every setting of {term.target}"
        context.report(draft, (side,), problem, "name a bound that can be broken")
