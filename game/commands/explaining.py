"""The command `explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from game.commands.explanations import (
    behind_table,
    explained_object,
    explained_table,
    moves_object,
    moves_table,
    numbers_table,
)
from game.commands.options import AsJson, LogName
from game.commands.printing import console, print_json
from game.errors import UserError
from game.saves.folder import find_played_log
from game.session import Session
from game.why.breakdown import explain_number, split_rule
from game.why.explain import numbers_behind, trace_turn

PRINCIPAL_RULES, PRINCIPAL_NUMBERS = 3, 5


def explain(
    log: LogName,
    field: Annotated[str, typer.Argument(help="A number, field.member, or a lever.")],
    turn: Annotated[int | None, typer.Option(min=1, help="The turn; the last by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Tell why a number changed, or who moved a lever, over a turn of a logged game."""
    path = find_played_log(log)
    session = Session.resume(path, to=turn)
    if not session.played:
        raise UserError(str(path), "no turn of it has been played", "play one first")
    if turn is not None and turn > len(session.played):
        raise UserError(
            "--turn", f"turn {turn} was not played", f"the game has {len(session.played)}"
        )
    played = session.played[-1]
    scenario = session.scenario
    date = scenario.date(played.opened.turn)
    if field.partition(".")[0] in scenario.levers:
        moved = moves_object(field, played, scenario)
        if as_json:
            print_json(moved)
        else:
            console.print(moves_table(moved))
        return
    traced = trace_turn(session, played)
    explained = explain_number(field, traced)
    own = next((one.rule for one in explained.shares if not (one.order or one.field)), "")
    behind = split_rule(field, own, traced)
    if as_json:
        print_json(explained_object(explained, date, played.opened.turn + 1, own, behind))
        return
    console.print(explained_table(explained, date))
    if len(behind) > 1:
        console.print(behind_table(own, behind, explained.unit))
    for rule in list(dict.fromkeys(share.rule for share in explained.shares))[:PRINCIPAL_RULES]:
        names = numbers_behind(field, rule, traced)
        table = numbers_table(rule, names[:PRINCIPAL_NUMBERS])
        if table.row_count:
            console.print(table)
