"""The command `explain`: why a number changed, as a table for people, an object for machines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from game.commands._explain_lever import explain_lever
from game.commands._options import AsJson, LogName, SeedFile, read_seed_file
from game.commands._terminal import print_json, print_table
from game.config import MOST
from game.errors import UserError

if TYPE_CHECKING:
    from game.saves.sealed_seed import SealedSeed
    from game.seat.origins import Beginning, TracedNumber
    from game.session import Session
    from game.state.levers import Levers
    from game.why.explain import Explanation, Share, TracedTurn
    from game.why.roots import Origins, Root

PRINCIPAL_RULES, PRINCIPAL_NUMBERS = 3, 5
MOST_BEGINNINGS = 20


def run(
    log: LogName,
    field: Annotated[
        str, typer.Argument(help="A number, field.member, an aim, score.ACTOR, or a lever.")
    ],
    turn: Annotated[
        int | None, typer.Option(min=1, max=MOST, help="The turn; the last by default.")
    ] = None,
    seat: Annotated[str, typer.Option(help="Whose aims and score are meant.")] = "",
    seed_file: SeedFile = None,
    as_json: AsJson = False,
) -> None:
    """Tell why a number changed, or who moved a lever, over a turn of a logged game."""
    session, field = _resume(log, turn, read_seed_file(seed_file)), field.casefold()
    if field.partition(".")[0] in session.scenario.levers:
        explain_lever(session, field, as_json=as_json)
    else:
        _explain_number(session, field, seat, as_json)


def _resume(log: str, turn: int | None, sealed: SealedSeed | None) -> Session:
    """Return a logged game at its last turn or the one that is asked about."""
    from game.saves.folder import find_played_log
    from game.session import Session

    path = find_played_log(log)
    session = Session.resume(path, to=turn, sealed=sealed)
    count = len(session.played)
    if not count:
        raise UserError(str(path), "no turn of it has been played", "play one first")
    if turn is not None and turn > count:
        raise UserError("--turn", f"turn {turn} was not played", f"the game has {count}")
    return session


def _explain_number(session: Session, field: str, seat: str, as_json: bool) -> None:
    """Tell what began the change of a number, then by which rules it came about."""
    from game.seat.origins import OriginTracer, find_number, is_number

    if seat and seat not in session.scenario.actors:
        actors = ", ".join(session.scenario.actors)
        raise UserError("--seat", f"unknown actor {seat!r}", f"actors are {actors}")
    played = session.played[-1]
    date, turn = session.scenario.date(played.opened.turn), played.opened.turn + 1
    number, tracer = find_number(field, session, seat), OriginTracer(session)
    origins = tracer.trace(number)
    # Aims and scores are made of numbers alone: no rule moves them.
    is_of_rules = is_number(field, session)
    if as_json:
        whole = {
            "field": number.name,
            "says": number.says,
            "unit": number.unit,
            "turn": turn,
            "date": date,
            "before": origins.before,
            "after": origins.after,
            "change": origins.change,
            "unexplained": origins.unexplained,
            "began": [began_object(root, tracer.line(root), session) for root in origins.roots],
        }
        rules = _rules_object(session, field) if is_of_rules else {"causes": [], "behind": []}
        print_json({**whole, **rules})
        return
    print_table(began_table(number, origins, tracer.tell(origins), date))
    if is_of_rules:
        _print_rules(session, field, date)


def _rules_object(session: Session, field: str) -> dict[str, Any]:
    explained, by_itself, behind, _ = _trace_rules(session, field)
    return rules_object(explained, by_itself, behind, session.scenario.levers)


def _print_rules(session: Session, field: str, date: str) -> None:
    from game.why.explain import numbers_behind

    explained, by_itself, behind, traced = _trace_rules(session, field)
    levers = session.scenario.levers
    print_table(explained_table(explained, date, levers))
    if len(behind) > 1:
        print_table(behind_table(by_itself, behind, explained.unit, levers))
    fields = {share.rule: explained.field or share.field for share in reversed(explained.shares)}
    rules = dict.fromkeys(share.rule for share in explained.shares)
    for rule in list(rules)[:PRINCIPAL_RULES]:
        names = numbers_behind(fields[rule], rule, traced)
        numbers = numbers_table(rule, names[:PRINCIPAL_NUMBERS])
        if numbers.row_count:
            print_table(numbers)


def _trace_rules(session: Session, field: str) -> tuple[Explanation, str, list[Share], TracedTurn]:
    from game.why.breakdown import explain_number, split_rule
    from game.why.explain import Origin, trace_turn

    traced = trace_turn(session, session.played[-1])
    explained = explain_number(field, traced)
    rules = (share.rule for share in explained.shares if share.origin is Origin.RULE)
    by_itself = next(rules, "")
    return explained, by_itself, split_rule(explained, by_itself, traced), traced


def began_table(
    number: TracedNumber, origins: Origins, lines: Iterable[Beginning], date: str
) -> Table:
    """Return what began the change of a number, with the sum and what is left over."""
    from game.seat.origins import gather_slight
    from game.words.numbers import amount, difference

    unit = number.unit
    title = (
        f"{number.name} in {date}: {number.says}\n"
        f"from {amount(origins.before, unit)} to {amount(origins.after, unit)}; what began it"
    )
    rows = [
        (difference(line.change, unit), line.actor, line.text)
        for line in gather_slight(list(lines), MOST_BEGINNINGS)
    ]
    columns = ("by", "order, luck or event")
    return _sum_table(title, columns, rows, difference(origins.change, unit), origins.unexplained)


def _sum_table(
    title: str,
    columns: tuple[str, str],
    rows: Iterable[tuple[str, str, str]],
    change: str,
    unexplained: float,
) -> Table:
    """Return what made a change, a row a cause, with the sum and what is left over."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    table.add_column("change", justify="right", no_wrap=True)
    table.add_column(columns[0], no_wrap=True)
    table.add_column(columns[1])
    for row in rows:
        table.add_row(*row)
    table.add_row(change, "", "in all")
    table.add_row(f"{unexplained:g}", "", "unexplained")
    return table


