"""How people come in, sit down, come back, and are moved: identity is a key, a name is a label."""

from __future__ import annotations

import dataclasses
from collections import Counter

from game.classroom.access import fits, hash_key, new_key, new_phrase
from game.classroom.live_room import MOST_TABLES, LiveRoom
from game.classroom.room import Seat
from game.classroom.room_lines import (
    OBSERVER,
    Joined,
    Person,
    PersonSeated,
    Standing,
    TableOpened,
)
from game.classroom.typed_text import one_line
from game.errors import UserError
from game.words.language import say, say_config

LONGEST_NAME = 24
MOST_PEOPLE = 400


@dataclasses.dataclass(frozen=True, kw_only=True)
class Pass:
    """What a person is given once: the key of the cookie, and the phrase to write down."""

    person: int
    key: str
    phrase: str


def join(live: LiveRoom, name: str, language: str, key: str) -> Pass:
    """Let a person in; after the start the desk says where they sit.

    Raises
    ------
    UserError
        If no name is given, or the room is full.
    """
    label = one_line(name, LONGEST_NAME)
    if not label:
        raise UserError("", say("write a name or a nickname"))
    if len(live.people) >= MOST_PEOPLE:
        raise UserError("", say("this room is full"))
    number = max((*live.people, *live.room.members), default=0) + 1
    given = Pass(person=number, key=new_key(), phrase=new_phrase())
    live.note_person(
        Person(
            at=live.now(),
            person=number,
            name=label,
            key_hash=hash_key(given.key),
            phrase_hash=hash_key(given.phrase),
            language=language,
        )
    )
    live.note(Joined(at=live.now(), person=number, key=key))
    return given


def sit(live: LiveRoom, person: int, seat: Seat, *, by: str, key: str = "") -> None:
    """Seat a person at a seat, or let them watch its table (no actor).

    After the start a person's own wish waits for the desk.

    Raises
    ------
    UserError
        If there is no such table or actor.
    """
    table, actor = seat
    if not 0 <= table < live.room.tables or actor not in (OBSERVER, *live.seats):
        raise UserError("", say("there is no such seat"))
    waits = live.room.is_late() and by != "desk"
    _place(live, person, seat, standing="waiting" if waits else "seated", by=by, key=key)
    _open_more(live)
    _take_place(live, table)


def _take_place(live: LiveRoom, table: int) -> None:
    """Let the games follow where people sit, and begin that of a table that comes late."""
    if live.room.is_late():
        if table not in live.games and any(at == table for at, _ in live.room.seats()):
            live.tables.begin()
            live.tables.bring_to(live.room.place)
        live.tables.match_leaders()


def park(live: LiveRoom, person: int, standing: Standing) -> None:
    """Let a person watch (`parked`), or take their key away (`removed`)."""
    member = live.room.members[person]
    _place(live, person, (member.table, member.actor), standing=standing, by="desk", key="")
    live.tables.match_leaders()


def _place(
    live: LiveRoom, person: int, seat: Seat, *, standing: Standing, by: str, key: str
) -> None:
    table, actor = seat
    live.note(
        PersonSeated(
            at=live.now(),
            person=person,
            table=table,
            actor=actor,
            standing=standing,
            by=by,
            key=key,
        )
    )


def _open_more(live: LiveRoom) -> None:
    """Open a table more while the lobby is open and every seat of all tables has people."""
    room = live.room
    if not room.is_late() and room.tables < MOST_TABLES and free_seat(live) is None:
        live.note(TableOpened(at=live.now(), table=room.tables))


def free_seat(live: LiveRoom) -> Seat | None:
    """Return the next seat without people, table by table; None where there is none."""
    taken = set(live.room.seats())
    seats = ((t, actor) for t in range(live.room.tables) for actor in live.seats)
    return next((seat for seat in seats if seat not in taken), None)


