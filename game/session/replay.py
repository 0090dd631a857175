"""A logged game played again, and held to the states that are logged; or played back to a turn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from game.errors import UserError
from game.saves.course import departed
from game.saves.lines import (
    FreeMove,
    Injected,
    Overridden,
    PlayedTurn,
    Rewound,
    SealedPhase,
    Seated,
    Withdrawn,
)
from game.saves.log_file import keep_copy
from game.state.position import state_hash

if TYPE_CHECKING:
    from game.session.session import Session


def replay(session: Session, place: str) -> None:
    """Play again, from its opening, what the log of a session says, line by line.

    Raises
    ------
    UserError
        At the first turn that comes to another state than the one logged.
    """
    log = session.log
    lines = log.settled().lines
    # A game killed between its second seal and the months goes back to the open responses.
    seals = {
        (line.turn, line.phase): line
        for line in lines
        if isinstance(line, SealedPhase) and (line.phase == "measures" or line.turn < log.turns)
    }
    for line in lines:
        if isinstance(line, Seated):
            session.model.lead(line.actor, session.leaders.follow(line, place))
        elif isinstance(line, SealedPhase):
            if seals.get((line.turn, line.phase)) is line:
                people = session.seats
                session.turns.seal(people, {actor: session.actions(actor) for actor in people})
                session.facilitator.strike_due()
        elif isinstance(line, PlayedTurn):
            state = state_hash(session.turns.pass_months())
            if line.hash != state:
                raise departed(log, line.turn, state, place)
            session.facilitator.strike_due()
        elif isinstance(line, Injected | Overridden | FreeMove | Withdrawn):
            session.facilitator.follow(line, place)


def go_back(session: Session, turn: int, by: str) -> Path | None:
    """Take a session back to the start of a turn; return where it was kept as it stood.

    Raises
    ------
    UserError
        If that turn has not been reached, or the copy cannot be written.
    """
    turns, file = session.turns, session.file
    if not 0 <= turn < len(turns.openings):
        raise UserError("rewind", f"turn {turn + 1} has not been reached", "name an earlier one")
    copy = keep_copy(session.log, file) if file and turn < len(turns.played) else None
    session.note(Rewound(turn=turn, by=by))
    turns.return_to(turn)
    if not session.over:
        logged = session.log.state.leaders(session.log.header)
        for line in session.leaders.again(session.here, logged):
            session.note(line)
    session.facilitator.rewound()
    return copy
