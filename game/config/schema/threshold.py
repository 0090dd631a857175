"""What configs about outcomes hold: from which difference on they matter, and what ratios are."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from game.config.schema.fields import Entry, Expression, Text


class Ratio(Entry):
    """The two numbers that a ratio is made of, as quantities."""

    over: Expression
    """The numerator."""
    under: Expression
    """The denominator."""
    times: Annotated[float, Field(gt=0)] = 1.0
    """What their quotient is multiplied by: 100 for a percentage."""


class Threshold(Entry):
    """From which difference on an outcome matters, in every experiment that compares it."""

    of: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    """The formulas it stands for, as experiments write them; `score`, `aim` and `condition` stand
    for all scores, aims and conditions."""
    least: Annotated[float, Field(ge=0)]
    """Smaller differences than this count as none."""
    unit: Text
    """The unit of that."""
    reason: Text
    """Why there."""
    ratio: Ratio | None = None
    """What the outcome is made of, if it is a ratio: both stand beside it in every answer."""
