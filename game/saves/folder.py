"""Where games are kept when nobody says where."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from game.errors import UserError
from game.files.durable import make_folder
from game.files.user_folders import user_folder
from game.saves.log_file import is_begun
from game.saves.log_text import NAME_ONE, read_log

LAST = "last"


def games_folder() -> Path:
    """Return the folder of this user's games, in the platform's place for such data."""
    if given := os.environ.get("HIGHFENCE_GAMES"):
        return Path(given)
    return user_folder("data") / "games"


def new_log_path(scenario: str, seed: int | str) -> Path | None:
    """Return a fresh path for a game begun today, or None where no folder can be made."""
    try:
        folder = games_folder()
        make_folder(folder)
    except (OSError, RuntimeError):
        return None
    if not os.access(folder, os.W_OK):
        return None
    stem = f"{date.today().isoformat()}-{scenario}-{seed}"
    path, number = folder / f"{stem}.jsonl", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.jsonl", number + 1
    return path


def find_played_log(given: str) -> Path:
    """Return the log that a name stands for; `last` is the latest one with a turn in it.

    Raises
    ------
    UserError
        If there is none.
    """
    latest = find_log(given)
    if given != LAST or _is_played(latest):
        return latest
    return next((path for path in reversed(_kept()) if _is_played(path)), latest)


def _is_played(path: Path) -> bool:
    try:
        return read_log(path).turns > 0
    except UserError:
        return False


def _kept() -> list[Path]:
    """Return the games kept, the latest last."""
    try:
        return sorted(games_folder().glob("*.jsonl"), key=lambda path: path.stat().st_mtime)
    except (OSError, RuntimeError):
        return []


def find_log(given: str) -> Path:
    """Return the log that a path, the name of a kept game, or `last` stands for.

    Raises
    ------
    UserError
        If there is none.
    """
    if Path(given).is_file():
        return Path(given)
    kept = _kept()
    if given == LAST and kept:
        return next((path for path in reversed(kept) if is_begun(path)), kept[-1])
    named = [path for path in kept if path.stem == given.removesuffix(".jsonl")]
    if named:
        return named[0]
    if os.path.lexists(given):
        raise UserError(given, "is not a file", NAME_ONE)
    remedy = f"name a file, or '{LAST}' for the latest game kept" if kept else "name a file"
    raise UserError(given, "no such log", remedy)
