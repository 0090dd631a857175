"""The game as a library: the same histories for equal inputs, in any process, under any Mesa."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import mesa
import numpy as np
import pandas as pd
import pytest

from agents import GameModel, new_game, run
from game import load_scenario
from game.errors import UserError
from game.state.position import state_hash
from game.state.world import FIELDS
from game.turn.observables import read_observable
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parent.parent
INPUTS = {
    "scenario": "lesson",
    "policies": {"beijing": "boycott_quietly"},
    "parameters": {"order_surge": 2.0},
    "first": 3,
}
COLLECTED = ("cn_lag", "approval", "compute_ratio")


def in_a_process_of_its_own(code: str, hash_seed: int) -> subprocess.Popen[str]:
    """Start Python with another order of sets than ours, if any code depends on it."""
    surroundings = {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=surroundings,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_run_is_the_same_in_every_process_and_whatever_ran_before():
    told = f"import json; from agents import run; print(json.dumps(run({INPUTS!r}, 7)))"
    elsewhere = [in_a_process_of_its_own(told, seed) for seed in (1, 2)]
    run({"scenario": "lesson"}, 1)
    inputs = json.dumps(INPUTS)
    here = [json.dumps(run(INPUTS, 7)) for _ in range(2)]
    assert json.dumps(INPUTS) == inputs
    answers = [process.communicate(timeout=PATIENCE)[0].strip() for process in elsewhere]
    assert [process.returncode for process in elsewhere] == [0, 0]
    assert {*here, *answers} == {here[0]}
    assert json.dumps(run(INPUTS, 8)) != here[0]


def test_a_run_tells_every_observable_of_every_turn():
    scenario = load_scenario("lesson")
    result = run({"scenario": "lesson"}, 1)
    assert set(result["series"]) == set(scenario.observables)
    assert {len(series) for series in result["series"].values()} == {result["turns"]}
    assert set(result["scores"]) == set(scenario.actors)
    assert all(0.0 <= score <= 100.0 for score in result["scores"].values())


@pytest.mark.parametrize(
    ("inputs", "answer"),
    [
        ({"scenarios": "lesson"}, "did you mean 'scenario'"),
        ({"scenario": "leson"}, "did you mean 'lesson'"),
        ({"parameters": {"demand_grwth": 1.0}}, "did you mean 'demand_growth'"),
        ({"policies": {"beijing": "historicl"}}, "did you mean 'historical'"),
        ({"policies": {"moscow": "historical"}}, "unknown actor 'moscow'"),
    ],
)
def test_a_mistake_in_the_inputs_is_told_with_what_would_be_right(inputs, answer: str):
    with pytest.raises(UserError, match=answer):
        run(inputs, 1)


def test_a_parameter_given_to_a_run_is_the_one_it_uses():
    dear = run({**INPUTS, "parameters": {"demand_growth": 0.4}}, 7)
    assert dear["series"] != run(INPUTS, 7)["series"]


def test_the_world_is_imported_without_the_libraries_of_the_configs():
    heavy_ones = "{'yaml', 'pydantic', 'mesa', 'pandas'}"
    code = f"import sys, game.state.world; print({heavy_ones} & {{*sys.modules}})"
    heavy = in_a_process_of_its_own(code, 0).communicate(timeout=PATIENCE)[0]
    assert heavy.strip() == "set()"


def test_a_name_the_package_lacks_is_an_ordinary_attribute_error():
    import game

    with pytest.raises(AttributeError, match="no attribute 'load_scenarios'"):
        _ = game.load_scenarios


def test_a_step_plays_a_turn_in_all_replicates_at_once():
    many = new_game("lesson", seed=2, replicates=5)
    alone = new_game("lesson", seed=2, first=4)
    for model in (many, alone):
        model.step()
    assert many.position.turn == 1
    assert many.position.replicates == 5
    for name in FIELDS:
        assert np.array_equal(
            getattr(many.position.world, name)[4], getattr(alone.position.world, name)[0]
        )


def test_the_model_stops_running_when_its_scenario_is_over():
    model = new_game("lesson")
    while model.running:
        model.step()
    assert model.position.turn == model.scenario.turns


def test_a_data_collector_gathers_what_the_run_tells():
    model = GameModel("lesson", seed=7, collect=COLLECTED)
    while model.running:
        model.step()
    table = model.datacollector.get_model_vars_dataframe()
    told = pd.DataFrame(run({"scenario": "lesson"}, 7)["series"])[list(COLLECTED)]
    pd.testing.assert_frame_equal(table, told)


def test_mesa_can_run_a_batch_over_seeds_and_policies():
    batch_run = pytest.importorskip("mesa.batchrunner").batch_run
    parameters = {
        "scenario": "lesson",
        "policies": [{"beijing": "boycott_loudly"}, {"beijing": "open_for_compute"}],
        "collect": [COLLECTED],
    }
    if "rng" in inspect.signature(batch_run).parameters:  # from Mesa 3.5 on
        rows = batch_run(GameModel, parameters, rng=[1, 2], display_progress=False)
    else:
        rows = batch_run(GameModel, {**parameters, "seed": [1, 2]}, display_progress=False)
    assert {row["seed"] for row in rows} == {1, 2}
    assert len({row["RunId"] for row in rows}) == 4
    for row in rows:
        model = new_game("lesson", seed=row["seed"], policies=row["policies"])
        while model.running:
            model.step()
        for name in COLLECTED:
            assert row[name] == read_observable(name, model.position, model.scenario)[0, 0]


# Newer releases of Mesa call it another name, and still take this one.
@pytest.mark.filterwarnings("ignore:The `iterations` keyword:DeprecationWarning")
@pytest.mark.parametrize("processes", [1, 2])
def test_iterations_without_a_seed_differ_in_luck(processes):
    batch_run = pytest.importorskip("mesa.batchrunner").batch_run
    rows = batch_run(
        GameModel,
        {"scenario": "lesson", "collect": "cn_lag"},
        iterations=3,
        number_processes=processes,
        max_steps=2,
        display_progress=False,
    )
    assert len({row["cn_lag"] for row in rows}) == 3


def test_a_model_without_a_seed_tells_the_luck_that_it_has():
    first = GameModel("lesson", collect="cn_lag")
    again = GameModel("lesson", seed=first.chance.seed)
    for model in (first, again):
        model.step()
    assert first.position.world.approval.tobytes() == again.position.world.approval.tobytes()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"collect": "cn_lagg"}, "unknown observable 'cn_lagg'; did you mean 'cn_lag'?"),
        ({"collect": ["cn_lag", "nope"]}, "unknown observable 'nope'"),
        ({"collect": 3}, "unknown observable 3"),
        ({"collect": [["cn_lag"]]}, "unknown observable ['cn_lag']"),
        ({"collect": [5]}, "unknown observable 5"),
        ({"collect": "cn_lag", "replicates": 3}, "one number a turn, not 3"),
    ],
)
def test_what_cannot_be_collected_is_refused_before_the_game_begins(given, told):
    with pytest.raises(UserError, match=re.escape(told)):
        GameModel("lesson", **given)


def test_a_name_alone_is_collected_as_one_name():
    model = GameModel("lesson", seed=1, collect="cn_lag")
    model.step()
    assert list(model.datacollector.get_model_vars_dataframe()) == ["cn_lag"]


def test_a_game_that_has_ended_is_not_stepped_on():
    model = GameModel("lesson", seed=1)
    while model.running:
        model.step()
    hash_at_the_end = state_hash(model.position)
    with pytest.raises(UserError, match="the game ended after turn 4 of 4"):
        model.step()
    assert state_hash(model.position) == hash_at_the_end


def test_a_seed_may_be_given_under_the_names_of_all_versions_of_mesa():
    by_name: dict[str, dict[str, Any]] = {
        "seed": {"seed": 5},
        "rng": {"rng": 5},
        "both": {"seed": None, "rng": np.int64(5)},
    }
    capital = {}
    for name, given in by_name.items():
        model = GameModel("lesson", replicates=3, **given)
        model.step()
        capital[name] = model.position.world.approval.tobytes()
    assert len({*capital.values()}) == 1
    other = GameModel("lesson", replicates=3, rng=6)
    other.step()
    assert other.position.world.approval.tobytes() not in capital.values()


@pytest.mark.parametrize(
    "given", [{"seed": 1, "rng": 1}, {"seed": -1}, {"rng": 0.5}, {"rng": np.random.default_rng(1)}]
)
def test_what_is_no_seed_is_refused(given):
    with pytest.raises(UserError, match="seed"):
        GameModel("lesson", **given)


def test_the_model_keeps_its_scenario_where_mesa_has_one_of_its_own(monkeypatch):
    """As from Mesa 3.5 on: a property that takes Mesa's scenarios, and no argument `seed`."""
    initialise = mesa.Model.__init__

    def strictly(model, *, rng=None):
        initialise(model, rng=rng)
        model.scenario = "one of Mesa's own"

    def refuse(model, scenario):
        scenario.model = model

    monkeypatch.setattr(mesa.Model, "__init__", strictly)
    monkeypatch.setattr(mesa.Model, "scenario", property(None, refuse), raising=False)
    model = GameModel("lesson", seed=1)
    model.step()
    assert model.scenario.name == "lesson"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"replicates": 0}, "replicates: replicates = 0; give a whole number from 1 on"),
        ({"replicates": 2.5}, "replicates: replicates = 2.5; give a whole number from 1 on"),
        ({"first": -1}, "first: first = -1; give a whole number from 0 on"),
    ],
)
def test_a_count_that_cannot_be_is_refused_in_a_sentence(wanted, said):
    with pytest.raises(UserError, match=re.escape(said)):
        new_game("lesson", **wanted)


def test_a_parameter_that_is_no_number_is_refused_by_name():
    with pytest.raises(UserError, match="demand_growth = nan is no number; give a finite one"):
        run({"scenario": "lesson", "parameters": {"demand_growth": float("nan")}}, seed=1)


@pytest.mark.parametrize("value", ["high", [0.1, 0.2], None, True])
def test_a_parameter_of_another_type_is_refused_by_name(value):
    with pytest.raises(UserError, match=r"demand_growth = .* is no number; give a finite one"):
        run({"scenario": "lesson", "parameters": {"demand_growth": value}}, seed=1)