def began_object(root: Root, line: Beginning, session: Session) -> dict[str, Any]:
    """Return one beginning as a plain object."""
    from game.commands._game_json import record_action

    order = root.order
    return {
        "kind": root.kind.value,
        "actor": root.actor,
        "turn": order.turn + 1 if order is not None else None,
        "says": line.text,
        "settings": [
            record_action(action, session.scenario.levers)
            for action in (order.actions if order is not None else ())
        ],
        "name": root.name,
        "change": root.change,
    }


def explained_table(explained: Explanation, date: str, levers: Levers) -> Table:
    """Return the causes of a change, the largest first, with their sum and what they leave."""
    from game.words.causes import says_text
    from game.words.numbers import amount, difference

    unit = explained.unit
    title = (
        f"\n{explained.name} in {date}: {explained.says}\n"
        f"from {amount(explained.before, unit)} to {amount(explained.after, unit)}; by which rules"
    )
    rows = []
    for share in explained.shares:
        order = _order(share, levers)
        reason = f"{share.actor}: {order}" if order else says_text(share, levers)
        rows.append((difference(share.change, unit), share.rule, reason))
    columns = ("by rule", "order, or what the rule does")
    change = difference(explained.change, unit)
    return _sum_table(title, columns, rows, change, explained.unexplained)


def numbers_table(rule: str, names: Iterable[str]) -> Table:
    """Return parameters with their values and first sources."""
    from game.config.scenarios import shipped_library

    table = Table(title=f"\nNumbers that weigh most in {rule}", title_justify="left", box=None)
    for column in ("parameter", "value", "unit", "source"):
        table.add_column(column)
    params = shipped_library().params
    for name in names:
        if name not in params:
            continue
        number = params[name]
        value = f"by {number.axis}" if number.axis else f"{number.value:g}"
        table.add_row(name, value, number.unit, number.sources[0].title)
    return table


def behind_table(rule: str, behind: Iterable[Share], unit: str, levers: Levers) -> Table:
    """Return what the fields that a rule read added to its own share."""
    from game.words.causes import says_text
    from game.words.numbers import difference

    table = Table(title=f"\nBehind what {rule} did by itself", title_justify="left", box=None)
    table.add_column("change", justify="right", no_wrap=True)
    table.add_column("because of", no_wrap=True)
    table.add_column("what it is")
    for share in behind:
        table.add_row(difference(share.change, unit), share.field, says_text(share, levers))
    return table


def _order(share: Share, levers: Levers) -> str:
    """Return an order as it is typed, or the name of an event."""
    from game.words.causes import orders_text

    return share.event or orders_text(share.order, levers, typed=True)


def rules_object(
    explained: Explanation, rule: str, behind: Iterable[Share], levers: Levers
) -> dict[str, Any]:
    """Return by which rules a change came about as one plain object.

    `behind` is what the fields that a `rule` read added to its own share.
    """
    from game.commands._game_json import record_action
    from game.words.causes import says_text

    return {
        "causes": [
            {
                "origin": share.origin.value,
                "rule": share.rule,
                "says": says_text(share, levers),
                "actor": share.actor,
                "order": _order(share, levers),
                "settings": [record_action(action, levers) for action in share.order],
                "field": share.field,
                "change": share.change,
            }
            for share in explained.shares
        ],
        "behind": [
            {
                "origin": share.origin.value,
                "rule": rule,
                "field": share.field,
                "says": says_text(share, levers),
                "change": share.change,
            }
            for share in behind
        ],
    }
