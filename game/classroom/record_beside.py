"""The record beside a class's games: what was reported of the numbers that compare tables."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from game.classroom.live_room import LiveRoom
from game.classroom.parting import axis_text, measured_in
from game.seat.debrief.account import Fact
from game.seat.debrief.read import read_course, read_facts
from game.words.language import say_config
from game.words.numbers import amount, quarter_text

MOST_FACTS = 5


@dataclasses.dataclass(frozen=True, kw_only=True)
class BesideRecord:
    """A number at each table, turn by turn, and what was reported of it, by turns from the start.

    A turn that was played stands at its end: turn 0 at 1. `dates` are the quarters that end there.
    """

    title: str
    measured: str
    unit: str
    courses: Mapping[int, tuple[tuple[float, float], ...]]
    record: tuple[tuple[float, float], ...]
    first: float
    last: float
    low: float
    high: float
    dates: tuple[tuple[float, str], ...]

    def axis(self, share: float) -> str:
        """Write the number at a height of the scale, 0 to 1."""
        return axis_text(self.low + share * (self.high - self.low), self.unit)

    def text(self, value: float) -> str:
        """Write a value in its unit."""
        return amount(value, self.unit)

    def across(self, at: float) -> float:
        """Return where a time stands, from 0 to 100."""
        return 100.0 * (at - self.first) / (self.last - self.first)

    def up(self, value: float) -> float:
        """Return where a value stands, from 0 to 100."""
        return 100.0 * (value - self.low) / (self.high - self.low or 1.0)


def beside_record(live: LiveRoom) -> tuple[BesideRecord, ...]:
    """Return the numbers of the class of which anything was reported."""
    games = {table: game for table, game in sorted(live.games.items()) if game.played}
    beside = []
    for name in live.plan.compare if games else ():
        courses = {table: read_course(game, name) for table, game in games.items()}
        record = next(iter(courses.values())).record
        if record:
            beside.append(_beside(live, name, record, {t: c.values for t, c in courses.items()}))
    return tuple(beside)


def _beside(
    live: LiveRoom,
    name: str,
    record: tuple[tuple[float, float], ...],
    courses: Mapping[int, tuple[float, ...]],
) -> BesideRecord:
    observable = live.scenario.observables[name]
    turns = max(map(len, courses.values()))
    first = min(0.0, record[0][0])
    values = [value for _, value in record]
    values += [value for course in courses.values() for value in course]
    margin = 0.08 * (max(values) - min(values)) or 1.0
    low = min(values) - margin
    return BesideRecord(
        title=say_config(observable.title),
        measured=measured_in(observable.unit),
        unit=observable.unit,
        courses={
            table: tuple((turn + 1.0, value) for turn, value in enumerate(course))
            for table, course in courses.items()
        },
        record=record,
        first=first - 0.5,
        last=turns + 0.5,
        low=max(low, 0.0) if min(values) >= 0.0 else low,
        high=max(values) + margin,
        dates=tuple(
            (float(at), quarter_text(live.scenario.date(at - 1))) for at in (round(first), 0, turns)
        ),
    )


def facts_of(live: LiveRoom) -> tuple[Fact, ...]:
    """Return what the dated record has of the class's months, or the last before them."""
    games = [game for game in live.games.values() if game.played]
    facts = read_facts(games[0]) if games else ()
    apart = max(1.0, len(facts) / MOST_FACTS)
    return tuple(facts[int(apart * place)] for place in range(min(MOST_FACTS, len(facts))))
