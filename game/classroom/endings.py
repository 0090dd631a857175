"""How a game ended for one seat, and the turn that decided it: for the person's own screen."""

from __future__ import annotations

import dataclasses

from game.classroom.agenda import DEBRIEF
from game.classroom.live_room import LiveRoom
from game.classroom.promises import WordTold, words_of
from game.classroom.room import Seat
from game.seat.debrief.account import TurningPoint
from game.seat.debrief.turning_points import largest_turns, read_totals, read_turning_point
from game.turn.outcome import outcome
from game.words.language import say_config, spoken
from game.words.numbers import thin
from game.words.reasons import end_text


@dataclasses.dataclass(frozen=True, kw_only=True)
class SeatEnding:
    """A seat's score with its mark, that of each aim, its table's others, and its turning point.

    `scores` are those of the same seat at the other tables, under the same luck.
    """

    why: str
    score: str
    target: str
    won: bool
    totals: tuple[float, ...]
    aims: tuple[tuple[str, float, float], ...]
    others: tuple[tuple[str, str, float, bool], ...]
    scores: tuple[tuple[int, float], ...]
    turning: TurningPoint | None
    words: tuple[WordTold, ...]
    teaching: tuple[str, ...]


class Endings:
    """What each seat is told at the end; turning points are worked out once a language."""

    def __init__(self, live: LiveRoom) -> None:
        self.live = live
        self._turning: dict[tuple[Seat, str, int], TurningPoint | None] = {}

    def read(self, person: int) -> SeatEnding | None:
        """Return how the game ended for a person's seat, None while it goes on."""
        live = self.live
        seat = live.room.members[person].seat
        game = live.tables.game_of(seat) if seat is not None else None
        is_told = live.room.stage in (*DEBRIEF, "archived")
        if seat is None or game is None or not game.played or not is_told:
            return None
        scenario, actor = live.scenario, seat[1]
        ended = outcome(game.model.position, scenario)
        return SeatEnding(
            why=end_text(ended.why),
            score=thin(ended.scores[actor]),
            target=thin(scenario.targets[actor]),
            won=ended.won[actor],
            totals=read_totals(game, actor),
            aims=tuple(
                (say_config(aim.title), ended.aims[actor][aim.name], aim.weight)
                for aim in scenario.aims[actor]
            ),
            others=tuple(
                (
                    actor,
                    say_config(scenario.roles[actor].title),
                    ended.scores[actor],
                    ended.won[actor],
                )
                for actor in scenario.actors
            ),
            scores=tuple(
                (table + 1, outcome(other.model.position, scenario).scores[actor])
                for table, other in sorted(live.games.items())
            ),
            turning=self._turning_point(seat),
            words=tuple(word for word in words_of(seat[0], game) if word.giver == actor),
            teaching=tuple(say_config(point) for point in scenario.brief.teaching_points),
        )

    def _turning_point(self, seat: Seat) -> TurningPoint | None:
        key = (seat, spoken(), self.live.room.rewinds)
        if key not in self._turning:
            game = self.live.games[seat[0]]
            totals = read_totals(game, seat[1])
            turns = largest_turns(totals)
            largest = max(turns, key=lambda n: abs(totals[n + 1] - totals[n]), default=None)
            self._turning[key] = (
                read_turning_point(game, seat[1], largest, totals) if largest is not None else None
            )
        return self._turning[key]
