"""What lies ahead for a seat: which choices are rolled out, how far, and what came of them."""

from __future__ import annotations

import concurrent.futures as cf
import functools
import pickle
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from game.ahead.odds import Choice, OrderEffect, Prospect, Standpoint, effect, prospect, roll
from game.ahead.unseen import read_guesses
from game.errors import UserError
from game.language.expression import Floats
from game.session import Session
from game.state.chance import Chance

if TYPE_CHECKING:
    from game.seat.odds.worker import Helper

# Rollouts of each choice, portion by portion: the first come soon, all of them are enough.
PORTIONS = (64, 64, 128, 256, 256, 256)


class Outlook:
    """The odds of one phase at one seat; the helper works, and nothing here waits for it."""

    def __init__(self, helper: Helper, session: Session, actor: str) -> None:
        self.is_lost = False
        self.rollouts = 0
        self._helper, self._session, self._actor = helper, session, actor
        self._target = session.scenario.targets[actor]
        self._packed = b""
        self._wanted: tuple[Choice, ...] = ()
        self._scores: dict[Choice, list[Floats]] = {}
        self._at_work: tuple[tuple[Choice, ...], cf.Future[Floats]] | None = None

    def want(self, choices: Sequence[Choice]) -> None:
        """Name the choices to roll out; what was found of others is kept."""
        self._wanted = tuple(dict.fromkeys(choices))

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to work out."""
        return self.is_lost or (self._at_work is None and not self._next())

    def poll(self) -> bool:
        """Take what has been found and hand over what is next; tell whether anything is new."""
        fresh = self._take()
        if self._at_work is None and not self.is_lost and (choices := self._next()):
            self._hand_over(choices)
        return fresh

    def _take(self) -> bool:
        if self._at_work is None or not self._at_work[1].done():
            return False
        choices, future = self._at_work
        self._at_work = None
        if future.cancelled() or future.exception() is not None:
            self.is_lost = True
            return True
        for choice, scores in zip(choices, future.result(), strict=True):
            self._scores.setdefault(choice, []).append(scores)
            self.rollouts += scores.size
        return True

    def _next(self) -> tuple[Choice, ...]:
        """Return the wanted choices that have the fewest rollouts, () when all have enough."""
        done = {choice: len(self._scores.get(choice, ())) for choice in self._wanted}
        least = min(done.values(), default=len(PORTIONS))
        if least == len(PORTIONS):
            return ()
        return tuple(choice for choice, count in done.items() if count == least)

    def _hand_over(self, choices: tuple[Choice, ...]) -> None:
        portion = len(self._scores.get(choices[0], ()))
        if not self._packed:
            try:
                standpoint = read_standpoint(self._session, self._actor)
            except UserError:
                self.is_lost = True
                return
            self._packed = pickle.dumps(standpoint, pickle.HIGHEST_PROTOCOL)
        first = sum(PORTIONS[:portion])
        future = self._helper.ask(roll_packed, self._packed, choices, first, PORTIONS[portion])
        self._at_work = choices, future

    # -- what was found ----------------------------------------------------------------------------

    def prospect(self, choice: Choice) -> Prospect | None:
        """Return what a choice leads to, None while nothing is known."""
        scores = self._scores.get(choice)
        return prospect(np.concatenate(scores), self._target) if scores else None

    def effect(self, choice: Choice, against: Choice) -> OrderEffect | None:
        """Return what a choice is worth against another, None while nothing is known."""
        both = list(zip(self._scores.get(choice, ()), self._scores.get(against, ()), strict=False))
        if not both:
            return None
        mine, other = (np.concatenate(parts) for parts in zip(*both, strict=True))
        return effect(mine, other, self._target)


def read_standpoint(session: Session, actor: str) -> Standpoint:
    """Return from where a seat looks ahead: afterwards its own policy leads it."""
    position = session.model.position
    luck = Chance(session.seed, 0, 1)
    return Standpoint(
        position=position,
        scenario=session.scenario,
        policies=session.leaders.stand_ins,
        actor=actor,
        seed=session.seed,
        guesses=read_guesses(position, session.scenario, actor, luck),
    )


def without(choice: Choice, target: str) -> Choice:
    """Return a choice in which one setting is held."""
    return tuple(action for action in choice if action.target != target)


def roll_packed(packed: bytes, choices: Sequence[Choice], first: int, count: int) -> Floats:
    """Roll out choices from a packed standpoint, in the helper."""
    return roll(_unpack(packed), choices, first, count)


@functools.lru_cache(maxsize=2)
def _unpack(packed: bytes) -> Standpoint:
    standpoint: Standpoint = pickle.loads(packed)
    return standpoint
