"""Whether the lines of a log can be a game: in their order, of its seats, under this program."""

from __future__ import annotations

from game.errors import UserError
from game.mathematics import ARITHMETIC
from game.saves.lines import (
    PERSON,
    FreeMove,
    Header,
    Injected,
    Line,
    Migrated,
    Ordered,
    Overridden,
    PlayedTurn,
    Ready,
    Redone,
    Rewound,
    SealedPhase,
    Seated,
    Undone,
    Withdrawn,
)
from game.saves.log import GameLog
from game.saves.log_state import LogState
from game.state.levers import Action, Levers
from game.state.position import Phase


def check_course(log: GameLog, turns: int, place: str) -> None:
    """Refuse a log whose lines cannot have followed each other in a game of so many turns.

    Raises
    ------
    UserError
        At the first such line, with its number.
    """
    state = LogState(format=log.header.format)
    sealed: list[Phase] = []
    for number, line in enumerate(log.lines, start=2):
        _check_line(line, state, sealed, turns, log.header, f"{place}:{number}")
        if isinstance(line, PlayedTurn | Rewound):
            sealed = []
        elif isinstance(line, SealedPhase):
            sealed.append(line.phase)
        state = state.after(line)


def _check_line(
    line: Line, state: LogState, sealed: list[Phase], turns: int, header: Header, where: str
) -> None:
    turn = state.turns
    if isinstance(line, Migrated):
        return
    if isinstance(line, Rewound):
        if not 0 <= line.turn <= turn:
            raise UserError(where, f"rewinds to turn {line.turn}", f"turn {turn} was reached")
        return
    if line.turn != turn or turn >= turns:
        here = f"turn {turn} was open" if turn < turns else f"the game has {turns} turns"
        raise UserError(where, f"is of turn {line.turn}", here)
    if isinstance(line, PlayedTurn):
        if "responses" not in sealed:
            raise UserError(where, f"plays turn {turn + 1}", "its orders were not sealed")
        return
    if (line.phase == "measures") == bool(sealed):
        raise UserError(where, f"is of the {line.phase}", "they were not open")
    if isinstance(line, Seated):
        if line.actor not in header.profile:
            raise UserError(where, f"there is no actor {line.actor!r}")
    elif isinstance(line, Ordered | Undone | Redone | Ready):
        if state.leaders(header).get(line.actor) != PERSON:
            raise UserError(where, f"nobody sat at {line.actor!r}")
    elif isinstance(line, Injected | Overridden | FreeMove):
        if any(line.id == other.id for other in state.acts):
            raise UserError(where, f"there is an act {line.id!r} already")
    elif isinstance(line, Withdrawn) and all(line.id != other.id for other in state.acts):
        raise UserError(where, f"there was no act {line.id!r}")


def check_fits(header: Header, version: str, config_hash: str, place: str) -> None:
    """Refuse a log that this program or these configs would play differently.

    Raises
    ------
    UserError
        If the version, the arithmetic or the configs differ from those of the log.
    """
    if header.version != version:
        raise UserError(
            place,
            f"was played with version {header.version}, and this is {version}",
            f"install highfence {header.version} to replay it",
        )
    check_arithmetic(header, place)
    if header.config_hash != config_hash:
        raise UserError(
            place,
            f"was played with other configs (hash {header.config_hash[:12]}, "
            f"now {config_hash[:12]})",
            "restore the configs, scenario or policy files of that game",
        )


def check_arithmetic(header: Header, place: str) -> None:
    """Refuse a log whose numbers another kind of functions or luck worked out.

    Raises
    ------
    UserError
        If they did: what it replays to would differ, though nobody changed it.
    """
    if header.arithmetic != ARITHMETIC:
        age = "an older" if header.arithmetic < ARITHMETIC else "a newer"
        raise UserError(
            place,
            f"was made with {age} arithmetic ({header.arithmetic}, and this is {ARITHMETIC}): "
            "it can be read, not replayed bit for bit",
            "replay it with the program that made it",
        )


def sound_part(log: GameLog, turns: int, levers: Levers) -> GameLog:
    """Return the log up to the first line that cannot be."""
    for number in range(len(log.lines), 0, -1):
        part = GameLog(log.header, log.lines[:number])
        try:
            check_course(part, turns, "log")
            check_orders(part, levers, "log")
        except UserError:
            continue
        return part
    return GameLog(log.header)


def check_orders(log: GameLog, levers: Levers, place: str) -> None:
    """Refuse a log with an order that its seat could never have given, also one taken back later.

    Raises
    ------
    UserError
        At the first such line, with its number.
    """
    for number, line in enumerate(log.lines, start=2):
        if isinstance(line, Ordered):
            where = f"{place}:{number}"
            Action.parse(line.action, levers, actor=line.actor, place=where)


def departed(log: GameLog, turn: int, state: str, place: str) -> UserError:
    """Return what to say of a turn that replays to another state than the one logged."""
    logged = log.state.hashes.get(turn, "nothing")[:12]
    remedy = "another build of this version played it, or the log was made by hand"
    return UserError(
        f"{place}: turn {turn + 1}", f"replays to {state[:12]}, and {logged} is logged", remedy
    )