def suggested_seat(live: LiveRoom) -> Seat:
    """Return where a person who comes in now would best sit.

    A free seat, else the smallest team, else a place to watch: nobody meets a blank page.
    """
    free = free_seat(live)
    if free is not None:
        return free
    teams = Counter({seat: len(live.room.team(seat)) for seat in live.room.seats()})
    smallest = min(teams, key=lambda seat: (teams[seat], seat), default=None)
    if smallest is not None and teams[smallest] < live.plan.largest_team:
        return smallest
    return 0, OBSERVER


def find_by_key(live: LiveRoom, person: int, key: str) -> Person | None:
    """Return the person whose key this is, None where it is nobody's or was taken away."""
    record = live.people.get(person)
    member = live.room.members.get(person)
    if record is None or member is None or member.standing == "removed":
        return None
    return record if fits(key, record.key_hash) else None


def come_back(live: LiveRoom, phrase: str) -> Pass | None:
    """Return a new key for the person who has this phrase; the old key still holds nothing."""
    wanted = "-".join(phrase.lower().split()) if " " in phrase.strip() else phrase
    for person in live.people.values():
        member = live.room.members.get(person.person)
        if fits(wanted, person.phrase_hash) and member and member.standing != "removed":
            return give_key(live, person.person)
    return None


def give_key(live: LiveRoom, person: int) -> Pass:
    """Give a person a new key and a new phrase; those of before are void."""
    given = Pass(person=person, key=new_key(), phrase=new_phrase())
    record = live.people[person]
    changes = {
        "at": live.now(),
        "key_hash": hash_key(given.key),
        "phrase_hash": hash_key(given.phrase),
    }
    live.note_person(record.model_copy(update=changes))
    return given


def change_person(live: LiveRoom, person: int, **changes: object) -> None:
    """Change a person's name, language or consent."""
    record = live.people[person]
    live.note_person(record.model_copy(update={"at": live.now(), **changes}))


@dataclasses.dataclass(frozen=True, kw_only=True)
class SeatChoice:
    """A seat that a person may choose: how many sit there, and whether there is room."""

    seat: Seat
    title: str
    people: int
    is_open: bool

    @property
    def text(self) -> str:
        """The seat as a form sends it."""
        return f"{self.seat[0]}.{self.seat[1]}"


def read_choices(live: LiveRoom) -> list[list[SeatChoice]]:
    """Return the seats of each table, table by table."""
    seated = Counter(member.seat for member in live.room.members.values())
    return [
        [_choice(live, (table, actor), seated[table, actor]) for actor in live.seats]
        for table in range(live.room.tables)
    ]


def _choice(live: LiveRoom, seat: Seat, people: int) -> SeatChoice:
    is_open = people < live.plan.largest_team
    return SeatChoice(
        seat=seat,
        title=say_config(live.scenario.roles[seat[1]].title),
        people=people,
        is_open=is_open,
    )


def parse_seat(live: LiveRoom, text: str) -> Seat:
    """Return the seat that a form names; what names none is the one that suits best."""
    table, _, actor = text.partition(".")
    seat = int(table) if table.isdecimal() else -1, actor
    if 0 <= seat[0] < live.room.tables and actor in (OBSERVER, *live.seats):
        is_full = bool(actor) and len(live.room.team(seat)) >= live.plan.largest_team
        return suggested_seat(live) if is_full else seat
    return suggested_seat(live)


def describe(live: LiveRoom, person: int) -> str:
    """Return a person's name and seat in a few words."""
    member = live.room.members[person]
    role = live.scenario.roles.get(member.actor)
    place = say_config(role.title) if role else say("watches")
    return say(
        "{name}: {seat}, table {table}",
        name=live.people[person].name,
        seat=place,
        table=member.table + 1,
    )


def name_of(live: LiveRoom, person: int) -> str:
    """Return a person's name, or a number where the file of people was deleted."""
    record = live.people.get(person)
    return record.name if record else say("Person {number}", number=person)
