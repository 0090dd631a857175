"""What stands in a log: its header, and a kind of line for each thing that is confirmed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from game.state.position import Phase

# 2 chains its lines; logs of format 1 are read, and played on in their own format.
FORMAT, OLDEST = 2, 1


class _Line(BaseModel):
    # Strict: `true` is no turn, and 1.0 is none either.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


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
