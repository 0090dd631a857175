"""A game as its log: scenario, seed and actions, from which everything else is read.

The log is a text file of one JSON object a line. A line is on disk before the game goes on, so a
killed process loses nothing that was confirmed; undo, redo, rewind and fork are lines, or readings
of lines, and never erase one.
"""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from game.errors import UserError
from game.state.position import Phase

FORMAT = 1


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Header(_Line):
    """The first line: what the game is played with.

    `scenario_file` is the full path of a scenario of the user's own, empty for a shipped one.
    `difficulty` names the level chosen at set-up; `blur` and `delay` are what it does to the sights
    of the seats (see `game.state.scenario.Glass`).
    """

    kind: Literal["game"] = "game"
    format: int = FORMAT
    version: str
    config_hash: str
    scenario: str
    seed: int
    profile: dict[str, str]
    seats: tuple[str, ...] = ()
    scenario_file: str = ""
    difficulty: str = ""
    blur: float = 1.0
    delay: int = 0


class Ordered(_Line):
    """A person at a seat gave an order, as action text without the actor."""

    kind: Literal["order"] = "order"
    turn: int
    phase: Phase
    actor: str
    action: str


class Undone(_Line):
    """A person took back the last order of this phase."""

    kind: Literal["undo"] = "undo"
    turn: int
    phase: Phase
    actor: str


class Redone(_Line):
    """A person gave the order again that was taken back last."""

    kind: Literal["redo"] = "redo"
    turn: int
    phase: Phase
    actor: str


class Ready(_Line):
    """A person sealed the orders of a seat; they wait for the other seats."""

    kind: Literal["ready"] = "ready"
    turn: int
    phase: Phase
    actor: str


class SealedPhase(_Line):
    """All seats sealed the orders of a phase."""

    kind: Literal["seal"] = "seal"
    turn: int
    phase: Phase


class PlayedTurn(_Line):
    """A turn was played; the hash is that of the state it led to."""

    kind: Literal["turn"] = "turn"
    turn: int
    hash: str


class Rewound(_Line):
    """The game went back to the start of a turn."""

    kind: Literal["rewind"] = "rewind"
    turn: int


Line = Annotated[
    Ordered | Undone | Redone | Ready | SealedPhase | PlayedTurn | Rewound,
    Field(discriminator="kind"),
]
_LINE: TypeAdapter[Line] = TypeAdapter(Line)


@dataclasses.dataclass(frozen=True)
class GameLog:
    """A header and the lines that follow it."""

    header: Header
    lines: tuple[Line, ...] = ()

    def adding(self, line: Line) -> GameLog:
        """Return this log with one line more."""
        return GameLog(self.header, (*self.lines, line))

    @property
    def turns(self) -> int:
        """How many turns have been played, rewinds counted."""
        played = 0
        for line in self.lines:
            if isinstance(line, PlayedTurn):
                played = line.turn + 1
            elif isinstance(line, Rewound):
                played = line.turn
        return played

    def hashes(self) -> dict[int, str]:
        """Return the state hash after each turn that still stands."""
        kept: dict[int, str] = {}
        for line in self.lines:
            if isinstance(line, PlayedTurn):
                kept[line.turn] = line.hash
            elif isinstance(line, Rewound):
                kept = {turn: mark for turn, mark in kept.items() if turn < line.turn}
        return kept

    def drafts(self) -> Mapping[tuple[int, Phase, str], Draft]:
        """Return each seat's orders of each phase, with what was taken back."""
        return self._drafts

    # A front end asks for these at every frame; the log is read for them once.
    @functools.cached_property
    def _drafts(self) -> Mapping[tuple[int, Phase, str], Draft]:
        drafts: dict[tuple[int, Phase, str], Draft] = {}
        for line in self.lines:
            if isinstance(line, Rewound):
                drafts = {key: draft for key, draft in drafts.items() if key[0] < line.turn}
            elif isinstance(line, Ordered | Undone | Redone):
                key = (line.turn, line.phase, line.actor)
                drafts[key] = drafts.get(key, Draft()).after(line)
        return MappingProxyType(drafts)

    def ready(self) -> frozenset[tuple[int, Phase, str]]:
        """Return the seats that sealed their own orders, by turn and phase."""
        return self._ready

    @functools.cached_property
    def _ready(self) -> frozenset[tuple[int, Phase, str]]:
        ready: set[tuple[int, Phase, str]] = set()
        for line in self.lines:
            if isinstance(line, Ready):
                ready.add((line.turn, line.phase, line.actor))
            elif isinstance(line, Rewound):
                ready = {key for key in ready if key[0] < line.turn}
        return frozenset(ready)

    def phase_sealed(self) -> tuple[int, Phase] | None:
        """Return the last phase sealed that no rewind undid."""
        last: tuple[int, Phase] | None = None
        for line in self.lines:
            if isinstance(line, SealedPhase):
                last = (line.turn, line.phase)
            elif isinstance(line, Rewound) and last is not None and last[0] >= line.turn:
                last = (line.turn - 1, "responses") if line.turn > 0 else None
        return last

    def up_to(self, turn: int) -> GameLog:
        """Return the log of the same game at the start of a turn: where a fork begins."""
        return self.adding(Rewound(turn=turn)).settled()

    def settled(self) -> GameLog:
        """Return an equal game without the lines that rewinds made void."""
        kept: list[Line] = []
        for line in self.lines:
            if isinstance(line, Rewound):
                kept = [other for other in kept if other.turn < line.turn]
            else:
                kept.append(line)
        return GameLog(self.header, tuple(kept))


