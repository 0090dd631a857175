"""Successive halving: what is better is found, what only looks better by luck is not taken."""

import numpy as np

from agents.strategist.halving import compare, halve, joined, rollouts_each
from agents.strategist.plans import FREE, Plans

SETTINGS = 3


def plans(count):
    """Return one game's plans: the first holds nothing, each other holds one setting."""
    held = np.full((1, count, SETTINGS), FREE)
    for place in range(1, count):
        held[0, place, (place - 1) % SETTINGS] = place
    return Plans(np.zeros((1, count), np.intp), held, np.full_like(held, FREE))


def scored(worths):
    """Return how plans score: each setting adds its worth, with luck that all plans share."""

    def score(some, first, count):
        luck = np.sin(np.arange(first, first + count))
        worth = np.where(some.held >= 0, np.array(worths)[some.held], 0.0).sum(axis=2)
        return worth[..., np.newaxis] + luck

    return score


def test_the_best_of_many_plans_is_left_and_the_first_with_it():
    worths = np.zeros(20)
    worths[13] = 1.0
    left, scores = halve(scored(worths), plans(20), 400, 2)
    assert left.count == 6
    assert (left.held[0, 0] == FREE).all()
    assert 13 in left.held[0]
    compared = compare(left, scores, 1.0)
    assert left.held[0, compared.taken[0]].max() == 13


def test_a_plan_that_is_not_clearly_better_is_not_taken():
    rng = np.random.default_rng(3)
    scores = rng.normal(size=(1, 5, 30))
    scores[0, 3] += 0.05
    assert compare(plans(5), scores, 3.0).taken[0] == 0
    scores[0, 3] += 3.0
    assert compare(plans(5), scores, 3.0).taken[0] == 3


def test_the_best_changes_are_joined_and_those_that_cost_are_not():
    some = plans(4)
    scores = np.array([0.0, 2.0, -1.0, 1.0])[np.newaxis, :, np.newaxis] + np.zeros((1, 4, 6))
    together = joined(some, scores)
    assert together.held[0, 0].tolist() == [1, FREE, 3]
    assert (together.held[0, -1] == together.held[0, 0]).all()


def test_no_plan_is_judged_by_less_than_a_few_rollouts():
    assert rollouts_each(10, 100) == 4
    assert rollouts_each(1000, 10) == 100
