"""Playing the games of a task side by side."""

from __future__ import annotations

import dataclasses
import traceback

import numpy as np
import pyarrow as pa

from agents.model import GameModel
from game.batch.by_kernels import play_turns
from game.batch.columns import SERIES, run_schema
from game.batch.design import vary
from game.batch.recorder import Recorder
from game.batch.study import Study
from game.batch.tasks import Task
from game.state.chance import Chance
from game.state.opening import draw_opening
from game.state.paired_chance import PairedChance
from game.state.scenario import Scenario
from game.turn.engine import open_position

# In one task, so many failing games are searched out one by one; further pieces fail as a whole.
SEARCHED = 8


@dataclasses.dataclass(frozen=True, kw_only=True)
class Failure:
    """Games that could not be played to their end, and why."""

    task: Task
    error: str
    trace: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class PlayedTask:
    """The tables of the games of a task, and those that failed."""

    runs: pa.Table
    series: pa.Table
    failures: tuple[Failure, ...] = ()


def play(study: Study, task: Task) -> PlayedTask:
    """Play the games of a task to their end.

    A number that overflows or is none fails its game instead of passing for a result.
    """
    recorder = Recorder(study, task)
    if study.kernels:
        scenario, luck = scenario_of_task(study, task), _luck(study, task)
        with np.errstate(all="raise", under="ignore"):
            position = open_position(scenario, draw_opening(scenario, luck))
        recorder.look(position)
        if play_turns(study, task, position, scenario, recorder):
            return PlayedTask(runs=recorder.runs(), series=recorder.series())
        recorder = Recorder(study, task)
    model = open_model(study, task)
    try:
        with np.errstate(all="raise", under="ignore"):
            recorder.look(model.position)
            while model.running:
                model.step()
                recorder.look(model.position)
    finally:
        model.close()
    return PlayedTask(runs=recorder.runs(), series=recorder.series())


def open_model(study: Study, task: Task) -> GameModel:
    """Return the games of a task where they open, as a model to be played and closed."""
    arm, scenario, luck = study.arms[task.arm], scenario_of_task(study, task), _luck(study, task)
    seed = study.experiment.seed
    model = GameModel(scenario, policies=arm.policies, seed=seed, replicates=task.games)
    model.chance = luck
    with np.errstate(all="raise", under="ignore"):
        model.position = open_position(scenario, draw_opening(scenario, luck))
    return model


def scenario_of_task(study: Study, task: Task) -> Scenario:
    """Return the scenario of a task, with the parameters of its points."""
    scenario = study.arms[task.arm].scenario
    if not study.factors:
        return scenario
    points = study.points[task.first_point : task.first_point + task.points]
    rows = np.repeat(points, task.replicates, axis=0)
    return scenario.with_params(vary(scenario.params, study.factors, rows))


def _luck(study: Study, task: Task) -> PairedChance:
    luck = Chance(study.experiment.seed, task.first_replicate, task.replicates)
    return PairedChance(luck, task.points)


def play_around(study: Study, task: Task) -> PlayedTask:
    """Play the games of a task but for those that fail, which are searched out by halving."""
    failures: list[Failure] = []
    played = _play_around(study, task, failures)
    nothing = nothing_of(study)
    return PlayedTask(
        runs=pa.concat_tables([nothing.runs, *(part.runs for part in played)]),
        series=pa.concat_tables([nothing.series, *(part.series for part in played)]),
        failures=tuple(failures),
    )


def nothing_of(study: Study, *failures: Failure) -> PlayedTask:
    """Return tables without a game."""
    runs = run_schema(study).empty_table()
    return PlayedTask(runs=runs, series=SERIES.empty_table(), failures=failures)


def _play_around(study: Study, task: Task, failures: list[Failure]) -> list[PlayedTask]:
    try:
        return [play(study, task)]
    except Exception as error:
        if task.games == 1 or len(failures) >= SEARCHED:
            failures.append(
                Failure(
                    task=task,
                    error=f"{type(error).__name__}: {error}",
                    trace="".join(traceback.format_exception(error)),
                )
            )
            return []
    return [part for half in task.halves() for part in _play_around(study, half, failures)]
