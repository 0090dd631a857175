"""The state of a room, read from its lines: who sits where, what is proposed, sealed and said.

Pure: it holds no clock, no file and no game. The same lines give the same room, which is what a
restart reads.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable

from game.classroom.agenda import AgendaStep, Stage
from game.classroom.clock import Clock
from game.classroom.room_lines import (
    OBSERVER,
    Agreed,
    Answered,
    BoardShown,
    Clocked,
    Closing,
    DeskLine,
    DoctrineWritten,
    ExtraTime,
    Forked,
    Helped,
    Intervened,
    Joined,
    Led,
    Line,
    Nudged,
    PersonSeated,
    Presence,
    ProposalWithdrawn,
    Proposed,
    Said,
    SealedSeat,
    Standing,
    Stepped,
    Swapped,
    TableOpened,
    WentOn,
)

# A table and an actor at it.
Seat = tuple[int, str]


@dataclasses.dataclass(frozen=True, kw_only=True)
class RoomMember:
    """Where a person is: a seat, a table to watch (no actor), or on the way in or out."""

    person: int
    table: int = -1
    actor: str = OBSERVER
    standing: Standing = "waiting"

    @property
    def seat(self) -> Seat | None:
        """The seat, None for those who only watch or wait."""
        if self.standing == "seated" and self.actor:
            return self.table, self.actor
        return None


@dataclasses.dataclass(frozen=True, kw_only=True)
class TeamProposal:
    """A setting that somebody proposed to the team, and who has agreed."""

    target: str
    setting: str
    by: int
    agreed: tuple[int, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class DeskDeed:
    """An act of the desk that can be taken back, and what stood before it."""

    line: DeskLine
    before: Clock | RoomMember | None = None


@dataclasses.dataclass
class SeatWork:
    """What a seat has done in the phase at hand.

    `waiting` are proposals that are no orders yet, `orders` those that are, by target and in the
    order in which they came to stand; `sealing` are those who have sealed so far.
    """

    waiting: dict[str, TeamProposal] = dataclasses.field(default_factory=dict)
    orders: dict[str, TeamProposal] = dataclasses.field(default_factory=dict)
    sealing: tuple[int, ...] = ()
    is_sealed: bool = False
    last_act: float = 0.0


class Room:
    """What all lines so far come to."""

    def __init__(self, agenda: tuple[AgendaStep, ...], lines: Iterable[Line] = ()) -> None:
        self.agenda = agenda
        self.place = 0
        self.began = 0.0
        self.opened = 0.0
        self.clock = Clock()
        self.closing: Closing | None = None
        self.tables = 0
        self.members: dict[int, RoomMember] = {}
        self.away: set[int] = set()
        self.work: dict[Seat, SeatWork] = {}
        self.extra: dict[Seat, float] = {}
        self.messages: list[Said] = []
        self.answers: dict[tuple[int, str], str] = {}
        self.help: dict[Seat, float] = {}
        self.doctrines: dict[Seat, DoctrineWritten] = {}
        # Who has gone on from the step at hand, where people set the pace.
        self.gone_on: set[int] = set()
        # Seats of people that policies lead for now.
        self.led: dict[Seat, Led] = {}
        self.nudges: dict[Seat, Nudged] = {}
        self.shown: BoardShown | None = None
        # What the desk did since the step began and has not taken back, the latest last.
        self.deeds: list[DeskDeed] = []
        self.forks: list[Forked] = []
        self.rewinds = 0
        self.swaps: list[Swapped] = []
        self.keys: set[str] = set()
        self.lines = 0
        # How many lines everybody may see the effect of, and how many a seat may besides.
        self.public = 0
        self.own: Counter[Seat] = Counter()
        for line in lines:
            self.add(line)

    # -- what is read --------------------------------------------------------------------------

    @property
    def step(self) -> AgendaStep:
        """The step of the agenda that the class is at."""
        return self.agenda[self.place]

    @property
    def stage(self) -> Stage:
        """Its stage."""
        return self.step.stage

    @property
    def is_open(self) -> bool:
        """Whether orders can be given."""
        return self.step.phase is not None and self.closing is None

    def team(self, seat: Seat) -> list[int]:
        """Return the people at a seat, in the order in which they sat down."""
        return [member.person for member in self.members.values() if member.seat == seat]

    def present(self, seat: Seat) -> list[int]:
        """Return those of them whose screens are alive."""
        return [person for person in self.team(seat) if person not in self.away]

    def seats(self) -> list[Seat]:
        """Return the seats with people, table by table."""
        return sorted({member.seat for member in self.members.values() if member.seat is not None})

    def work_of(self, seat: Seat) -> SeatWork:
        """Return what a seat has done in this phase."""
        return self.work.setdefault(seat, SeatWork())

    def is_late(self) -> bool:
        """Whether a person who comes in now comes after the start."""
        return self.place > 0

    # -- lines ---------------------------------------------------------------------------------

    def add(self, line: Line) -> None:
        """Take one line in."""
        self.lines += 1
        if key := getattr(line, "key", ""):
            self.keys.add(key)
        self._count(line)
        if isinstance(line, DeskLine):
            self._add_deed(line)
        match line:
            case TableOpened():
                self.tables = max(self.tables, line.table + 1)
            case Joined():
                self.members[line.person] = RoomMember(person=line.person)
            case PersonSeated():
                # Who moves sits down last: the team of the new seat has its lead already.
                self.members.pop(line.person, None)
                self.members[line.person] = RoomMember(
                    person=line.person,
                    table=line.table,
                    actor=line.actor,
                    standing=line.standing,
                )
            case Presence():
                (self.away.discard if line.here else self.away.add)(line.person)
            case Closing():
                self.closing = line
                self.rewinds += line.to >= 0
            case Forked():
                self.forks.append(line)
            case Stepped():
                self._step(line)
            case Clocked():
                self.clock = Clock(
                    deadline=line.deadline, left=line.left, by=line.by, since=line.at
                )
            case ExtraTime():
                seat = (line.table, line.actor)
                self.extra[seat] = self.extra.get(seat, 0.0) + line.seconds
            case Led():
                self.led.pop((line.table, line.actor), None)
                if line.by_policy:
                    self.led[line.table, line.actor] = line
            case BoardShown():
                self.shown = line
            case Swapped():
                self.swaps.append(line)
            case DoctrineWritten():
                self.doctrines[line.table, line.actor] = line
            case WentOn():
                if line.place == self.place:
                    self.gone_on.add(line.person)
            case _:
                self._add_act(line)

    def _add_deed(self, line: DeskLine) -> None:
        """Note an act of the desk, or that it was taken back."""
        if line.undoes:
            del self.deeds[-1:]
            return
        match line:
            case Clocked(by="desk"):
                before: Clock | RoomMember | None = self.clock
            case PersonSeated(by="desk"):
                before = self.members.get(line.person)
            case ExtraTime() | Nudged() | Led(why="turn" | "desk"):
                before = None
            case Intervened(act="inject" | "override"):
                before = None
            case _:
                return  # not by the desk; or a draw, which nobody may take back and draw again
        self.deeds.append(DeskDeed(line=line, before=before))

    def _count(self, line: Line) -> None:
        """Count a line for those who may see what it changes, and for nobody else."""
        match line:
            case SealedSeat(complete=True):
                self.public += 1
            case (
                Proposed()
                | Agreed()
                | ProposalWithdrawn()
                | SealedSeat()
                | Helped()
                | Nudged()
                | DoctrineWritten()
            ):
                self.own[line.table, line.actor] += 1
            case Said():
                readers = {line.actor, line.to} if line.to else {"", *self._actors(line.table)}
                for actor in readers:
                    self.own[line.table, actor] += 1
            case Answered():
                member = self.members.get(line.person)
                if member is not None:
                    self.own[member.table, member.actor] += 1
            case _:
                self.public += 1

    def _actors(self, table: int) -> set[str]:
        return {member.actor for member in self.members.values() if member.table == table}

    def _step(self, line: Stepped) -> None:
        if self.place == 0 and line.place > 0:
            self.began = line.at
        self.place, self.closing, self.opened = line.place, None, line.at
        self.clock = Clock(deadline=line.deadline)
        self.work.clear()
        self.extra.clear()
        self.nudges.clear()
        self.deeds.clear()
        self.gone_on.clear()
        if self.stage == "measures":
            self.led = {seat: led for seat, led in self.led.items() if led.why != "turn"}
        self.shown = None

    def _add_act(self, line: Line) -> None:
        match line:
            case Proposed() | Agreed() | ProposalWithdrawn() | SealedSeat():
                work = self.work_of((line.table, line.actor))
                work.last_act = line.at
                _take(line, work)
            case Said():
                self.messages.append(line)
            case Answered():
                self.answers[line.person, line.question] = line.answer
            case Helped():
                seat = (line.table, line.actor)
                if line.wanted:
                    self.help[seat] = line.at
                else:
                    self.help.pop(seat, None)
            case Nudged():
                self.nudges.pop((line.table, line.actor), None)
                if line.text:
                    self.nudges[line.table, line.actor] = line


def _take(line: Proposed | Agreed | ProposalWithdrawn | SealedSeat, work: SeatWork) -> None:
    """Add an act to the work of its seat."""
    match line:
        case Proposed():
            proposal = TeamProposal(
                target=line.target, setting=line.setting, by=line.person, agreed=(line.person,)
            )
            work.waiting.pop(line.target, None)
            if line.stands:
                work.orders.pop(line.target, None)
                work.orders[line.target] = proposal
            else:
                work.waiting[line.target] = proposal
            work.sealing = ()
        case Agreed():
            backed = work.waiting.get(line.target)
            if backed is None:
                return
            agreed = (*(person for person in backed.agreed if person != line.person), line.person)
            proposal = dataclasses.replace(backed, agreed=agreed)
            if line.stands:
                del work.waiting[line.target]
                work.orders.pop(line.target, None)
                work.orders[line.target] = proposal
            else:
                work.waiting[line.target] = proposal
        case ProposalWithdrawn():
            work.waiting.pop(line.target, None)
        case SealedSeat():
            others = tuple(person for person in work.sealing if person != line.person)
            work.sealing = (*others, line.person)
            work.is_sealed = work.is_sealed or line.complete
