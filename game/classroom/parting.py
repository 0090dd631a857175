"""Where the tables of a class parted, and which order did it.

All tables have the same luck, so a table that is played again with one order of another table
differs from itself by that order alone.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from game.classroom.live_room import LiveRoom
from game.classroom.replaying import Given, orders_of, play_again
from game.classroom.table_papers import order_title
from game.seat.orders_given import DRAFTS
from game.state.position import Phase, Position
from game.state.scenario import Observable
from game.turn.observables import read_observable
from game.words.language import say, say_config
from game.words.numbers import (
    amount,
    amount_pattern,
    author,
    difference,
    quarter_text,
    setting_text,
    thin,
)

if TYPE_CHECKING:
    from game.session import Session

MOST_CANDIDATES = 16
MOST_SHOWN, MOST_UNMOVED = 4, 2


@dataclasses.dataclass(frozen=True, kw_only=True)
class PlayedOrder:
    """An order of people that tables differ by: who gave it, when, and what it set."""

    table: int
    turn: int
    phase: Phase
    actor: str
    target: str
    setting: str

    @property
    def text(self) -> str:
        """The order as a form sends it."""
        return "|".join(
            map(str, (self.table, self.turn, self.phase, self.actor, self.target, self.setting))
        )


@dataclasses.dataclass(frozen=True, kw_only=True)
class SwapEffect:
    """What one order made of a table's number: with it, and played again without it."""

    order: PlayedOrder
    date: str
    actor: str
    title: str
    setting: str
    tables: tuple[int, ...]
    was: str
    would_be: str
    change: str
    compared: str
    is_raised: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class MeasuredOrder:
    """What a number came to at a table with an order, and played again without it or with it."""

    order: PlayedOrder
    tables: tuple[int, ...]
    was: float
    would_be: float

    @property
    def made(self) -> float:
        """What the order made of the number."""
        return self.was - self.would_be


class Parting:
    """Where the tables parted: each candidate order is taken back and its table played again.

    One candidate is worked out at a time, so that nothing else waits long.
    """

    def __init__(self, live: LiveRoom) -> None:
        self.live = live
        self._measured: list[MeasuredOrder] = []
        self._waiting = list_candidates(live)

    @property
    def shown(self) -> tuple[SwapEffect, ...]:
        """The largest effects, without those that nobody could read off the number."""
        differing = (effect for effect in self._effects() if effect.was != effect.would_be)
        return tuple(itertools.islice(differing, MOST_SHOWN))

    @property
    def unmoved(self) -> tuple[SwapEffect, ...]:
        """Some of those: orders without which the number is shown as it is."""
        unmoved = (effect for effect in self._effects() if effect.was == effect.would_be)
        return tuple(itertools.islice(unmoved, MOST_UNMOVED))

    def _effects(self) -> Iterator[SwapEffect]:
        """Yield what is worked out, the largest effect first."""
        for measured in sorted(self._measured, key=lambda measured: -abs(measured.made)):
            yield swap_effect(self.live, measured)

    @property
    def is_ready(self) -> bool:
        """Whether all candidates are worked out."""
        return not self._waiting

    def work_one(self) -> None:
        """Work out one candidate more."""
        if self._waiting:
            order, tables = self._waiting.pop(0)
            self._measured.append(_measure(self.live, order, tables))
            self.live.revise()


def list_candidates(live: LiveRoom) -> list[tuple[PlayedOrder, tuple[int, ...]]]:
    """Return the orders that some tables gave and others did not, the earliest first."""
    given: dict[Given, set[int]] = {}
    for table, game in live.games.items():
        for order in orders_of(game):
            lever = live.scenario.levers[order.target.partition(".")[0]]
            if lever.part in DRAFTS:
                continue  # a draft does nothing alone: the paper that it stands in is the order
            given.setdefault(order, set()).add(table)
    compared = live.plan.compare[0]
    orders = []
    for order, tables in given.items():
        if len(tables) == len(live.games) and len(live.games) > 1:
            continue
        # At the table that differs most from the others the order has most to explain.
        table = max(tables, key=lambda table_number: _distance(live, table_number, compared))
        orders.append(
            (PlayedOrder(table=table, **dataclasses.asdict(order)), tuple(sorted(tables)))
        )
    orders.sort(key=lambda candidate: (candidate[0].turn, -len(candidate[1])))
    return orders[:MOST_CANDIDATES]


def _distance(live: LiveRoom, table: int, name: str) -> float:
    ends = {
        number: compared_value(name, game.model.position, game)
        for number, game in live.games.items()
    }
    mean = sum(ends.values()) / len(ends)
    return abs(ends[table] - mean)


def _measure(live: LiveRoom, order: PlayedOrder, tables: tuple[int, ...]) -> MeasuredOrder:
    """Return what an order made of its table's first number, by taking it back."""
    game = live.games[order.table]
    given = Given(
        turn=order.turn, phase=order.phase, actor=order.actor, target=order.target,
        setting=order.setting,
    )  # fmt: skip
    again = play_again(game, without=given)
    return measure(live, order, tables, before=game, after=again)


def measure(
    live: LiveRoom, order: PlayedOrder, tables: tuple[int, ...], *, before: Session, after: Session
) -> MeasuredOrder:
    """Return what the class's first number came to at a table with an order and without it."""
    name = live.plan.compare[0]
    return MeasuredOrder(
        order=order,
        tables=tables,
        was=compared_value(name, before.model.position, before),
        would_be=compared_value(name, after.model.position, after),
    )


def swap_effect(live: LiveRoom, measured: MeasuredOrder) -> SwapEffect:
    """Return a measured order as a reader is told it, in the language in use."""
    observable: Observable = live.scenario.observables[live.plan.compare[0]]
    order, was, would_be = measured.order, measured.was, measured.would_be
    action = live.tables.action((order.table, order.actor), order.target, order.setting)
    lever = live.scenario.levers[action.lever]
    return SwapEffect(
        order=order,
        date=quarter_text(live.scenario.date(order.turn)),
        actor=order.actor,
        title=say(
            "{author}: {lever}",
            author=author(lever),
            lever=order_title(lever, lever.column(action.member), live.scenario),
        ),
        setting=setting_text(lever, action.value),
        tables=measured.tables,
        was=compared_text(was, observable.unit),
        would_be=compared_text(would_be, observable.unit),
        change=difference(was - would_be, observable.unit),
        compared=say_config(observable.title),
        is_raised=was > would_be,
    )


def compared_text(value: float, unit: str) -> str:
    """Write a number so finely that tables which differ look different."""
    if unit.startswith("%"):
        return say_config(amount_pattern(unit)).format(number=thin(value))
    return amount(value, unit)


def measured_in(unit: str) -> str:
    """Return what a scale measures in, "" where its ends say that themselves."""
    return "" if _is_money(unit) else say_config(amount_pattern(unit)).format(number="").strip()


def axis_text(value: float, unit: str) -> str:
    """Write a number at a line of a chart; money with its unit, whose size languages differ in."""
    return amount(value, unit) if _is_money(unit) else f"{value:.3g}"


def _is_money(unit: str) -> bool:
    return unit.startswith("US$")


def compared_value(name: str, position: Position, game: Session) -> float:
    """Return an observable of one game."""
    return float(read_observable(name, position, game.scenario)[0, 0])
