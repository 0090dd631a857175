"""Odds: what a seat's orders are worth, by rollouts under common random numbers for all courses.

A rollout plays the game on to its end from one of the positions in which, for all that the seat has
seen, the game may stand (`game.ahead.belief`). What the seat has set stays set: after the orders of
the phase at hand it gives no others. The policy that the scenario has for the seat is another
course, under its own name. Everybody else is led by a policy. The luck is never this game's own.
"""

from __future__ import annotations

import dataclasses
import hashlib
import math
from collections.abc import Mapping, Sequence

import numpy as np

from agents.policies.base import Decision, Policy
from agents.rollouts import play_on
from game.ahead.belief import Assumed, believe, luck_of
from game.ahead.seen import SeenTurn
from game.state.chance import Chance
from game.state.levers import Action, Levers
from game.state.orders import Flags, Proposal
from game.state.paired_chance import PairedChance
from game.state.position import Phase
from game.state.replicate_rows import pick_rows
from game.state.ties import above
from game.state.world import Floats
from game.turn.draft import as_proposals
from game.turn.outcome import has_won, score_aims, total_scores
from game.turn.view import View

# Rollouts of every course, so that a course shows the same number whenever it is looked at.
ROLLOUTS = 128
# Nine in ten means of so many rollouts lie within this many standard errors.
BAND = 1.645
# Less than this rounds to no points at all.
LEAST = 0.05

Choice = tuple[Action, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class OwnPlan:
    """What a seat does from the phase at hand on: these orders and no others, or its policy."""

    orders: Choice = ()
    is_led: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class Standpoint:
    """From where a seat looks ahead: what it takes the game to be, and what it has seen of it."""

    assumed: Assumed
    history: tuple[SeenTurn, ...]


class _OwnCourses:
    """Leads a seat along one course in each replicate."""

    name = "courses"

    def __init__(
        self, policy: Policy, led: Flags, given: Sequence[Proposal], at: tuple[int, Phase]
    ) -> None:
        self._policy, self._led, self._given, self._at = policy, led, given, at

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return the orders of the phase at hand, then the policy's where it leads."""
        now = tuple(self._given) if (view.turn, view.phase) == self._at else ()
        if not self._led.any():
            return Decision(proposals=now)
        decided = self._policy.decide(view, chance).proposals
        led = (
            dataclasses.replace(proposal, where=proposal.where & self._led) for proposal in decided
        )
        return Decision(proposals=(*now, *led))


@dataclasses.dataclass(frozen=True, kw_only=True)
class OrderEffect:
    """One course against another: points of score with their band, and of the odds of a win."""

    rollouts: int
    points: float
    band: float
    better: float
    win: float

    @property
    def is_clear(self) -> bool:
        """Whether the band leaves no doubt about the sign of something worth a word."""
        return bool(above(abs(self.points), max(self.band, LEAST)))

    @property
    def is_nothing(self) -> bool:
        """Whether the courses come to the same, as far as anybody would write it down."""
        return bool(above(LEAST, abs(self.points) + self.band))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Prospect:
    """What one course leads to: mean score with its band, nine in ten of the scores, and wins.

    `win` is the share of rollouts that win, and `win_low` to `win_high` the range in which the
    chance of a win lies nine times in ten (Wilson's score interval).
    """

    rollouts: int
    score: float
    band: float
    low: float
    high: float
    win: float
    win_low: float
    win_high: float


def other_seed(seed: int) -> int:
    """Return the seed of a game's rollouts, which shares no luck with the game."""
    return int.from_bytes(hashlib.sha256(f"odds of {seed}".encode()).digest()[:7], "big")


def roll(standpoint: Standpoint, courses: Sequence[OwnPlan]) -> Floats:
    """Return the seat's final score in every rollout of each course, (courses, rollouts).

    Column n of every row began in the same position and met the same luck.
    """
    assumed = standpoint.assumed
    scenario, actor, count = assumed.scenario, assumed.actor, assumed.games
    believed = believe(assumed, standpoint.history)
    luck = luck_of(assumed, standpoint.history[0])
    rows = np.tile(np.arange(count), len(courses))
    led = np.repeat([course.is_led for course in courses], count).reshape(-1, 1)
    given = _proposals([course.orders for course in courses], scenario.levers, count)
    own_courses = _OwnCourses(assumed.policies[actor], led, given, (believed.turn, believed.phase))
    policies: Mapping[str, Policy] = {**assumed.policies, actor: own_courses}
    with np.errstate(all="raise", under="ignore"):
        ended = play_on(
            pick_rows(believed, rows), scenario, policies, PairedChance(luck, len(courses))
        )
        scores = total_scores(score_aims(ended, scenario), scenario)[actor]
    return scores.reshape(len(courses), count)


def _proposals(choices: Sequence[Choice], levers: Levers, count: int) -> tuple[Proposal, ...]:
    rows = len(choices) * count
    proposals = []
    for number, actions in enumerate(choices):
        where = np.zeros((rows, 1), dtype=np.bool_)
        where[number * count : (number + 1) * count] = True
        proposals += [
            dataclasses.replace(proposal, where=where)
            for proposal in as_proposals(actions, levers, rows)
        ]
    return tuple(proposals)


def prospect(scores: Floats, target: float) -> Prospect:
    """Return what the final scores of a course, (n,), come to."""
    wins = float(has_won(scores, target).mean())
    win_low, win_high = _wilson(wins, scores.size)
    low, high = np.quantile(scores, (0.05, 0.95))
    return Prospect(
        rollouts=scores.size,
        score=float(scores.mean()),
        band=_band(scores),
        low=float(low),
        high=float(high),
        win=wins,
        win_low=win_low,
        win_high=win_high,
    )


def _wilson(share: float, count: int) -> tuple[float, float]:
    """Return the range in which a probability lies nine times in ten, of a share of trials."""
    weight = BAND * BAND / count
    middle = (share + 0.5 * weight) / (1.0 + weight)
    reach = BAND * math.sqrt((share * (1.0 - share) + 0.25 * weight) / count) / (1.0 + weight)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def effect(scores: Floats, against: Floats, target: float) -> OrderEffect:
    """Return what a course is worth against another: final scores (n,) under the same luck."""
    wins = np.subtract(has_won(scores, target), has_won(against, target), dtype=np.float64)
    return OrderEffect(
        rollouts=scores.size,
        points=float((scores - against).mean()),
        band=_band(scores - against),
        better=float(above(scores, against).mean()),
        win=float(wins.mean()),
    )


def _band(values: Floats) -> float:
    """Return how far the mean may be off, nine times in ten."""
    if values.size < 2:
        return math.inf
    return BAND * float(values.std(ddof=1)) / math.sqrt(values.size)
