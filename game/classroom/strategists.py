"""What each seat's game would have come to, led by a small strategist: played beside the room.

It takes a second a turn and more, so that another process plays it, one seat after the other, and
phones that load a page never wait for it. A process that is lost leaves the line out.
"""

from __future__ import annotations

from game.classroom.live_room import LiveRoom
from game.classroom.room import Seat
from game.seat.debrief.strategist_line import StrategistScore
from game.seat.odds.worker import Helper


class SeatStrategists:
    """The scores of strategists in the seats of people, as they come.

    Attributes
    ----------
    scores
        By seat, of those that have been played.
    """

    def __init__(self, live: LiveRoom) -> None:
        self.live = live
        self.scores: dict[Seat, float] = {}
        self._helper = Helper()
        self._waiting: list[Seat] | None = None
        self._playing: tuple[Seat, StrategistScore] | None = None
        self._rewinds = 0

    def poll(self) -> None:
        """Take what was played, and hand over what comes next; nothing here waits."""
        live = self.live
        if self._waiting is None or self._rewinds != live.room.rewinds:
            self._rewinds = live.room.rewinds
            self.scores.clear()
            self._waiting, self._playing = self._list_seats(), None
        if self._playing is None and self._waiting:
            seat = self._waiting.pop(0)
            game = live.games[seat[0]]
            self._playing = seat, StrategistScore(self._helper, game, seat[1])
        if self._playing is not None:
            seat, game_ahead = self._playing
            if game_ahead.poll() and game_ahead.score is not None:
                self.scores[seat] = game_ahead.score
                live.revise()
            if game_ahead.is_lost or game_ahead.score is not None:
                self._playing = None

    @property
    def is_done(self) -> bool:
        """Whether no seat is left to play."""
        return self._playing is None and self._waiting == []

    def close(self) -> None:
        """Let the process end after the turn in hand, so that nothing of it is left behind."""
        self._helper.close(wait=True)

    def _list_seats(self) -> list[Seat]:
        """Return the seats with people whose tables have played."""
        seats = {member.seat for member in self.live.room.members.values()}
        playing = {table for table, game in self.live.games.items() if game.played}
        return sorted(seat for seat in seats if seat is not None and seat[0] in playing)
