"""What lies ahead for a seat: which courses are rolled out, and what came of them."""

from __future__ import annotations

import concurrent.futures as cf
import functools
import pickle
from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.ahead.belief import Assumed
from game.ahead.odds import (
    ROLLOUTS,
    Choice,
    OrderEffect,
    OwnPlan,
    Prospect,
    Standpoint,
    effect,
    prospect,
    roll,
)
from game.ahead.seen import SeenTurn, read_history
from game.session import Session
from game.state.world import Floats

if TYPE_CHECKING:
    from game.seat.odds.worker import Helper

# Courses rolled out at once: more take little longer than few, but nothing shows meanwhile.
AT_ONCE = 8


class Outlook:
    """The odds of one phase at one seat; the helper works, and nothing here waits for it."""

    def __init__(self, helper: Helper, session: Session, actor: str) -> None:
        self.is_lost = False
        self.rollouts = 0
        self._helper, self._session, self._actor = helper, session, actor
        self._target = session.scenario.targets[actor]
        self._packed = b""
        self._history: tuple[SeenTurn, ...] = ()
        self._wanted: tuple[OwnPlan, ...] = ()
        self._scores: dict[OwnPlan, Floats] = {}
        self._at_work: tuple[tuple[OwnPlan, ...], cf.Future[Floats]] | None = None

    def want(self, courses: Sequence[OwnPlan]) -> None:
        """Name the courses to roll out, the most wanted first; what was found of others is kept."""
        self._wanted = tuple(dict.fromkeys(courses))

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to work out."""
        return self.is_lost or (self._at_work is None and not self._next())

    def poll(self) -> bool:
        """Take what has been found and hand over what is next; tell whether anything is new."""
        fresh = self._take()
        if self._at_work is None and not self.is_lost and (courses := self._next()):
            self._hand_over(courses)
        return fresh

    def _take(self) -> bool:
        if self._at_work is None or not self._at_work[1].done():
            return False
        courses, future = self._at_work
        self._at_work = None
        if future.cancelled() or future.exception() is not None:
            self.is_lost = True
            return True
        for course, scores in zip(courses, future.result(), strict=True):
            self._scores[course] = scores
            self.rollouts += scores.size
        return True

    def _next(self) -> tuple[OwnPlan, ...]:
        """Return the wanted courses to roll out next, () when all are known."""
        waiting = [course for course in self._wanted if course not in self._scores]
        return tuple(waiting[:AT_ONCE])

    def _hand_over(self, courses: tuple[OwnPlan, ...]) -> None:
        if not self._packed:
            self._packed = pickle.dumps(assume(self._session, self._actor), pickle.HIGHEST_PROTOCOL)
            self._history = read_history(self._session, self._actor)
        future = self._helper.ask(roll_packed, self._packed, self._history, courses)
        self._at_work = courses, future

    # -- what was found ----------------------------------------------------------------------------

    def prospect(self, course: OwnPlan) -> Prospect | None:
        """Return what a course leads to, None while nothing is known."""
        scores = self._scores.get(course)
        return prospect(scores, self._target) if scores is not None else None

    def effect(self, course: OwnPlan, against: OwnPlan) -> OrderEffect | None:
        """Return what a course is worth against another, None while nothing is known."""
        mine, other = self._scores.get(course), self._scores.get(against)
        if mine is None or other is None:
            return None
        return effect(mine, other, self._target)


def assume(session: Session, actor: str) -> Assumed:
    """Return what a seat takes a game to be: its rules, and the policies at all seats."""
    return Assumed(
        scenario=session.scenario,
        actor=actor,
        policies=session.leaders.in_rollouts,
        games=ROLLOUTS,
    )


def read_standpoint(session: Session, actor: str) -> Standpoint:
    """Return from where a seat looks ahead."""
    return Standpoint(assumed=assume(session, actor), history=read_history(session, actor))


def without(choice: Choice, target: str) -> Choice:
    """Return a choice in which one setting is held."""
    return tuple(action for action in choice if action.target != target)


def roll_packed(packed: bytes, history: tuple[SeenTurn, ...], courses: Sequence[OwnPlan]) -> Floats:
    """Roll out courses of a packed game, in the helper."""
    return roll(Standpoint(assumed=_unpack(packed), history=history), courses)


@functools.lru_cache(maxsize=2)
def _unpack(packed: bytes) -> Assumed:
    assumed: Assumed = pickle.loads(packed)
    return assumed
