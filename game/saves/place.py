"""Where a game in progress is kept: what is true of its file now, and another place for it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from game.saves.log import GameLog
from game.saves.log_file import LogFile


class Kept(Protocol):
    """A game with its log, and the file that the log is kept in."""

    @property
    def log(self) -> GameLog:
        """Its log."""

    @property
    def file(self) -> LogFile | None:
        """Where that is kept, None where nowhere."""

    def keep_in(self, file: LogFile) -> None:
        """Keep it in another file from here on, which has its lines already."""


def kept_path(game: Kept) -> Path | None:
    """Return the file that holds all of a game at this moment, or None where none does."""
    return game.file.path if game.file is not None and game.file.is_whole() else None


def keep_elsewhere(game: Kept, path: Path) -> None:
    """Keep a game in another file from here on.

    Raises
    ------
    UserError
        If there is a file of this name, or it cannot be written; then nothing has changed.
    """
    file = LogFile(path)
    file.start(game.log)
    if game.file is not None:
        game.file.close()
    game.keep_in(file)
