"""What laws are measured with: reversals, ranks, tightness, first-hand fields, random plans."""

import numpy as np
import pytest

from game.contests.laws.acts import count_reversals
from game.contests.laws.advice import LEVELS, tightness
from game.contests.laws.aims import random_plans, rank_correlation
from game.contests.laws.blind import own_share
from game.contests.laws.ground import Budget, Ground
from game.contests.laws.interventions import REPEAL, settings_of
from game.contests.laws.readings import Cell, Reading
from game.contests.laws.settings import (
    aims_at_first_hand,
    hold_settings,
    join_acting_settings,
    join_crossing_levers,
    read_acting_settings,
    read_crossing_levers,
)


@pytest.fixture(scope="module")
def ground():
    return Ground("lesson", Budget(training=4, testing=4, drawn=0))


def test_a_move_back_within_a_year_is_a_reversal_and_later_is_none():
    course = np.array(
        [
            [0.0, 1, 1, 1, 0, 0, 0, 0],
            [0.0, 1, 1, 1, 1, 1, 0, 0],
            [0.0, 1, 2, 1, 2, 2, 2, 2],
            [0.0, 0, 0, 0, 0, 0, 0, 0],
        ]
    )
    assert count_reversals(course, within=4).tolist() == [1, 0, 2, 0]


def test_ranks_that_fall_as_others_rise_correlate_at_minus_one():
    rising = np.array([1.0, 2.0, 40.0, 50.0])
    assert rank_correlation(rising, -(rising**3)) == pytest.approx(-1.0)
    assert rank_correlation(rising, np.ones(4)) == 0.0


def test_tightness_rises_from_a_repeal_to_the_tightest_control_by_control(ground):
    courses = [tightness(ground.scenario, level) for level in LEVELS]
    repealed = settings_of(REPEAL, ground.scenario.levers)
    for target, loosest in courses[0].items():
        lever, _ = ground.scenario.levers.find(target, "test")
        values = [course[target] for course in courses]
        assert values == sorted(values) or values == sorted(values, reverse=True)
        assert all(value in lever.values for value in values)
        assert loosest == repealed.get(target, loosest)
    assert courses[0] != courses[-1]


def test_an_aim_that_a_lever_moves_itself_is_not_counted_for_it(ground):
    assert aims_at_first_hand(ground, "chipmakers", "domestic_price") >= {"sales"}
    assert "volume" not in aims_at_first_hand(ground, "chipmakers", "domestic_price")


def test_effects_of_single_settings_are_those_of_games_with_and_without(ground):
    held = hold_settings(ground, "chipmakers")
    assert held.points.shape == (2, 2, len(held.settings), 4)
    total = sum(held.aims.values())
    np.testing.assert_allclose(total, held.points, atol=1e-9)
    (reading,) = read_acting_settings(ground, "chipmakers")
    assert 0 < reading.value < 100


def test_random_plans_differ_and_hold_each_setting_once(ground):
    plans = random_plans(ground, "beijing", 8)
    assert len(set(plans)) == 8
    for plan in plans:
        targets = [step.order.target for step in plan]
        assert len(set(targets)) == len(targets)


def test_a_seats_own_share_is_what_its_players_explain():
    luck = np.array([-1.0, 1.0])
    by_player = np.array([[-2.0, 2.0]])[:, :, np.newaxis]
    by_line_up = np.array([[3.0], [-3.0]])[:, :, np.newaxis]
    assert own_share(by_player + 0 * luck) == pytest.approx(1)
    assert own_share(by_player + luck) == pytest.approx(4 / 5)
    assert own_share(by_player + by_line_up + luck) == pytest.approx(4 / 14)
    assert own_share(by_line_up * np.array([[1.0], [-1.0]]) + 0 * luck) == pytest.approx(1)


def test_a_setting_that_acts_in_one_of_several_scenarios_acts():
    readings = [
        Reading(cell=Cell(law=4, scenario=scenario, seat="nvidia"), part="", value=0.0, notes=notes)
        for scenario, notes in (
            ("lesson", (("cadence = fast", 0.1), ("inventory = 0", 0.2))),
            ("april_2025", (("cadence = fast", 0.7), ("china_line = halt", 0.0))),
        )
    ]
    (joined,) = join_acting_settings(readings)
    assert (joined.cell.scenario, joined.cell.seat) == ("all", "nvidia")
    assert joined.value == pytest.approx(100 / 3)


def test_a_single_scenario_joined_is_itself(ground):
    readings = read_crossing_levers(ground, "chipmakers")
    joined = join_crossing_levers(readings)
    assert [one.value for one in joined] == [one.value for one in readings]
    assert len(readings[0].notes) == len(ground.scenario.levers.of("chipmakers"))
