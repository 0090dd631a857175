"""Scores agree with cases worked by hand and with two published packages."""

import numpy as np
import properscoring
import pytest
import scoringrules

from game.hindcast.scores.scoring_rules import (
    coverage,
    crps,
    held_value,
    interval,
    interval_score,
    last_value,
    mean_absolute_error,
    range_score,
    rank_correlation,
    ratio_error,
    scaled_error,
    turning_hits,
    turning_points,
)

ACTUAL = np.array([2.0, 4.0, 3.0, 3.0, 6.0])


@pytest.fixture(scope="module")
def ensemble():
    return np.random.default_rng(7).normal(3.0, 1.5, size=(60, 5))


def test_the_last_value_has_a_scaled_error_of_one_against_itself():
    assert scaled_error(ACTUAL, last_value(ACTUAL)) == 1.0


def test_a_scaled_error_worked_by_hand():
    # Errors of 1, 1, 0, 2 where the last value misses by 2, 1, 0, 3.
    forecast = np.array([9.0, 5.0, 2.0, 3.0, 4.0])
    assert scaled_error(ACTUAL, forecast) == pytest.approx((1 + 1 + 0 + 2) / (2 + 1 + 0 + 3))


def test_a_perfect_forecast_scores_nought_and_a_flat_record_has_no_scale():
    assert scaled_error(ACTUAL, ACTUAL) == 0.0
    assert np.isnan(scaled_error(np.full(4, 2.0), np.full(4, 1.0)))


def test_missing_periods_count_for_nothing():
    holed = np.array([2.0, np.nan, 3.0])
    assert mean_absolute_error(holed, np.array([3.0, 9.0, 3.0])) == 0.5
    assert np.isnan(mean_absolute_error(np.array([np.nan]), np.array([1.0])))


def test_the_ends_of_a_published_range_lie_in_it():
    low, high = 0.3, 0.7
    assert abs(low - (low + high) / 2.0) > (high - low) / 2.0  # by the last bit
    assert range_score(low, low, high) == range_score(high, low, high) == 1.0
    assert range_score(0.1, low, high) == range_score(0.9, low, high) == 0.5


def test_rounding_is_no_turn_and_breaks_no_tie():
    wavering = np.array([0.3, 0.1 + 0.2, 0.3, 0.1 + 0.2])
    assert turning_points(wavering).tolist() == [0, 0, 0, 0]
    assert rank_correlation(np.array([0.1 + 0.2, 0.3, 1.0]), np.array([2.0, 2.0, 3.0])) == (
        pytest.approx(1.0)
    )


def test_rivals_know_only_what_came_before():
    assert last_value(ACTUAL)[1:].tolist() == [2.0, 4.0, 3.0, 3.0]
    held = held_value(ACTUAL, 2)
    assert np.isnan(held[:2]).all()
    assert held[2:].tolist() == [4.0, 4.0, 4.0]
    assert np.isnan(held_value(ACTUAL, 0)).all()


def test_turning_points_are_peaks_and_troughs_and_a_plateau_counts_once():
    assert turning_points(np.array([1.0, 3.0, 2.0, 2.0, 5.0])).tolist() == [0, 1, -1, 0, 0]
    assert turning_points(np.array([1.0, 2.0, 2.0, 3.0])).tolist() == [0, 0, 0, 0]


def test_a_turn_is_met_a_period_away_but_not_by_a_turn_of_the_other_kind():
    record = np.array([1.0, 3.0, 2.0, 1.0, 2.0, 3.0])  # peak at 1, trough at 3
    late = np.array([1.0, 2.0, 3.0, 2.0, 2.5, 2.6])  # peak at 2, trough at 3
    assert turning_hits(record, late) == (2, 2, 0)
    assert turning_hits(record, -record) == (0, 2, 2)
    assert turning_hits(record, np.arange(6.0)) == (0, 2, 0)


def test_the_ranked_probability_score_of_two_members_worked_by_hand():
    # Mean miss of 0 and 2 from 1 is 1; half the mean distance of the pairs is 1/2 x 2/2.
    assert crps(np.array([1.0]), np.array([[0.0], [2.0]])).tolist() == [0.5]


def test_the_ranked_probability_score_agrees_with_both_packages(ensemble):
    ours = crps(ACTUAL, ensemble)
    assert np.allclose(ours, properscoring.crps_ensemble(ACTUAL, ensemble.T))
    theirs = scoringrules.crps_ensemble(ACTUAL, ensemble, m_axis=0, estimator="nrg")
    assert np.allclose(ours, theirs)


def test_the_interval_score_agrees_with_a_package(ensemble):
    low, high = interval(ensemble, 0.9)
    theirs = scoringrules.interval_score(ACTUAL, low, high, alpha=0.1)
    assert np.allclose(interval_score(ACTUAL, ensemble, 0.9), theirs)


def test_the_interval_score_adds_twenty_times_the_miss_to_the_width():
    members = np.linspace(0.0, 1.0, 101)[:, None]  # the 90 % band is 0.05 to 0.95
    assert interval_score(np.array([1.0]), members, 0.9) == pytest.approx(0.9 + 20 * 0.05)
    assert interval_score(np.array([0.5]), members, 0.9) == pytest.approx(0.9)


def test_coverage_is_the_share_of_known_periods_inside_the_band():
    members = np.repeat(np.linspace(0.0, 1.0, 101)[:, None], 4, axis=1)
    assert coverage(np.array([0.5, 0.9, np.nan, 2.0]), members, 0.5) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("value", "score"), [(10.0, 1.0), (11.9, 1.0), (13.9, 0.5), (14.1, 0.0), (-10.0, -0.5)]
)
def test_a_single_number_scores_by_its_distance_from_the_range(value, score):
    assert range_score(value, 8.0, 12.0) == score


def test_a_single_number_that_is_none_scores_nothing():
    assert range_score(float("nan"), 8.0, 12.0) == 0.0


def test_a_scenario_table_is_judged_by_order_and_by_ratio():
    assert rank_correlation(np.array([1.0, 5.0, 9.0]), np.array([2.0, 3.0, 4.0])) == 1.0
    assert ratio_error(2.0, 1.0) == pytest.approx(0.30103)
    assert ratio_error(0.0, 1.0) == float("inf")
