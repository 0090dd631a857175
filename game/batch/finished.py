"""A finished batch on disk, read: its manifest, and tables that are those the manifest tells of."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from game.batch.manifest import ELSEWHERE, Manifest, read_manifest
from game.errors import UserError
from game.files.durable import IS_A_FOLDER

AGAIN = "give the same highfence batch again with this --out"


@dataclasses.dataclass(frozen=True)
class FinishedBatch:
    """The folder of a batch that has its tables."""

    folder: Path
    manifest: Manifest

    def read(
        self, name: str, columns: Sequence[str] | None = None, filters: Any = None
    ) -> pa.Table:
        """Return a table, or some columns and rows of it.

        Raises
        ------
        UserError
            If its file is not there, or is not the one that the batch wrote.
        """
        path = self._expect(name)
        with _reading(path):
            # No partitioning: an equals sign in the folder's name is no column.
            return pq.read_table(path, columns=columns, filters=filters, partitioning=None)

    def pieces(self, name: str) -> Iterator[pa.Table]:
        """Yield a table by its row groups, for one that may be larger than memory.

        Raises
        ------
        UserError
            If its file is not there, or is not the one that the batch wrote.
        """
        path = self._expect(name)
        with _reading(path), pq.ParquetFile(path) as file:
            for place in range(file.num_row_groups):
                yield file.read_row_group(place)

    def _expect(self, name: str) -> Path:
        path = self.folder / name
        if problem := misfit(path, self.manifest.tables.get(name, "")):
            raise UserError(str(path), *problem)
        return path


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, pa.ArrowException) as error:
        raise UserError(str(path), f"cannot be read ({error})", ELSEWHERE) from None


def open_batch(folder: Path) -> FinishedBatch:
    """Return the finished batch of a folder.

    Raises
    ------
    UserError
        If there is none, or it is damaged or of another version.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise UserError(str(folder), "holds no batch", "name the --out folder of one")
    if not manifest.tables:
        remedy = "run highfence batch again with the same --out"
        raise UserError(str(folder), "holds a batch that is not finished", remedy)
    return FinishedBatch(folder, manifest)


def misfit(path: Path, digest: str) -> tuple[str, str] | None:
    """Return why a file is not the table of a hash and what to do, or None if it is."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return IS_A_FOLDER, f"move it away, then {AGAIN}"
        if not stat.S_ISREG(status.st_mode):  # a pipe or a device might never end
            return "is not a file", f"move it away, then {AGAIN}"
        if _sha256(path, status.st_mtime_ns, status.st_size) == digest:
            return None
    except FileNotFoundError:
        return "is not there", AGAIN
    except OSError as error:
        return f"cannot be read ({error.strerror})", ELSEWHERE
    return "is not the table that the batch wrote", f"move it away, then {AGAIN}"


def sha256(path: Path) -> str:
    """Return the hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# A report reads one table many times; the file is known by its time and size meanwhile.
@functools.lru_cache(maxsize=64)
def _sha256(path: Path, _changed: int, _size: int) -> str:
    return sha256(path)
