"""Why a number changed, as a table for people and an object for machines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.table import Table

from game.config.scenarios import shipped_library
from game.explain import Explanation
from game.play.words import amount, difference


def explained_table(explained: Explanation, date: str) -> Table:
    """Return the causes of a change, the largest first, with their sum and what they leave."""
    unit = explained.unit
    title = (
        f"{explained.name} in {date}: {explained.says}\n"
        f"from {amount(explained.before, unit)} to {amount(explained.after, unit)}"
    )
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    table.add_column("change", justify="right", no_wrap=True)
    table.add_column("by rule", no_wrap=True)
    table.add_column("order, or what the rule does")
    for share in explained.shares:
        told = f"{share.actor}: {share.order}" if share.order else share.says
        table.add_row(difference(share.change, unit), share.rule, told)
    table.add_row(difference(explained.change, unit), "", "in all")
    table.add_row(f"{explained.unexplained:g}", "", "unexplained")
    return table


def numbers_table(rule: str, names: Iterable[str]) -> Table:
    """Return parameters with their values and first sources."""
    table = Table(title=f"\nNumbers that weigh most in {rule}", title_justify="left", box=None)
    for column in ("parameter", "value", "unit", "source"):
        table.add_column(column)
    known = shipped_library().params
    for name in names:
        if name not in known:
            continue
        number = known[name]
        value = f"by {number.axis}" if number.axis else f"{number.value:g}"
        table.add_row(name, value, number.unit, number.sources[0].title)
    return table


def explained_object(explained: Explanation, date: str, turn: int) -> dict[str, Any]:
    """Return the causes of a change as one plain object."""
    return {
        "field": explained.name,
        "says": explained.says,
        "unit": explained.unit,
        "turn": turn,
        "date": date,
        "before": explained.before,
        "after": explained.after,
        "change": explained.change,
        "unexplained": explained.unexplained,
        "causes": [
            {
                "rule": share.rule,
                "says": share.says,
                "actor": share.actor,
                "order": share.order,
                "change": share.change,
            }
            for share in explained.shares
        ],
    }
