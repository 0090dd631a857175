"""More lucks for a finished batch: only the new ones are played, and the tables come out as one."""

from __future__ import annotations

import dataclasses
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from game.batch.codebook import CODEBOOK, codebook
from game.batch.columns import SERIES as SERIES_SCHEMA
from game.batch.columns import run_schema
from game.batch.describe import expect_same
from game.batch.finished import FinishedBatch
from game.batch.manifest import MANIFEST, RUNS, SERIES, TABLES, Manifest, read_manifest
from game.batch.runner import Report, convert_tables, finish, play_tasks
from game.batch.store import Store
from game.batch.study import Study, build_study
from game.batch.tasks import Task
from game.config.library import Library
from game.errors import UserError
from game.files.tables import ROW_GROUP, check_formats, write_pieces

# Where the new games are kept until all are there.
LARGER = "larger"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Way:
    """How games are played: in how many processes, on which cluster, side by side how many."""

    workers: int | None = None
    dask: str | None = None
    chunk: int | None = None
    also: tuple[str, ...] = ()


def enlarge(
    library: Library,
    study: Study,
    folder: Path,
    way: Way,
) -> Report | None:
    """Add the lucks that a finished batch lacks; None where the folder holds no such batch.

    The folder stays as it is until all new games are there: stopped, the same command goes on.

    Raises
    ------
    UserError
        If games of the batch failed, or the folder cannot be written.
    """
    check_formats(way.also)
    folder = folder.absolute()
    _finish_moving(folder)
    begun = read_manifest(folder)
    before = begun.experiment.replicates if begun is not None else 0
    if begun is None or not begun.tables or not before < study.replicates:
        return None
    smaller = study.experiment.model_copy(update={"replicates": before})
    expect_same(begun, build_study(library, smaller), folder)
    if not begun.complete:
        problem = f"{begun.counts.failed:,} games of the batch failed"
        raise UserError(str(folder), problem, "give its own command again before adding lucks")
    with Store(folder).locked(), Store(folder / LARGER).locked():
        inner = Store(folder / LARGER)
        _check_larger(inner, study)
        played = play_tasks(inner, study, way.workers, way.dask, way.chunk, before)
        batch = FinishedBatch(folder, begun)
        manifest = _put_together(batch, inner, study, played.tasks, before)
        _finish_moving(folder)
        convert_tables(folder, way.also)
    return Report(
        folder=folder,
        games=manifest.counts.played,
        rows=manifest.counts.series,
        failures=list(manifest.failures),
        seconds=played.seconds,
        resumed=begun.counts.played,
        mended=played.mended,
    )


def _check_larger(inner: Store, study: Study) -> None:
    """Go on with new games of this study only; those of another number of lucks are begun anew."""
    there = read_manifest(inner.folder)
    if there is not None and there.config_hash != study.digest:
        inner.drop_parts()


def _put_together(
    batch: FinishedBatch, inner: Store, study: Study, tasks: Sequence[Task], before: int
) -> Manifest:
    """Write the tables of old and new games, and the manifest, beside the old ones."""
    failures = inner.failures(study, tasks)
    if failures:
        failed = sum(failure["games"] for failure in failures)
        problem = f"{failed:,} of the new games failed, such as: {failures[0]['error']}"
        raise UserError(str(inner.folder), problem, "the batch is as it was")
    tables = ((RUNS, "runs", run_schema(study)), (SERIES, "series", SERIES_SCHEMA))
    rows = [
        _write_both(batch.read(name), inner, study, tasks, before, kind, schema)
        for name, kind, schema in tables
    ]
    inner.write_text(CODEBOOK, codebook(study))
    return finish(inner, study, rows[0], rows[1], failures)


def _write_both(
    old: pa.Table,
    inner: Store,
    study: Study,
    tasks: Sequence[Task],
    before: int,
    kind: str,
    schema: pa.Schema,
) -> int:
    """Write one table of old and new games in the order of their numbers; return its rows."""
    old = _renumber(old, study, before).cast(schema)
    whole = pa.concat_tables([old, *inner.tables(study, tasks, kind)])
    places = np.argsort(whole["run"].to_numpy(), kind="stable")
    pieces = _row_groups(whole.take(pa.array(places)).combine_chunks())
    return write_pieces(pieces, schema, inner.folder / f"{kind}.parquet")


def _renumber(table: pa.Table, study: Study, before: int) -> pa.Table:
    """Return a table with its games numbered as among so many lucks at each point."""
    world, replicate = np.divmod(table["run"].to_numpy(), before)
    runs = pa.array(world * study.replicates + replicate, pa.int64())
    return table.set_column(table.column_names.index("run"), "run", runs)


def _row_groups(table: pa.Table) -> Iterator[pa.Table]:
    for first in range(0, len(table), ROW_GROUP):
        yield table.slice(first, ROW_GROUP)


def _finish_moving(folder: Path) -> None:
    """Put enlarged tables in the place of the smaller ones, also after a stop in the middle.

    The manifest of the larger batch is written when its tables are whole, and moves last.
    """
    inner = folder / LARGER
    if not inner.is_dir():
        return
    manifest = read_manifest(inner)
    if manifest is None or not manifest.tables:
        return
    for name in (*TABLES, CODEBOOK, MANIFEST):
        if (inner / name).exists():
            os.replace(inner / name, folder / name)
    shutil.rmtree(inner, ignore_errors=True)
