"""The command `dock`: the compute ledger held against published arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer
from rich.table import Table

from game.commands._options import AsJson
from game.commands._terminal import finite_or_none, print_json, print_table

if TYPE_CHECKING:
    from game.hindcast.docking.arithmetic import Docked
    from game.hindcast.docking.exports_2026 import ExportRatio


def run(as_json: AsJson = False) -> None:
    """Hold the compute ledger against published arithmetic, with politics off."""
    from game.hindcast.docking.arithmetic import dock
    from game.hindcast.docking.exports_2026 import compare_exports, order_agreement

    checks, ratios = dock(), compare_exports()
    agreement = order_agreement(ratios)
    if as_json:
        print_json(
            {
                "arithmetic": [docked_object(check) for check in checks],
                "exports_2026": [export_object(ratio) for ratio in ratios],
                "spearman": agreement,
            }
        )
    else:
        print_table(docking_table(checks))
        print_table(exports_table(ratios, agreement))
    if not all(check.agrees for check in checks):
        raise typer.Exit(1)


def docked_object(docked: Docked) -> dict[str, Any]:
    """Return a docking check and what the ledger came to."""
    return {
        "name": docked.name,
        "title": docked.check.title,
        "published": docked.check.expected,
        "found": finite_or_none(docked.found),
        "unit": docked.check.unit,
        "agrees": docked.agrees,
    }


def export_object(ratio: ExportRatio) -> dict[str, Any]:
    """Return a published scenario of exports and the ratio that was found."""
    return {
        "name": ratio.name,
        "title": ratio.case.title,
        "published": ratio.case.expected,
        "range": [ratio.case.low, ratio.case.high],
        "found": finite_or_none(ratio.found),
        "agrees": ratio.agrees,
    }


def docking_table(checks: Sequence[Docked]) -> Table:
    """Return the docking checks, published beside found."""
    table = Table("", "check", "published", "ledger", "unit", "", title="Arithmetic")
    for docked in checks:
        places = docked.check.decimals
        table.add_row(
            docked.name,
            docked.check.title,
            f"{docked.check.expected:,.{places}f}",
            f"{docked.found:,.{places}f}",
            docked.check.unit,
            "agrees" if docked.agrees else "differs",
        )
    return table


def exports_table(ratios: Sequence[ExportRatio], agreement: float) -> Table:
    """Return the published scenarios of exports; `agreement` is the rank correlation."""
    title = f"US over Chinese compute added in 2026 (order agrees by {agreement:.2f})"
    table = Table("scenario", "published", "ledger", "within a factor of two", title=title)
    for ratio in ratios:
        table.add_row(
            ratio.case.title,
            f"{ratio.case.expected:g}",
            f"{ratio.found:.1f}",
            "yes" if ratio.agrees else "no",
        )
    return table
