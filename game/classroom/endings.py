"""How a game ended for one seat, what its orders were worth, and the turn that decided it."""

from __future__ import annotations

import dataclasses

from game.classroom.agenda import DEBRIEF
from game.classroom.live_room import LiveRoom
from game.classroom.policy_games import PolicyGames
from game.classroom.promises import WordTold, words_of
from game.classroom.room import Seat
from game.classroom.strategists import SeatStrategists
from game.classroom.voting import has_voted
from game.seat.debrief.account import TurningPoint, Worth
from game.seat.debrief.read import among_text, read_among
from game.seat.debrief.reckoning import Reckoning
from game.seat.debrief.turning_points import largest_turns, read_totals, read_turning_point
from game.seat.refusals import idle_by_actor, refusals_by_turn
from game.session import Session
from game.turn.outcome import outcome
from game.words.language import say_config, spoken
from game.words.numbers import thin
from game.words.reasons import end_text


@dataclasses.dataclass(frozen=True, kw_only=True)
class NotGranted:
    """What a table wanted and did not get: the seat's orders and others', by date; idle clauses.

    Others' stand with their title before the text; `idle` are clauses of policies by their actor.
    """

    own: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str, str], ...]
    idle: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def read(cls, session: Session, actor: str) -> NotGranted:
        """Return what was not granted in a game, as one of its seats is told."""
        titles = {name: say_config(role.title) for name, role in session.scenario.roles.items()}
        refused = refusals_by_turn(session)
        return cls(
            own=tuple((date, text) for date, wanting, text in refused if wanting == actor),
            others=tuple(
                (date, titles[wanting], text) for date, wanting, text in refused if wanting != actor
            ),
            idle=idle_by_actor(session),
        )


@dataclasses.dataclass(frozen=True, kw_only=True)
class SeatEnding:
    """A seat's score with its mark, that of each aim, its table's others, and its turning point.

    `scores` are those of the same seat at the other tables, under the same luck, and `rivals` those
    of the class whose luck this one has. `worth`, `turning` and `not_granted` are None until they
    are worked out.
    """

    why: str
    score: str
    target: str
    won: bool
    totals: tuple[float, ...]
    aims: tuple[tuple[str, float, float], ...]
    others: tuple[tuple[str, str, float, bool], ...]
    scores: tuple[tuple[int, float], ...]
    rivals: tuple[float, ...]
    among: str
    worth: Worth | None
    turning: TurningPoint | None
    not_granted: NotGranted | None
    words: tuple[WordTold, ...]
    teaching: tuple[str, ...]


class Endings:
    """What each seat is told at the end; what its orders were worth is worked out bit by bit."""

    def __init__(self, live: LiveRoom, games: PolicyGames) -> None:
        self.live = live
        self._games = games
        self.strategists = SeatStrategists(live)
        self._rewinds = 0
        self._reckonings: dict[Seat, Reckoning] = {}
        self._ready: set[Seat] = set()
        self._told: dict[tuple[Seat, str], tuple[Worth, TurningPoint | None, NotGranted]] = {}

    def work_out(self) -> bool:
        """Play one turn of one seat's games without its orders; tell whether any was left."""
        live = self.live
        if self._rewinds != live.room.rewinds:
            self._rewinds = live.room.rewinds
            for kept in (self._reckonings, self._ready, self._told):
                kept.clear()
        seats = {member.seat for member in live.room.members.values()}
        for seat in sorted(seat for seat in seats if seat is not None):
            game = live.tables.game_of(seat)
            if seat in self._ready or game is None or not game.played:
                continue
            if seat not in self._reckonings:
                self._reckonings[seat] = Reckoning(game, seat[1])
            if not self._reckonings[seat].work():
                self._ready.add(seat)
                live.revise()
            return True
        return False

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
        held_back = None, None, None
        worth, turning, not_granted = self._worth_of(seat) if has_voted(live, person) else held_back
        if worth is not None:
            ahead = self.strategists.scores.get(seat)
            worth = dataclasses.replace(worth, strategist=ahead)
        games = self._games.ready.get(actor)
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
            rivals=tuple(sorted(live.files.header.rivals.get(actor, ()), reverse=True)),
            among=among_text(read_among(games, ended.scores[actor])) if games else "",
            worth=worth,
            turning=turning,
            not_granted=not_granted,
            words=tuple(word for word in words_of(seat[0], game) if word.giver == actor),
            teaching=tuple(say_config(point) for point in scenario.brief.teaching_points),
        )

    def _worth_of(self, seat: Seat) -> tuple[Worth | None, TurningPoint | None, NotGranted | None]:
        if seat not in self._ready:
            return None, None, None
        key = (seat, spoken())
        if key not in self._told:
            game, worth = self.live.games[seat[0]], self._reckonings[seat].finish()
            totals = [part.score for part in worth.parts]
            turns = largest_turns(tuple(totals))
            largest = max(turns, key=lambda n: abs(totals[n + 1] - totals[n]), default=None)
            turning = None
            if largest is not None:
                turning = read_turning_point(game, seat[1], largest, worth)
            self._told[key] = worth, turning, NotGranted.read(game, seat[1])
        return self._told[key]
