"""Where a log stands after its lines, worked out line by line."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import assert_never

from game.saves.lines import (
    PERSON,
    ActLine,
    FreeMove,
    Header,
    Injected,
    Line,
    Migrated,
    Ordered,
    Overridden,
    PlayedTurn,
    Ready,
    Redone,
    Rewound,
    SealedPhase,
    Seated,
    Undone,
    Withdrawn,
)
from game.state.position import Phase

# A seat in a phase: turn, phase, actor.
Place = tuple[int, Phase, str]


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


@dataclasses.dataclass(frozen=True, kw_only=True)
class LogState:
    """What a log says once its rewinds are counted.

    A state never changes: `after` returns the next one, which shares all that the line left alone,
    so that a line costs the same however long the game is.

    Attributes
    ----------
    turns
        How many turns have been played.
    hashes
        The state hash after each turn.
    drafts
        Each seat's orders of each phase, with what was taken back.
    ready
        The seats that sealed their own orders.
    sealed
        The last phase sealed.
    seated
        Who took an actor over, and when.
    acts
        What a facilitator did, whether it has worked or waits; `withdrawn` has the turns in which
        acts were taken back.
    """

    format: int
    turns: int = 0
    hashes: Mapping[int, str] = dataclasses.field(default_factory=dict)
    drafts: Mapping[Place, LoggedDraft] = dataclasses.field(default_factory=dict)
    ready: frozenset[Place] = frozenset()
    sealed: tuple[int, Phase] | None = None
    seated: tuple[Seated, ...] = ()
    acts: tuple[ActLine, ...] = ()
    withdrawn: Mapping[str, int] = dataclasses.field(default_factory=dict)

    def leaders(self, header: Header) -> dict[str, str]:
        """Return who leads each actor now: `PERSON`, or a policy by its name."""
        leaders = header.profile | dict.fromkeys(header.seats, PERSON)
        return leaders | {line.actor: line.leader for line in self.seated}

    def after_all(self, lines: Iterable[Line]) -> LogState:
        """Return the state after some more lines."""
        state = self
        for line in lines:
            state = state.after(line)
        return state

    def after(self, line: Line) -> LogState:
        """Return the state after one more line."""
        match line:
            case Migrated():
                return dataclasses.replace(self, format=line.format)
            case Ordered() | Undone() | Redone():
                place = (line.turn, line.phase, line.actor)
                draft = self.drafts.get(place, LoggedDraft()).after(line)
                return dataclasses.replace(self, drafts={**self.drafts, place: draft})
            case Ready():
                place = (line.turn, line.phase, line.actor)
                return dataclasses.replace(self, ready=self.ready | {place})
            case Seated():
                return dataclasses.replace(self, seated=(*self.seated, line))
            case Injected() | Overridden() | FreeMove():
                return dataclasses.replace(self, acts=(*self.acts, line))
            case Withdrawn():
                return dataclasses.replace(self, withdrawn={**self.withdrawn, line.id: line.turn})
            case SealedPhase():
                return dataclasses.replace(self, sealed=(line.turn, line.phase))
            case PlayedTurn():
                hashes = {**self.hashes, line.turn: line.hash}
                return dataclasses.replace(self, turns=line.turn + 1, hashes=hashes)
            case Rewound():
                return self._rewound(line.turn)
            case _:
                assert_never(line)

    def _rewound(self, turn: int) -> LogState:
        sealed = self.sealed
        if sealed is not None and sealed[0] >= turn:
            sealed = (turn - 1, "responses") if turn > 0 else None
        return dataclasses.replace(
            self,
            turns=turn,
            hashes={played: mark for played, mark in self.hashes.items() if played < turn},
            drafts={place: draft for place, draft in self.drafts.items() if place[0] < turn},
            ready=frozenset(place for place in self.ready if place[0] < turn),
            sealed=sealed,
            seated=tuple(line for line in self.seated if line.turn < turn),
            acts=tuple(line for line in self.acts if line.turn < turn),
            withdrawn={act: back for act, back in self.withdrawn.items() if back < turn},
        )
