"""Adapters for the EMA Workbench: an experiment as a model of it, and a batch as its results."""

from __future__ import annotations

import dataclasses
import importlib
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from game.analysis.runs import Runs, to_frame
from game.batch.play_task import play
from game.batch.study import Study
from game.batch.tasks import Task
from game.errors import UserError
from game.state.world import Floats

PROFILE = "profile"


def open_workbench() -> Any:
    """Return the library ema_workbench 2, which is no dependency of ours.

    Raises
    ------
    UserError
        If it is not installed, or is of a later version with other names.
    """
    remedy = "install it with pip install 'ema_workbench<3'"
    try:
        workbench = importlib.import_module("ema_workbench")
    except ImportError:
        raise UserError("ema_workbench", "is not installed", remedy) from None
    if not hasattr(workbench, "Scenario"):
        raise UserError("ema_workbench", f"is of version {workbench.__version__}", remedy)
    return workbench


@dataclasses.dataclass(frozen=True)
class PointPlayer:
    """Plays a study at one point: a function of inputs, and picklable."""

    study: Study

    def __call__(self, **inputs: Any) -> dict[str, Any]:
        """Return each outcome's mean over the replicates, and each series' by turn.

        Parameters
        ----------
        **inputs
            A number for each factor, and `profile` where there are several.
        """
        names = [arm.profile for arm in self.study.arms]
        arm = names.index(str(inputs.get(PROFILE, names[0])))
        point = np.array([[inputs[factor.name] for factor in self.study.factors]])
        here = dataclasses.replace(self.study, points=point)
        played = play(here, Task(arm, 0, 1, 0, self.study.replicates))
        runs = to_frame(played.runs)
        outcomes: dict[str, Any] = {
            name: float(runs[name].mean()) for name in outcomes_of(self.study)
        }
        return outcomes | self._series(played.series)

    def _series(self, table: pa.Table) -> dict[str, Floats]:
        turns = range(1, self.study.arms[0].scenario.turns + 1)
        means = table.to_pandas().groupby(["observable", "turn"])["value"].mean()
        return {
            name: means[name].reindex(turns).to_numpy(np.float64)
            for name in self.study.experiment.outcomes.series
        }


def outcomes_of(study: Study) -> tuple[str, ...]:
    """Return the names of what the model gives back as numbers: scores, scalars, probabilities."""
    scores = (f"score_{actor}" for actor in study.arms[0].scenario.actors)
    return (*scores, *study.experiment.outcomes.written("number", "condition"))


def workbench_model(study: Study) -> Any:
    """Return a study as `ema_workbench.Model`.

    Factors are uncertainties, with the distribution that the experiment gives them (a deep one is
    sampled evenly); the profiles are a lever. An outcome is the mean over the replicates, which
    meet the same luck wherever the workbench samples; a series ends with nan where no game was
    still going on.

    Raises
    ------
    UserError
        If ema_workbench is not installed, or the study has no factor.
    """
    workbench = open_workbench()
    if not study.factors:
        place = f"experiment {study.experiment.name}"
        raise UserError(place, "has nothing uncertain", "add uncertain and a design")
    name = "".join(letter for letter in study.experiment.name if letter.isalnum())
    model = workbench.Model(name, function=PointPlayer(study))
    model.uncertainties = [_parameter(workbench, factor) for factor in study.factors]
    if len(study.arms) > 1:
        profiles = [arm.profile for arm in study.arms]
        model.levers = [workbench.CategoricalParameter(PROFILE, profiles)]
    model.outcomes = [
        *(workbench.ScalarOutcome(outcome) for outcome in outcomes_of(study)),
        *(workbench.TimeSeriesOutcome(name) for name in study.experiment.outcomes.series),
    ]
    return model


def _parameter(workbench: Any, factor: Any) -> Any:
    if factor.distribution != "triangular":
        return workbench.RealParameter(factor.name, factor.low, factor.high)
    from scipy.stats import triang

    width = factor.high - factor.low
    peak = (factor.mode - factor.low) / width
    shape = triang(peak, loc=factor.low, scale=width)
    return workbench.RealParameter.from_dist(factor.name, shape)


def workbench_results(runs: Runs) -> tuple[pd.DataFrame, dict[str, Floats]]:
    """Return a batch as the experiments and outcomes that the workbench's analyses take.

    One row a game: its factors, `profile` as a category where there are several, and `replicate`.
    Needs no ema_workbench.
    """
    names = [*runs.factors, "replicate"]
    experiments = runs.table[names].reset_index(drop=True)
    if len(runs.profiles) > 1:
        experiments[PROFILE] = pd.Categorical(runs.table[PROFILE])
    outcomes = {name: runs.table[name].to_numpy(np.float64) for name in runs.outcomes}
    return experiments, outcomes
