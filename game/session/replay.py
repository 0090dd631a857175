"""A logged game played again, and held to the states that are logged; or played back to a turn."""

from __future__ import annotations

from pathlib import Path

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
from game.session.facilitator import Facilitator
from game.session.logged_game import LoggedGame
from game.session.seat_orders import SeatOrders
from game.state.position import state_hash


def replay(game: LoggedGame, orders: SeatOrders, facilitator: Facilitator, place: str) -> None:
    """Play again, from its opening, what its log says, line by line.

    Raises
    ------
    UserError
        At the first turn that comes to another state than the one logged.
    """
    log = game.log
    lines = log.settled().lines
    # A game killed between its second seal and the months goes back to the open responses.
    seals = {
        (line.turn, line.phase): line
        for line in lines
        if isinstance(line, SealedPhase) and (line.phase == "measures" or line.turn < log.turns)
    }
    for line in lines:
        if isinstance(line, Seated):
            game.model.lead(line.actor, game.leaders.follow(line, place))
        elif isinstance(line, SealedPhase):
            if seals.get((line.turn, line.phase)) is line:
                people = game.seats
                game.turns.seal(people, {actor: orders.standing(actor) for actor in people})
                facilitator.strike_due()
        elif isinstance(line, PlayedTurn):
            state = state_hash(game.turns.pass_months())
            if line.hash != state:
                raise departed(log, line.turn, state, place)
            facilitator.strike_due()
        elif isinstance(line, Injected | Overridden | FreeMove | Withdrawn):
            facilitator.follow(line, place)


def go_back(game: LoggedGame, facilitator: Facilitator, turn: int, by: str) -> Path | None:
    """Take a game back to the start of a turn; return where it was kept as it stood.

    Raises
    ------
    UserError
        If that turn has not been reached, or the copy cannot be written.
    """
    turns, file = game.turns, game.file
    if not 0 <= turn < len(turns.openings):
        raise UserError("rewind", f"turn {turn + 1} has not been reached", "name an earlier one")
    copy = keep_copy(game.log, file) if file and turn < len(turns.played) else None
    game.note(Rewound(turn=turn, by=by))
    turns.return_to(turn)
    if not game.over:
        logged = game.log.state.leaders(game.log.header)
        for line in game.leaders.again(game.here, logged):
            game.note(line)
    facilitator.rewound()
    return copy
