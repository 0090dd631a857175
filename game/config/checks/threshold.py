"""Checks of the thresholds of outcomes: formulas that can be read, each with one threshold."""

from __future__ import annotations

from game.config.checks.shared import Context
from game.config.drafts import FoundEntry
from game.config.thresholds import KINDS_OF_OUTCOME, plain_formula


def check_threshold(draft: FoundEntry, context: Context) -> None:
    """Its formulas can be read, and no other threshold stands for one of them."""
    threshold, names = draft.entry, context.names.get("payoffs")
    for number, text in enumerate(threshold.of):
        if text not in KINDS_OF_OUTCOME:
            context.expect_expression(text, names, draft, "of", number)
        for other in context.drafts.found["thresholds"].values():
            if other.name == draft.name:
                break
            if plain_formula(text) in map(plain_formula, other.entry.of):
                problem = f"{text} has the threshold {other.name} already"
                context.report(draft, ("of", number), problem, "keep one")
    if threshold.ratio is not None:
        for part in ("over", "under"):
            context.expect_expression(getattr(threshold.ratio, part), names, draft, "ratio", part)
