"""Fingerprints: how policies score against a grid of opponents that is the same for all of them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pandas as pd

from game.analysis.resampling import band, draw_weights, resample
from game.batch.study import Study, build_study
from game.config.library import Library
from game.config.schema.experiment import Experiment
from game.contests.scores import lay_out_scores

# Every actor has these three: it lets things be, answers in kind, or does anything it may.
PROBES = ("status_quo", "reciprocal", "random_legal")


def plan_fingerprints(
    library: Library,
    scenario: str,
    actor: str,
    policies: Sequence[str],
    *,
    replicates: int,
    seed: int = 0,
) -> Study:
    """Return the experiment that plays policies of an actor against the grid of opponents.

    The rival capital follows each of three probes, and so do the three others together: nine
    cells, which depend on no tournament, so that fingerprints from several can be compared.

    Raises
    ------
    UserError
        If a policy cannot be compiled or the scenario cannot be opened.
    """
    rival = library.actors[actor].rival
    others = [name for name in library.axes.actors if name not in {actor, rival}]
    experiment = Experiment.model_validate(
        {
            "name": f"fingerprints_{actor}",
            "title": f"Fingerprints of {actor}",
            "question": "How does each policy score against opponents of one fixed grid?",
            "says": "The rival capital and the rest of the cast follow three probes each.",
            "caution": "Probes are no forecasts of anybody.",
            "scenario": scenario,
            "profiles": {
                f"{facing}_{around}": {"policies": {rival: facing, **dict.fromkeys(others, around)}}
                for facing, around in itertools.product(PROBES, repeat=2)
            },
            "grid": {actor: list(policies)},
            "replicates": replicates,
            "seed": seed,
            "sources": ["judgement"],
        }
    )
    return build_study(library, experiment)


def judge_fingerprints(study: Study, runs: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each policy and cell of the grid: mean score and its band.

    Raises
    ------
    UserError
        If no replicate was played to its end everywhere.
    """
    (actor,) = study.experiment.grid
    scenario = study.arms[0].scenario
    rival = scenario.roles[actor].rival
    rest = next(name for name in scenario.actors if name not in {actor, rival})
    values, _ = lay_out_scores(study, runs)
    scores_of_actor = values[:, scenario.actors.index(actor), :]
    low, high = band(
        resample(
            scores_of_actor, draw_weights(scores_of_actor.shape[-1], seed=study.experiment.seed)
        )
    )
    cast = [arm.scenario.profile for arm in study.arms]
    return pd.DataFrame(
        {
            "actor": actor,
            "policy": [led[actor] for led in cast],
            "rival": rival,
            "rival_policy": [led[rival] for led in cast],
            "others_policy": [led[rest] for led in cast],
            "score": scores_of_actor.mean(axis=-1),
            "low": low,
            "high": high,
        }
    )
