"""Quantities of the calendar, the same in every replicate: (1, 1) stands for a column."""

from __future__ import annotations

from game.state.calendar import year_and_month
from game.state.reading import Seen, quantity
from game.state.world import Floats

# What every actor reads off the calendar.
CALENDAR = frozenset({"turn", "month", "year", "quarter", "election_in"})


@quantity("turns", "turns played so far")
def turn(seen: Seen) -> Floats:
    return seen.dated(seen.turn)


@quantity("months", "months since January 2022")
def month(seen: Seen) -> Floats:
    return seen.dated(seen.world.month)


@quantity("year", "calendar year of the turn to be played")
def year(seen: Seen) -> Floats:
    return seen.dated(year_and_month(seen.world.month + 1)[0])


@quantity("1 to 4", "calendar quarter of the turn to be played, 1 to 4")
def quarter(seen: Seen) -> Floats:
    return seen.dated((year_and_month(seen.world.month + 1)[1] + 2) // 3)


@quantity("months", "until the next federal election (November of even years)")
def election_in(seen: Seen) -> Floats:
    return seen.dated((10 - seen.world.month) % 24)
