"""Writing that a loss of power does not undo: what is told as saved is on the disk."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from game.errors import UserError

IS_A_FOLDER = "is a folder, where a file is to be"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextlib.contextmanager
def writing(place: Path, elsewhere: str = "") -> Iterator[None]:
    """Tell what cannot be written as what it is, for a person to mend.

    Parameters
    ----------
    place
        What is written, where the system names no file.
    elsewhere
        How the person writes it to another place; empty where there is no other.

    Raises
    ------
    UserError
        If something cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise unwritable(error, place, elsewhere) from None


def unwritable(error: OSError, place: Path, elsewhere: str = "") -> UserError:
    """Return what a person is told of a file that could not be written, as `writing` tells it."""
    if obstacle := in_the_way(error, elsewhere):
        return obstacle
    remedy = elsewhere or "see that it can be written there"
    if error.errno in _FULL:
        remedy = "make room, and give the same command again"
    elif error.errno not in _FORBIDDEN:
        remedy = f"look after the disk, or {elsewhere}" if elsewhere else "look after the disk"
    return UserError(str(place), f"cannot be written ({error.strerror or error})", remedy)


def in_the_way(error: OSError, elsewhere: str = "") -> UserError | None:
    """Return which folder has the name of a file, or which file that of a folder; None for none."""
    names = [name for name in (error.filename2, error.filename) if isinstance(name, str)]
    remedy = f"move it away, or {elsewhere}" if elsewhere else "move it away"
    for path in map(Path, names):
        # Asked of os.path, which answers for a name that is too long, and does not raise.
        if os.path.isdir(path):
            return UserError(str(path), IS_A_FOLDER, remedy)
        for above in (path, *path.parents) if error.errno in {errno.EEXIST, errno.ENOTDIR} else ():
            if os.path.lexists(above) and not os.path.isdir(above):
                return UserError(str(above), "is a file, where a folder is to be", remedy)
    return None


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
    if path.is_dir():
        # Some systems would call it forbidden, and only at the end.
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
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
