"""Which orders are weighed while a person thinks, and what the screens say of them."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from game.ahead.odds import Choice, OrderEffect, Prospect
from game.seat.levers import Row
from game.seat.odds.choices import Outlook, without
from game.seat.seat_table import SeatTable

if TYPE_CHECKING:
    from game.seat.odds.worker import Helper

# A lever's other settings that are weighed at once, and how many drafted orders get a badge.
MOST_STOPS, MOST_BADGES = 3, 5


@dataclasses.dataclass(frozen=True, kw_only=True)
class SettingOdds:
    """One setting of a lever against holding it; `effect` is None while nothing is known."""

    name: str
    effect: OrderEffect | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class ShownOdds:
    """What is said of one lever: its settings weighed, or that nothing can be."""

    lines: tuple[SettingOdds, ...]
    is_lost: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ahead:
    """What the draft leads to, and what it changes against giving no order."""

    prospect: Prospect
    effect: OrderEffect | None


class LeverOdds:
    """The odds beside the orders of one phase at one seat."""

    def __init__(self, helper: Helper, table: SeatTable) -> None:
        self.outlook = Outlook(helper, table.session, table.actor)
        self._table = table
        self._draft: Choice = ()

    @property
    def is_lost(self) -> bool:
        """Whether the process that works the odds out has stopped."""
        return self.outlook.is_lost

    def attend(self, target: str, place: int) -> None:
        """Weigh what is in the draft, and the settings of the lever a person looks at.

        `place` is the stop under the pointer, -1 where there is none.
        """
        self._draft = self._table.session.actions(self._table.actor)
        choices: list[Choice] = [(), self._draft]
        row = self._table.row(target)
        if row is not None:
            choices.append(self._held(row))
            choices += [self._put(row, one) for one in self._places(row, place)]
        moved = [one for one in self._table.sheet.rows if one.is_moved]
        choices += [self._held(one) for one in moved[:MOST_BADGES]]
        self.outlook.want(choices)

    def poll(self) -> bool:
        """Take what was found; tell whether anything is new."""
        return self.outlook.poll()

    # -- what is said ------------------------------------------------------------------------------

    def told(self, row: Row, place: int = -1) -> ShownOdds:
        """Return a lever's settings with what each is worth against holding it."""
        held, outlook = self._held(row), self.outlook
        lines = tuple(
            SettingOdds(name=row.stops[one].text, effect=outlook.effect(self._put(row, one), held))
            for one in self._places(row, place)
        )
        return ShownOdds(lines=lines, is_lost=self.is_lost)

    def badge(self, row: Row) -> OrderEffect | None:
        """Return what an order of the draft is worth, the others as they are."""
        return self.outlook.effect(self._draft, self._held(row)) if row.is_moved else None

    @property
    def ahead(self) -> Ahead | None:
        """What the draft leads to, None while nothing is known."""
        known = self.outlook.prospect(self._draft)
        if known is None:
            return None
        against = self.outlook.effect(self._draft, ()) if self._draft else None
        return Ahead(prospect=known, effect=against)

    # -- choices -----------------------------------------------------------------------------------

    def _held(self, row: Row) -> Choice:
        return without(self._draft, row.target)

    def _put(self, row: Row, place: int) -> Choice:
        if place == row.new:
            return self._draft
        return (*self._held(row), row.stops[place].action)

    def _places(self, row: Row, place: int) -> list[int]:
        """Return the stops to weigh: the one looked at, the ordered one, then the nearest."""
        able = [
            number
            for number, stop in enumerate(row.stops)
            if number != row.now and (stop.verdict.legal or number == row.new)
        ]
        first = [one for one in (place, row.new) if one in able]
        near = sorted(able, key=lambda one: (abs(one - row.new), one))
        return sorted(list(dict.fromkeys([*first, *near]))[:MOST_STOPS])
