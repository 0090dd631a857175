"""What everybody may know of a table: the board and every seat at it get this, and no more of it.

Only what each seat sees exactly, what was announced, and what the papers printed is in it: no name,
no draft, no covert order, no estimate and no seed.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection
from typing import TYPE_CHECKING, Literal

from game.classroom.agenda import DEBRIEF, RAIL, STAGES, Stage
from game.classroom.live_room import LiveRoom
from game.classroom.room import Seat
from game.seat.disclosure import public
from game.seat.facilitator_news import acts_of
from game.seat.news import NewsItem, news_of
from game.seat.numbers import look_at
from game.seat.orders_given import Deed, deeds_of
from game.session import Session
from game.state.position import PHASES, Phase
from game.state.scenario import Scenario
from game.turn.view import View
from game.words.language import later, say, say_config
from game.words.names import setting_title
from game.words.numbers import quarter_text, setting_text

if TYPE_CHECKING:
    from agents.model import PhaseRecord

TABLE_NAMES = later(
    ("Tigers", "Ada", "Kestrel", "Delta", "Lotus", "North", "Birch", "Comet", "Ferry", "Grove",
     "Harbour", "Ridge")
)  # fmt: skip
DAYS = later(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
# Of a step with more seconds left the day and time are told at which it ends.
LONG_STEP = 2.0 * 3600.0
# The two gates that a chip must pass, as the class is about them.
MINERALS = "mineral_exports"
US_GATE, CN_GATE = "licence_policy", "import_gate"
# How a seat stands towards the barrier.
State = Literal["sealed", "open", "away", "policy"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class PublicSeat:
    """A seat as everybody sees it: whose it is, how many sit there, and whether it has sealed."""

    actor: str
    title: str
    state: State
    people: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class Signs:
    """What stands at the gates and flows of the map, as announced settings and public numbers.

    `us_open` and `cn_open` tell how far each gate stands open, `minerals` the share of normal
    exports.
    """

    us_title: str
    us_text: str
    us_open: float
    cn_title: str
    cn_text: str
    cn_open: float
    minerals: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class PublicTable:
    """A table as everybody sees it."""

    table: int
    number: int
    name: str
    seats: tuple[PublicSeat, ...]
    deeds: tuple[Deed, ...]
    news: tuple[NewsItem, ...]
    is_over: bool

    @property
    def led(self) -> int:
        """How many seats people lead."""
        return sum(seat.state != "policy" for seat in self.seats)

    @property
    def sealed(self) -> int:
        """How many of them have sealed."""
        return sum(seat.state == "sealed" for seat in self.seats)

    @property
    def awaited(self) -> tuple[PublicSeat, ...]:
        """The seats whose orders are awaited."""
        return tuple(seat for seat in self.seats if seat.state == "open")


@dataclasses.dataclass(frozen=True, kw_only=True)
class PublicRoom:
    """The room as everybody sees it: the step, the clock, and every table."""

    stage: Stage
    title: str
    date: str
    turn: int
    turns: int
    rail: tuple[tuple[str, Literal["done", "now", ""]], ...]
    left: float | None
    is_held: bool
    held_by: str
    held_since: float
    at_zero: str
    tables: tuple[PublicTable, ...]
    people: int
    place: int
    due: str
    mark: str
    is_self_paced: bool
    gone_on: int


def table_name(table: int) -> str:
    """Return a table's name."""
    return say(TABLE_NAMES[table % len(TABLE_NAMES)])


def seat_name(live: LiveRoom, seat: Seat) -> str:
    """Return a seat in a few words: `table 2, Beijing`."""
    title = say_config(live.scenario.roles[seat[1]].title)
    return say("table {number}, {seat}", number=seat[0] + 1, seat=title)


def read_room(live: LiveRoom, tables: Collection[int] | None = None) -> PublicRoom:
    """Return what everybody may know of the room, with some of its tables or all."""
    room, step = live.room, live.room.step
    clock = room.clock
    return PublicRoom(
        stage=step.stage,
        title=say(STAGES[step.stage]),
        date=quarter_text(live.scenario.date(step.turn)),
        turn=step.turn + 1,
        turns=len(live.plan.turns),
        rail=_rail(live),
        left=live.seconds_left(),
        is_held=clock.is_held,
        held_by=clock.by if clock.is_held else "",
        held_since=clock.since,
        at_zero=live.plan.at_zero,
        tables=tuple(
            read_public(live, table)
            for table in range(room.tables)
            if tables is None or table in tables
        ),
        people=len([member for member in room.members.values() if member.standing == "seated"]),
        place=room.place,
        due=_due(live),
        mark=_mark(live),
        is_self_paced=live.plan.pace == "people",
        gone_on=len(room.gone_on),
    )


