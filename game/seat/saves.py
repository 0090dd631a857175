"""Games that are kept: by name, as they are played, and at the last ends of turns.

A named save stays as it was: opened, it is played on in a copy. So is a point that was kept by
itself. A save of another version is replayed; where every turn comes out the same it is carried
over, otherwise one sentence tells where it departs.
"""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path
from typing import Literal

from agents.cast import choose_policies, configs_hash, open_header
from game import __version__
from game.config.scenarios import build_title, shipped_library
from game.errors import UserError
from game.files.durable import write_whole
from game.saves.course import check_arithmetic
from game.saves.folder import games_folder, new_log_path
from game.saves.lines import FORMAT, Header
from game.saves.log import GameLog
from game.saves.log_file import write_new
from game.saves.log_text import read_log, to_text
from game.seat.save_names import SUFFIX, file_stem, free_stem, same_file
from game.session import Session
from game.state.calendar import quarter_label, quarter_start
from game.words.language import say, say_config
from game.words.numbers import quarter_text, scenario_title

Shelf = Literal["saves", "games", "points"]
# So many ends of turns are kept; the oldest makes room.
POINTS = 12


@dataclasses.dataclass(frozen=True, kw_only=True)
class Save:
    """A kept game as its row tells it; `problem` says why it cannot be read."""

    path: Path
    name: str
    title: str
    seats: tuple[str, ...]
    told: str
    when: str
    problem: str = ""


def shelf_folder(shelf: Shelf) -> Path:
    """Return the folder of named saves, of games, or of points."""
    folder = games_folder()
    return folder if shelf == "games" else folder / shelf


def list_saves(shelf: Shelf) -> list[Save]:
    """Return what is on a shelf, the latest first."""
    try:
        paths = [path for path in shelf_folder(shelf).glob(f"*{SUFFIX}") if path.is_file()]
        dated = sorted(((path.stat().st_mtime, path) for path in paths), reverse=True)
    except (OSError, RuntimeError):
        return []
    return [_read(path, when) for when, path in dated]


def _read(path: Path, changed: float) -> Save:
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(changed))
    try:
        log = read_log(path)
    except UserError as error:
        return Save(path=path, name=path.stem, title=path.stem, seats=(), told="", when=when,
                    problem=error.problem)  # fmt: skip
    header = log.header
    config = shipped_library().scenarios.get(header.scenario)
    title = scenario_title(build_title(config)) if config else header.scenario.replace("_", " ")
    return Save(
        path=path, name=path.stem, title=title, seats=header.seats, when=when, told=_told(log)
    )


def _told(log: GameLog) -> str:
    """Return date, turn and level of a game, as far as its scenario is known."""
    header = log.header
    config = shipped_library().scenarios.get(header.scenario)
    if config is None:
        return say("turn {turn}", turn=log.turns + 1)
    if log.turns >= config.turns:
        progress = say("played to the end, {turns} turns", turns=config.turns)
    else:
        month = quarter_start(config.start) + log.turns * config.months_per_turn
        date = quarter_text(quarter_label(month))
        progress = say("{date}, turn {turn} of {turns}", date=date, turn=log.turns + 1,
                   turns=config.turns)  # fmt: skip
    level = shipped_library().difficulty.get(header.difficulty)
    return (
        say("{what}, {level}", what=progress, level=say_config(level.title)) if level else progress
    )


def find_same(name: str) -> Path | None:
    """Return the save that would be lost if a game were saved under a name, if there is one.

    Raises
    ------
    UserError
        If no file can have that name.
    """
    return same_file(shelf_folder("saves"), file_stem(name))


def save_as(log: GameLog, name: str, *, replace: bool = False) -> Path:
    """Keep a game as it stands under a name.

    Raises
    ------
    UserError
        If no file can have that name, a save of that name is not to be replaced, or the file cannot
        be written.
    """
    same = find_same(name)
    if same is not None and not replace:
        raise UserError(same.stem, say("there is a save of this name"), say("write another one"))
    path = same or shelf_folder("saves") / f"{file_stem(name)}{SUFFIX}"
    _write(path, log)
    return path


def save_unnamed(log: GameLog) -> Path:
    """Keep a game under the name of its scenario, with a number where that is taken."""
    stem = free_stem(shelf_folder("saves"), log.header.scenario.replace("_", " "))
    return save_as(log, stem)


def keep_point(log: GameLog) -> None:
    """Keep a point of a game beside its log; where that cannot be, the log itself is enough."""
    folder = shelf_folder("points")
    try:
        taken = sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime)
        names = {path.stem for path in taken}
        free = [f"point-{number:02d}" for number in range(1, POINTS + 1)]
        stem = next((name for name in free if name not in names), taken[0].stem if taken else "")
        _write(folder / f"{stem}{SUFFIX}", log)
    except (OSError, RuntimeError, UserError):
        return


def _write(path: Path, log: GameLog) -> None:
    try:
        write_whole(path, to_text(log).encode())
    except OSError as error:
        raise UserError(str(path), f"cannot write: {error.strerror}") from None


def open_save(path: Path, shelf: Shelf) -> Session:
    """Return a kept game, ready to be played on; a save and a point in a copy.

    Raises
    ------
    UserError
        If it cannot be read, or departs from how it was played.
    """
    log = read_log(path)
    check_arithmetic(log.header, str(path))
    is_own = shelf == "games" and log.header.version == __version__
    if is_own:
        return Session.resume(path)
    copy = new_log_path(log.header.scenario, log.header.seed)
    if copy is None:
        raise UserError(str(games_folder()), "cannot be written", "make room for the game's log")
    carried = GameLog(_carried(log), log.lines)
    write_new(carried, copy)
    try:
        return Session.resume(copy)
    except UserError as error:
        copy.unlink(missing_ok=True)
        if log.header.version == __version__:
            raise
        problem = f"is from version {log.header.version}, and departs when replayed by this one"
        raise UserError(path.name, problem, error.problem) from None


def _carried(log: GameLog) -> Header:
    """Return the header under which this version would have played the same game."""
    header = log.header
    if header.version == __version__:
        return header
    scenario, library = open_header(header)
    chosen = choose_policies(scenario, header.profile, library)
    now = configs_hash(scenario, chosen, library)
    return header.model_copy(update={"version": __version__, "config_hash": now, "format": FORMAT})


def delete_save(path: Path) -> None:
    """Delete a kept game.

    Raises
    ------
    UserError
        If it cannot be deleted.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(str(path), f"cannot be deleted: {error.strerror}") from None
