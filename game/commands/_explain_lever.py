"""Who moved a lever over a turn, why, and what its owner weighed and looked ahead on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rich.table import Table

from game.commands._terminal import print_json, print_table
from game.words.counts import count_of

if TYPE_CHECKING:
    from game.session import Session, TurnRecord
    from game.state.scenario import Scenario


def explain_lever(session: Session, name: str, *, as_json: bool) -> None:
    """Tell who moved a lever or one of its settings over the last turn, and why.

    Raises
    ------
    UserError
        If the lever has no setting of this name.
    """
    turn, scenario = session.played[-1], session.scenario
    moves = moves_object(name, turn, scenario)
    if as_json:
        print_json(moves)
        return
    print_table(moves_table(moves))
    if moves["refused"]:
        print_table(refused_table(moves))
    for weighed in moves["weighed"]:
        print_table(weighed_table(weighed))
    for paragraph in foreseen_paragraphs(name, turn, scenario):
        print_table(paragraph)


def moves_object(name: str, turn: TurnRecord, scenario: Scenario) -> dict[str, Any]:
    """Return who moved a lever or one of its settings over a turn, when, and why.

    Raises
    ------
    UserError
        If the lever has no setting of this name.
    """
    from game.commands._game_json import (
        record_foresight,
        record_refused,
        record_seen,
        record_weighing,
    )
    from game.seat.orders_given import foresights_of, moves_of, weighings_of
    from game.seat.refusals import refusals_of

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
                **record_seen(moved.seen, moved.flips, scenario.levers),
            }
            for moved in moves_of(turn.opened, turn.phases, scenario)
            if moved.lever is lever and name in (lever.name, lever.target(moved.column))
        ],
        "refused": [
            record_refused(order, scenario)
            for order in refusals_of(turn.phases, scenario)
            if name in (order.action.lever, order.action.target)
        ],
        "weighed": [
            {"phase": phase, "actor": lever.actor, **(record_weighing(weighing) or {})}
            for phase, weighing in weighings_of(turn.phases, lever.actor, name)
        ],
        "foreseen": [
            {
                "phase": phase,
                "actor": lever.actor,
                **(record_foresight(foresight, scenario.levers) or {}),
            }
            for phase, foresight in foresights_of(turn.phases, lever.actor)
        ],
    }


def moves_table(moves: Mapping[str, Any]) -> Table:
    """Return the moves of a lever over a turn."""
    title = f"{moves['lever']} in {moves['date']}: {moves['says']}"
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    if not moves["moves"]:
        # A table without a column would not even show its title.
        table.add_column("Nobody moved it.")
        return table
    for column in ("phase", "actor", "setting", "was", "now", "because"):
        table.add_column(column)
    for move in moves["moves"]:
        table.add_row(*(move[column.header] for column in table.columns))
    return table


def refused_table(moves: Mapping[str, Any]) -> Table:
    """Return the orders about the lever that were refused over a turn, and why."""
    title = f"\nRefused: {moves['lever']}"
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for column in ("phase", "actor", "order", "why", "because"):
        table.add_column(column)
    for order in moves["refused"]:
        table.add_row(*(order[column.header] for column in table.columns))
    return table


def weighed_table(weighed: Mapping[str, Any]) -> Table:
    """Return how a choice about the lever was weighed: each option and its odds."""
    title = f"\n{weighed['actor']} weighed {weighed['choice']} ({weighed['phase']})"
    if weighed["drawn_turns_ago"]:
        title += f", as drawn {count_of(weighed['drawn_turns_ago'], 'turn')} ago"
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for column in ("option", "worth", "cost", "net", "odds", "short of being taken"):
        table.add_column(column, justify="left" if column == "option" else "right")
    for option in weighed["options"]:
        name = f"{option['option']} (taken)" if option["taken"] else option["option"]
        if not option["available"]:
            table.add_row(name, f"{option['worth']:.2f}", f"{option['cost']:g}", "", "", "")
            continue
        numbers = (f"{option[key]:.2f}" for key in ("worth", "cost", "net"))
        table.add_row(name, *numbers, f"{100.0 * option['odds']:.0f} %", f"{option['short']:.2f}")
    return table


def foreseen_paragraphs(name: str, turn: TurnRecord, scenario: Scenario) -> Iterator[str]:
    """Yield what the owner of a lever compared in each phase, if it looks ahead."""
    from game.seat.orders_given import foresights_of
    from game.words.foresight import foresight_lines
    from game.words.language import say_config

    levers, actor = scenario.levers, scenario.levers[name.partition(".")[0]].actor
    titles = {other: say_config(role.title) for other, role in scenario.roles.items()}
    for phase, foresight in foresights_of(turn.phases, actor):
        taken, *further = foresight_lines(foresight, phase, levers, titles)
        yield f"\n{actor} {taken}"
        yield from further
