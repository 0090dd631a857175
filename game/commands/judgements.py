"""What the commands `dock`, `patterns` and `hindcast` tell: objects for machines, tables."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from rich.table import Table

from game.hindcast.docking.arithmetic import Docked
from game.hindcast.docking.exports_2026 import ExportRatio
from game.hindcast.patterns.shares import Shown
from game.hindcast.scores.judge import Judged


def docked_object(one: Docked) -> dict[str, Any]:
    """Return a docking check and what the ledger came to."""
    return {
        "name": one.name,
        "title": one.check.title,
        "published": one.check.expected,
        "found": _number(one.found),
        "unit": one.check.unit,
        "agrees": one.agrees,
    }


def export_object(one: ExportRatio) -> dict[str, Any]:
    """Return a published scenario of exports and the ratio that was found."""
    return {
        "name": one.name,
        "title": one.case.title,
        "published": one.case.expected,
        "range": [one.case.low, one.case.high],
        "found": _number(one.found),
        "agrees": one.agrees,
    }


def shown_object(one: Shown) -> dict[str, Any]:
    """Return a pattern and the shares of runs and of placebo runs that show it."""
    return {
        "name": one.name,
        "title": one.pattern.title,
        "treated": one.treated,
        "placebo": one.placebo,
        "counts": one.counts,
        "telling": one.pattern.telling,
    }


def judged_object(judged: Judged) -> dict[str, Any]:
    """Return what the page of the hindcast says beyond the series."""
    beaten, known = judged.history.beaten
    return {
        "weighted_score": _number(judged.history.score),
        "truth_series_that_beat_the_last_value": [beaten, known],
        "patterns": [shown_object(one) for one in judged.patterns],
        "arithmetic": [docked_object(one) for one in judged.docked],
        "exports_2026": [export_object(one) for one in judged.exports],
    }


def docking_table(docked: Sequence[Docked]) -> Table:
    """Return the docking checks, published beside found."""
    table = Table("", "check", "published", "ledger", "unit", "", title="Arithmetic")
    for one in docked:
        places = one.check.decimals
        table.add_row(
            one.name,
            one.check.title,
            f"{one.check.expected:,.{places}f}",
            f"{one.found:,.{places}f}",
            one.check.unit,
            "agrees" if one.agrees else "differs",
        )
    return table


def exports_table(compared: Sequence[ExportRatio], agreement: float) -> Table:
    """Return the published scenarios of exports; `agreement` is the rank correlation."""
    title = f"US over Chinese compute added in 2026 (order agrees by {agreement:.2f})"
    table = Table("scenario", "published", "ledger", "within a factor of two", title=title)
    for one in compared:
        table.add_row(
            one.case.title,
            f"{one.case.expected:g}",
            f"{one.found:.1f}",
            "yes" if one.agrees else "no",
        )
    return table


def patterns_table(shown: Sequence[Shown]) -> Table:
    """Return the patterns with their shares; a star marks those that tell most."""
    table = Table("", "pattern", "runs", "placebos", "counts")
    for one in shown:
        star = " *" if one.pattern.telling else ""
        table.add_row(
            one.name + star,
            one.pattern.title,
            f"{one.treated:.0%}",
            f"{one.placebo:.0%}",
            "yes" if one.counts else "no",
        )
    return table


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