@dataclasses.dataclass(frozen=True)
class Draft:
    """A seat's orders before they are sealed, and those taken back, the latest last."""

    orders: tuple[str, ...] = ()
    taken_back: tuple[str, ...] = ()

    def after(self, line: Ordered | Undone | Redone) -> Draft:
        """Return the draft after one more line; an undo of nothing changes nothing."""
        if isinstance(line, Ordered):
            return Draft((*self.orders, line.action))
        if isinstance(line, Undone) and self.orders:
            return Draft(self.orders[:-1], (*self.taken_back, self.orders[-1]))
        if isinstance(line, Redone) and self.taken_back:
            return Draft((*self.orders, self.taken_back[-1]), self.taken_back[:-1])
        return self


def to_text(log: GameLog) -> str:
    """Return a log as the text of its file."""
    return "".join(dump_line(line) for line in (log.header, *log.lines))


def dump_line(line: BaseModel) -> str:
    """Return one line of a log, its newline included."""
    return json.dumps(line.model_dump(), ensure_ascii=False) + "\n"


def read_log(path: Path) -> GameLog:
    """Read a log; a last line that a kill cut short was never confirmed, and is left out.

    Raises
    ------
    UserError
        If the file is missing, is no log, or comes from a newer format.
    """
    try:
        # A device or a pipe might never end.
        if path.exists() and not path.is_file():
            raise UserError(str(path), "is not a file", "name a file written by --log")
        data = path.read_bytes()
        text = data[: data.rfind(b"\n") + 1].decode()
    except UnicodeDecodeError:
        raise UserError(str(path), "is not a game log", "name a file written by --log") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UserError(str(path), f"cannot read: {reason}") from None
    return from_text(text, str(path))


def from_text(text: str, place: str = "log") -> GameLog:
    """Return the log that a text holds.

    Raises
    ------
    UserError
        If it is no log, or from a newer format.
    """
    # Not splitlines(): it also splits at characters that JSON leaves inside a text.
    whole = text.split("\n")[:-1]
    if not whole:
        raise UserError(place, "is empty", "name a file written by --log")
    header = _read_header(whole[0], place)
    lines = tuple(
        _read_line(line, f"{place}:{number}") for number, line in enumerate(whole[1:], start=2)
    )
    return GameLog(header, lines)


def _read_header(text: str, place: str) -> Header:
    try:
        given = json.loads(text)
        number = given.get("format") if isinstance(given, dict) else None
        if isinstance(number, int) and number > FORMAT:
            raise UserError(
                place,
                f"is in log format {number}, and this version reads up to {FORMAT}",
                "update highfence to open it",
            )
        return Header.model_validate(given)
    except (ValueError, ValidationError, RecursionError):
        raise UserError(place, "is not a game log", "name a file written by --log") from None


def _read_line(text: str, place: str) -> Line:
    try:
        return _LINE.validate_python(json.loads(text))
    except (ValueError, ValidationError, RecursionError):
        raise UserError(
            place, f"is no line of a game log ({text[:40]!r})", "restore the file from a copy"
        ) from None


def check_course(log: GameLog, turns: int, place: str) -> None:
    """Refuse a log whose lines cannot have followed each other in a game of so many turns.

    Raises
    ------
    UserError
        At the first such line, with its number.
    """
    turn = 0
    sealed: list[Phase] = []
    for number, line in enumerate(log.lines, start=2):
        where = f"{place}:{number}"
        if isinstance(line, Rewound):
            if not 0 <= line.turn <= turn:
                raise UserError(where, f"rewinds to turn {line.turn}", f"turn {turn} was reached")
            turn, sealed = line.turn, []
            continue
        if line.turn != turn or turn >= turns:
            here = f"turn {turn} was open" if turn < turns else f"the game has {turns} turns"
            raise UserError(where, f"is of turn {line.turn}", here)
        if isinstance(line, PlayedTurn):
            turn, sealed = turn + 1, []
        elif (line.phase == "measures") == bool(sealed):
            raise UserError(where, f"is of the {line.phase}", "they were not open")
        elif isinstance(line, SealedPhase):
            sealed.append(line.phase)
        elif line.actor not in log.header.seats:
            raise UserError(where, f"nobody sat at {line.actor!r}")


def check_fits(header: Header, version: str, config_hash: str, place: str) -> None:
    """Refuse a log that this program or these configs would play differently.

    Raises
    ------
    UserError
        If the version or the configs differ from those of the log.
    """
    if header.version != version:
        raise UserError(
            place,
            f"was played with version {header.version}, and this is {version}",
            f"install highfence {header.version} to replay it",
        )
    if header.config_hash != config_hash:
        raise UserError(
            place,
            f"was played with other configs (hash {header.config_hash[:12]}, "
            f"now {config_hash[:12]})",
            "restore the configs, scenario or policy files of that game",
        )
