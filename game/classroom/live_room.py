"""A room in progress: its lines, its people, and the games of its tables.

Each change is a line on disk before anybody hears of it. A step of the agenda is announced by a
`Closing` line, then the games are brought to where the next step needs them, then a `Stepped` line
follows: whatever a kill cut short is finished when the room opens again, once and no more.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from game import __version__
from game.classroom.access import new_code
from game.classroom.agenda import agenda_of
from game.classroom.class_plans import find_plan, read_plan, scenario_of
from game.classroom.clock import Clock, nearest_due, started
from game.classroom.planned_events import strike_planned
from game.classroom.rivals import read_rivals
from game.classroom.room import Room, Seat
from game.classroom.room_checks import check_games, check_lines
from game.classroom.room_files import RoomFiles, make_room, open_room, rooms_folder
from game.classroom.room_lines import (
    Cause,
    Clocked,
    Closing,
    Led,
    Line,
    Person,
    Presence,
    RoomHeader,
    Stepped,
    TableOpened,
)
from game.classroom.table_games import TableGames, stands_at
from game.config.fingerprint import config_hash
from game.config.scenarios import shipped_library
from game.config.schema.class_plan import ClassPlan
from game.errors import UserError
from game.saves.sealed_seed import SealedSeed
from game.session import Session
from game.state.scenario import Scenario

# A tap that is under way at zero still counts for so long.
GRACE = 2.0
# Screens that say nothing for so long are away; a faster room waits less, but never less than that.
SILENCE, LEAST_SILENCE = 90.0, 10.0
MOST_TABLES = 12

Now = Callable[[], float]
Why = Literal["away", "turn", "desk"]


class LiveRoom:
    """A class: what people and the desk do in it, and what time does."""

    def __init__(
        self,
        files: RoomFiles,
        plan: ClassPlan,
        scenario: Scenario,
        lines: list[Line],
        people: dict[int, Person],
        now: Now,
    ) -> None:
        self.files = files
        self.plan = plan
        self.scenario = scenario
        header = files.header
        self.agenda = agenda_of(plan, speed=header.speed, timed=header.timed)
        self.room = Room(self.agenda, lines)
        self.people = people
        self.now = now
        self.tables = TableGames(self.room, files, scenario, self.agenda)
        self.seen: dict[int, float] = {}
        self.on_change: Callable[[], None] = lambda: None
        # What is worked out of the games and stands in no line; readers are told when it grows.
        self.revision = 0
        self._resume()

    @classmethod
    def make(
        cls,
        plan_name: str,
        *,
        now: Now,
        folder: Path | None = None,
        tables: int = 1,
        speed: float = 1.0,
        timed: bool = True,
        seed: SealedSeed | None = None,
        luck_of: Path | None = None,
    ) -> LiveRoom:
        """Make a new room, with the luck of another that is over if its folder is named.

        Raises
        ------
        UserError
            If there is no such plan, its folder cannot be written, or the other room is not over
            or played another scenario.
        """
        library = shipped_library()
        plan, text = find_plan(plan_name)
        code, rivals = new_code(), dict[str, tuple[float, ...]]()
        luck = seed or SealedSeed.draw()
        if luck_of is not None:
            luck, rivals = read_rivals(luck_of, plan)
        header = RoomHeader(
            at=now(),
            version=__version__,
            code=code,
            plan=plan_name,
            config_hash=config_hash(library, library.scenarios[plan.scenario]),
            commitment=luck.commitment,
            speed=speed,
            rivals=rivals,
            timed=timed and plan.pace == "clock",
        )
        day = datetime.date.fromtimestamp(now()).isoformat()
        files = make_room(folder or rooms_folder() / f"{day}-{code}", header, luck, text)
        live = cls(files, plan, scenario_of(plan), [], {}, now)
        for table in range(tables):
            live.note(TableOpened(at=now(), table=table))
        return live

    @classmethod
    def open(cls, folder: Path, *, now: Now) -> LiveRoom:
        """Go on with a room; its clock stands until the desk lets it run.

        Raises
        ------
        UserError
            If it is no room, is damaged, or another process has it.
        """
        files, lines, people = open_room(folder)
        files.log.hold()
        try:
            plan = read_plan(folder, files.header.plan)
            scenario, header = scenario_of(plan), files.header
            agenda = agenda_of(plan, speed=header.speed, timed=header.timed)
            check_lines(lines, agenda, scenario, str(files.log.path))
            check_games(folder, lines)
            live = cls(files, plan, scenario, lines, people, now)
        except UserError:
            files.close()
            raise
        live.set_clock(live.room.clock.held(now(), "restart"), "restart")
        return live

    # -- lines ---------------------------------------------------------------------------------

    def note(self, line: Line) -> None:
        """Write a line, and let it count."""
        self.files.add(line)
        self.room.add(line)
        self.on_change()

    def note_person(self, person: Person) -> None:
        """Write what is known of a person, and let it count."""
        self.files.add_person(person)
        self.people[person.person] = person
        self.on_change()

    def revise(self) -> None:
        """Tell readers that there is more to see, though nobody did anything."""
        self.revision += 1
        self.on_change()

    def close(self) -> None:
        """Let go of all files."""
        for game in self.games.values():
            game.close()
        self.files.close()

    # -- games ---------------------------------------------------------------------------------

    @property
    def games(self) -> Mapping[int, Session]:
        """The game of each table."""
        return self.tables.games

    @property
    def seats(self) -> Sequence[str]:
        """The actors that people may lead."""
        return self.plan.seats or self.scenario.actors

    def let_lead(self, seat: Seat, why: Why, *, by_policy: bool) -> None:
        """Let a policy lead a seat of people, or give it back."""
        if by_policy != (seat in self.room.led):
            table, actor = seat
            self.note(Led(at=self.now(), table=table, actor=actor, by_policy=by_policy, why=why))
            self.tables.match_leaders()

    def _resume(self) -> None:
        """Finish what a kill cut short: games that were not begun, moved or told of an order."""
        room = self.room
        if room.place == 0 and room.closing is None:
            return
        self.tables.begin()
        self.tables.match_leaders()
        self.tables.tell()
        if room.closing is None:
            self.tables.bring_to(room.place)
            self._strike_planned()
        else:
            self._finish(room.closing)

    # -- steps and time ------------------------------------------------------------------------

    def advance(self, cause: Cause) -> None:
        """Go on to the next step: close what is open, move the games, tell everybody."""
        room = self.room
        if room.place + 1 >= len(self.agenda):
            return
        if room.closing is None:
            seats = self.open_seats() if room.step.phase else []
            self.note(
                Closing(
                    at=self.now(),
                    place=room.place,
                    cause=cause,
                    open=tuple(f"{table + 1}.{actor}" for table, actor in seats),
                )
            )
        if room.place == 0:
            self.tables.begin()
        assert room.closing is not None
        self._finish(room.closing)

    def go_back(self, place: int) -> None:
        """Go back to an earlier step: every table goes back to the start of its turn."""
        if self.room.closing is None:
            self.note(Closing(at=self.now(), place=self.room.place, cause="rewind", to=place))
        assert self.room.closing is not None
        self._finish(self.room.closing)

    def _finish(self, closing: Closing) -> None:
        """Do what a closing has announced."""
        if closing.cause == "zero" and self.plan.at_zero == "policy":
            self._let_policies_act(closing)
        if closing.to >= 0:
            self.tables.rewind_to(closing.to)
        place = closing.to if closing.to >= 0 else self._next_place()
        self.tables.bring_to(place)
        self._step_to(place, closing.cause)

    def _let_policies_act(self, closing: Closing) -> None:
        """Let policies decide for the seats that were open."""
        step = self.agenda[closing.place]
        for text in closing.open:
            table, _, actor = text.partition(".")
            game = self.games[int(table) - 1]
            if stands_at(game) == (step.turn, step.phase) and actor in game.seats:
                self.tables.lead((int(table) - 1, actor), "zero")

    def _next_place(self) -> int:
        """Return the step that follows: the debrief, once every game is over."""
        room = self.room
        if room.stage == "quarter" and all(game.over for game in self.games.values()):
            return next(n for n, step in enumerate(self.agenda) if step.stage == "what")
        return room.place + 1

    def _step_to(self, place: int, cause: Cause) -> None:
        now = self.now()
        clock = self.fall_due(started(now, self.agenda[place].seconds), place)
        self.note(Stepped(at=now, place=place, deadline=clock.deadline, cause=cause))
        self.tables.match_leaders()
        self._strike_planned()

    def _strike_planned(self) -> None:
        for line in strike_planned(self.plan.injects, self.room, self.games, self.now()):
            self.note(line)

    def fall_due(self, clock: Clock, place: int) -> Clock:
        """Return a step's clock as the plan's times of day have it, if orders are given in it."""
        is_due = self.agenda[place].phase is not None and self.files.header.speed == 1.0
        if clock.deadline is None or not is_due:
            return clock
        due = nearest_due(clock.deadline, self.plan.deadlines, self.now())
        return dataclasses.replace(clock, deadline=due)

    def set_clock(self, clock: Clock, by: str, *, undoes: bool = False) -> None:
        """Set the clock, where that changes it."""
        if clock != self.room.clock:
            self.note(
                Clocked(
                    at=self.now(), deadline=clock.deadline, left=clock.left, by=by, undoes=undoes
                )
            )

    def seconds_left(self, seat: Seat | None = None) -> float | None:
        """Return what is left of the step for a seat with its extra time, None without a clock."""
        left = self.room.clock.left_at(self.now())
        if left is None or seat is None:
            return left
        deadline, extra = self.room.clock.deadline, self.room.extra.get(seat, 0.0)
        if deadline is None:
            return left + extra
        return max(0.0, deadline + extra - self.now())

    def open_seats(self) -> list[Seat]:
        """Return the seats with people at a game that have not sealed."""
        return [
            seat
            for seat in self.room.seats()
            if self.tables.game_of(seat) is not None and not self.room.work_of(seat).is_sealed
        ]

    def tick(self) -> None:
        """Let time do what it does: mark who is away, close what is sealed or over."""
        self._mark_away()
        room, now = self.room, self.now()
        if room.step.phase is not None and self._all_sealed():
            self.advance("sealed")
            return
        if self._all_gone_on():
            self.advance("plan")
            return
        extra = 0.0
        if room.step.phase is not None:
            extra = max((room.extra.get(seat, 0.0) for seat in self.open_seats()), default=0.0)
        grace = GRACE / self.files.header.speed if room.step.phase is not None else 0.0
        if not room.clock.is_over(now, grace=grace + extra):
            return
        if room.step.phase is not None and self.plan.at_zero == "hold" and self.open_seats():
            self.set_clock(Clock(left=0.0, by="zero", since=now), "zero")
            return
        self.advance("zero")

    def _all_sealed(self) -> bool:
        """Tell whether all seats that the room waits for have sealed, and somebody has."""
        everybody = self.plan.absent == "wait"
        waiting = [s for s in self.open_seats() if everybody or self.room.present(s)]
        sealed = [seat for seat in self.room.seats() if self.room.work_of(seat).is_sealed]
        return bool(sealed) and not waiting

    def _all_gone_on(self) -> bool:
        """Tell whether all who are here have gone on from a step, where people set the pace."""
        room = self.room
        if self.plan.pace == "clock" or room.step.phase is not None or not room.gone_on:
            return False
        here = {person for seat in room.seats() for person in room.present(seat)}
        return here <= room.gone_on

    def touch(self, person: int) -> None:
        """Note that a person's screen is alive."""
        self.seen[person] = self.now()
        if person in self.room.away:
            self.note(Presence(at=self.now(), person=person, here=True))
            seat = self.room.members[person].seat
            led = self.room.led.get(seat) if seat else None
            if seat and led and led.why == "away":
                self.let_lead(seat, "away", by_policy=False)

    def _mark_away(self) -> None:
        now = self.now()
        silence = max(SILENCE / self.files.header.speed, LEAST_SILENCE)
        for person in self.room.members:
            if person in self.room.away:
                continue
            if now - self.seen.setdefault(person, now) > silence:
                self.note(Presence(at=now, person=person, here=False))
                seat = self.room.members[person].seat
                if self.plan.absent == "policy" and seat and not self.room.present(seat):
                    self.let_lead(seat, "away", by_policy=True)
