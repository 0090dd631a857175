"""Checks of endings and observables against the other configs."""

from __future__ import annotations

import contextlib

from game.config.checks.shared import Context
from game.config.drafts import FoundEntry
from game.config.units import scale_of
from game.language.expression import ExpressionError, compile_expression


def check_ending(draft: FoundEntry, context: Context) -> None:
    """Its condition and its measures of authorship can be read."""
    names = context.names.get("quantities")
    context.expect_expression(draft.entry.when, names, draft, "when")
    for actor, measure in draft.entry.by.items():
        context.expect_actor(actor, draft, "by", actor)
        context.expect_expression(measure, names, draft, "by", actor)


def check_observable(draft: FoundEntry, context: Context) -> None:
    """It reads quantities, and those it grades besides exist."""
    names = context.names.get("quantities")
    for part in ("quantity", "per"):
        if text := getattr(draft.entry, part):
            context.expect_expression(text, names, draft, part)
            _expect_a_name(text, draft, context, part)
    _expect_one_bulk(draft, context)
    for number, name in enumerate(draft.entry.also_grades):
        if names is not None:
            context.expect(name, names, "quantity", draft, "also_grades", number)


def _expect_one_bulk(draft: FoundEntry, context: Context) -> None:
    """Report a formula whose numbers are told in thousands here and in ones there."""
    with contextlib.suppress(ExpressionError):
        try:
            scale_of(draft.entry)
        except ValueError as error:
            problem = f"{error} adds up numbers that are told in different thousands"
            context.report(draft, ("quantity",), problem, "read numbers of one unit")


def _expect_a_name(text: str, draft: FoundEntry, context: Context, part: str) -> None:
    """Report an expression that reads nothing: it has no months to add up."""
    with contextlib.suppress(ExpressionError):
        if not compile_expression(text).names:
            problem = f"{part} = {text} is the same in every month"
            context.report(draft, (part,), problem, "name a quantity")
