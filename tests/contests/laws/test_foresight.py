"""Laws 3, 18 and 22, small: a seat that looks ahead."""

import numpy as np
import pytest

from game.contests.laws.foresight import read_strategist
from game.contests.laws.ground import Budget, Ground

SEAT = "beijing"


@pytest.fixture(scope="module")
def ground():
    return Ground("lesson", Budget(training=4, testing=4, drawn=0, ahead=2, kernels=0))


def test_the_strategist_is_read_against_the_best_ordinary_policy_game_by_game(ground):
    (reading,) = read_strategist(ground, SEAT, 22)
    assert (reading.cell.law, reading.cell.seat, reading.low) == (22, SEAT, 5.0)
    assert reading.value > -5.0
    assert np.isfinite(reading.error)
    means = dict(reading.notes)
    assert reading.value == pytest.approx(means["strategist"] - means["the best ordinary policy"])
