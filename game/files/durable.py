"""Writing that a loss of power does not undo: what is told as saved is on the disk."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to be written at once: a reader, or a crash, meets the old or the new one whole.

    Raises
    ------
    OSError
        If it cannot be written; then the old file is as it was.
    """
    make_folder(path.parent)
    # Of this process alone: two may write one file at a time, and the last one stands.
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file at once.

    Raises
    ------
    OSError
        If it cannot be written; then the old file is as it was.
    """
    with whole_file(path) as file:
        file.write(data)


def make_folder(folder: Path) -> None:
    """Make a folder, and those that it lies in, where there is none; their names are on the disk.

    Raises
    ------
    OSError
        If it cannot be made.
    """
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for place in made:
        sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk, where the system lets one."""
    if sys.platform == "win32":
        return  # its folders are written with their files
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return  # some network drives refuse; the file itself is written
    finally:
        os.close(handle)