def _due(live: LiveRoom) -> str:
    """Return the day and time at which a long step ends, "" for a short one."""
    deadline, now = live.room.clock.deadline, live.now()
    if deadline is None or deadline - now < LONG_STEP:
        return ""
    ends = datetime.datetime.fromtimestamp(deadline)
    return say("until {day} {time}", day=say(DAYS[ends.weekday()]), time=f"{ends:%H:%M}")


def _mark(live: LiveRoom) -> str:
    """Return for how many turns the marks are set, "" where the class plays them all."""
    played, turns = len(live.plan.turns), live.scenario.turns
    if played == turns:
        return ""
    return say(
        "The mark is set for the {turns} turns of the scenario; this class plays the first"
        " {played}.",
        turns=turns, played=played,
    )  # fmt: skip


def _rail(live: LiveRoom) -> tuple[tuple[str, Literal["done", "now", ""]], ...]:
    stage = live.room.stage
    order = list(DEBRIEF if stage in (*DEBRIEF, "archived") else RAIL)
    now = order.index(stage) if stage in order else len(order) if stage == "archived" else -1

    def mark(place: int) -> Literal["done", "now", ""]:
        return "now" if place == now else "done" if place < now else ""

    return tuple((say(STAGES[name]), mark(place)) for place, name in enumerate(order))


def read_public(live: LiveRoom, table: int) -> PublicTable:
    """Return what everybody may know of a table."""
    game = live.games.get(table)
    return PublicTable(
        table=table,
        number=table + 1,
        name=table_name(table),
        seats=tuple(_seat(live, (table, actor)) for actor in live.scenario.actors),
        deeds=tuple(_deeds(live, game)) if game else (),
        news=tuple(_news(game)) if game else (),
        is_over=game.over if game else False,
    )


def _seat(live: LiveRoom, seat: Seat) -> PublicSeat:
    room = live.room
    state: State = "policy"
    if room.team(seat) and seat not in room.led:
        state = "open" if room.present(seat) else "away"
        if room.work_of(seat).is_sealed:
            state = "sealed"
    return PublicSeat(
        actor=seat[1],
        title=say_config(live.scenario.roles[seat[1]].title),
        state=state,
        people=len(room.team(seat)),
    )


def _deeds(live: LiveRoom, game: Session) -> list[Deed]:
    """Return what was announced in the turn at hand, or in the last one while its quarter is read.

    Nothing of a turn is told before its first reveal.
    """
    stage, scenario = live.room.stage, live.scenario
    if stage in ("reveal", "responses") and game.model.position.phase == "responses":
        record: dict[Phase, PhaseRecord] = {"measures": game.model.record["measures"]}
        return public(deeds_of(game.turns.openings[-1], record, scenario))
    if stage == "quarter" and game.played:
        last = game.played[-1]
        deeds = public(deeds_of(last.opened, last.phases, scenario))
        return [deed for phase in reversed(PHASES) for deed in deeds if deed.phase == phase]
    return []


def _news(game: Session) -> list[NewsItem]:
    """Return what the papers printed and what the desk did since the last turn, the latest first.

    An event that the desk let strike is told once, as the desk's.
    """
    position, turn = game.model.position, game.model.position.turn
    passed = news_of(position, game.scenario) if game.played else []
    stories = [*acts_of(game, turn - 1), *passed, *acts_of(game, turn)]
    return list(reversed(stories))


def is_public(name: str, scenario: Scenario) -> bool:
    """Tell whether every seat sees a number, exactly and at once; no more is public."""
    sights = [scenario.roles[actor].sights.get(name) for actor in scenario.actors]
    granted = [sight for sight in sights if sight is not None]
    exact = all(not (sight.blur or sight.error or sight.delay) for sight in granted)
    # What is measured otherwise for each seat, as its capital is, is its own.
    measures = {sight.measure.text for sight in granted}
    return len(granted) == len(sights) and exact and len(measures) == 1


def read_signs(game: Session, tier: str) -> Signs:
    """Return what stands at the gates: both are levers that are announced to everybody."""
    scenario = game.scenario
    view = View(game.model.position, scenario, scenario.actors[0], game.model.chance)
    has_minerals = is_public(MINERALS, scenario)
    us_title, us_text, us_open = _gate(game, f"{US_GATE}.{tier}")
    cn_title, cn_text, cn_shut = _gate(game, f"{CN_GATE}.{tier}")
    return Signs(
        us_title=us_title,
        us_text=us_text,
        us_open=us_open,
        cn_title=cn_title,
        cn_text=cn_text,
        cn_open=1.0 - cn_shut,
        minerals=look_at(MINERALS, view, scenario).value if has_minerals else 0.0,
    )


def _gate(game: Session, target: str) -> tuple[str, str, float]:
    """Return a lever's title, its setting, and how far that is along its settings."""
    name, _, member = target.partition(".")
    lever = game.scenario.levers[name]
    column = lever.column(member)
    value = float(game.model.position.orders.settings[name][0, column])
    return setting_title(lever, column), setting_text(lever, value), value / (lever.high or 1.0)
