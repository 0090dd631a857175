"""What is in the tables is what each game alone would have given."""

import gc
import itertools

import numpy as np
import pyarrow as pa
import pytest

from agents.cast import choose_policies
from agents.games import run, with_parameters
from agents.model import GameModel
from game.batch import by_row
from game.batch.by_row import can_vary
from game.batch.design import Factor, vary
from game.batch.play_task import play
from game.batch.study import pack, unpack
from game.batch.tasks import Task, cut, task_of
from game.config.scenarios import load_scenario, shipped_library
from game.errors import UserError
from game.state.world import FIELDS
from tests.batch.conftest import study_of

# Rules read these beside arrays of three axes.
BESIDE_THREE_AXES: set[str] = set()


def whole(study):
    return [play(study, task) for task in cut(study, study.games)]


def alone(row):
    """Play a game of the arm `open` by the pure function, with one number for each parameter."""
    return run(
        {
            "scenario": "lesson",
            "policies": {"beijing": "open_for_deal"},
            "parameters": {"switching_cost": row["switching_cost"]},
            "first": row["replicate"],
        },
        seed=11,
    )


def test_a_row_of_the_table_is_the_game_alone():
    study = study_of(uncertain={"switching_cost": {}})
    _, played = whole(study)
    for row in played.runs.to_pylist()[::3]:
        game = alone(row)
        assert {actor: row[f"score_{actor}"] for actor in game["scores"]} == game["scores"]
        assert {actor: row[f"won_{actor}"] for actor in game["won"]} == game["won"]
        assert row["aim_beijing_compute"] == game["aims"]["beijing"]["compute"]
        assert (row["termination"], row["turns"]) == (game["termination"], game["turns"])
        assert (row["ended_by"] or "") == game["by"]
        told = played.series.filter(pa.compute.equal(played.series["run"], row["run"]))
        series = [*game["series"]["cn_lag"], *game["series"]["gray_premium"]]
        assert told["value"].to_pylist() == series


def test_however_a_study_is_cut_its_games_are_the_same(study):
    parts = [play(study, task) for task in cut(study, 3)]
    for kind in ("runs", "series"):
        together = pa.concat_tables(getattr(part, kind) for part in parts)
        assert together.equals(pa.concat_tables(getattr(part, kind) for part in whole(study)))


def test_games_are_numbered_by_arm_point_and_replicate(study):
    numbers = [number for part in whole(study) for number in part.runs["run"].to_pylist()]
    assert numbers == list(range(study.games)) == list(range(2 * 5 * 4))
    assert task_of(study, 27) == Task(1, 1, 1, 3, 1)
    assert task_of(study, 27).start(study) == 27


def test_equal_replicates_meet_the_same_luck_at_every_point():
    study = study_of(uncertain={"learning_rate": {"range": [0.15, 0.15001]}})
    rows = whole(study)[0].runs.to_pylist()
    by_replicate = [{round(row["average"], 3) for row in rows[r::4]} for r in range(4)]
    assert [len(values) for values in by_replicate] == [1, 1, 1, 1]
    assert len(set.union(*by_replicate)) > 1


def test_a_held_lever_stays_where_it_is_held():
    held = {"beijing": {"import_gate.h200_class": "block"}}
    outcomes = {"scalars": {"gate": "import_gate.h200_class"}}
    policies = {"beijing": "open_for_deal"}
    study = study_of(
        profiles={"free": {"policies": policies}, "held": {"policies": policies, "held": held}},
        outcomes=outcomes,
    )
    free, kept = (part.runs["gate"].to_pylist() for part in whole(study))
    assert set(kept) == {3.0}
    assert set(free) != {3.0}


def test_a_clause_that_is_switched_off_fires_no_more():
    clauses = len(shipped_library().policies["beijing"]["open_for_deal"].measures)
    policies = {"beijing": "open_for_deal"}
    without = {"beijing": list(range(1, clauses + 1))}
    study = study_of(
        profiles={"all": {"policies": policies}, "few": {"policies": policies, "without": without}},
    )
    with_all, with_few = whole(study)
    assert not with_all.runs["self_reliance"].equals(with_few.runs["self_reliance"])
    assert study.arms[1].policies["beijing"].name == "open_for_deal"


def test_a_grid_plays_every_combination_under_its_name():
    grid = {"washington": ["status_quo", "random_legal"], "beijing": ["status_quo", "reciprocal"]}
    study = study_of(profiles={"own": {}}, grid=grid)
    assert [arm.profile for arm in study.arms] == [
        f"{washington} + {beijing}"
        for washington, beijing in itertools.product(grid["washington"], grid["beijing"])
    ]
    row = whole(study)[2].runs.to_pylist()[0]
    assert (row["policy_washington"], row["policy_beijing"]) == ("random_legal", "status_quo")


