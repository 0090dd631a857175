"""An experiment is a model of the EMA Workbench, and a batch opens in everyone's tools."""

import pickle
import sys
import warnings

import numpy as np
import pandas as pd
import pytest

from game.analysis.runs import read_runs
from game.analysis.workbench import PointPlayer, open_workbench, workbench_model, workbench_results
from game.batch.study import build_study
from game.config.scenarios import shipped_library
from game.config.schema.experiment import Experiment
from game.errors import UserError
from tests.analysis.conftest import SMALL


@pytest.fixture(scope="module")
def workbench():
    """The real library; what it warns of at import is its own affair."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return open_workbench()


@pytest.mark.filterwarnings("ignore")  # theirs
def test_the_workbench_plays_the_games_of_the_batch(workbench, study, folder):
    runs = read_runs(folder)
    model = workbench_model(study)
    points = runs.points.iloc[[0, 7]]
    scenarios = [
        workbench.Scenario(f"point {number}", **dict(zip(runs.factors, point, strict=True)))
        for number, point in points.iterrows()
    ]
    policies = [workbench.Policy(name, profile=name) for name in runs.profiles[1:2]]
    with workbench.SequentialEvaluator(model) as evaluator:
        inputs, outcomes = evaluator.perform_experiments(scenarios, policies)
    means = runs.table.groupby(["profile", "point"])[
        ["self_reliance", "score_beijing", "dear"]
    ].mean()
    for name in ("self_reliance", "score_beijing", "dear"):
        ours = [
            means.loc[(profile, int(point.removeprefix("point "))), name]
            for profile, point in zip(inputs["profile"], inputs["scenario"], strict=True)
        ]
        assert outcomes[name].tolist() == pytest.approx(ours, rel=1e-12)
    assert outcomes["cn_lag"].shape == (2, study.arms[0].scenario.turns)


@pytest.mark.usefixtures("workbench")
def test_each_factor_has_its_distribution_and_the_profile_is_a_lever(study):
    model = workbench_model(study)
    found = {one.name: one.dist for one in model.uncertainties}
    problem = {factor.name: factor for factor in study.factors}
    assert found["switching_cost"].dist.name == "uniform"
    assert found["learning_rate"].dist.name == "triang"
    for name, dist in found.items():
        assert dist.support() == pytest.approx((problem[name].low, problem[name].high))
    peak = problem["learning_rate"].mode
    assert (
        found["learning_rate"].pdf(peak)
        >= found["learning_rate"].pdf([peak - 0.01, peak + 0.01]).max()
    )
    profiles = [arm.profile for arm in study.arms]
    assert [category.name for category in model.levers["profile"].categories] == profiles
    assert len(model.outcomes) == 5 + 1 + 1 + 1


def test_the_model_travels_to_other_processes(study):
    player = pickle.loads(pickle.dumps(PointPlayer(study)))
    inputs = {factor.name: factor.mode for factor in study.factors}
    here, there = PointPlayer(study)(**inputs), player(**inputs)
    assert here.pop("cn_lag").tolist() == there.pop("cn_lag").tolist()
    assert here == there


@pytest.mark.usefixtures("workbench")
@pytest.mark.filterwarnings("ignore")  # theirs
def test_a_batch_is_what_the_analyses_of_the_workbench_take(folder):
    from ema_workbench.analysis import prim

    runs = read_runs(folder)
    inputs, outcomes = workbench_results(runs)
    middle = np.median(outcomes["self_reliance"])
    found = prim.setup_prim(
        (inputs, outcomes), lambda given: given["self_reliance"] > middle, threshold=0.01
    ).find_box()
    assert found.peeling_trajectory["density"].iloc[-1] > 0.5
    assert len(inputs) == len(outcomes["score_washington"]) == 180


def test_a_missing_workbench_is_one_clear_line(study, monkeypatch):
    monkeypatch.setitem(sys.modules, "ema_workbench", None)
    with pytest.raises(UserError) as told:
        workbench_model(study)
    line = "ema_workbench: is not installed; install it with pip install 'ema_workbench<3'"
    assert str(told.value) == line


@pytest.mark.usefixtures("workbench")
def test_an_experiment_without_uncertainty_is_no_model():
    given = {key: value for key, value in SMALL.items() if key not in ("uncertain", "design")}
    study = build_study(shipped_library(), Experiment.model_validate(given))
    with pytest.raises(UserError, match="experiment small: has nothing uncertain; add uncertain"):
        workbench_model(study)


@pytest.mark.parametrize("table", ["runs", "series"])
def test_a_table_opens_unchanged_in_polars_and_duckdb(folder, table):
    duckdb, polars = (pytest.importorskip(name) for name in ("duckdb", "polars"))
    path = folder / f"{table}.parquet"
    ours = pd.read_parquet(path)
    in_polars = polars.read_parquet(path)
    in_duckdb = duckdb.sql(f"select * from '{path}'")
    assert in_polars.columns == in_duckdb.columns == list(ours.columns)
    assert in_polars.height == len(in_duckdb.fetchall()) == len(ours)
    number = "self_reliance" if table == "runs" else "value"
    expected = ours[number].to_numpy()
    assert in_polars[number].to_numpy().tolist() == expected.tolist()
    assert [row[0] for row in in_duckdb.select(number).fetchall()] == expected.tolist()


def test_a_missing_turn_is_missing_in_polars_and_duckdb_too(folder):
    duckdb, polars = (pytest.importorskip(name) for name in ("duckdb", "polars"))
    path = folder / "runs.parquet"
    assert polars.read_parquet(path)["never"].null_count() == 180
    asked = f"select count(never), bool_or(dear is null) from '{path}'"
    assert duckdb.sql(asked).fetchall() == [(0, False)]
