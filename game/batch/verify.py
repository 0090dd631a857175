"""Playing a sample of a finished batch again, game by game, and comparing every number."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from game.batch.columns import run_columns
from game.batch.describe import expect_same_games
from game.batch.finished import FinishedBatch
from game.batch.manifest import DESIGN, ELSEWHERE, MANIFEST, RUNS, SERIES
from game.batch.play_task import play
from game.batch.study import Study, build_study
from game.batch.tasks import task_of
from game.config.library import Library
from game.config.own_files import OwnFile
from game.config.scenarios import library_of, library_with
from game.errors import UserError
from game.words.counts import count_of


@dataclasses.dataclass(frozen=True, kw_only=True)
class Difference:
    """A number that a game played again does not have in common with the table."""

    run: int
    column: str
    kept: str
    now: str


def reopen(batch: FinishedBatch, pack: Sequence[Path] = ()) -> Study:
    """Return the study of a batch, made from its manifest.

    The folder holds the user's own files that were played; `pack` has others to hold it to.

    Raises
    ------
    UserError
        If the program or configs are not those it was made with. Other versions of packages are
        no obstacle: whether they play the same is what is asked.
    """
    experiment = batch.manifest.experiment
    library = library_with(pack=pack) if pack else _library_of(batch)
    if experiment.scenario not in library.scenarios:
        problem = f"unknown scenario {experiment.scenario!r}"
        raise UserError(str(batch.folder), problem, "hand its file over with --pack")
    study = build_study(library, experiment)
    otherwise = "play the experiment again in another folder"
    expect_same_games(batch.manifest, study, batch.folder, otherwise)
    return study


def _library_of(batch: FinishedBatch) -> Library:
    """Return the configs with the user's own files that the manifest holds."""
    place = batch.folder / MANIFEST
    return library_of(
        OwnFile(name=text.name, text=text.text, place=f"{place}: {text.name}.yaml", kind=text.kind)
        for text in batch.manifest.own
    )


def verify(study: Study, batch: FinishedBatch, games: int) -> Iterator[list[Difference]]:
    """Yield the differences of each game of an even sample, played alone.

    Before that, hashes and counts of all tables are checked.

    Raises
    ------
    UserError
        If a table is not the one that the manifest describes.
    """
    expect_counts(study, batch)
    for run in _sample(batch, games):
        played = play(study, task_of(study, run))
        kept = batch.read(RUNS, filters=[("run", "=", run)])
        differences = [
            _difference(run, column.name, kept[column.name], played.runs[column.name])
            for column in run_columns(study)
        ]
        series = batch.read(SERIES, filters=[("run", "=", run)])
        differences += [
            _difference(run, f"series.{name}", series[name], played.series[name])
            for name in series.column_names
        ]
        yield [difference for difference in differences if difference is not None]


def expect_counts(study: Study, batch: FinishedBatch) -> None:
    """Hold the tables to their hashes, and to the games that must be in them, each once.

    Raises
    ------
    UserError
        If a table is not the one of the manifest, or games are missing, repeated or unknown.
    """
    counts, place = batch.manifest.counts, str(batch.folder)
    runs = batch.read(RUNS, columns=["run"])["run"].to_numpy()
    rows = batch.read(SERIES, columns=["run", "observable", "turn"])
    points = len(batch.read(DESIGN))
    in_design = count_of(points, "point")
    repeated = len(runs) - len(np.unique(runs))
    in_runs, in_series = count_of(len(runs), "game"), count_of(len(rows), "row")
    wanted = np.ones(study.games, dtype=np.bool_)
    for failure in batch.manifest.failures:
        first = int(failure["first_run"])
        wanted[first : first + int(failure["games"])] = False
    names = [column.name for column in run_columns(study)]
    problems = {
        f"{MANIFEST} tells of other columns": names
        != [column.name for column in batch.manifest.columns],
        f"{count_of(repeated, 'game')} in {RUNS} more than once": repeated > 0,
        f"{RUNS} has {in_runs} of {counts.played:,}": len(runs) != counts.played,
        f"{RUNS} has other games than were played": not np.array_equal(
            np.unique(runs), np.flatnonzero(wanted)
        ),
        f"{SERIES} has {in_series} of {counts.series:,}": len(rows) != counts.series,
        f"{SERIES} has a row twice": rows.group_by(rows.column_names).aggregate([]).num_rows
        != len(rows),
        f"{SERIES} has games that {RUNS} has not": not np.isin(
            np.unique(rows["run"].to_numpy()), runs
        ).all(),
        f"{DESIGN} has {in_design} of {len(study.points):,}": points != len(study.points),
    }
    for problem, holds in problems.items():
        if holds:
            raise UserError(place, problem, ELSEWHERE)


def _sample(batch: FinishedBatch, games: int) -> list[int]:
    runs = batch.read(RUNS, columns=["run"])["run"]
    count = min(games, len(runs))
    places = [(2 * index + 1) * len(runs) // (2 * count) for index in range(count)]
    return [int(run.as_py()) for run in runs.take(pa.array(places, pa.int64()))]


def _difference(
    run: int, column: str, kept: pa.ChunkedArray, now: pa.ChunkedArray
) -> Difference | None:
    if kept.equals(now):
        return None
    if len(kept) != len(now):
        rows = count_of(len(kept), "row"), count_of(len(now), "row")
        return Difference(run=run, column=column, kept=rows[0], now=rows[1])
    kept, now = kept.combine_chunks(), now.combine_chunks()
    other = pc.not_equal(kept, now).to_pylist()
    place = next((index for index, differs in enumerate(other) if differs is not False), 0)
    return Difference(run=run, column=column, kept=str(kept[place]), now=str(now[place]))
