"""Searches for blind plans: luck is shared, gains are kept, and line-ups are ordinary."""

import numpy as np
import pytest

from agents.cast import choose_policies, ordinary_policies
from agents.model import GameModel
from agents.policies.blind import Step
from agents.policies.rules_file import RulesFile
from game.config.scenarios import library_with, shipped_library
from game.contests.redteam.line_ups import chill, draw_line_ups
from game.contests.redteam.search import (
    LEAST_GAIN,
    Bench,
    select_constant,
    select_dated,
    trial_settings,
)
from game.contests.redteam.side_by_side import play_casts

SEAT = "beijing"
WEIGHING = """\
name: Weighing
actor: beijing
says: Weigh whether to pay.
sources: [judgement]
capital_price: 0
measures:
  - choose: support
    among:
      build: {set: {capital_subsidy: 3}, worth: 0.1}
    temperature: 1.0
"""


@pytest.fixture(scope="module")
def bench(opened_lesson):
    scenario, library = opened_lesson
    cast = draw_line_ups(scenario, library, drawn=0, seed=1)["own"]
    return Bench(scenario=scenario, seat=SEAT, cast=cast, seed=1, games=4)


@pytest.fixture(scope="module")
def constant(bench):
    return select_constant(bench, steps=2)


@pytest.fixture(scope="module")
def dated(bench, constant):
    return select_dated(bench, steps=3, start=constant.plan)


def test_each_step_of_a_constant_plan_gains_what_is_worth_a_step(constant):
    assert len(constant.plan) == 2
    assert (np.diff(constant.means) >= LEAST_GAIN).all()


def test_a_constant_plan_is_the_best_of_all_single_settings_first(bench, constant):
    alone = bench.scores([(Step(order=order),) for order in trial_settings(bench.levers)])
    assert constant.means[1] == pytest.approx(alone.mean(axis=1).max(), abs=1e-9)


def test_what_a_search_says_of_its_plan_is_what_whole_games_of_it_give(bench, dated):
    assert len(dated.plan) == 3
    assert bench.scores([dated.plan]).mean() == pytest.approx(dated.means[-1], abs=1e-9)


def test_the_same_luck_finds_the_same_plan(bench, constant):
    assert select_constant(bench, steps=2) == constant


def test_every_named_setting_is_tried_and_of_numbers_both_ends(bench):
    tried = {(order.target, order.value) for order in trial_settings(bench.levers)}
    for lever in bench.levers:
        for column in range(lever.columns):
            target = lever.target(column)
            ends = lever.values if lever.settings else (lever.low, lever.high)
            assert {(target, value) for value in ends} <= tried


def test_no_ordinary_policy_knows_a_date(opened_lesson):
    scenario, library = opened_lesson
    for actor in scenario.actors:
        names = ordinary_policies(library, actor)
        assert "historical" not in names
        assert "reciprocal" in names


def test_line_ups_are_the_scenarios_own_a_reciprocal_one_and_drawn_ones(opened_lesson):
    scenario, library = opened_lesson
    line_ups = draw_line_ups(scenario, library, drawn=3, seed=1)
    assert list(line_ups) == ["own", "reciprocal", "drawn_1", "drawn_2", "drawn_3"]
    for actor, policy in line_ups["drawn_2"].items():
        assert isinstance(policy, RulesFile)
        assert policy.name in ordinary_policies(library, actor)
    profiles = [tuple(one.name for one in cast.values()) for cast in line_ups.values()]
    assert len(set(profiles)) > 3


def test_many_casts_are_the_same_in_one_batch_and_in_several(bench, monkeypatch):
    casts = [bench.lead((Step(order=order),)) for order in trial_settings(bench.levers)[:6]]
    whole = play_casts(bench.scenario, casts, seed=1, games=4)
    monkeypatch.setattr("game.contests.redteam.side_by_side.MOST_ROWS", 8)
    parts = play_casts(bench.scenario, casts, seed=1, games=4)
    np.testing.assert_array_equal(whole.scores[SEAT], parts.scores[SEAT])


def test_a_cold_policy_takes_the_best_option_every_time(opened_lesson, tmp_path):
    (tmp_path / "weighing.yaml").write_text(WEIGHING)
    library = library_with(policies=[str(tmp_path / "weighing.yaml")])
    scenario, _ = opened_lesson
    settings = []
    for configs in (library, chill(library)):
        policy = choose_policies(scenario, {SEAT: "weighing"}, configs)[SEAT]
        game = GameModel(scenario, policies={SEAT: policy}, seed=2, replicates=40)
        game.step()
        settings.append(game.position.orders.settings["capital_subsidy"])
    assert np.unique(settings[0]).size == 2
    assert np.unique(settings[1]).tolist() == [3]


def test_a_cold_library_differs_in_nothing_but_the_temperature_of_choices():
    library = shipped_library()
    assert chill(library).scenarios == library.scenarios
    for actor, specs in chill(library).policies.items():
        for name, spec in specs.items():
            assert len(spec.measures) == len(library.policies[actor][name].measures)
