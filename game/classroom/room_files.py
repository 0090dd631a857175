"""The folder of a room: its log, its tables' games, its people, its plan and its sealed luck.

Everything is a text file that is on disk before anybody is told that it is saved. Deleting
`people.jsonl` leaves a class without names, and every game in it still replays.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from game.classroom.room_lines import LINE, Line, PeopleHeader, Person, RoomHeader
from game.errors import UserError
from game.files.durable import make_folder, sync_folder, write_whole
from game.files.regular import read_regular
from game.saves.folder import games_folder
from game.saves.log_file import LogFile, is_begun
from game.saves.log_text import ChainedRecord, dump_line, find_end, follow_chain, split_lines
from game.saves.sealed_seed import SealedSeed

LOG, PEOPLE, SEED, PLAN = "room.jsonl", "people.jsonl", "seed.sealed", "plan.yaml"
_Model = TypeVar("_Model", bound=BaseModel)
RESTORE = "restore the file from a copy"
NAME_ONE = "name a room that `highfence class` made"
# How the files of lines begin.
START = b'{"at": '


def rooms_folder() -> Path:
    """Return the folder of this user's rooms."""
    return games_folder().with_name("rooms")


def find_room(given: str) -> Path:
    """Return the folder of a room that a path or a name stands for.

    Raises
    ------
    UserError
        If there is none.
    """
    for folder in (Path(given), rooms_folder() / given):
        if (folder / LOG).is_file():
            return folder
    raise UserError(given, "no such room", NAME_ONE)


def find_table(folder: Path, table: int) -> Path:
    """Return the path of a table's game."""
    return folder / f"table-{table + 1}.jsonl"


@dataclasses.dataclass
class RoomFiles:
    """A room's folder, with its two growing files held for writing."""

    folder: Path
    header: RoomHeader
    log: LogFile
    people: LogFile

    def add(self, line: Line) -> None:
        """Write a line of the room; it is on disk when this returns."""
        self.log.add(line)

    def add_person(self, person: Person) -> None:
        """Write a line of a person; it is on disk when this returns."""
        if not is_begun(self.people.path, START):
            self.people = _begin_people(self.people.path, person.at)
        self.people.add(person)

    def seed(self) -> SealedSeed:
        """Return the seed of the room's luck.

        Raises
        ------
        UserError
            If it cannot be read, or is not what the room began with.
        """
        return read_seed(self.folder, self.header)

    def table(self, table: int) -> Path:
        """Return the path of a table's game."""
        return find_table(self.folder, table)

    def close(self) -> None:
        """Let go of the files."""
        self.log.close()
        self.people.close()


def read_seed(folder: Path, header: RoomHeader) -> SealedSeed:
    """Return the seed of a room's luck.

    Raises
    ------
    UserError
        If it cannot be read, or is not what the room began with.
    """
    path = folder / SEED
    sealed = SealedSeed.read(path)
    if sealed.commitment != header.commitment:
        raise UserError(str(path), "is not the luck that this room began with", RESTORE)
    return sealed


def make_room(folder: Path, header: RoomHeader, seed: SealedSeed, plan_text: str) -> RoomFiles:
    """Make the folder of a new room.

    Raises
    ------
    UserError
        If it exists, or cannot be written.
    """
    try:
        make_folder(folder.parent)
        folder.mkdir()
        sync_folder(folder.parent)
        seed.write(folder / SEED)
        write_whole(folder / PLAN, plan_text.encode())
    except OSError as error:
        raise UserError(str(folder), f"cannot write: {error.strerror or error}") from None
    log = LogFile(folder / LOG)
    log.begin(_first_line(header), START)
    return RoomFiles(folder, header, log, _begin_people(folder / PEOPLE, header.at))


def _begin_people(path: Path, at: float) -> LogFile:
    file = LogFile(path)
    file.begin(_first_line(PeopleHeader(at=at)), START)
    return file


def _first_line(header: ChainedRecord) -> str:
    return dump_line(header, "", chained=True)[0]


def open_room(folder: Path) -> tuple[RoomFiles, list[Line], dict[int, Person]]:
    """Open a room's folder: its files, its lines so far, and its people by number.

    Raises
    ------
    UserError
        If it is no room, or is damaged.
    """
    path = folder / LOG
    log = LogFile(path)
    log.follow()
    header, lines = read_room(folder)
    people = LogFile(folder / PEOPLE)
    people.follow()
    return RoomFiles(folder, header, log, people), lines, read_people(folder)


def read_room(folder: Path) -> tuple[RoomHeader, list[Line]]:
    """Return the first line of a room's log, and the lines after it.

    Raises
    ------
    UserError
        If it is no log of a room, or is damaged.
    """
    path = folder / LOG
    bodies = _read_bodies(path)
    if not bodies:
        raise UserError(str(path), "holds no confirmed line", NAME_ONE)
    header = _validate(RoomHeader, *bodies[0])
    lines: list[Line] = []
    for body, where in bodies[1:]:
        try:
            lines.append(LINE.validate_json(body))
        except (ValueError, ValidationError):
            raise UserError(where, f"is no line of a room ({body[:40]!r})", NAME_ONE) from None
    return header, lines


def read_people(folder: Path) -> dict[int, Person]:
    """Return the people of a room by number; nobody where their file was deleted."""
    path = folder / PEOPLE
    if not path.exists():
        return {}
    people = (_validate(Person, body, where) for body, where in _read_bodies(path)[1:])
    return {person.person: person for person in people}


def _validate(model: type[_Model], body: str, where: str) -> _Model:
    try:
        return model.model_validate_json(body)
    except (ValueError, ValidationError):
        raise UserError(where, f"is not what is expected here ({body[:40]!r})", NAME_ONE) from None


def _read_bodies(path: Path) -> list[tuple[str, str]]:
    """Return every confirmed line of a chained file; one that a kill cut short is left out."""
    try:
        data = read_regular(path)
        text = data[: find_end(data).size].decode()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UserError(str(path), f"cannot read: {reason}") from None
    texts = split_lines(text) if text else []
    return list(follow_chain(texts, "", str(path), first=1, chained=True))
