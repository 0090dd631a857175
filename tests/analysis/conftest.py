"""Batches with planted answers, made by formula; and one small batch of real games."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from game.analysis.runs import Runs
from game.batch.design import Factor, salib_problem, sample
from game.batch.runner import run_batch
from game.batch.study import Study, build_study
from game.config.scenarios import shipped_library
from game.config.schema.experiment import Experiment

QUESTION = {"title": "T", "question": "Q?", "says": "S.", "caution": "C.", "scenario": "lesson"}

SMALL = {
    **QUESTION,
    "name": "small",
    "grid": {"washington": ["tighten_steadily", "status_quo", "loosen_for_deals"]},
    "uncertain": {
        "switching_cost": {},
        "learning_rate": {"distribution": "triangular"},
        "fab_build_time": {"distribution": "deep"},
    },
    "design": {"method": "sobol", "samples": 4},
    "replicates": 3,
    "seed": 5,
    "payoffs": ["lesson", "standard"],
    "outcomes": {
        "scalars": {"self_reliance": "selfsuff_value"},
        "probabilities": {"dear": "premium > 0.5"},
        "first_passage": {"never": "false"},
        "series": ["cn_lag"],
    },
}


def factor(name: str, low: float, high: float, distribution: str = "uniform") -> Factor:
    return Factor(
        name=name,
        parameter=name,
        column=None,
        low=low,
        high=high,
        mode=low + 0.25 * (high - low),
        distribution=distribution,
        multiplies=False,
        unit="",
        says="",
    )


def made_runs(
    play: Callable[..., Any],
    factors: Sequence[Factor],
    design: dict[str, object],
    *,
    profiles: Sequence[str] = ("own",),
    replicates: int = 1,
    payoffs: Sequence[str] = (),
    **further: object,
) -> Runs:
    """Return a batch whose outcome `y` is `play(points, profile, replicate)`."""
    given = {
        **QUESTION,
        "name": "made",
        "uncertain": {one.name: {"distribution": one.distribution} for one in factors},
        "design": design,
        "replicates": replicates,
        "profiles": {name: {} for name in profiles},
        "outcomes": {"scalars": {"y": "lag"}},
        "payoffs": payoffs,
        **further,
    }
    experiment = Experiment.model_validate(given)
    assert experiment.design is not None
    points = pd.DataFrame(
        sample(experiment.design, tuple(factors), seed=3), columns=[one.name for one in factors]
    ).rename_axis(index="point")
    rows = [
        points.reset_index().assign(
            profile=profile,
            arm=profile,
            policy_washington=profile,
            policy_beijing="status_quo",
            replicate=replicate,
            y=np.broadcast_to(play(points, place, replicate), len(points)),
        )
        for place, profile in enumerate(profiles)
        for replicate in range(replicates)
    ]
    table = pd.concat(rows, ignore_index=True)
    return Runs(
        table=table.assign(run=np.arange(len(table))),
        points=points,
        experiment=experiment,
        problem=salib_problem(factors),
        place="made",
    )


@pytest.fixture(scope="session")
def study() -> Study:
    return build_study(shipped_library(), Experiment.model_validate(SMALL))


@pytest.fixture(scope="session")
def folder(study, tmp_path_factory) -> Path:
    """The folder of a small finished batch with Sobol's design; not to be written into."""
    out: Path = tmp_path_factory.mktemp("batch") / "small"
    run_batch(study, out, workers=1)
    return out
