"""What stands in a log: its header, and a kind of line for each thing that is confirmed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from game.state.chance import SEEDS
from game.state.position import Phase

# 2 chains its lines, 3 holds the player's own files; logs of older formats are read, and played on
# in their own format.
FORMAT, OLDEST = 3, 1


class _Line(BaseModel):
    # Strict: `true` is no turn, and 1.0 is none either.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @property
    def absent(self) -> frozenset[str]:
        """The fields that are not written."""
        return frozenset()


class OwnText(_Line):
    """A file of the player's own: its kind, its name without an ending, and what it holds."""

    kind: Literal["policies", "scenarios"]
    name: str
    text: str


class Header(_Line):
    """The first line: what the game is played with.

    `arithmetic` is the kind of functions and luck (see `game.mathematics.ARITHMETIC`); logs without
    it are of the first kind. `own` are the player's own files among it, so that a log is enough to
    play the game again. Logs of formats 1 and 2 named such files by path, a scenario in
    `scenario_file`; no path is opened. `difficulty` names the level chosen at set-up; `blur` and
    `delay` are what it does to the sights of the seats (see `game.state.scenario.Glass`).
    """

    kind: Literal["game"] = "game"
    format: int = FORMAT
    version: str
    config_hash: str
    scenario: str
    seed: Annotated[int, Field(ge=0, lt=SEEDS)]
    arithmetic: Annotated[int, Field(ge=1)] = 1
    profile: dict[str, str]
    seats: tuple[str, ...] = ()
    own: tuple[OwnText, ...] = ()
    scenario_file: str = ""
    difficulty: str = ""
    blur: float = 1.0
    delay: int = 0

    @property
    def absent(self) -> frozenset[str]:
        """The fields that the format of this log does not have."""
        return frozenset({"scenario_file" if self.format >= 3 else "own"})


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
    hash: str = Field(pattern=r"^[0-9a-f]{64}$")


class Rewound(_Line):
    """The game went back to the start of a turn."""

    kind: Literal["rewind"] = "rewind"
    turn: int


Line = Annotated[
    Ordered | Undone | Redone | Ready | SealedPhase | PlayedTurn | Rewound,
    Field(discriminator="kind"),
]
LINE: TypeAdapter[Line] = TypeAdapter(Line)
