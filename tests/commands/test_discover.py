"""The command `discover` as a person runs it."""

import json

import pandas as pd
import pytest

from game.config.scenarios import shipped_library
from game.config.schema.experiment import Experiment
from tests.analysis.conftest import SMALL

FEW = ("--resamples", "2")


def test_json_is_one_object_without_nan(highfence, sobol_batch, tmp_path):
    out = tmp_path / "elsewhere"
    middle = pd.read_parquet(sobol_batch / "runs.parquet")["self_reliance"].median()
    where = f"self_reliance > {middle}"
    code, told, _ = highfence(
        "discover", sobol_batch, "--where", where, "--json", "--single-games", "--out", out, *FEW
    )
    found = json.loads(told, parse_constant=pytest.fail)
    assert code == 0
    assert found["where"] == where
    assert found["box"]["density"] > found["base"] == pytest.approx(0.5, abs=0.05)
    assert len(found["discover_boxes"]) > 1
    assert len([*(out / "answers").glob("*/discover.png")]) == 1
    assert not (sobol_batch / "answers").exists()


def test_an_experiment_is_played_before_it_is_asked(highfence, monkeypatch, tmp_path):
    given = {**SMALL, "design": {"method": "latin_hypercube", "samples": 3}, "replicates": 2}
    found = shipped_library(), Experiment.model_validate(given)
    monkeypatch.setattr("game.commands._answer.find_experiment", lambda *_: found)
    code, told, mistake = highfence(
        "discover", "small", "--out", "out", "--where", "self_reliance > -1"
    )
    assert (code, told) == (2, "")
    assert "self_reliance > -1 holds in every game" in mistake
    assert len(pd.read_parquet(tmp_path / "out" / "runs.parquet")) == 3 * 3 * 2


def test_without_a_condition_there_is_nothing_to_discover(highfence):
    code, told, mistake = highfence("discover", ".")
    assert (code, told) == (2, "")
    assert "Missing option '--where'" in mistake