def test_first_passage_tells_the_first_turn_the_opening_and_never(study):
    for part in whole(study):
        assert set(part.runs["always"].to_pylist()) == {0}
        assert set(part.runs["never"].to_pylist()) == {None}
    _, opened = whole(study)
    assert {1, 2, 3, 4} & set(opened.runs["shipped"].to_pylist())


def test_what_first_holds_in_the_last_turn_has_passed_in_it():
    scenario = load_scenario("lesson")
    last = scenario.start + scenario.turns * scenario.months_per_turn
    study = study_of(
        outcomes={"first_passage": {"late": f"month >= {last}", "after": f"month > {last}"}},
        early_ends=False,
    )
    for part in whole(study):
        assert set(part.runs["turns"].to_pylist()) == {scenario.turns}
        assert set(part.runs["late"].to_pylist()) == {scenario.turns}
        assert set(part.runs["after"].to_pylist()) == {None}


def test_series_count_turns_from_the_first_to_the_last_that_a_game_played(study):
    for part in whole(study):
        turns = dict(zip(part.runs["run"].to_pylist(), part.runs["turns"].to_pylist(), strict=True))
        told: dict[tuple[int, str], list[int]] = {}
        for row in part.series.to_pylist():
            told.setdefault((row["run"], row["observable"]), []).append(row["turn"])
        assert {game for game, _ in told} == set(turns)
        for (game, _), counted in told.items():
            assert counted == list(range(1, turns[game] + 1))


def test_every_payoff_set_scores_the_same_games():
    study = study_of(payoffs=["lesson", "october"])
    runs = play(study, Task(0, 0, 1, 0, 4)).runs
    once = play(study_of(), Task(0, 0, 1, 0, 4)).runs
    assert runs["score_beijing"].equals(once["score_beijing"])
    assert not runs["score_beijing_october"].equals(runs["score_beijing"])
    only = play(study_of(payoffs=["october"]), Task(0, 0, 1, 0, 4)).runs
    assert runs["score_beijing_october"].equals(only["score_beijing"])
    assert "won_beijing" not in only.column_names  # targets are those of the scenario's own set


def test_without_early_ends_every_game_reaches_the_last_turn():
    profiles = {"own": {"parameters": {"talks_ripe": 0.1}}}
    ends = {"collapse": study_of(profiles=profiles), "none": study_of(early_ends=False)}
    runs = whole(ends["none"])[0].runs
    assert set(runs["turns"].to_pylist()) == {4}
    assert set(runs["termination"].to_pylist()) == {"horizon"}


def test_a_study_travels_to_another_process_whole(study):
    task = Task(1, 0, 2, 0, 4)
    travelled = unpack(pack(study))
    assert travelled is not study
    assert play(travelled, task).runs.equals(play(study, task).runs)


def factor_of(name, param):
    low, high = param.range
    return Factor(
        name=name,
        parameter=name,
        column=None,
        low=low,
        high=high,
        mode=param.value,
        distribution="uniform",
        multiplies=False,
        unit=param.unit,
        says=param.says,
    )


def test_all_parameters_but_a_few_may_differ_from_row_to_row():
    scenario, params = load_scenario("lesson"), shipped_library().params
    factors = tuple(
        factor_of(name, one)
        for name, one in params.items()
        if one.axis is None and name not in BESIDE_THREE_AXES
    )
    assert can_vary(scenario, choose_policies(scenario, {}), factors)
    shares = np.array([[0.42], [0.5], [0.57], [0.45]])
    rows = np.hstack([factor.scale(shares) for factor in factors])
    together = GameModel(
        scenario.with_params(vary(scenario.params, factors, rows)), seed=3, replicates=4
    )
    together.step()
    for row in range(4):
        numbers = {factor.name: rows[row, index] for index, factor in enumerate(factors)}
        game = GameModel(with_parameters(scenario, numbers), seed=3, first=row)
        game.step()
        for name in FIELDS:
            kept = getattr(together.position.world, name)[row : row + 1]
            assert np.array_equal(kept, getattr(game.position.world, name)), name


def test_a_parameter_that_cannot_differ_from_row_to_row_is_refused(monkeypatch):
    monkeypatch.setattr(
        by_row, "can_vary", lambda _, _cast, factors: factors[0].name != "learning_rate"
    )
    with pytest.raises(UserError, match="learning_rate cannot differ"):
        study_of(uncertain={"learning_rate": {}})


def test_a_task_that_is_done_leaves_no_game_in_memory(study):
    def held():
        gc.collect()
        models = (one for one in gc.get_objects() if isinstance(one, GameModel))
        return sum("position" in vars(model) for model in models)

    before = held()
    play(study, Task(0, 0, 2, 0, 4))
    assert held() == before


def test_a_line_up_may_open_otherwise():
    profiles = {"own": {}, "mined": {"opening": {"mineral_alternative": {"magnets": 0.9}}}}
    own, mined = (arm.scenario.opening for arm in study_of(profiles=profiles).arms)
    changed = own.mineral_alternative != mined.mineral_alternative
    assert mined.mineral_alternative[changed].tolist() == [0.9]
