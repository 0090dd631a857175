"""The columns of the tables, from one declaration: their types, units and meaning."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pyarrow as pa

from game.batch.study import Study
from game.config.schema.experiment import KINDS

TYPES = {"number": pa.float64(), "condition": pa.bool_(), "turn": pa.int16()}
SERIES = pa.schema(
    [
        ("run", pa.int64()),
        ("observable", pa.string()),
        ("turn", pa.int16()),
        ("value", pa.float64()),
    ]
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the table of games; `title` names it shortly where it has such a name."""

    name: str
    type: pa.DataType
    unit: str
    says: str
    title: str = ""


def run_columns(study: Study) -> tuple[Column, ...]:
    """Return the columns of the table of games in order."""
    return (*_identity(study), *_inputs(study), *_scores(study), *_outcomes(study))


def run_schema(study: Study) -> pa.Schema:
    """Return the Arrow schema of the table of games."""
    return pa.schema([(column.name, column.type) for column in run_columns(study)])


def score_column(study: Study, payoffs: str, *parts: str) -> str:
    """Return the name of a score or aim: the first payoff set's have none of its name."""
    return "_".join(parts if payoffs == study.payoffs[0] else (*parts, payoffs))


def _text(name: str, says: str) -> Column:
    return Column(name=name, type=pa.string(), unit="", says=says)


def _identity(study: Study) -> Iterator[Column]:
    yield Column(name="run", type=pa.int64(), unit="", says="number of the game")
    yield _text("profile", "who leads whom, and what is held")
    yield _text("arm", "the line-up of the experiment that the profile comes from")
    yield Column(name="point", type=pa.int32(), unit="", says="point of the design, from 0")
    says = "number of the luck; equal numbers met the same luck in every profile and at every point"
    yield Column(name="replicate", type=pa.int32(), unit="", says=says)
    for actor in study.arms[0].scenario.actors:
        yield _text(f"policy_{actor}", f"the policy that led {actor}")


def _inputs(study: Study) -> Iterator[Column]:
    for factor in study.factors:
        what = f"factor on {factor.parameter}: " if factor.multiplies else ""
        title = f"{what}{factor.says}"
        says = f"{title} ({factor.distribution}, {factor.low:g} to {factor.high:g})"
        yield Column(name=factor.name, type=pa.float64(), unit=factor.unit, says=says, title=title)


def _scores(study: Study) -> Iterator[Column]:
    yield Column(name="turns", type=pa.int16(), unit="turns", says="how many turns it lasted")
    yield _text("termination", "how it ended")
    yield _text("ended_by", "whose doing that was; empty at the horizon")
    arm = study.arms[0]
    for payoffs in study.payoffs:
        aims = arm.scored[payoffs].aims
        for actor in arm.scenario.actors:
            name = score_column(study, payoffs, "score", actor)
            says = f"score of {actor} by the payoff set {payoffs}"
            yield Column(name=name, type=pa.float64(), unit="0 to 100", says=says)
        for actor in study.experiment.outcomes.aims:
            for aim in aims[actor]:
                name = score_column(study, payoffs, "aim", actor, aim.name)
                says = f"{aim.title}: {aim.says}"
                yield Column(
                    name=name, type=pa.float64(), unit="0 to 100", says=says, title=aim.title
                )
    if study.own_targets:
        for actor, target in arm.scenario.targets.items():
            says = f"whether {actor} reached its target of {target:g}"
            yield Column(name=f"won_{actor}", type=pa.bool_(), unit="", says=says)


def _outcomes(study: Study) -> Iterator[Column]:
    for kind, formulas in study.formulas.items():
        written, says = KINDS[kind].written, KINDS[kind].says
        unit = "turn" if written == "turn" else ""
        for name, formula in formulas.items():
            meaning = says.format(formula=formula.text)
            yield Column(name=name, type=TYPES[written], unit=unit, says=meaning)
