"""The games of a batch as analyses read them: a table, the points of its design, its question."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from game.batch.finished import FinishedBatch, open_batch
from game.batch.manifest import DESIGN, ELSEWHERE, RUNS
from game.config.schema.experiment import Experiment
from game.errors import UserError, did_you_mean
from game.language.expression import ExpressionError, compile_expression
from game.state.world import Floats
from game.words.counts import count_of

IDENTITY = ("run", "profile", "arm", "point", "replicate", "termination", "ended_by")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Runs:
    """The games of a batch.

    `table` has one row a game, with truths as 1 and 0; `points` one row a point of the design and
    one column a factor; `problem` is the dict that SALib's samplers and analysers take; `place` is
    what a mistake is told with: the folder, or the name of the experiment.
    """

    table: pd.DataFrame
    points: pd.DataFrame
    experiment: Experiment
    problem: Mapping[str, Any]
    place: str

    @property
    def factors(self) -> tuple[str, ...]:
        """The names of what varies from point to point."""
        return tuple(self.problem["names"])

    @property
    def profiles(self) -> tuple[str, ...]:
        """The names of the profiles, in the order of the experiment."""
        return tuple(dict.fromkeys(self.table["profile"]))

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors that a policy leads."""
        prefix = "policy_"
        names = map(str, self.table.columns)
        return tuple(name.removeprefix(prefix) for name in names if name.startswith(prefix))

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The columns that hold what came of a game, as numbers."""
        inputs = {*IDENTITY, *self.factors}
        return tuple(
            str(name)
            for name, kind in self.table.dtypes.items()
            if name not in inputs and pd.api.types.is_numeric_dtype(kind)
        )

    @property
    def deep(self) -> tuple[str, ...]:
        """The factors for which no distribution is claimed: shares over them are no chances."""
        uncertain = self.experiment.uncertain.items()
        return tuple(
            name.replace(".", "_") for name, factor in uncertain if factor.distribution == "deep"
        )

    @property
    def block(self) -> int:
        """How many points belong together: a base sample of Sobol's, a trajectory of Morris's."""
        design = self.experiment.design
        count = len(self.factors)
        if design is None or design.method not in {"sobol", "morris"}:
            return 1
        if design.method == "morris":
            return count + 1
        return 2 * count + 2 if design.second_order else count + 2


def read_runs(folder: Path) -> Runs:
    """Read the games of a finished batch in a folder.

    Raises
    ------
    UserError
        If there is none, or it is damaged or of another version.
    """
    return runs_of(open_batch(folder))


def runs_of(batch: FinishedBatch) -> Runs:
    """Return the games of a finished batch.

    Raises
    ------
    UserError
        If a table of it cannot be read, or is not the one that was written.
    """
    table, design = batch.read(RUNS), batch.read(DESIGN)
    _expect_columns(batch, table, design)
    return Runs(
        table=to_frame(table),
        points=design.to_pandas().set_index("point"),
        experiment=batch.manifest.experiment,
        problem=batch.manifest.inputs.problem,
        place=str(batch.folder),
    )


def _expect_columns(batch: FinishedBatch, table: pa.Table, design: pa.Table) -> None:
    """Refuse tables that are not those of the games that the manifest tells of.

    Raises
    ------
    UserError
        If columns or rows are others.
    """
    manifest = batch.manifest
    columns = {
        RUNS: (table, [column.name for column in manifest.columns], manifest.counts.played),
        DESIGN: (design, ["point", *manifest.inputs.problem["names"]], manifest.inputs.points),
    }
    for name, (there, wanted, rows) in columns.items():
        if there.column_names != wanted or len(there) != rows:
            raise UserError(str(batch.folder / name), "is not the table of its manifest", ELSEWHERE)


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Return a table of games with truths as 1.0 and 0.0, missing ones as nan."""
    for place, field in enumerate(table.schema):
        if pa.types.is_boolean(field.type):
            table = table.set_column(place, field.name, table[place].cast(pa.int8()))
    frame: pd.DataFrame = table.to_pandas()
    return frame


def default_outcome(runs: Runs) -> str:
    """Return the first outcome that the experiment compares; else the first scalar, or score."""
    experiment = runs.experiment
    compared = (comparison.outcome for comparison in experiment.comparisons.values())
    scores = (name for name in runs.outcomes if name.startswith("score_"))
    return next(itertools.chain(compared, experiment.outcomes.written("number"), scores))


def measure(runs: Runs, text: str, option: str = "--outcome") -> Floats:
    """Return an expression over the outcomes of each game, (games,); a condition gives 1 or 0.

    Raises
    ------
    UserError
        If it is no expression, or reads what is no outcome of the batch.
    """
    try:
        expression = compile_expression(text)
    except ExpressionError as error:
        raise UserError(option, str(error)) from None
    for name in expression.terms:
        if name not in runs.outcomes:
            remedy = did_you_mean(name, runs.outcomes)
            raise UserError(option, f"{name!r} is no outcome of {runs.place}", remedy)
    columns = {name: runs.table[name].to_numpy(np.float64) for name in expression.names}
    values = expression.evaluate(lambda name: columns[name][:, np.newaxis])
    return np.array(np.broadcast_to(values, (len(runs.table), 1))[:, 0])


def choose_profiles(runs: Runs, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the profiles that are wanted, all of them where none is named.

    Raises
    ------
    UserError
        If the batch does not have one.
    """
    for name in wanted:
        if name not in runs.profiles:
            problem = f"unknown profile {name!r}"
            raise UserError("--profile", problem, did_you_mean(name, runs.profiles))
    return wanted or runs.profiles


def lay_out(runs: Runs, values: Floats, profiles: tuple[str, ...]) -> Floats:
    """Return a number of each game by profile, point and replicate, (profiles, points, replicates).

    Games that failed are nan.
    """
    places = {name: place for place, name in enumerate(profiles)}
    profile = runs.table["profile"].map(places)
    kept = profile.notna().to_numpy()
    shape = (len(profiles), len(runs.points), runs.experiment.replicates)
    laid = np.full(shape, np.nan)
    at = (
        profile[kept].to_numpy(np.int64),
        runs.table["point"].to_numpy(np.int64)[kept],
        runs.table["replicate"].to_numpy(np.int64)[kept],
    )
    laid[at] = values[kept]
    return laid


def expect_numbers(runs: Runs, values: Floats, text: str) -> None:
    """Refuse an outcome that some games have no number for.

    Raises
    ------
    UserError
        If one is missing, as the turn of what never happened is.
    """
    missing = int(np.isnan(values).sum())
    if missing:
        problem = f"{text} is missing in {missing:,} of {count_of(len(values), 'game')}"
        raise UserError(runs.place, problem, f"ask for a condition: '{text} <= 8' is false there")
