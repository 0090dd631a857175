"""What a batch is made from, told in its manifest: enough to make it again."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

from game import __version__
from game.batch.columns import run_columns
from game.batch.design import salib_problem
from game.batch.manifest import (
    MANIFEST,
    Counts,
    KeptColumn,
    LedProfile,
    Manifest,
    OutcomeThreshold,
    PlayedScenario,
    SeenObservable,
    VariedInputs,
)
from game.batch.study import Study
from game.config.thresholds import find_threshold, scalar_of
from game.errors import UserError
from game.words.counts import count_of
from game.words.numbers import scenario_title

PACKAGES = ("mesa", "numpy", "pandas", "pyarrow", "pydantic", "SALib", "scipy")


def describe(study: Study) -> Manifest:
    """Return the manifest of a batch that has only begun."""
    experiment = study.experiment
    return Manifest(
        experiment=experiment,
        version=__version__,
        code_hash=study.code,
        config_hash=study.digest,
        seed=experiment.seed,
        profiles=tuple(
            LedProfile(profile=arm.profile, arm=arm.line_up, policies=dict(arm.scenario.profile))
            for arm in study.arms
        ),
        inputs=VariedInputs(problem=salib_problem(study.factors), points=len(study.points)),
        counts=Counts(games=study.games),
        scenario=_describe_scenario(study),
        titles={actor: dict(named) for actor, named in study.titles.items()},
        own=study.own,
        columns=tuple(
            KeptColumn(name=column.name, title=column.title, unit=column.unit, says=column.says)
            for column in run_columns(study)
        ),
        thresholds=list_thresholds(study),
        packages={name: version(name) for name in PACKAGES},
        python=platform.python_version(),
        machine=platform.machine(),
    )


def list_thresholds(study: Study) -> dict[str, OutcomeThreshold]:
    """Return from which difference on what is compared matters, by outcome."""
    outcomes = study.experiment.outcomes
    compared = dict.fromkeys(
        comparison.outcome for comparison in study.experiment.comparisons.values()
    )
    thresholds: dict[str, OutcomeThreshold] = {}
    for outcome in compared:
        threshold = find_threshold(study.thresholds, outcomes, outcome)
        if threshold is None:
            continue
        named = {"least": threshold.least, "unit": threshold.unit, "reason": threshold.reason}
        if threshold.ratio is not None:
            ratio = threshold.ratio
            over, under = (scalar_of(outcomes, part) for part in (ratio.over, ratio.under))
            named |= {"is_ratio": True, "over": over, "under": under, "times": ratio.times}
        thresholds[outcome] = OutcomeThreshold.model_validate(named)
    return thresholds


def _describe_scenario(study: Study) -> PlayedScenario:
    scenario = study.arms[0].scenario
    seen = {name: scenario.observables[name] for name in study.experiment.outcomes.series}
    return PlayedScenario(
        title=scenario_title(scenario.brief.title),
        turns=scenario.turns,
        dates=tuple(scenario.date(turn) for turn in range(scenario.turns)),
        observables={
            name: SeenObservable(unit=observable.unit, says=observable.says)
            for name, observable in seen.items()
        },
    )


def expect_same(begun: Manifest | None, study: Study, folder: Path) -> None:
    """Hold a folder that has been begun to what would be written into it now.

    Raises
    ------
    UserError
        If it belongs to another batch, or was begun by other versions.
    """
    if begun is None:
        return
    place = str(folder / MANIFEST)
    before, lucks = begun.experiment.replicates, study.replicates
    if (
        begun.experiment.model_copy(update={"replicates": lucks})
        == study.experiment
        != begun.experiment
    ):
        there = count_of(before, "luck")
        problem = f"holds {there} of {begun.experiment.name}; {lucks:,} is what is asked for"
        raise UserError(place, problem, f"write --replicates {before}, or name another folder")
    expect_same_games(begun, study, folder, "name another folder")
    for package, there, here in other_packages(begun):
        problem = f"was begun with {package} {there}, here is {here}"
        raise UserError(place, problem, "name another folder")


def expect_same_games(begun: Manifest, study: Study, folder: Path, otherwise: str) -> None:
    """Hold a folder that has been begun to the configs and the program at hand.

    Raises
    ------
    UserError
        If it has other games, or other rules played them; `otherwise` is what else can be done.
    """
    place = str(folder / MANIFEST)
    if begun.config_hash != study.digest:
        problem = f"holds games of {begun.experiment.name} with other configs"
        others = [
            f"{package} {there}, here {here}" for package, there, here in other_packages(begun)
        ]
        if study.factors and others:  # which may sample other points of the same design
            problem += f", or at other points: it was begun with {'; '.join(others)}"
        raise UserError(place, problem, otherwise)
    if begun.code_hash != study.code:
        problem = f"was made by another state of the program (version {begun.version})"
        raise UserError(place, problem, f"go back to it, or {otherwise}")


def other_packages(begun: Manifest) -> tuple[tuple[str, str, str], ...]:
    """Return the packages of which another version was there: name, version there, version here."""
    pairs = ((name, begun.packages.get(name, "none"), version(name)) for name in PACKAGES)
    return tuple((name, there, here) for name, there, here in pairs if there != here)
