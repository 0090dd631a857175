"""A log as the text of its file, and back: a JSON object a line, each chained to the last."""

from __future__ import annotations

import dataclasses
import json
import shlex
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from pydantic import ValidationError

from game.errors import UserError
from game.files.encodings import refuse_other_encoding
from game.saves.chain import add_link, link, split_link
from game.saves.lines import FORMAT, LINE, OLDEST, Header, Line
from game.saves.log import GameLog

RESTORE = "restore the file from a copy; `highfence replay FILE --sound` tells the part before it"
NAME_ONE = "name a file written by --log"
# How a log begins.
START = b'{"kind": "game"'
# What a program of text may put around lines that it keeps: a byte order mark, and CRs.
_MARK = "\ufeff"
# What fills a file that a power cut left without its text.
_NOTHING = b"\0\r\n "


class ChainedRecord(Protocol):
    """What can be a line of a log: a model, and the fields of it that are not written."""

    @property
    def absent(self) -> frozenset[str]: ...

    def model_dump(self, *, exclude: set[str]) -> dict[str, Any]: ...


@dataclasses.dataclass(frozen=True)
class End:
    """Where what is confirmed ends in a file, in bytes, and the link of its last line.

    `checksum` is that of all the bytes before it; `open` marks a last line that counts though the
    newline behind it was lost.
    """

    size: int
    chain: str
    checksum: int = 0
    open: bool = False


def to_text(log: GameLog) -> str:
    """Return a log as the text of its file."""
    chained = log.header.format >= 2
    lines, chain = [], ""
    for line in (log.header, *log.lines):
        text, chain = dump_line(line, chain, chained=chained)
        lines.append(text)
    return "".join(lines)


def dump_line(line: ChainedRecord, before: str, *, chained: bool) -> tuple[str, str]:
    """Return one line of a log, its newline included, and its link ("" where none is kept)."""
    body = json.dumps(line.model_dump(exclude=set(line.absent)), ensure_ascii=False)
    text, chain = add_link(body, before) if chained else (body, "")
    return f"{text}\n", chain


def read_log(path: Path, *, sound: bool = False) -> GameLog:
    """Read a log.

    A last line that a kill cut short was never confirmed, and is left out. `sound` reads the part
    before the first line that is wrong.

    Raises
    ------
    UserError
        If the file is missing, is no log, is damaged, or comes from a newer format.
    """
    try:
        # A device or a pipe might never end.
        if path.exists() and not path.is_file():
            raise UserError(str(path), "is not a file", NAME_ONE)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UserError(str(path), f"cannot read: {reason}") from None
    refuse_other_encoding(data, str(path))
    if is_unborn(data):
        begin = f"begin the game again with highfence play --log {shlex.quote(str(path))}"
        raise UserError(str(path), "holds no confirmed line", begin)
    # A byte that is no text is a damage of its line, which the chain tells.
    text = data[: find_end(data).size].decode(errors="replace")
    return from_text(text, str(path), sound=sound)


def is_unborn(data: bytes, start: bytes = START) -> bool:
    """Whether a kill ended a file of lines before the first, which begins with `start`, was whole.

    Nothing that could be kept is in such a file.
    """
    data = data.strip(_NOTHING)
    begins = data.startswith(start) or start.startswith(data)
    return begins and not find_end(data).size and not _begins_with_object(data)


def _begins_with_object(data: bytes) -> bool:
    try:
        json.JSONDecoder().raw_decode(data.decode(errors="replace"))
    except (ValueError, RecursionError):
        return False
    return True


def split_lines(text: str) -> list[str]:
    """Return the lines of a file of lines, as they were written."""
    # Not splitlines(): it also splits at characters that JSON leaves inside a text.
    return [_bare(line) for line in text.removesuffix("\n").split("\n")]


def _bare(line: str) -> str:
    return line.removeprefix(_MARK).removesuffix("\r")


def find_end(data: bytes) -> End:
    """Return where the last confirmed line of a log ends.

    A last line without its newline counts if it is whole: editors and mailers trim the newline.
    """
    whole = data.rfind(b"\n") + 1
    chain = last_link(data[:whole])
    tail = _bare(data[whole:].decode(errors="replace"))
    body, link_at_end = split_link(tail)
    fits = link_at_end == link(body, chain) if chain or link_at_end else _is_object(tail)
    if tail and fits and _is_object(tail):
        return End(len(data), link_at_end, zlib.crc32(data), open=True)
    return End(whole, chain, zlib.crc32(data[:whole]))


def last_link(data: bytes) -> str:
    """Return the link of the last line of whole lines, "" where it has none."""
    last = data[:-1].rpartition(b"\n")[2].decode(errors="replace")
    return split_link(_bare(last))[1]


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def from_text(text: str, place: str = "log", *, sound: bool = False) -> GameLog:
    """Return the log that a text holds.

    Raises
    ------
    UserError
        If it is no log, is damaged, or is from a newer format.
    """
    texts = split_lines(text)
    body, chain = split_link(texts[0])
    header = _read_header(body, chain, place)
    lines = []
    try:
        for line in _read_lines(texts[1:], chain, place):
            lines.append(line)
    except UserError:
        if not sound:
            raise
    return GameLog(header, tuple(lines))


def _read_header(body: str, chain: str, place: str) -> Header:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        # Whatever else begins so was a log before it was damaged.
        given = {"kind": "game"} if body.startswith(START.decode()) else None
    if not isinstance(given, dict) or given.get("kind") != "game":
        raise UserError(place, "is not a game log", NAME_ONE)
    number = given.get("format")
    if type(number) is int and number > FORMAT:
        raise UserError(
            place,
            f"is in log format {number}, and this version reads up to {FORMAT}",
            "update highfence to open it",
        )
    if type(number) is int and number < OLDEST:
        raise UserError(f"{place}:1", f"is in log format {number}", "there is none below 1")
    if (number != 1 or chain) and chain != link(body, ""):
        raise UserError(f"{place}:1", "the header was altered", "restore the file from a copy")
    try:
        return Header.model_validate_json(body)
    except (ValueError, ValidationError, RecursionError):
        raise UserError(f"{place}:1", "is no header of a game log", NAME_ONE) from None


def _read_lines(texts: list[str], chain: str, place: str) -> Iterator[Line]:
    """Yield the lines after the header, each held to the one before it."""
    for body, where in follow_chain(texts, chain, place, first=2):
        yield _read_line(body, where)


def follow_chain(
    texts: Iterable[str], chain: str, place: str, *, first: int, chained: bool = False
) -> Iterator[tuple[str, str]]:
    """Yield the body of each line and its place, held to the link of the line before it.

    `chain` is that of the line before the first of them; without one, `chained` says whether a
    chain begins here.

    Raises
    ------
    UserError
        At the first line that does not follow the one before it.
    """
    chained = chained or bool(chain)
    for number, text in enumerate(texts, start=first):
        where = f"{place}:{number}"
        body, written = split_link(text)
        if chained and written != link(body, chain):
            raise UserError(
                where,
                "does not follow the line before it: one of them was altered, or lines are "
                "missing, doubled or out of order",
                RESTORE,
            )
        yield body, where
        chain = written


def _read_line(text: str, place: str) -> Line:
    try:
        return LINE.validate_json(text)
    except (ValueError, ValidationError, RecursionError):
        raise UserError(place, f"is no line of a game log ({text[:40]!r})", RESTORE) from None
