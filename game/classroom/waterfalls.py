"""Why a number of a seat moved over the last turn: its causes, which add up to the change."""

from __future__ import annotations

from game.classroom.live_room import LiveRoom
from game.classroom.room import Seat
from game.seat.causes import Causes, Waterfall


def read_reasons(live: LiveRoom, seat: Seat, number: str) -> Waterfall | None:
    """Return the causes of a number, None where the seat may not know or nothing was played."""
    game = live.tables.game_of(seat)
    if game is None or not game.played:
        return None
    # A name from an address: only what the seat sees, or is measured by, is asked for.
    if number not in live.scenario.roles[seat[1]].sights:
        return None
    return Causes(game, seat[1]).waterfall(number)
