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
from game.batch.finished import FinishedBatch, misfit
from game.batch.manifest import (
    ELSEWHERE,
    MANIFEST,
    RUNS,
    SERIES,
    TABLES,
    Manifest,
    read_manifest,
)
from game.batch.runner import Report, convert_tables, finish, play_tasks
from game.batch.store import Store, regroup
from game.batch.study import Study, build_study
from game.batch.tasks import Task
from game.config.library import Library
from game.errors import UserError
from game.files.tables import check_formats, write_pieces
from game.words.counts import count_of

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
    store = Store(folder.absolute())
    begun = read_manifest(store.folder)
    if begun is None or not begun.tables:
        return None
    inner = Store(store.folder / LARGER)
    with store.locked(), store.writing():
        if inner.folder.is_dir():
            _finish_moving(library, study, store)
        begun = read_manifest(store.folder)
        if begun is None or not begun.experiment.replicates < study.replicates:
            return None
        _expect_whole(library, study, store, begun)
        with inner.locked():
            _check_larger(inner, study)
            before = begun.experiment.replicates
            played = play_tasks(inner, study, way.workers, way.dask, way.chunk, before)
            batch = FinishedBatch(store.folder, begun)
            manifest = _put_together(batch, inner, study, played.tasks, before)
        _move(store, manifest)
        convert_tables(store.folder, way.also)
    return Report(
        folder=store.folder,
        games=manifest.counts.played,
        rows=manifest.counts.series,
        failures=list(manifest.failures),
        seconds=played.seconds,
        resumed=begun.counts.played,
        mended=played.mended,
    )


def _expect_whole(library: Library, study: Study, store: Store, begun: Manifest) -> None:
    """Hold a batch to its manifest before more is played for it.

    Raises
    ------
    UserError
        If it is another batch, games of it failed, or a table is damaged or missing.
    """
    before = begun.experiment.replicates
    expect_same(begun, _with_lucks(library, study, before), store.folder)
    first = f"give the batch of {count_of(before, 'luck')} again before adding others"
    if not begun.complete:
        problem = f"{count_of(begun.counts.failed, 'game')} of the batch failed"
        raise UserError(str(store.folder), problem, first)
    for name in (RUNS, SERIES):
        if problems := misfit(store.folder / name, begun.tables[name]):
            raise UserError(
                str(store.folder / name), problems[0], f"move it away, if it is there, and {first}"
            )


def _with_lucks(library: Library, study: Study, lucks: int) -> Study:
    return build_study(library, study.experiment.model_copy(update={"replicates": lucks}))


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
        problem = f"{count_of(failed, 'new game')} failed, such as: {failures[0]['error']}"
        raise UserError(str(inner.folder), problem, "the batch is as it was")
    tables = (("runs", run_schema(study)), ("series", SERIES_SCHEMA))
    rows = [
        _write_both(batch, inner, study, tasks, before, kind, schema) for kind, schema in tables
    ]
    inner.write_text(CODEBOOK, codebook(study))
    return finish(inner, study, rows[0], rows[1], failures)


def _write_both(
    batch: FinishedBatch,
    inner: Store,
    study: Study,
    tasks: Sequence[Task],
    before: int,
    kind: str,
    schema: pa.Schema,
) -> int:
    """Write one table of old and new games in the order of their numbers; return its rows."""
    old = (
        _renumber(piece, study, before).cast(schema) for piece in batch.pieces(f"{kind}.parquet")
    )
    pieces = regroup(_interleave(old, inner.tables(study, tasks, kind)))
    return write_pieces(pieces, schema, inner.folder / f"{kind}.parquet")


def _interleave(*tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """Yield the rows of tables by the number of their games, with a piece of each in memory.

    Each comes in pieces in that order, and no game is in two of them.
    """
    pieces = [(piece for piece in table if len(piece)) for table in tables]
    heads = {place: head for place, rest in enumerate(pieces) if (head := next(rest, None))}
    while heads:
        runs = {place: head["run"].to_numpy() for place, head in heads.items()}
        last = min(numbers[-1] for numbers in runs.values())
        ready = []
        for place, numbers in runs.items():
            head = heads.pop(place)
            count = int(np.searchsorted(numbers, last, side="right"))
            ready.append(head.slice(0, count))
            if rest := head.slice(count) if count < len(head) else next(pieces[place], None):
                heads[place] = rest
        both = pa.concat_tables(ready)
        yield both.take(pa.array(np.argsort(both["run"].to_numpy(), kind="stable")))


def _renumber(table: pa.Table, study: Study, before: int) -> pa.Table:
    """Return a table with its games numbered as among so many lucks at each point."""
    world, replicate = np.divmod(table["run"].to_numpy(), before)
    runs = pa.array(world * study.replicates + replicate, pa.int64())
    return table.set_column(table.column_names.index("run"), "run", runs)


def _finish_moving(library: Library, study: Study, store: Store) -> None:
    """Go on where a stop came while enlarged tables took the place of the smaller ones.

    Raises
    ------
    UserError
        If what is to be moved is damaged or of another batch, and some of it was moved already.
    """
    inner = store.folder / LARGER
    try:
        manifests = {folder: read_manifest(folder) for folder in (store.folder, inner)}
        larger = manifests[inner]
        if larger is None or not larger.tables:
            return
        for folder, manifest in manifests.items():
            if manifest is not None:
                lucks = manifest.experiment.replicates
                expect_same(manifest, _with_lucks(library, study, lucks), folder)
        _move(store, larger)
    except UserError:
        begun = read_manifest(store.folder)
        if begun is None or any(misfit(store.folder / n, d) for n, d in begun.tables.items()):
            raise
        # Nothing was moved: the batch is whole, and what lies beside it can be played again.
        shutil.rmtree(inner, ignore_errors=True)


def _move(store: Store, larger: Manifest) -> None:
    """Put enlarged tables in the place of the smaller ones; the manifest, which says so, last.

    Raises
    ------
    UserError
        If one of them is not the table of its manifest; then none is moved.
    """
    inner = store.folder / LARGER
    for name, digest in larger.tables.items():
        path = inner / name if (inner / name).exists() else store.folder / name
        if problem := misfit(path, digest):
            raise UserError(str(path), problem[0], ELSEWHERE)
    for name in (*TABLES, CODEBOOK, MANIFEST):
        if (inner / name).exists():
            os.replace(inner / name, store.folder / name)
    shutil.rmtree(inner, ignore_errors=True)
