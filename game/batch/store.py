"""The folder of a batch: parts while it runs, tables when it is done; every file is whole."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from game.batch.play_task import PlayedTask
from game.batch.study import Study
from game.batch.tasks import Task
from game.errors import UserError
from game.saves.durable import whole_file, write_whole
from game.tables import ROW_GROUP, write_pieces

MANIFEST = "manifest.json"
# Part numbers with leading zeros sort as numbers do.
DIGITS = 12


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
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / ".lock").open("a+b")
        except OSError as error:
            remedy = "name a folder for the tables"
            raise UserError(
                str(self.folder), f"cannot be written ({error.strerror})", remedy
            ) from None
        with file:
            try:
                _lock(file)
            except OSError:
                remedy = "wait for it, or name another folder"
                raise UserError(
                    str(self.folder), "another batch is at work in it", remedy
                ) from None
            yield

    def read_json(self, name: str) -> Any:
        """Return what a JSON file holds, or None where there is none.

        Raises
        ------
        UserError
            If it cannot be read.
        """
        path = self.folder / name
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise UserError(str(path), f"cannot be read ({error})", "name another folder") from None

    def write_json(self, name: str, content: Any) -> None:
        """Write a JSON file as a whole."""
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        self.write_text(name, text)

    def write_text(self, name: str, text: str) -> None:
        """Write a text file as a whole."""
        write_whole(self.folder / name, text.encode())

    def has(self, study: Study, task: Task) -> bool:
        """Whether the part of a task is there, with or without games that failed."""
        return self._part(study, task, "runs").exists()

    def drop_failed(self, study: Study, task: Task) -> None:
        """Forget a task some of whose games failed, so that it is tried again."""
        failed = self._failed(study, task)
        if failed.exists():
            self._part(study, task, "runs").unlink(missing_ok=True)
            failed.unlink()

    def keep(self, study: Study, task: Task, played: PlayedTask) -> None:
        """Write the part of a task; it counts as done when its last file has its name."""
        self.parts.mkdir(parents=True, exist_ok=True)
        if played.failures:
            failed = self._failed(study, task)
            told = [
                {
                    "first_run": failure.task.start(study),
                    "games": failure.task.games,
                    "error": failure.error,
                    "trace": failure.trace,
                    **_told(study, failure.task),
                }
                for failure in played.failures
            ]
            self.write_json(failed.relative_to(self.folder).as_posix(), told)
        _write_part(self._part(study, task, "series"), played.series)
        _write_part(self._part(study, task, "runs"), played.runs)

    def failures(self) -> list[dict[str, Any]]:
        """Return what failed, by number of game."""
        found = [self.read_json(f"parts/{path.name}") for path in self.parts.glob("*.failed.json")]
        return sorted((one for told in found for one in told), key=lambda one: one["first_run"])

    def merge(self, kind: str, schema: pa.Schema) -> int:
        """Put the parts of a table together in the order of games; return how many rows it has.

        Row groups have the same rows however the parts were cut, so the file has the same bytes.
        """
        pieces = _regroup(self._tables(kind))
        return write_pieces(pieces, schema, self.folder / f"{kind}.parquet")

    def drop_parts(self) -> None:
        """Delete the parts, once the tables are whole."""
        shutil.rmtree(self.parts, ignore_errors=True)

    def sha256(self, name: str) -> str:
        """Return the hash of a file."""
        with (self.folder / name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def _tables(self, kind: str) -> Iterator[pa.Table]:
        for path in sorted(self.parts.glob(f"*.{kind}.arrow")):
            with pa.OSFile(str(path)) as file:
                yield pa.ipc.open_file(file).read_all()

    def _part(self, study: Study, task: Task, kind: str) -> Path:
        return self.parts / f"{task.start(study):0{DIGITS}d}.{kind}.arrow"

    def _failed(self, study: Study, task: Task) -> Path:
        return self.parts / f"{task.start(study):0{DIGITS}d}.failed.json"


def _told(study: Study, task: Task) -> dict[str, Any]:
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


def _regroup(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
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
