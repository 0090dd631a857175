"""Checks of endings and observables against the other configs."""

from __future__ import annotations

from game.config.checks.shared import Context
from game.config.drafts import Found


def check_ending(found: Found, context: Context) -> None:
    """Its condition and its measures of authorship can be read."""
    names = context.names.get("quantities")
    context.expect_expression(found.entry.when, names, found, "when")
    for actor, measure in found.entry.by.items():
        context.expect_actor(actor, found, "by", actor)
        context.expect_expression(measure, names, found, "by", actor)


def check_observable(found: Found, context: Context) -> None:
    """It can be read."""
    names = context.names.get("quantities")
    context.expect_expression(found.entry.measure, names, found, "measure")
