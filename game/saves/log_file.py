"""A log on disk that grows line by line, by one writer at a time."""

from __future__ import annotations

import errno
import os
import sys
import weakref
from io import FileIO
from pathlib import Path

from game.errors import UserError
from game.saves.log import GameLog, Line, dump_line, to_text

# Where the lock lies: far beyond any line, so that others may read while it is held.
LOCKED_BYTE = 2**30
TAKEN = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})


class LogFile:
    """A log on disk, kept open and locked from the first line written until it is let go."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: FileIO | None = None
        # Where the last confirmed line ends; unknown until the file was read or written.
        self._end: int | None = None

    def start(self, log: GameLog) -> None:
        """Write a new log.

        Raises
        ------
        UserError
            If the file exists, or cannot be written.
        """
        try:
            file = FileIO(self.path, "x+")
        except FileExistsError:
            raise UserError(
                str(self.path), "there is a file of this name", "name another one for this game"
            ) from None
        except (OSError, ValueError) as error:
            raise self._refused(error) from None
        self._lock(file)
        self._keep(file, 0)
        self._write(to_text(log))

    def follow(self) -> None:
        """Take what the file holds now for what is known of it: it was read just before."""
        try:
            self._end = _whole(self.path.read_bytes())
        except OSError as error:
            raise self._refused(error) from None

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
            whole = _whole(file.readall())
        except BaseException:
            file.close()
            raise
        if self._end not in (None, whole):
            file.close()
            raise UserError(str(self.path), "has been played on in another window", "open it again")
        self._keep(file, whole)

    def _keep(self, file: FileIO, end: int) -> None:
        self._file, self._end = file, end
        # A game that nobody closes lets go of its file when it is forgotten.
        weakref.finalize(self, file.close)

    def add(self, line: Line) -> None:
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
            raise UserError(str(self.path), "is no longer there", "put it back, then go on")
        self._write(dump_line(line))

    def close(self) -> None:
        """Let go of the file; the next line takes it again."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _write(self, text: str) -> None:
        """Write at the end of what is confirmed, whole or not at all."""
        assert self._file is not None
        assert self._end is not None
        rest = text.encode()
        try:
            self._file.truncate(self._end)
            self._file.seek(self._end)
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
            os.fsync(self._file.fileno())
        except OSError as error:
            self._take_back()
            raise self._refused(error) from None
        self._end = self._file.tell()

    def _take_back(self) -> None:
        """Cut off what was half written; a full disk may refuse even that."""
        assert self._file is not None
        assert self._end is not None
        try:
            self._file.truncate(self._end)
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


def _whole(data: bytes) -> int:
    return data.rfind(b"\n") + 1


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
