"""What the desk does in the games of tables: injects, overrides, free moves.

Each is a line in the log of its game, which every screen of the table tells, and a line of the
room. The game's line comes first: what is acknowledged stands in both, and a request that comes
again after a kill completes what is missing, under the keys of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from game.classroom.agenda import DEBRIEF
from game.classroom.live_room import LiveRoom
from game.classroom.room_lines import HandAct, Intervened
from game.errors import UserError
from game.saves.lines import Effect
from game.session import Session
from game.words.language import say

BY = "desk"
When = Literal["now", "reveal", "condition"]
Deed = Callable[[Session, str], str]


def inject(
    live: LiveRoom, tables: Sequence[int], event: str, *, key: str, scale: float = 1.0,
    at: When = "now", when: str = "", why: str = "",
) -> None:  # fmt: skip
    """Let an event strike at tables: now, at the reveal, or on a condition.

    Raises
    ------
    UserError
        If it cannot at one of them.
    """

    def act(game: Session, name: str) -> str:
        return game.facilitator.inject(
            event, scale=scale, at=at, when=when, why=why, by=BY, key=name
        )

    _intervene(live, "inject", tables, key, act)


def override(
    live: LiveRoom, tables: Sequence[int], field: str, value: float, *, key: str, why: str
) -> None:
    """Set a number of the world at tables, for a reason that everybody there reads.

    Raises
    ------
    UserError
        If it cannot be at one of them, or has no reason.
    """

    def act(game: Session, name: str) -> str:
        return game.facilitator.override(field, value, why=why, by=BY, key=name)

    _intervene(live, "override", tables, key, act)


def free_move(
    live: LiveRoom, tables: Sequence[int], text: str, odds: int, effect: Effect, *, key: str,
    why: str, reasons: Sequence[str] = (), against: Sequence[str] = (),
) -> None:  # fmt: skip
    """Draw for a move outside the menu; tables that try the same one draw the same.

    Raises
    ------
    UserError
        If the move, its odds or its effect cannot be, or it has no reason.
    """
    words = " ".join(text.split())
    if not words:
        raise UserError("free move", say("write what is tried"))

    def act(game: Session, name: str) -> str:
        return game.facilitator.free_move(
            words, odds, effect, why=why, reasons=reasons, against=against, by=BY, key=name
        )

    _intervene(live, "move", tables, key, act)


def withdraw(live: LiveRoom, line: Intervened) -> None:
    """Take an act back at its tables: one that waits, or has worked since the phase opened.

    Raises
    ------
    UserError
        If orders were sealed since.
    """
    for table, act in zip(line.tables, line.ids, strict=True):
        game = live.games[table]
        if act not in game.log.state.withdrawn:
            game.facilitator.withdraw(act, by=BY)
    live.note(line.model_copy(update={"at": live.now(), "key": "", "undoes": True}))


def _intervene(
    live: LiveRoom, act: HandAct, tables: Sequence[int], key: str, deed: Deed
) -> None:  # fmt: skip
    """Do something at tables, each as far as it can be; tell of the first that refused."""
    if key and key in live.room.keys:
        return
    games = {table: live.games[table] for table in tables if table in live.games}
    if live.room.stage in DEBRIEF or not games:
        raise UserError("desk", say("no game is under way at this table"))
    ids: dict[int, str] = {}
    refusal: UserError | None = None
    for table, game in games.items():
        try:
            ids[table] = deed(game, f"{key}-{table}" if key else "")
        except UserError as error:
            refusal = refusal or error
    if ids:
        line = Intervened(
            at=live.now(), act=act, tables=tuple(ids), ids=tuple(ids.values()), key=key
        )
        live.note(line)
    if refusal is not None:
        raise refusal
