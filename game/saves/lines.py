"""What stands in a log: its header, and a kind of line for each thing that is confirmed."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from game.state.chance import SEEDS
from game.state.position import Phase

# 2 chains its lines, 3 holds the player's own files, 4 has leaders that change, acts of a
# facilitator, and who asked for what. What is added to a log of an older format stands below a line
# that says so.
FORMAT, OLDEST = 4, 1
# Who leads an actor at whose seat somebody sits.
PERSON = "person"


class _Line(BaseModel):
    # Strict: `true` is no turn, and 1.0 is none either.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    # Fields that are written only where they say something.
    optional: ClassVar[frozenset[str]] = frozenset()

    @property
    def absent(self) -> frozenset[str]:
        """The fields that are not written."""
        return frozenset(name for name in self.optional if not getattr(self, name))


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
    `delay` are what it does to the sights of the seats (see `game.state.scenario.Glass`). A seed
    that is `sealed` lies in a file of its own; `commitment` shows that it was not changed (see
    `game.saves.sealed_seed`).
    """

    kind: Literal["game"] = "game"
    format: int = FORMAT
    version: str
    config_hash: str
    scenario: str
    seed: Annotated[int, Field(ge=0, lt=SEEDS)] | Literal["sealed"]
    arithmetic: Annotated[int, Field(ge=1)] = 1
    profile: dict[str, str]
    seats: tuple[str, ...] = ()
    own: tuple[OwnText, ...] = ()
    scenario_file: str = ""
    difficulty: str = ""
    blur: float = 1.0
    delay: int = 0
    commitment: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""

    @property
    def absent(self) -> frozenset[str]:
        """The fields that the format of this log does not have, or that say nothing."""
        unsaid = frozenset() if self.commitment else frozenset({"commitment"})
        return unsaid | {"scenario_file" if self.format >= 3 else "own"}


class Migrated(_Line):
    """From here on, the lines of a log that began in an older format are of this one."""

    kind: Literal["format"] = "format"
    format: int


class _Done(_Line):
    """What was done in a phase; `by` says who did it, where that is not plain."""

    optional = frozenset({"by"})
    kind: str  # here, so that it is written first
    turn: int
    phase: Phase
    by: str = ""


class Request(_Done):
    """What somebody asked for in a phase, under a `key` of the request's own.

    A request that comes twice is answered twice and done once.
    """

    optional = frozenset({"by", "key"})
    key: str = ""


class Ordered(Request):
    """A person at a seat gave an order, as action text without the actor.

    `cost` is the political capital that the order was said to cost, kept with a key.
    """

    kind: Literal["order"] = "order"
    actor: str
    action: str
    cost: float | None = None

    @property
    def absent(self) -> frozenset[str]:
        """The fields that are not written."""
        return super().absent | ({"cost"} if self.cost is None else frozenset())


class Undone(Request):
    """A person took back the last order of this phase."""

    kind: Literal["undo"] = "undo"
    actor: str


class Redone(Request):
    """A person gave the order again that was taken back last."""

    kind: Literal["redo"] = "redo"
    actor: str


class Ready(Request):
    """A person sealed the orders of a seat; they wait for the other seats."""

    kind: Literal["ready"] = "ready"
    actor: str


class Seated(Request):
    """Somebody else leads an actor from this phase on.

    `leader` is `PERSON` or the name of a policy; `own` are files of the user's own that the policy
    is from.
    """

    kind: Literal["seat"] = "seat"
    optional = frozenset({"by", "key", "why", "own"})
    actor: str
    leader: str
    why: str = ""
    own: tuple[OwnText, ...] = ()


class SealedPhase(_Done):
    """The orders of a phase were sealed.

    `cause` says why it closed then, `open` which seats had not sealed their orders.
    """

    kind: Literal["seal"] = "seal"
    optional = frozenset({"by", "cause", "open"})
    cause: str = ""
    open: tuple[str, ...] = ()


class InjectEffect(_Line):
    """A free move strikes an event, its effects scaled."""

    kind: Literal["inject"] = "inject"
    event: str
    scale: float = 1.0


class StepEffect(_Line):
    """A free move sets a lever one step from where it stands, as action text with its actor."""

    kind: Literal["step"] = "step"
    action: str


class StoryEffect(_Line):
    """A free move changes nothing but the story."""

    kind: Literal["story"] = "story"


Effect = Annotated[InjectEffect | StepEffect | StoryEffect, Field(discriminator="kind")]


class Injected(Request):
    """A facilitator had an event strike: `now`, at the `reveal`, or `when` a condition is met."""

    kind: Literal["inject"] = "inject"
    optional = frozenset({"by", "key", "when", "why"})
    id: str
    event: str
    scale: float = 1.0
    at: Literal["now", "reveal", "condition"] = "now"
    when: str = ""
    why: str = ""


class Overridden(Request):
    """A facilitator set a number of the world, `field` or `field.member`, for a reason."""

    kind: Literal["override"] = "override"
    id: str
    field: str
    was: float
    value: float
    why: str


class FreeMove(Request):
    """A facilitator judged a move outside the menu and drew for it.

    It succeeds where what was `drawn`, between 0 and 1, is below `odds` tenths. `reasons` speak for
    it, `against` are the others'.
    """

    kind: Literal["move"] = "move"
    optional = frozenset({"by", "key", "reasons", "against"})
    id: str
    text: str
    reasons: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    odds: Annotated[int, Field(ge=1, le=9)]
    drawn: float
    effect: Effect
    why: str


class Withdrawn(Request):
    """A facilitator took back an act that had not worked yet, or had worked in this phase."""

    kind: Literal["withdraw"] = "withdraw"
    optional = frozenset({"by", "key", "why"})
    id: str
    why: str = ""


class PlayedTurn(_Line):
    """A turn was played; the hash is that of the state it led to."""

    kind: Literal["turn"] = "turn"
    turn: int
    hash: str = Field(pattern=r"^[0-9a-f]{64}$")


class Rewound(_Line):
    """The game went back to the start of a turn."""

    kind: Literal["rewind"] = "rewind"
    optional = frozenset({"by"})
    turn: int
    by: str = ""


Line = Annotated[
    Migrated
    | Ordered
    | Undone
    | Redone
    | Ready
    | Seated
    | Injected
    | Overridden
    | FreeMove
    | Withdrawn
    | SealedPhase
    | PlayedTurn
    | Rewound,
    Field(discriminator="kind"),
]
ActLine = Injected | Overridden | FreeMove
LINE: TypeAdapter[Line] = TypeAdapter(Line)
