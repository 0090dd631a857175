"""A game as its log: scenario, seed and actions, from which everything else is read.

A line is on disk before the game goes on, so a killed process loses nothing that was confirmed;
undo, redo, rewind and fork are lines, or readings of lines, and never erase one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.saves.lines import Header, Line, Migrated, Rewound
from game.saves.log_state import LogState


class GameLog:
    """A header and the lines that follow it.

    A log never changes. The one that `adding` returns shares all lines with the one before it, so
    that a line costs the same however long the game is.
    """

    def __init__(self, header: Header, lines: Iterable[Line] = ()) -> None:
        self.header = header
        self._shared = list(lines)
        self._count = len(self._shared)
        self._state: LogState | None = None

    def __len__(self) -> int:
        return self._count

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, GameLog):
            return NotImplemented
        return self.header == other.header and self.lines == other.lines

    def __hash__(self) -> int:
        return hash((self.header.config_hash, self._count))

    def __repr__(self) -> str:
        return f"GameLog({self.header!r}, {self.lines!r})"

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, the void ones among them."""
        return tuple(self._shared[: self._count])

    @property
    def state(self) -> LogState:
        """Where the game stands after the lines."""
        if self._state is None:
            self._state = LogState(format=self.header.format).after_all(self.lines)
        return self._state

    def adding(self, line: Line) -> GameLog:
        """Return this log with one line more."""
        longer = GameLog(self.header)
        # Another line may have been added behind this log's last: then the two go separate ways.
        is_last = len(self._shared) == self._count
        longer._shared = self._shared if is_last else self._shared[: self._count]
        longer._shared.append(line)
        longer._count = self._count + 1
        longer._state = self.state.after(line)
        return longer

    @property
    def turns(self) -> int:
        """How many turns have been played, rewinds counted."""
        return self.state.turns

    def up_to(self, turn: int) -> GameLog:
        """Return the log of the same game at the start of a turn: where a fork begins."""
        return self.adding(Rewound(turn=turn)).settled()

    def settled(self) -> GameLog:
        """Return an equal game without the lines that rewinds made void."""
        return GameLog(self.header, self._standing())

    def _standing(self) -> Iterator[Line]:
        kept: list[Line] = []
        for line in self.lines:
            if isinstance(line, Rewound):
                turn = line.turn
                kept = [note for note in kept if isinstance(note, Migrated) or note.turn < turn]
            else:
                kept.append(line)
        yield from kept
