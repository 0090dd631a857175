"""What the facilitator sees: the plan with its drift, every seat's state, who waits at the door."""

from __future__ import annotations

import dataclasses

from game.classroom.agenda import DEBRIEF, STAGES, seconds_before
from game.classroom.arrivals import name_of
from game.classroom.desk_undo import describe_last
from game.classroom.live_room import LiveRoom
from game.classroom.public_view import PublicRoom, PublicSeat, read_room, table_name
from game.classroom.room import Seat
from game.classroom.room_lines import Standing
from game.words.language import say, say_config
from game.words.numbers import quarter_text

# A seat without a draft for so many seconds is shown as in need.
IDLE = 90.0


@dataclasses.dataclass(frozen=True, kw_only=True)
class DeskSeat:
    """A seat at the desk: what everybody sees, drafts, idle seconds, calls for help, and names."""

    public: PublicSeat
    seat: Seat
    drafts: int
    waiting: int
    idle: float
    asks_help: bool
    names: tuple[str, ...]
    away: tuple[str, ...]
    is_led: bool

    @property
    def needs(self) -> str:
        """What the seat needs: `help`, `lost`, `work`, or "" for nothing."""
        if self.asks_help:
            return "help"
        if self.public.state == "away" or self.away:
            return "lost"
        return "work" if self.public.state == "open" and self.idle > IDLE else ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class DeskPerson:
    """A person at the desk's list."""

    person: int
    name: str
    seat: str
    standing: Standing
    is_away: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class PlanLine:
    """A part of the plan: its title, minutes from and to, and how much of it is done (0 to 1)."""

    title: str
    start: float
    end: float
    done: float
    is_now: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class DeskView:
    """Everything on the desk."""

    room: PublicRoom
    place: int
    plan: tuple[PlanLine, ...]
    minutes: float
    elapsed: float
    drift: float
    say: str
    tables: tuple[tuple[str, tuple[DeskSeat, ...]], ...]
    people: tuple[DeskPerson, ...]
    knocking: tuple[DeskPerson, ...]
    close: str
    open_seats: int
    last: str
    deeds: int


def read_desk(live: LiveRoom) -> DeskView:
    """Return what the facilitator sees."""
    room, step = live.room, live.room.step
    public = read_room(live)
    people = tuple(_person(live, person) for person in sorted(live.room.members))
    planned = live.plan.turns[step.turn].say if step.stage in ("measures", "responses") else None
    elapsed = live.now() - room.began if room.began else 0.0
    open_seats = len(live.open_seats()) if step.phase else 0
    return DeskView(
        room=public,
        place=room.place,
        plan=tuple(_plan(live)),
        minutes=live.plan.minutes,
        elapsed=elapsed,
        drift=_drift(live, elapsed),
        say=say_config(planned) if planned else "",
        tables=tuple(
            (f"{table.number} {table.name}", tuple(_seats(live, table.seats, table.table)))
            for table in public.tables
        ),
        people=people,
        knocking=tuple(person for person in people if person.standing == "waiting"),
        close=_close(live, open_seats),
        open_seats=open_seats,
        last=describe_last(live),
        deeds=len(room.deeds),
    )


def _seats(live: LiveRoom, seats: tuple[PublicSeat, ...], table: int) -> list[DeskSeat]:
    return [_desk_seat(live, public, (table, public.actor)) for public in seats]


def _desk_seat(live: LiveRoom, public: PublicSeat, seat: Seat) -> DeskSeat:
    room = live.room
    work, team = room.work_of(seat), room.team(seat)
    since = max(work.last_act, room.opened)
    return DeskSeat(
        public=public,
        seat=seat,
        drafts=len(work.orders),
        waiting=len(work.waiting),
        idle=live.now() - since if room.step.phase and since else 0.0,
        asks_help=seat in room.help,
        names=tuple(name_of(live, person) for person in team),
        away=tuple(name_of(live, person) for person in team if person in room.away),
        is_led=seat in room.led,
    )


def _person(live: LiveRoom, person: int) -> DeskPerson:
    member = live.room.members[person]
    seat = ""
    if member.table >= 0:
        role = live.scenario.roles.get(member.actor)
        place = say_config(role.title) if role else say("watches")
        seat = f"{member.table + 1} {table_name(member.table)}, {place}"
    return DeskPerson(
        person=person,
        name=name_of(live, person),
        seat=seat,
        standing=member.standing,
        is_away=person in live.room.away,
    )


def _plan(live: LiveRoom) -> list[PlanLine]:
    """Return the parts of the plan: the brief, each turn, the debrief."""
    parts: dict[int, list[int]] = {}
    for place, step in enumerate(live.agenda):
        if step.stage == "brief":
            parts.setdefault(-1, []).append(place)
        elif step.stage in DEBRIEF:
            parts.setdefault(len(live.agenda), []).append(place)
        elif step.stage not in ("lobby", "archived"):
            parts.setdefault(step.turn, []).append(place)
    return [_plan_line(live, _part_title(live, places[0]), places) for places in parts.values()]


def _part_title(live: LiveRoom, place: int) -> str:
    step = live.agenda[place]
    if step.stage == "brief":
        return say(STAGES["brief"])
    return say("Debrief") if step.stage in DEBRIEF else quarter_text(live.scenario.date(step.turn))


def _plan_line(live: LiveRoom, title: str, places: list[int]) -> PlanLine:
    speed, now = live.files.header.speed, live.room.place
    start = seconds_before(live.agenda, places[0]) * speed / 60.0
    end = seconds_before(live.agenda, places[-1] + 1) * speed / 60.0
    passed = sum(place < now for place in places) / len(places)
    return PlanLine(
        title=title, start=start, end=end, done=1.0 if places[-1] < now else passed,
        is_now=places[0] <= now <= places[-1],
    )  # fmt: skip


def _drift(live: LiveRoom, elapsed: float) -> float:
    """Return the seconds by which the class would end late if all that is left goes by plan."""
    room = live.room
    if not room.began or room.stage == "archived":
        return 0.0
    spent = seconds_before(live.agenda, room.place + 1)
    left = live.seconds_left()
    return elapsed + (left or 0.0) - spent if left is not None else 0.0


def _close(live: LiveRoom, open_seats: int) -> str:
    """Return what the bright button says: what it closes, or where it goes."""
    stage, place = live.room.stage, live.room.place
    if stage == "lobby":
        return say("Start the class")
    if live.room.step.phase is not None:
        title = say(STAGES[stage])
        return say("Close {step}, {count} seats open", step=title.lower(), count=open_seats)
    following = live.agenda[min(place + 1, len(live.agenda) - 1)]
    return say("Go on to {step}", step=say(STAGES[following.stage]).lower())
