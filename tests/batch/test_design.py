"""Points of a design lie where the experiment says."""

import re

import numpy as np
import pytest
from pydantic import ValidationError
from SALib.analyze import morris as morris_indices

from game.batch.design import Factor, read_factors, salib_problem, sample, vary
from game.config.scenarios import load_scenario, shipped_library
from game.config.schema.experiment import Design, Experiment
from tests.analysis.conftest import SMALL
from tests.batch.conftest import study_of


def factor(**changes):
    given = {"name": "x", "parameter": "x", "column": None, "low": 1.0, "high": 3.0, "mode": 2.5}
    given |= {"distribution": "uniform", "multiplies": False, "unit": "", "says": ""}
    return Factor(**{**given, **changes})


@pytest.mark.parametrize(
    ("design", "count"),
    [
        ({"method": "grid"}, 9),
        ({"method": "grid", "levels": 5}, 25),
        ({"method": "latin_hypercube", "samples": 7}, 7),
        ({"method": "sobol", "samples": 8}, 8 * 4),
        ({"method": "sobol", "samples": 8, "second_order": True}, 8 * 6),
        ({"method": "morris", "samples": 6}, 6 * 3),
    ],
)
def test_a_design_has_its_known_size_and_keeps_within_ranges(design, count):
    factors = (factor(), factor(name="y", distribution="triangular"))
    points = sample(Design.model_validate(design), factors, seed=5)
    assert points.shape == (count, 2)
    assert (points >= 1.0).all()
    assert (points <= 3.0).all()
    assert len(np.unique(points[:, 0])) > 2
    again = sample(Design.model_validate(design), factors, seed=5)
    assert np.array_equal(points, again)


def test_another_seed_gives_other_points():
    design = Design(method="latin_hypercube", samples=9)
    one, other = (sample(design, (factor(),), seed=seed) for seed in (1, 2))
    assert not np.array_equal(one, other)


def test_a_grid_holds_both_ends():
    points = sample(Design(method="grid", levels=3), (factor(),), seed=0)
    assert points[:, 0].tolist() == [1.0, 2.0, 3.0]


def test_a_triangle_is_dense_around_its_peak():
    design = Design(method="latin_hypercube", samples=400)
    points = sample(design, (factor(distribution="triangular"),), seed=0)
    assert np.mean(points) == pytest.approx((1.0 + 2.5 + 3.0) / 3, abs=0.01)


def test_no_design_is_one_point_without_inputs():
    assert sample(None, (), seed=0).shape == (1, 0)


def test_the_range_is_the_parameters_own_unless_given():
    library = shipped_library()
    study = study_of(
        uncertain={"switching_cost": {}, "learning_rate": {"range": [0.1, 0.2]}},
    )
    own, given = read_factors(study.experiment, library)
    assert (own.low, own.high) == library.params["switching_cost"].range
    assert (given.low, given.high) == (0.1, 0.2)


def test_a_factor_multiplies_every_member_and_a_member_only_itself():
    params = load_scenario("lesson").params
    before = params.numbers["mineral_build_time"]
    members = (
        factor(parameter="mineral_build_time", multiplies=True),
        factor(parameter="mineral_build_time", column=1),
    )
    rows = np.array([[2.0, 30.0], [0.5, 20.0]])
    after = vary(params, members, rows).mineral_build_time
    assert after.shape == (2, len(before))
    assert after[:, 1].tolist() == [30.0, 20.0]
    assert after[:, 0].tolist() == [2.0 * before[0], 0.5 * before[0]]


@pytest.mark.parametrize(
    ("name", "column", "multiplies", "numbers"),
    [
        ("switching_cost", None, False, lambda before, given: [given] * len(before)),
        ("switching_cost", None, True, lambda before, given: [before[0] * given]),
        ("mineral_build_time", None, False, lambda before, given: [given] * len(before)),
        ("mineral_build_time", None, True, lambda before, given: list(before * given)),
        ("mineral_build_time", 2, False, lambda before, given: [*before[:2], given, *before[3:]]),
        (
            "mineral_build_time",
            2,
            True,
            lambda before, given: [*before[:2], before[2] * given, *before[3:]],
        ),
    ],
)
def test_each_kind_of_factor_sets_or_multiplies_what_it_names(name, column, multiplies, numbers):
    params = load_scenario("lesson").params
    before = np.atleast_1d(params.numbers[name])
    kind = factor(parameter=name, column=column, multiplies=multiplies)
    after = vary(params, (kind,), np.array([[3.0], [0.5]])).numbers[name]
    for row, given in zip(after, (3.0, 0.5), strict=True):
        assert row.tolist() == pytest.approx(numbers(before, given))


def test_salib_analyses_what_it_sampled():
    factors = (factor(), factor(name="y", distribution="triangular"))
    points = sample(Design(method="morris", samples=10), factors, seed=1)
    found = morris_indices.analyze(salib_problem(factors), points, points[:, 0], seed=1)
    assert list(found["names"]) == ["x", "y"]
    assert found["mu_star"][0] > 1.0 > found["mu_star"][1] == 0.0


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"design": {"method": "grid", "levels": 1000}}, "{key} has 1,000,000,000 points"),
        ({"design": {"method": "sobol", "samples": 2**19}}, "{key} has 2,621,440 points"),
        ({"replicates": 1_000_000}, "{key} = 1,000,000 makes 60,000,000 games"),
        ({"replicates": 1_000_001}, "less than or equal to 1000000"),
    ],
)
def test_more_points_or_games_than_anybody_plays_are_refused(changes, told, monkeypatch):
    monkeypatch.setattr("game.config.schema.experiment.MOST_GAMES", 10_000_000)
    with pytest.raises(ValidationError, match=re.escape(told)):
        Experiment.model_validate({**SMALL, **changes})
