"""Why a number changed, as a table for people and an object for machines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.table import Table

from game.commands.record import record_seen
from game.config.scenarios import shipped_library
from game.seat.orders_given import moves_of
from game.session import TurnRecord
from game.state.scenario import Scenario
from game.why.explain import Explanation, Share
from game.words.numbers import amount, difference


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


def behind_table(rule: str, behind: Iterable[Share], unit: str) -> Table:
    """Return what the fields that a rule read added to its own share."""
    table = Table(title=f"\nBehind what {rule} did by itself", title_justify="left", box=None)
    table.add_column("change", justify="right", no_wrap=True)
    table.add_column("because of", no_wrap=True)
    table.add_column("what it is")
    for share in behind:
        table.add_row(difference(share.change, unit), share.field, share.says)
    return table


def moves_object(name: str, turn: TurnRecord, scenario: Scenario) -> dict[str, Any]:
    """Return who moved a lever or one of its settings over a turn, when, and why.

    Raises
    ------
    UserError
        If the lever has no setting of this name.
    """
    lever = scenario.levers[name.partition(".")[0]]
    if name != lever.name:
        scenario.levers.find(name, "lever")
    return {
        "lever": name,
        "says": lever.says,
        "turn": turn.opened.turn + 1,
        "date": scenario.date(turn.opened.turn),
        "moves": [
            {
                "phase": moved.phase,
                "actor": lever.actor,
                "setting": lever.target(moved.column),
                "was": lever.text(moved.was),
                "now": lever.text(moved.now),
                "because": moved.because,
                **record_seen(moved.seen, moved.flips),
            }
            for moved in moves_of(turn.opened, turn.phases, scenario)
            if moved.lever is lever and name in (lever.name, lever.target(moved.column))
        ],
    }


def moves_table(moved: dict[str, Any]) -> Table:
    """Return the moves of a lever over a turn."""
    title = f"{moved['lever']} in {moved['date']}: {moved['says']}"
    if not moved["moves"]:
        title = f"{title}\nNobody moved it."
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for column in ("phase", "actor", "setting", "was", "now", "because"):
        if moved["moves"]:
            table.add_column(column)
    for one in moved["moves"]:
        table.add_row(*(one[column.header] for column in table.columns))
    return table


def explained_object(
    explained: Explanation, date: str, turn: int, rule: str, behind: Iterable[Share]
) -> dict[str, Any]:
    """Return the causes of a change as one plain object.

    `behind` is what the fields that a `rule` read added to its own share.
    """
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
                "field": share.field,
                "change": share.change,
            }
            for share in explained.shares
        ],
        "behind": [
            {"rule": rule, "field": share.field, "says": share.says, "change": share.change}
            for share in behind
        ],
    }
