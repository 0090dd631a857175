"""The folder of a batch: parts while it runs, tables when it is done; every file is whole."""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, TypeVar

import numpy as np
import pyarrow as pa
from pydantic import BaseModel, ConfigDict, ValidationError

from game.batch.finished import AGAIN, sha256
from game.batch.manifest import MANIFEST, TABLES, Manifest
from game.batch.play_task import PlayedTask
from game.batch.study import Study
from game.batch.tasks import Task
from game.errors import UserError
from game.files.durable import whole_file, write_whole, writing
from game.files.regular import NotAFileError, read_regular
from game.files.tables import ELSEWHERE, ROW_GROUP, write_pieces

# Part numbers with leading zeros sort as numbers do.
DIGITS = 12
KINDS = ("runs", "series")


R = TypeVar("R", bound="_Record")


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Division(_Record):
    """How an unfinished batch is cut into parts."""

    chunk: int


class WholePart(_Record):
    """A part that is whole: how many games of which batch, its tables' hashes, what failed."""

    games: int
    config_hash: str
    code_hash: str
    tables: dict[str, str]
    failures: tuple[dict[str, Any], ...]


class Store:
    """The folder of one batch."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.parts = folder / "parts"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other batches out of the folder; a process that dies lets go of it.

        Raises
        ------
        UserError
            If the folder cannot be made, or another batch is at work in it.
        """
        with self.writing():
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / ".lock").open("a+b")
        with file:
            try:
                _lock(file)
            except OSError:
                remedy = "wait for it, or name another folder"
                raise UserError(
                    str(self.folder), "another batch is at work in it", remedy
                ) from None
            yield

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Tell what the disk does not take as what it is, for a person to mend.

        Raises
        ------
        UserError
            If something cannot be written.
        """
        with writing(self.folder, ELSEWHERE):
            yield

    def write_text(self, name: str, text: str) -> None:
        """Write a text file as a whole."""
        write_whole(self.folder / name, text.encode())

    def holds_text(self, name: str, text: str) -> bool:
        """Whether a file is there with this text and no other."""
        path = self.folder / name
        return path.is_file() and read_regular(path) == text.encode()

    def write_manifest(self, manifest: Manifest) -> None:
        """Write the manifest as a whole."""
        self.write_text(MANIFEST, manifest.to_text())

    def plan(self, chunk: int) -> Division:
        """Return how the batch is cut, by that chunk where it was not begun yet."""
        path = self.parts / "plan.json"
        plan = _read_record(path, Division)
        if plan is None:
            plan = Division(chunk=chunk)
            write_whole(path, plan.model_dump_json().encode())
        return plan

    def expect_empty(self) -> None:
        """Refuse a folder without a manifest in which games of some batch are.

        Raises
        ------
        UserError
            If tables or parts are there: nobody knows of which batch.
        """
        there = [self.folder / name for name in TABLES if (self.folder / name).exists()]
        there += self.parts.glob("*.done.json")
        if there:
            problem = f"is there without {MANIFEST}"
            remedy = "put that file back, move these away, or name another folder"
            raise UserError(str(there[0]), problem, remedy)

    def has(self, study: Study, task: Task) -> bool:
        """Whether the part of a task is there and whole, with or without games that failed."""
        part = _read_record(self._path(study, task, "done.json"), WholePart)
        if part is None or part.games != task.games:
            return False
        same = (part.config_hash, part.code_hash) == (study.digest, study.code)
        return same and part.tables == self._hashes(study, task)

    def is_broken(self, study: Study, task: Task) -> bool:
        """Whether there is something of the part of a task, and it is not whole or not its own."""
        endings = ("done.json", *(f"{kind}.arrow" for kind in KINDS))
        there = any(self._path(study, task, ending).exists() for ending in endings)
        return there and not self.has(study, task)

    def drop_failed(self, study: Study, task: Task) -> None:
        """Forget a task some of whose games failed, so that it is tried again."""
        path = self._path(study, task, "done.json")
        part = _read_record(path, WholePart)
        if part is not None and part.failures:
            path.unlink()

    def keep(self, study: Study, task: Task, played: PlayedTask) -> None:
        """Write the part of a task; it counts as done when its last file has its name."""
        done = self._path(study, task, "done.json")
        done.unlink(missing_ok=True)  # the part of another batch, or a damaged one
        _write_part(self._path(study, task, "runs.arrow"), played.runs)
        _write_part(self._path(study, task, "series.arrow"), played.series)
        failures = tuple(
            {
                "first_run": failure.task.start(study),
                "games": failure.task.games,
                "error": failure.error,
                "trace": failure.trace,
                **_inputs(study, failure.task),
            }
            for failure in played.failures
        )
        part = WholePart(
            games=task.games,
            config_hash=study.digest,
            code_hash=study.code,
            tables=self._hashes(study, task),
            failures=failures,
        )
        write_whole(done, part.model_dump_json().encode())

    def failures(self, study: Study, tasks: Iterable[Task]) -> list[dict[str, Any]]:
        """Return what failed, by number of game."""
        parts = [_read_record(self._path(study, task, "done.json"), WholePart) for task in tasks]
        lost = [failure for part in parts if part for failure in part.failures]
        return sorted(lost, key=lambda failure: int(failure["first_run"]))

    def merge(self, study: Study, tasks: Iterable[Task], kind: str, schema: pa.Schema) -> int:
        """Put the parts of a table together in the order of games; return how many rows it has.

        Row groups have the same rows however the parts were cut, so the file has the same bytes.

        Raises
        ------
        UserError
            If a part is not whole any more, or holds other games than its own.
        """
        pieces = regroup(self.tables(study, tasks, kind))
        return write_pieces(pieces, schema, self.folder / f"{kind}.parquet")

    def drop_parts(self) -> None:
        """Delete the parts, once the tables are whole."""
        shutil.rmtree(self.parts, ignore_errors=True)

    def tables(self, study: Study, tasks: Iterable[Task], kind: str) -> Iterator[pa.Table]:
        """Yield the parts of a table in the order of the tasks.

        Raises
        ------
        UserError
            If a part is not whole any more, or holds other games than its own.
        """
        for task in tasks:
            path = self._path(study, task, f"{kind}.arrow")
            part = _read_record(self._path(study, task, "done.json"), WholePart)
            try:
                with pa.OSFile(str(path)) as file:
                    table = pa.ipc.open_file(file).read_all()
            except (OSError, pa.ArrowException) as error:
                problem = f"cannot be read back ({error})"
                raise UserError(str(path), problem, "look after the disk; " + AGAIN) from None
            if part is None or not _holds_its_games(study, task, part, kind, table):
                raise UserError(str(path), "holds other games than its own", AGAIN)
            yield table

    def _path(self, study: Study, task: Task, ending: str) -> Path:
        return self.parts / f"{task.start(study):0{DIGITS}d}.{ending}"

    def _hashes(self, study: Study, task: Task) -> dict[str, str]:
        """Return the hashes of a part's tables, those that are there."""
        paths = {kind: self._path(study, task, f"{kind}.arrow") for kind in KINDS}
        return {kind: sha256(path) for kind, path in paths.items() if path.is_file()}


