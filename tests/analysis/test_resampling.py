"""Bands: how far luck moves a mean."""

import numpy as np
import pytest

from game.analysis.resampling import LEVEL, band, draw_weights, joint_band, resample, widen
from game.state.chance import Chance


def test_every_draw_takes_as_many_games_as_there_are():
    weights = draw_weights(7, draws=50, seed=1)
    assert weights.shape == (50, 7)
    np.testing.assert_allclose(weights.sum(axis=1), 1)
    np.testing.assert_allclose(weights * 7, np.rint(weights * 7))


def test_a_band_of_a_mean_is_as_wide_as_theory_has_it():
    values = Chance(0, 0, 400).uniform("values")[:, 0]
    low, high = band(resample(values, draw_weights(400, draws=4000)))
    theory = 2 * 1.645 * values.std() / np.sqrt(400)
    np.testing.assert_allclose(high - low, theory, rtol=0.05)


def test_what_never_changes_has_no_band():
    low, high = joint_band(resample(np.zeros((3, 10)), draw_weights(10)), 10)
    assert not low.any()
    assert not high.any()


def test_a_joint_band_of_many_is_wider_than_that_of_one():
    values = Chance(0, 0, 40).uniform("values", 60)
    draws = resample(values.T, draw_weights(40, draws=2000))
    many, one = (high - low for low, high in (joint_band(draws, 40), joint_band(draws[:1], 40)))
    assert (many[0] / one[0]) > 1.5
    low, high = joint_band(draws, 40)
    held = ((low[:, None] <= draws) & (draws <= high[:, None])).all(axis=0).mean()
    assert 0.88 < held < 0.97


@pytest.mark.parametrize("lucks", [2, 3, 5, 10, 20])
def test_a_band_of_a_mean_holds_as_often_as_it_says_from_two_lucks_on(lucks):
    weights, trials = draw_weights(lucks, draws=200), 400
    made = np.random.default_rng(lucks).standard_normal((trials, lucks))
    low, high = band(resample(made, weights))
    held = float(((low <= 0.0) & (high >= 0.0)).mean())
    assert held > LEVEL - 0.055  # three standard errors of the trials, and the discrete resamples


@pytest.mark.parametrize("lucks", [2, 3, 5, 10, 20])
def test_of_twenty_clauses_without_effect_one_is_seldom_named(lucks):
    weights, trials = draw_weights(lucks, draws=200), 200
    made = np.random.default_rng(lucks).standard_normal((trials, 20, lucks))
    bands = [joint_band(resample(one, weights), lucks) for one in made]
    held = np.mean([bool((low <= 0.0).all() and (high >= 0.0).all()) for low, high in bands])
    assert held > LEVEL - 0.08  # of two lucks there are three resamples only


def test_widened_weights_add_up_to_one():
    np.testing.assert_allclose(widen(draw_weights(3, draws=50)).sum(axis=1), 1.0)
