"""What a seat that looks ahead would have come to: the same game again, led by a strategist.

The luck is the game's own, and the strategist sees what the seat saw as it goes, no more. Policies
at the other seats decide anew on what they see; people's orders stand as they gave them.
"""

from __future__ import annotations

import concurrent.futures as cf
import dataclasses
import functools
import pickle
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from agents.policies.base import Policy
from agents.strategist.strategist import Strategist
from game.state.chance import Chance
from game.state.position import Position
from game.state.scenario import Scenario
from game.turn.outcome import score_aims, total_scores
from game.why.replays import Replay, ReplayPolicy

if TYPE_CHECKING:
    from game.seat.odds.worker import Helper
    from game.session import Session, TurnRecord

EVERYWHERE = np.ones((1, 1), dtype=np.bool_)


@dataclasses.dataclass(frozen=True, kw_only=True)
class StrategistGame:
    """A game that is over, to be played again with a strategist in one seat.

    It holds all that takes, so that another process can play it.

    Attributes
    ----------
    strategist
        What leads the seat.
    others
        The policies that decide anew, by actor.
    """

    scenario: Scenario
    actor: str
    turns: tuple[TurnRecord, ...]
    chance: Chance
    strategist: Strategist
    others: Mapping[str, Policy]

    @classmethod
    def read(cls, session: Session, actor: str) -> StrategistGame:
        """Return the game of a session, the seat led by the smallest strategist."""
        others = session.leaders.led_throughout(session.log)
        return cls(
            scenario=session.scenario,
            actor=actor,
            turns=tuple(session.played),
            chance=session.model.chance,
            strategist=session.leaders.strategist(actor),
            others={name: policy for name, policy in others.items() if name != actor},
        )

    @property
    def _replay(self) -> Replay:
        led = {**self.others, self.actor: self.strategist}
        return Replay(
            scenario=self.scenario,
            turns=self.turns,
            chance=self.chance,
            counts=lambda key: EVERYWHERE & (key[1] not in led),
            acts=lambda _: EVERYWHERE,
            led={
                name: ReplayPolicy(policy=policy, where=EVERYWHERE) for name, policy in led.items()
            },
        )

    def play(self) -> float:
        """Return the seat's final score."""
        position = self.turns[0].opened
        while is_running(position):
            position = self.play_turn(position)
        return self.score(position)

    def play_turn(self, position: Position) -> Position:
        """Return the position a turn later."""
        return self._replay.play_turn(position)

    def score(self, position: Position) -> float:
        """Return the seat's score as the game ends there."""
        return float(
            total_scores(score_aims(position, self.scenario), self.scenario)[self.actor][0, 0]
        )


def is_running(position: Position) -> bool:
    """Tell whether the game has not ended."""
    return bool((position.ending.turn < 0.0).all())


def play_packed(packed: bytes, position: Position) -> Position:
    """Return a position of a game that came as bytes a turn later, in another process."""
    return _unpack(packed).play_turn(position)


@functools.lru_cache(maxsize=1)
def _unpack(packed: bytes) -> StrategistGame:
    """Return the game: what its strategist imagined in one turn serves it in the next."""
    game: StrategistGame = pickle.loads(packed)
    return game


class StrategistScore:
    """The score of a strategist's game on its way; nothing here waits for the process that plays.

    Turns are handed over one by one, so that what is asked for next never waits for a whole game.

    Attributes
    ----------
    score
        None until it has been played.
    is_lost
        Whether it never will be.
    """

    def __init__(self, helper: Helper, session: Session, actor: str) -> None:
        self.score: float | None = None
        self.is_lost = False
        self._helper = helper
        self._game = StrategistGame.read(session, actor)
        self._packed = pickle.dumps(self._game)
        self._future = self._hand_over(session.played[0].opened)

    def poll(self) -> bool:
        """Take a turn once it is there, and hand over the next; tell whether the score is new."""
        if self.score is not None or self.is_lost or not self._future.done():
            return False
        if self._future.cancelled() or self._future.exception() is not None:
            self.is_lost = True
            return False
        position = self._future.result()
        if is_running(position):
            self._future = self._hand_over(position)
            return False
        self.score = self._game.score(position)
        return True

    def _hand_over(self, position: Position) -> cf.Future[Position]:
        return self._helper.ask(play_packed, self._packed, position)