def _holds_its_games(study: Study, task: Task, part: WholePart, kind: str, table: pa.Table) -> bool:
    """Whether a part has each of its games that did not fail, once and in order, and no other."""
    runs, expected = table["run"].to_numpy(), task.runs(study)
    if kind != "runs":
        return bool((np.diff(runs) >= 0).all() and np.isin(runs, expected).all())
    failed = sum(int(failure["games"]) for failure in part.failures)
    once = (np.diff(runs) > 0).all() and np.isin(runs, expected).all()
    return bool(once) and len(runs) == task.games - failed


def _read_record(path: Path, record: type[R]) -> R | None:
    """Return what a small file of this module holds, None where it is missing or damaged."""
    try:
        return record.model_validate_json(read_regular(path))
    except (FileNotFoundError, NotAFileError, ValidationError):
        return None


def _inputs(study: Study, task: Task) -> dict[str, Any]:
    """Return where failed games are and what went into them."""
    inputs = study.points[task.first_point]
    return {
        "profile": study.arms[task.arm].profile,
        "point": task.first_point,
        "replicate": task.first_replicate,
        "seed": study.experiment.seed,
        "inputs": {
            factor.name: float(value) for factor, value in zip(study.factors, inputs, strict=True)
        },
    }


def regroup(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """Yield the same rows in tables of one row group each, and the rest."""
    waiting: list[pa.Table] = []
    rows = 0
    for table in tables:
        while rows + len(table) >= ROW_GROUP:
            waiting.append(table.slice(0, ROW_GROUP - rows))
            table = table.slice(ROW_GROUP - rows)
            # Copied here and not before: a row is moved once, however small the parts.
            yield pa.concat_tables(waiting).combine_chunks()
            waiting, rows = [], 0
        if len(table):
            waiting.append(table)
            rows += len(table)
    if waiting:
        yield pa.concat_tables(waiting).combine_chunks()


def _write_part(path: Path, table: pa.Table) -> None:
    # Read once and deleted, so written the fastest way: Arrow's own format takes a tenth of the
    # time of Parquet.
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with whole_file(path) as file, pa.ipc.new_file(file, table.schema, options=options) as writer:
        writer.write_table(table)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
