"""A log on disk that grows line by line, by one writer at a time."""

from __future__ import annotations

import errno
import itertools
import os
import sys
import weakref
import zlib
from io import FileIO
from pathlib import Path

from game.errors import UserError
from game.files.durable import sync_folder
from game.saves.log import GameLog
from game.saves.log_text import (
    START,
    ChainedRecord,
    End,
    dump_line,
    find_end,
    is_unborn,
    last_link,
    to_text,
)

# Where the lock lies: far beyond any line, so that others may read while it is held.
LOCKED_BYTE = 2**30
TAKEN = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})
# What is left where the file of a game is not its own any more.
PUT_BACK = "put it back, or keep the game in another file"


class LogFile:
    """A log on disk, kept open and locked from the first line written until it is let go."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: FileIO | None = None
        # Where the last confirmed line ends; unknown until the file was read or written.
        self._end: End | None = None

    def start(self, log: GameLog) -> None:
        """Write a new log; a file in which a kill left no confirmed line is taken over.

        Raises
        ------
        UserError
            If the file exists, or cannot be written.
        """
        self.begin(to_text(log))

    def begin(self, text: str, start: bytes = START) -> None:
        """Write the first lines of a new file, which each end as `dump_line` ends them.

        A file that holds no more than a part of a line with that `start` is taken over.

        Raises
        ------
        UserError
            If the file exists, or cannot be written.
        """
        try:
            file = FileIO(self.path, "r+" if _died_young(self.path, start) else "x+")
        except FileExistsError:
            raise UserError(
                str(self.path), "there is a file of this name", "name another one for this game"
            ) from None
        except (OSError, ValueError) as error:
            raise self._refused(error) from None
        self._lock(file)
        self._keep(file, End(0, ""))
        self._write(text)
        sync_folder(self.path.parent)

    def follow(self) -> None:
        """Take what the file holds now for what is known of it: it is read just after.

        What another window adds from now on is noticed when the file is taken for writing.
        """
        try:
            # A device or a pipe might never end.
            self._end = find_end(self.path.read_bytes()) if self.path.is_file() else None
        except (OSError, ValueError):
            self._end = None  # whoever reads it says what is wrong

    def hold(self) -> None:
        """Take the file for writing, so that no other window plays the same game.

        Raises
        ------
        UserError
            If another window has it, has played on in it, or it is gone or cannot be written.
        """
        if self._file is not None:
            return
        key = str(self.path.absolute())
        holder = _HOLDERS.get(key)
        if holder is not None:
            holder.close()
        try:
            file = FileIO(self.path, "r+")
        except (OSError, ValueError) as error:
            raise self._refused(error) from None
        try:
            self._lock(file)
            data = file.readall()
            end = find_end(data)
        except BaseException:
            file.close()
            raise
        if self._end not in (None, end):
            file.close()
            raise self._changed(data)
        self._keep(file, end)

    def _keep(self, file: FileIO, end: End) -> None:
        self._file, self._end = file, end
        # A game that nobody closes lets go of its file when it is forgotten.
        weakref.finalize(self, file.close)

    def add(self, line: ChainedRecord) -> None:
        """Append a line; it is on disk when this returns.

        A last line that a kill cut short was never confirmed: it is overwritten.

        Raises
        ------
        UserError
            If the line cannot be written; then the file is as it was.
        """
        self.hold()
        assert self._file is not None
        try:
            is_there = os.path.samestat(os.fstat(self._file.fileno()), os.stat(self.path))
        except OSError:
            is_there = False
        if not is_there:
            self.close()
            raise UserError(str(self.path), "is no longer there", PUT_BACK)
        assert self._end is not None
        self._file.seek(0)
        if find_end(self._file.readall()) != self._end:
            self.close()
            raise self._changed()
        text, _ = dump_line(line, self._end.chain, chained=bool(self._end.chain))
        self._write(text)

    def _changed(self, data: bytes = b"") -> UserError:
        """Return what is wrong with a file that holds more than is known of it, or another text."""
        assert self._end is not None
        size = self._end.size
        if len(data) > size and zlib.crc32(data[:size]) == self._end.checksum:
            return UserError(
                str(self.path), "has been played on in another window", "open it again"
            )
        return UserError(str(self.path), "was changed by another program", PUT_BACK)

    def is_whole(self) -> bool:
        """Whether the file on disk ends with the last line that was written here or read."""
        try:
            # A device or a pipe might never end.
            return self.path.is_file() and find_end(self.path.read_bytes()) == self._end
        except OSError:
            return False

    def close(self) -> None:
        """Let go of the file; the next line takes it again."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _write(self, text: str) -> None:
        """Write at the end of what is confirmed, whole or not at all."""
        assert self._file is not None
        assert self._end is not None
        written = rest = (f"\n{text}" if self._end.open else text).encode()
        try:
            self._file.truncate(self._end.size)
            self._file.seek(self._end.size)
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
            os.fsync(self._file.fileno())
        except OSError as error:
            self._take_back()
            raise self._refused(error) from None
        checksum = zlib.crc32(written, self._end.checksum)
        self._end = End(self._file.tell(), last_link(text.encode()), checksum)

    def _take_back(self) -> None:
        """Cut off what was half written; a full disk may refuse even that."""
        assert self._file is not None
        assert self._end is not None
        try:
            self._file.truncate(self._end.size)
        except OSError:
            self.close()

    def _lock(self, file: FileIO) -> None:
        try:
            _lock_byte(file)
        except OSError as error:
            # Some network drives have no locks; there, playing without one beats not playing.
            if error.errno in TAKEN:
                raise UserError(
                    str(self.path), "is being played in another window", "close that one first"
                ) from None
        _HOLDERS[str(self.path.absolute())] = self

    def _refused(self, error: Exception) -> UserError:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return UserError(str(self.path), f"cannot write: {reason}")


# Within one process, whoever writes last has the file.
_HOLDERS: weakref.WeakValueDictionary[str, LogFile] = weakref.WeakValueDictionary()


def is_begun(path: Path, start: bytes = START) -> bool:
    """Whether there is a file, and more in it than a kill left of its first line."""
    return path.exists() and not _died_young(path, start)


def _died_young(path: Path, start: bytes) -> bool:
    try:
        return path.is_file() and is_unborn(path.read_bytes(), start)
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock_byte(file: FileIO) -> None:
        file.seek(LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)

else:
    import fcntl

    def _lock_byte(file: FileIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def write_new(log: GameLog, path: Path) -> None:
    """Write a log into a new file, and let go of it.

    Raises
    ------
    UserError
        If the file exists, or cannot be written.
    """
    file = LogFile(path)
    try:
        file.start(log)
    finally:
        file.close()


def keep_copy(log: GameLog, file: LogFile) -> Path:
    """Write a log, without the lines that rewinds made void, into a new file beside its own.

    Raises
    ------
    UserError
        If it cannot be written.
    """
    copy = free_beside(file.path, "before-rewind")
    write_new(log.settled(), copy)
    return copy


def free_beside(path: Path, what: str) -> Path:
    """Return a path beside a log that no file has: its name, what the new one is, and a number."""
    names = (f"{path.stem}-{what}-{number}{path.suffix}" for number in itertools.count(1))
    return next(free for name in names if not (free := path.with_name(name)).exists())
