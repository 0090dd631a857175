"""Running a batch: what is not done yet is handed out, then the tables are put together."""

from __future__ import annotations

import concurrent.futures as cf
import dataclasses
import itertools
import time
from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
from tqdm import tqdm

from game.batch.codebook import CODEBOOK, codebook
from game.batch.columns import SERIES, run_schema
from game.batch.describe import describe, expect_same
from game.batch.executors import CORES, Inline, choose_workers, open_executor, open_process
from game.batch.finished import AGAIN, misfit, sha256
from game.batch.forecast import keep_pace
from game.batch.manifest import (
    DESIGN,
    RUNS,
    TABLES,
    Counts,
    Manifest,
    read_manifest,
)
from game.batch.manifest import SERIES as SERIES_TABLE
from game.batch.play_task import Failure, nothing_of, play_around
from game.batch.store import Store
from game.batch.study import PackedStudy, Study, pack, unpack
from game.batch.tasks import CHUNK, Task, cut
from game.errors import UserError
from game.files.tables import check_formats, convert, write_pieces
from game.words.counts import count_of

# The type has a parameter for checkers only.
Progress: TypeAlias = "tqdm[Any]"

# Entries of a manifest that follow from the study, whatever was played.
RETOLD = ("experiment", "profiles", "inputs", "scenario", "titles", "columns", "thresholds")
# Tasks handed out ahead for each worker, so that none waits and none piles up.
AHEAD = 2


@dataclasses.dataclass(frozen=True, kw_only=True)
class Report:
    """What a batch came to.

    `lost` names tables that were not there any more and are again, `mended` the first and the last
    game of each part that was damaged or not whole and was played again.
    """

    folder: Path
    games: int
    rows: int
    failures: list[dict[str, Any]]
    seconds: float
    resumed: int
    lost: tuple[str, ...] = ()
    mended: tuple[tuple[int, int], ...] = ()


@dataclasses.dataclass(frozen=True)
class PlayedTasks:
    """Tasks whose parts are whole: how many games were there before, what was mended, how long."""

    tasks: tuple[Task, ...]
    before: int
    mended: tuple[tuple[int, int], ...] = ()
    seconds: float = 0.0


def convert_tables(folder: Path, also: Sequence[str]) -> None:
    """Write the tables of games and of series in other formats too."""
    for kind, suffix in itertools.product((RUNS, SERIES_TABLE), also):
        convert(folder / kind, suffix)


def work(packed: PackedStudy, task: Task, folder: str) -> int:
    """Play a task in a worker and keep its part; return how many games failed."""
    study = unpack(packed)
    played = play_around(study, task)
    Store(Path(folder)).keep(study, task, played)
    return sum(failure.task.games for failure in played.failures)


def run_batch(
    study: Study,
    folder: Path,
    *,
    workers: int | None = None,
    dask: str | None = None,
    chunk: int | None = None,
    also: Sequence[str] = (),
) -> Report:
    """Play all games of a study that are not in the folder yet, and write its tables.

    `also` are formats in which the tables are written beside Parquet.

    Raises
    ------
    UserError
        If the folder holds another batch, is in use, or cannot be written, or there is no such
        format.
    """
    check_formats(also)
    store, started = Store(folder.absolute()), time.monotonic()
    with store.locked(), store.writing():
        begun = read_manifest(store.folder)
        if begun is None:
            store.expect_empty()
        expect_same(begun, study, store.folder)
        lost = () if begun is None else _lost(store, begun)
        if begun is not None and begun.complete and not {RUNS, SERIES_TABLE} & {*lost}:
            manifest, played = _refresh(store, study, begun, lost), PlayedTasks((), study.games)
        else:
            manifest, played = _play_rest(store, study, workers, dask, chunk)
        convert_tables(store.folder, also)
    return Report(
        folder=store.folder,
        games=manifest.counts.played,
        rows=manifest.counts.series,
        failures=list(manifest.failures),
        seconds=time.monotonic() - started,
        resumed=played.before,
        lost=lost,
        mended=played.mended,
    )


def _play_rest(
    store: Store, study: Study, workers: int | None, dask: str | None, chunk: int | None
) -> tuple[Manifest, PlayedTasks]:
    """Play what no part is there of; return the manifest, and what was there before."""
    played = play_tasks(store, study, workers, dask, chunk)
    failures = store.failures(study, played.tasks)
    rows = store.merge(study, played.tasks, "runs", run_schema(study))
    series = store.merge(study, played.tasks, "series", SERIES)
    store.write_text(CODEBOOK, codebook(study))
    manifest = finish(store, study, rows, series, failures)
    if not failures:
        store.drop_parts()
    return manifest, played


def play_tasks(
    store: Store,
    study: Study,
    workers: int | None,
    dask: str | None,
    chunk: int | None,
    before: int = 0,
) -> PlayedTasks:
    """Play what a folder has no whole part of, without the lucks that were played before."""
    tasks, mended = _begin(store, study, chunk, before)
    waiting = [task for task in tasks if not store.has(study, task)]
    games, left = (sum(task.games for task in part) for part in (tasks, waiting))
    count, started = choose_workers(games, workers), time.monotonic()
    with _bar(games, games - left) as bar:
        for task in _play_all(study, waiting, store, count, dask):
            bar.update(task.games)
    if dask is None:
        keep_pace(study, left, count, time.monotonic() - started)
    for task in tasks:
        _expect_part(study, task, store)
    return PlayedTasks(tuple(tasks), games - left, mended, time.monotonic() - started)


def _lost(store: Store, begun: Manifest) -> tuple[str, ...]:
    """Return the tables that the manifest tells of and that are not there any more.

    Raises
    ------
    UserError
        If another file has the name of one, which is not to be lost in its turn.
    """
    lost = []
    for name, digest in begun.tables.items():
        path = store.folder / name
        if not path.exists():
            lost.append(name)
        elif problem := misfit(path, digest):
            raise UserError(str(path), *problem)
    return tuple(lost)


