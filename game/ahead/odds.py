"""Odds: what a seat's orders are worth, by rollouts under common random numbers for all choices.

A rollout plays the game on to its end. The orders of the phase at hand are the choice's; after it
the seat, like everybody else, is led by its policy. The luck is never this game's own, and what
the seat knows by estimates only is drawn anew round them: see `game.ahead.unseen`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import math
from collections.abc import Mapping, Sequence

import numpy as np

from agents.policies.base import Policy
from game.ahead.rollouts import play_on
from game.ahead.unseen import Unseen, redraw
from game.state.chance import Chance
from game.state.orders import Action, Levers, Proposal
from game.state.paired_chance import PairedChance
from game.state.position import Position
from game.state.replicate_rows import pick_rows
from game.state.scenario import Scenario
from game.state.ties import above
from game.state.world import Floats
from game.turn.outcome import has_won, score_aims, total_scores

Choice = tuple[Action, ...]
# Nine in ten means of so many rollouts lie within this many standard errors.
BAND = 1.645
# Less than this rounds to no points at all.
LEAST = 0.05


@dataclasses.dataclass(frozen=True, kw_only=True)
class Standpoint:
    """From where a seat looks ahead: a position of a single game, and what it only guesses."""

    position: Position
    scenario: Scenario
    policies: Mapping[str, Policy]
    actor: str
    seed: int
    guesses: tuple[Unseen, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class OrderEffect:
    """One choice against another: points of score with their band, and of the odds of a win."""

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
        """Whether the choices come to the same, as far as anybody would write it down."""
        return bool(above(LEAST, abs(self.points) + self.band))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Prospect:
    """What one choice leads to: mean score, nine in ten of the scores, the share of wins."""

    rollouts: int
    score: float
    band: float
    low: float
    high: float
    win: float


def other_seed(seed: int) -> int:
    """Return the seed of a game's rollouts, which shares no luck with the game."""
    return int.from_bytes(hashlib.sha256(f"odds of {seed}".encode()).digest()[:7], "big")


def roll(standpoint: Standpoint, choices: Sequence[Choice], first: int, count: int) -> Floats:
    """Return the seat's final score in `count` rollouts of each choice, (choices, count).

    Column n of every row met the same luck and the same draw of what is not known; `first` is the
    number of the first rollout, so that further calls go on where one stopped.
    """
    scenario, actor = standpoint.scenario, standpoint.actor
    luck = Chance(other_seed(standpoint.seed), first, count)
    drawn = pick_rows(standpoint.position, np.zeros(count, dtype=np.intp))
    drawn = redraw(drawn, standpoint.guesses, luck)
    rows = np.tile(np.arange(count), len(choices))
    with np.errstate(all="raise", under="ignore"):
        ended = play_on(
            pick_rows(drawn, rows),
            scenario,
            standpoint.policies,
            PairedChance(luck, len(choices)),
            given={actor: _proposals(choices, scenario.levers, count)},
        )
        scores = total_scores(score_aims(ended, scenario), scenario)[actor]
    return scores.reshape(len(choices), count)


def _proposals(choices: Sequence[Choice], levers: Levers, count: int) -> tuple[Proposal, ...]:
    rows = len(choices) * count
    proposals = []
    for number, actions in enumerate(choices):
        where = np.zeros((rows, 1), dtype=np.bool_)
        where[number * count : (number + 1) * count] = True
        proposals += [
            Proposal(
                lever=action.lever,
                column=levers[action.lever].column(action.member),
                values=np.full((rows, 1), action.value),
                where=where,
            )
            for action in actions
        ]
    return tuple(proposals)


def prospect(scores: Floats, target: float) -> Prospect:
    """Return what the final scores of a choice, (n,), come to."""
    wins = float(has_won(scores, target).mean())
    low, high = np.quantile(scores, (0.05, 0.95))
    return Prospect(
        rollouts=scores.size,
        score=float(scores.mean()),
        band=_band(scores),
        low=float(low),
        high=float(high),
        win=wins,
    )


def effect(scores: Floats, against: Floats, target: float) -> OrderEffect:
    """Return what a choice is worth against another: final scores (n,) under the same luck."""
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
