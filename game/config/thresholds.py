"""Which threshold an outcome of an experiment has, and which other outcomes a ratio is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from game.config.schema.experiment import Experiment, Outcomes
from game.config.schema.threshold import Threshold

KINDS_OF_OUTCOME = ("score", "aim", "condition")


def plain_formula(text: str) -> str:
    """Return a formula without the spaces that mean nothing."""
    return " ".join(text.split())


def formula_of(outcomes: Outcomes, outcome: str) -> str:
    """Return what an outcome is by the thresholds: its formula, or the kind that it is of."""
    for kind in ("score", "aim"):
        if outcome.startswith(f"{kind}_"):
            return kind
    if outcome in outcomes.written("condition"):
        return "condition"
    return plain_formula(outcomes.scalars.get(outcome, ""))


def find_threshold(
    thresholds: Iterable[Threshold], outcomes: Outcomes, outcome: str
) -> Threshold | None:
    """Return the threshold of an outcome, None where there is none."""
    formula = formula_of(outcomes, outcome)
    return next(
        (threshold for threshold in thresholds if formula in map(plain_formula, threshold.of)), None
    )


def scalar_of(outcomes: Outcomes, formula: str) -> str:
    """Return the name of the outcome that writes a formula down, "" for none."""
    written: Mapping[str, str] = outcomes.scalars
    return next(
        (name for name, text in written.items() if plain_formula(text) == plain_formula(formula)),
        "",
    )


def missing_parts(
    thresholds: Iterable[Threshold], experiment: Experiment, outcome: str
) -> list[str]:
    """Return the formulas that must be written down beside an outcome because it is a ratio."""
    outcomes = experiment.outcomes
    threshold = find_threshold(thresholds, outcomes, outcome)
    if threshold is None or threshold.ratio is None:
        return []
    parts = (threshold.ratio.over, threshold.ratio.under)
    return [part for part in parts if not scalar_of(outcomes, part)]