def _bar(games: int, done: int) -> Progress:
    return tqdm(total=games, initial=done, unit=" games", unit_scale=True, disable=None)


def _begin(
    store: Store, study: Study, chunk: int | None, before: int
) -> tuple[list[Task], tuple[tuple[int, int], ...]]:
    """Write what a batch begins with; return its tasks, and the games of those that are broken."""
    store.write_manifest(describe(study))
    plan = store.plan(chunk or CHUNK)
    if chunk not in (None, plan.chunk):
        problem = f"{chunk} is not the {plan.chunk} that {store.folder} was begun with"
        raise UserError("--chunk", problem, "leave it out, or name another folder")
    _write_design(store, study)
    tasks = list(cut(study, plan.chunk, before))
    starts = [(task.start(study), task.games) for task in tasks if store.is_broken(study, task)]
    for task in tasks:
        store.drop_failed(study, task)
    return tasks, tuple((first, first + games - 1) for first, games in starts)


def _write_design(store: Store, study: Study) -> None:
    names = [factor.name for factor in study.factors]
    columns = [pa.array(range(len(study.points)), pa.int32()), *map(pa.array, study.points.T)]
    design = pa.table(columns, names=["point", *names])
    write_pieces([design], design.schema, store.folder / DESIGN)


def _play_all(
    study: Study, waiting: list[Task], store: Store, workers: int, dask: str | None
) -> Iterator[Task]:
    """Yield each task when its part is kept, whatever becomes of the workers."""
    packed, left = pack(study), dict.fromkeys(waiting)
    while left:
        pending: dict[cf.Future[int], Task] = {}
        try:
            with open_executor(workers, dask) as executor:
                for task, error in _hand_out(executor, packed, list(left), store, workers, pending):
                    if error is not None:
                        _write_off(study, task, store, error)
                    _expect_part(study, task, store)
                    del left[task]
                    yield task
        except BrokenProcessPool:
            # One of these killed its worker, and the others went down with it.
            for task in _play_singly(packed, study, list(pending.values()), store):
                del left[task]
                yield task


def _hand_out(
    executor: cf.Executor,
    packed: PackedStudy,
    tasks: list[Task],
    store: Store,
    workers: int,
    pending: dict[cf.Future[int], Task],
) -> Iterator[tuple[Task, BaseException | None]]:
    """Yield tasks as they are done or lost, with only a few handed out at a time."""
    waiting = iter(tasks)
    ahead = 1 if isinstance(executor, Inline) else AHEAD * max(workers, CORES)
    while True:
        for task in waiting:
            pending[executor.submit(work, packed, task, str(store.folder))] = task
            if len(pending) >= ahead:
                break
        if not pending:
            return
        done, _ = cf.wait(pending, return_when=cf.FIRST_COMPLETED)
        for future in done:
            error = future.exception()
            if isinstance(error, UserError | OSError | BrokenProcessPool):
                raise error
            yield pending.pop(future), error


def _play_singly(
    packed: PackedStudy, study: Study, suspects: list[Task], store: Store
) -> Iterator[Task]:
    """Play tasks one at a time in a process of their own; write off one that it dies of."""
    waiting = iter(suspects)
    task = next(waiting, None)
    while task is not None:
        with open_process() as executor:
            error = None
            while task is not None and error is None:
                error = executor.submit(work, packed, task, str(store.folder)).exception()
                if error is not None:
                    _write_off(study, task, store, error)
                yield task
                task = next(waiting, None)


def _write_off(study: Study, task: Task, store: Store, error: BaseException) -> None:
    failure = Failure(task=task, error=f"{type(error).__name__}: {error}", trace="")
    store.keep(study, task, nothing_of(study, failure))


def _expect_part(study: Study, task: Task, store: Store) -> None:
    if not store.has(study, task):
        problem = "a part that a worker kept is not here, or not as it was kept"
        remedy = "name a folder that all workers share, on a disk that is sound"
        raise UserError(str(store.folder), problem, remedy)


def finish(
    store: Store, study: Study, rows: int, series: int, failures: list[dict[str, Any]]
) -> Manifest:
    """Write and return the manifest of tables that are whole; it says so last.

    Raises
    ------
    UserError
        If the tables have not all games but those that failed.
    """
    failed = sum(failure["games"] for failure in failures)
    if rows + failed != study.games:
        problem = f"{count_of(rows, 'game')} and {failed:,} failed: not the {study.games:,} of it"
        raise UserError(str(store.folder), problem, AGAIN)
    changes = {
        "counts": Counts(games=study.games, played=rows, failed=failed, series=series),
        "tables": {name: sha256(store.folder / name) for name in TABLES},
        "failures": tuple(
            {k: v for k, v in failure.items() if k != "trace"} for failure in failures
        ),
        "complete": not failures,
    }
    manifest = describe(study).model_copy(update=changes)
    store.write_manifest(manifest)
    return manifest


def _refresh(store: Store, study: Study, begun: Manifest, lost: tuple[str, ...]) -> Manifest:
    """Keep a finished batch as it is, but for what is written anew without a game."""
    store.drop_parts()
    if DESIGN in lost:
        _write_design(store, study)
    # Only text for people can differ, and what a report says should be the newest.
    now = describe(study)
    changes = {name: getattr(now, name) for name in RETOLD}
    manifest = begun.model_copy(update=changes)
    if manifest != begun:
        store.write_manifest(manifest)
    book = codebook(study)
    if not store.holds_text(CODEBOOK, book):
        store.write_text(CODEBOOK, book)
    return manifest
