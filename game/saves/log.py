"""A game as its log: scenario, seed and actions, from which everything else is read.

A line is on disk before the game goes on, so a killed process loses nothing that was confirmed;
undo, redo, rewind and fork are lines, or readings of lines, and never erase one.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from types import MappingProxyType

from game.saves.lines import (
    Header,
    Line,
    Ordered,
    PlayedTurn,
    Ready,
    Redone,
    Rewound,
    SealedPhase,
    Undone,
)
from game.state.position import Phase


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

    def drafts(self) -> Mapping[tuple[int, Phase, str], LoggedDraft]:
        """Return each seat's orders of each phase, with what was taken back."""
        return self._drafts

    # A front end asks for these at every frame; the log is read for them once.
    @functools.cached_property
    def _drafts(self) -> Mapping[tuple[int, Phase, str], LoggedDraft]:
        drafts: dict[tuple[int, Phase, str], LoggedDraft] = {}
        for line in self.lines:
            if isinstance(line, Rewound):
                drafts = {key: draft for key, draft in drafts.items() if key[0] < line.turn}
            elif isinstance(line, Ordered | Undone | Redone):
                key = (line.turn, line.phase, line.actor)
                drafts[key] = drafts.get(key, LoggedDraft()).after(line)
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
class LoggedDraft:
    """The lines of a seat's orders in a phase, and those taken back, the latest last."""

    orders: tuple[str, ...] = ()
    taken_back: tuple[str, ...] = ()

    def after(self, line: Ordered | Undone | Redone) -> LoggedDraft:
        """Return the draft after one more line; an undo of nothing changes nothing."""
        if isinstance(line, Ordered):
            return LoggedDraft((*self.orders, line.action))
        if isinstance(line, Undone) and self.orders:
            return LoggedDraft(self.orders[:-1], (*self.taken_back, self.orders[-1]))
        if isinstance(line, Redone) and self.taken_back:
            return LoggedDraft((*self.orders, self.taken_back[-1]), self.taken_back[:-1])
        return self
