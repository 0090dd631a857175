"""What stands in the log of a room: a kind of line for each thing that happens in a class.

Persons are numbers here: names are in the file of people, which can be deleted. Times are seconds
since 1970. A line of a person's act has the `key` of the request, so that no act counts twice.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from game.state.position import Phase

FORMAT = 1
OBSERVER = ""

Standing = Literal["seated", "waiting", "parked", "removed"]
Cause = Literal["sealed", "zero", "desk", "plan", "over", "rewind"]
# What a facilitator does in the games themselves.
HandAct = Literal["inject", "override", "move"]


class RoomLine(BaseModel):
    """One line; `at` is when it was written."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    at: float

    @property
    def absent(self) -> frozenset[str]:
        """The fields that are not written."""
        return frozenset()


class DeskLine(RoomLine):
    """What the desk can do and take back: a line that `undoes` takes back the desk's last act."""

    undoes: bool = False


class RoomHeader(RoomLine):
    """The first line: what the room plays, and how.

    `commitment` is that of the room's sealed seed, which the debrief opens.
    """

    kind: Literal["room"] = "room"
    format: int = FORMAT
    version: str
    code: str
    plan: str
    config_hash: str
    commitment: str
    speed: Annotated[float, Field(gt=0.0)] = 1.0
    timed: bool = True
    # Scores of the tables of the class whose luck it has, by actor.
    rivals: dict[str, tuple[float, ...]] = {}


class TableOpened(RoomLine):
    """A table more stands in the room."""

    kind: Literal["table"] = "table"
    table: int


class Joined(RoomLine):
    """A person came in."""

    kind: Literal["joined"] = "joined"
    person: int
    key: str


class PersonSeated(DeskLine):
    """A person sits at a seat, watches a table (no actor), waits, or has left for good."""

    kind: Literal["seated"] = "seated"
    person: int
    table: int
    actor: str
    standing: Standing = "seated"
    by: str
    key: str


class Presence(RoomLine):
    """A person's screens fell silent, or came back."""

    kind: Literal["presence"] = "presence"
    person: int
    here: bool


class Closing(RoomLine):
    """A step is being closed: why, which seats were open (`table.actor`), and where it goes.

    `to` is the step that a rewind goes back to, -1 for the one that follows.
    """

    kind: Literal["closing"] = "closing"
    place: int
    cause: Cause
    open: tuple[str, ...] = ()
    to: int = -1


class Stepped(RoomLine):
    """The class is at another step of its agenda; its clock ends at the deadline."""

    kind: Literal["step"] = "step"
    place: int
    deadline: float | None
    cause: Cause


class Clocked(DeskLine):
    """The clock was held, released or moved."""

    kind: Literal["clock"] = "clock"
    deadline: float | None
    left: float | None
    by: str


class ExtraTime(DeskLine):
    """A seat has more seconds than the clock says, in this step."""

    kind: Literal["extra"] = "extra"
    table: int
    actor: str
    seconds: float


class SeatAct(RoomLine):
    """Something a person does at a seat, in a phase."""

    person: int
    table: int
    actor: str
    turn: int
    phase: Phase
    key: str


class Proposed(SeatAct):
    """A setting was proposed; where it `stands` it is the seat's order."""

    kind: Literal["propose"] = "propose"
    target: str
    setting: str
    stands: bool


class Agreed(SeatAct):
    """A person agreed to what is proposed for a setting."""

    kind: Literal["agree"] = "agree"
    target: str
    stands: bool


class ProposalWithdrawn(SeatAct):
    """A proposal was taken off the table."""

    kind: Literal["withdraw"] = "withdraw"
    target: str


class SealedSeat(SeatAct):
    """A person sealed the seat's orders; `complete` once all who must have."""

    kind: Literal["seal"] = "seal"
    complete: bool


class Said(RoomLine):
    """A message of a seat to its own team, to another seat of its table, or to the table."""

    kind: Literal["say"] = "say"
    person: int
    table: int
    actor: str
    to: str
    place: int
    text: str
    key: str


class DoctrineWritten(RoomLine):
    """The people of a seat wrote what leads it while they are away; a later one replaces it."""

    kind: Literal["doctrine"] = "doctrine"
    person: int
    table: int
    actor: str
    policy: str
    settings: tuple[str, ...]
    key: str


class WentOn(RoomLine):
    """A person has read a step of a class that goes on as its people do."""

    kind: Literal["on"] = "on"
    person: int
    place: int
    key: str


class Answered(RoomLine):
    """An answer to a question: a forecast in percent, a sentence, or a vote."""

    kind: Literal["answer"] = "answer"
    person: int
    question: str
    answer: str
    key: str


class Helped(RoomLine):
    """A seat asks the desk for help, or needs none any more."""

    kind: Literal["help"] = "help"
    person: int
    table: int
    actor: str
    wanted: bool
    key: str


class Nudged(DeskLine):
    """The desk sent a word to a seat; without a text it took the word back."""

    kind: Literal["nudge"] = "nudge"
    table: int
    actor: str
    text: str


class BoardShown(RoomLine):
    """What the board shows: a table, and how many of its cards."""

    kind: Literal["shown"] = "shown"
    table: int
    cards: int


class Led(DeskLine):
    """A policy leads a seat of people, or gives it back.

    It does so while they are `away`, for this `turn`, or until the `desk` gives the seat back.
    """

    kind: Literal["led"] = "led"
    table: int
    actor: str
    by_policy: bool
    why: Literal["away", "turn", "desk"]


class Intervened(DeskLine):
    """The desk did something in the games of tables; what it was stands in their own logs.

    `ids` are the ids of the acts there, table by table.
    """

    kind: Literal["hand"] = "hand"
    act: HandAct
    tables: tuple[int, ...]
    ids: tuple[str, ...]
    key: str


class Forked(RoomLine):
    """The desk wrote the game of a table, up to the start of a turn, as a game of its own."""

    kind: Literal["fork"] = "fork"
    table: int
    turn: int
    file: str


class Swapped(RoomLine):
    """The debrief played a table again with one order of another table."""

    kind: Literal["swap"] = "swap"
    table: int
    turn: int
    phase: Phase
    actor: str
    target: str
    setting: str


Line = Annotated[
    TableOpened | Joined | PersonSeated | Presence | Closing | Stepped | Clocked | ExtraTime
    | Proposed | Agreed | ProposalWithdrawn | SealedSeat | Said | Answered | Helped | Nudged
    | WentOn | DoctrineWritten | BoardShown | Led | Intervened | Forked | Swapped,
    Field(discriminator="kind"),
]  # fmt: skip
LINE: TypeAdapter[Line] = TypeAdapter(Line)


class PeopleHeader(RoomLine):
    """The first line of the file of people."""

    kind: Literal["people"] = "people"
    format: int = FORMAT


class Person(RoomLine):
    """A person in the file of people: a later line of the same number replaces an earlier one.

    Keys and phrases are kept as hashes only.
    """

    kind: Literal["person"] = "person"
    person: int
    name: str
    key_hash: str
    phrase_hash: str
    consents: bool = False
    language: str = ""
