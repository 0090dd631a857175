"""Which orders are weighed while a person thinks, and what the screens say of them."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from game.ahead.odds import Choice, OrderEffect, OwnPlan, Prospect
from game.seat.levers import Row, Stop
from game.seat.odds.choices import Outlook, without
from game.seat.seat_table import SeatTable

if TYPE_CHECKING:
    from game.seat.odds.worker import Helper

# A lever's other settings that are weighed at once, and how many drafted orders get a badge.
MOST_STOPS, MOST_BADGES = 3, 5
# To give no order, and to let the seat's policy lead from here on.
HOLDING, BY_POLICY = OwnPlan(), OwnPlan(is_led=True)


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
    """What the draft leads to where it is kept, and what it changes against giving no order.

    `by_policy` is what the seat's `policy` would lead to from here on.
    """

    prospect: Prospect
    effect: OrderEffect | None
    by_policy: Prospect | None
    policy: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Badge:
    """What a lever's order is worth: the one drafted, or the best step that could be taken.

    `setting` names the step, "" of what is drafted.
    """

    setting: str
    effect: OrderEffect


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
        """Weigh the draft, the settings of the lever a person looks at, then a step of each lever.

        `place` is the stop under the pointer, -1 where there is none.
        """
        self._draft = self._table.session.actions(self._table.actor)
        courses = [HOLDING, self._drafted, BY_POLICY]
        row = self._table.row(target)
        if row is not None:
            courses.append(self._held(row))
            courses += [self._put(row, stop) for stop in self._places(row, place)]
        rows = self._table.sheet.rows
        courses += [self._held(row_moved) for row_moved in rows if row_moved.is_moved][:MOST_BADGES]
        courses += [
            _alone(stop)
            for row_at_rest in rows
            if not row_at_rest.is_moved
            for stop in _steps(row_at_rest)
        ]
        self.outlook.want(courses)

    def poll(self) -> bool:
        """Take what was found; tell whether anything is new."""
        return self.outlook.poll()

    # -- what is said ------------------------------------------------------------------------------

    def told(self, row: Row, place: int = -1) -> ShownOdds:
        """Return a lever's settings with what each is worth against holding it."""
        held, outlook = self._held(row), self.outlook
        lines = tuple(
            SettingOdds(
                name=row.stops[setting].text, effect=outlook.effect(self._put(row, setting), held)
            )
            for setting in self._places(row, place)
        )
        return ShownOdds(lines=lines, is_lost=self.is_lost)

    def badge(self, row: Row) -> Badge | None:
        """Return what an order of the draft is worth, or else the best step of a lever, alone."""
        if row.is_moved:
            effect = self.outlook.effect(self._drafted, self._held(row))
            return Badge(setting="", effect=effect) if effect is not None else None
        steps = [
            Badge(setting=stop.text, effect=effect)
            for stop in _steps(row)
            if (effect := self.outlook.effect(_alone(stop), HOLDING)) is not None
        ]
        return max(steps, key=lambda step: step.effect.points, default=None)

    @property
    def ahead(self) -> Ahead | None:
        """What the draft leads to, None while nothing is known."""
        prospect = self.outlook.prospect(self._drafted)
        if prospect is None:
            return None
        against = self.outlook.effect(self._drafted, HOLDING) if self._draft else None
        leaders = self._table.session.leaders
        return Ahead(
            prospect=prospect,
            effect=against,
            by_policy=self.outlook.prospect(BY_POLICY),
            policy=leaders.stand_in(self._table.actor),
        )

    # -- courses -----------------------------------------------------------------------------------

    @property
    def _drafted(self) -> OwnPlan:
        return OwnPlan(orders=self._draft)

    def _held(self, row: Row) -> OwnPlan:
        return OwnPlan(orders=without(self._draft, row.target))

    def _put(self, row: Row, place: int) -> OwnPlan:
        if place == row.new:
            return self._drafted
        return OwnPlan(orders=(*without(self._draft, row.target), row.stops[place].action))

    def _places(self, row: Row, place: int) -> list[int]:
        """Return the stops to weigh: the one looked at, the ordered one, then the nearest."""
        able = [
            number
            for number, stop in enumerate(row.stops)
            if number != row.now and (stop.verdict.legal or number == row.new)
        ]
        first = [setting for setting in (place, row.new) if setting in able]
        near = sorted(able, key=lambda setting: (abs(setting - row.new), setting))
        return sorted(list(dict.fromkeys([*first, *near]))[:MOST_STOPS])


def _steps(row: Row) -> list[Stop]:
    """Return the nearest stop to either side that may be taken."""
    return [stop for stop in (row.toward(1), row.toward(-1)) if stop is not None]


def _alone(stop: Stop) -> OwnPlan:
    return OwnPlan(orders=(stop.action,))
