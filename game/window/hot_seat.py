"""Whose turn it is at the window, where one person or several share it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from game.seat.saves import keep_point
from game.seat.seat_table import SeatTable, seal_when_ready

if TYPE_CHECKING:
    from game.session import Session
    from game.window.stage import Stage


def open_seat(session: Session) -> str | None:
    """Return the first seat that has not sealed its orders of this phase."""
    return next(iter(session.open_seats), None)


def sit_down(stage: Stage, session: Session) -> None:
    """Show a game where it stands, at its seat, or behind the curtain of the next one."""
    if not session.log:
        keep_point(session.log)
    if session.over:
        stage.open("debrief", SeatTable(session, next(iter(session.seats))))
    elif len(session.seats) > 1:
        # A game killed after the last seat sealed waits for nobody.
        seal_when_ready(session)
        hand_over(stage, session)
    else:
        table = SeatTable(session, next(iter(session.seats)))
        if table.phase == "responses":
            stage.open("reveal", table)
        elif session.log:
            stage.open("board", table)
        else:
            stage.open("briefing", table)


def go_on(stage: Stage, table: SeatTable) -> None:
    """Show what follows a seal: the reveal or the quarter, or the next seat's curtain."""
    if table.phase == "measures":
        keep_point(table.session.log)
    if len(table.session.seats) > 1:
        hand_over(stage, table.session)
    elif table.phase == "responses":
        stage.open("reveal", table)
    else:
        stage.open("months", table)


def hand_over(stage: Stage, session: Session) -> None:
    """Draw the curtain for the next seat; at the end of the game there is none."""
    seat = open_seat(session)
    if session.over or seat is None:
        sit_down(stage, session)
    else:
        stage.open("privacy", session, seat, functools.partial(_sit_at, stage, session, seat))


def _sit_at(stage: Stage, session: Session, seat: str) -> None:
    table = SeatTable(session, seat)
    if table.phase == "responses":
        stage.open("reveal", table)
    elif session.played:
        stage.open("months", table)
    else:
        stage.open("briefing", table)
