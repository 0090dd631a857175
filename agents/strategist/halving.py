"""Which plan is best: many with few rollouts, then few with many (successive halving)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np

from agents.strategist.plans import Places, Plans, join
from game.state.ties import TIE
from game.state.world import Floats

# (plans, first rollout, count) -> final scores (games, plans, count).
Score = Callable[[Plans, int, int], Floats]

# Of the budget: for policies as they are, for single changes, for the best of these.
SHARES = (0.2, 0.45, 0.35)
# Plans of the second round that go on to the third, and how many of the best changes are joined.
FINALISTS, JOINED = 6, 5
LEAST_ROLLOUTS = 4


@dataclasses.dataclass(frozen=True)
class Comparison:
    """Plans compared: mean scores (games, plans) and what each is ahead of the first by.

    `ahead` and `error`, its standard error, are over rollouts of the same luck. `taken` (games,)
    is the place of the plan that is played.
    """

    plans: Plans
    mean: Floats
    ahead: Floats
    error: Floats
    taken: Places
    rollouts: int


def rollouts_each(budget: float, plans: int) -> int:
    """Return how many rollouts each of some plans gets of a budget."""
    return max(LEAST_ROLLOUTS, round(budget / plans))


def best_first(scores: Floats) -> Places:
    """Return the places of plans by their mean, the best first, (games, plans)."""
    means = scores.mean(axis=2)
    # What differs by rounding is equal, and then the first counts.
    rounded = np.round(means / TIE) * TIE
    return np.argsort(-rounded, axis=1, kind="stable")


def halve(score: Score, plans: Plans, budget: float, rounds: int) -> tuple[Plans, Floats]:
    """Return the plans that are left after some rounds, and their scores in the last one.

    The first plan of each game stays in all rounds. Each round plays a third as many plans with as
    many rollouts in all.
    """
    first = 0
    for number in range(rounds):
        count = rollouts_each(budget / rounds, plans.count)
        scores = score(plans, first, count)
        first += count
        if number < rounds - 1:
            keep = max(2, plans.count // 3)
            order = best_first(scores)
            others = order[order != 0].reshape(len(order), -1)[:, : keep - 1]
            plans = plans.take(np.concatenate([np.zeros((len(order), 1), np.intp), others], axis=1))
    return plans, scores


def compare(plans: Plans, scores: Floats, errors: float) -> Comparison:
    """Return plans compared with the first, and the best that is clearly better, if any is."""
    ahead = scores - scores[:, :1]
    mean = ahead.mean(axis=2)
    error = ahead.std(axis=2, ddof=1) / np.sqrt(scores.shape[2])
    sure = mean - errors * error
    sure[:, 0] = 0.0
    worth = np.where((sure > TIE) | (np.arange(plans.count) == 0), mean, -np.inf)
    taken = np.argmax(np.round(worth / TIE) * TIE, axis=1)
    return Comparison(plans, scores.mean(axis=2), mean, error, taken, scores.shape[2])


def joined(plans: Plans, scores: Floats) -> Plans:
    """Return the first plan of each game with its best changes together: two of them, three...

    A change is what a plan holds or orders otherwise than the first; plans that follow another
    policy are none.
    """
    first = plans.take(np.zeros((len(scores), 1), np.intp))
    ahead = scores.mean(axis=2) - scores[:, :1].mean(axis=2)
    is_change = (plans.base == first.base) & (ahead > TIE)
    order = best_first(np.where(is_change, ahead, -np.inf)[..., np.newaxis])[:, :JOINED]
    so_far, parts = first, []
    for number in range(order.shape[1]):
        place = order[:, number : number + 1]
        change = plans.take(place)
        use = np.take_along_axis(is_change, place, axis=1)[..., np.newaxis]
        so_far = Plans(
            so_far.base,
            np.where(use & (change.held != first.held), change.held, so_far.held),
            np.where(use & (change.once != first.once), change.once, so_far.once),
        )
        if number:
            parts.append(so_far)
    return join(parts)
