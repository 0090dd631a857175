"""Derived numbers with names: what conditions, views, payoffs, events and tables speak of.

Every state field of axes "R" is a quantity under its own name, every column of a two-dimensional
field is `field.member`, every setting is the name of its lever. The functions below add the rest.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Callable, Iterable

import numpy as np

from game.errors import did_you_mean
from game.state.arrays import total
from game.state.axes import LETTERS
from game.state.orders import Orders
from game.state.params import Params
from game.state.world import FIELDS, Floats, World

# When a payoff reads a number, where it does not read it now.
PREFIXES = ("first", "mean")


class Seen:
    """A position as quantities read it: the quarter's worlds, the orders, what came before.

    `months` starts with the world before the quarter. Between `before` and `orders` lies what is
    announced and has not worked yet, between `earlier` and `sealed` what the last turn or this one
    ordered, pulses included. Values are worked out once and kept.
    """

    def __init__(
        self,
        *,
        months: tuple[World, ...],
        orders: Orders,
        before: Orders,
        sealed: Orders,
        earlier: Orders,
        params: Params,
        turn: int = 0,
    ) -> None:
        self.months = months
        self.world = months[-1]
        self.orders = orders
        self.before = before
        self.sealed = sealed
        self.earlier = earlier
        self.params = params
        self.turn = turn
        self._known: dict[str, Floats] = {}
        self._by_month: dict[str, Floats] = {}

    def value(self, name: str) -> Floats:
        """Return a quantity as an array (R, 1), or (1, 1) where it is the same in all replicates.

        Raises
        ------
        KeyError
            If no quantity, field or setting has this name.
        """
        values = self._known.get(name)
        if values is None:
            values = self._known[name] = self._read(name)
        return values

    def over_quarter(self, field: str) -> Floats:
        """Return a monthly flow summed over its last axis and over the quarter's months."""
        return self.sum_months(lambda world: total(getattr(world, field)))

    @functools.cached_property
    def each_month(self) -> tuple[Seen, ...]:
        """The months passed, one by one, under the orders that were in force in them."""
        return tuple(
            Seen(
                months=pair,
                orders=self.before,
                before=self.before,
                sealed=self.sealed,
                earlier=self.earlier,
                params=self.params,
                turn=self.turn,
            )
            for pair in itertools.pairwise(self.months)
        )

    def by_month(self, name: str) -> Floats:
        """Return a quantity in each month passed, (R, months).

        Raises
        ------
        KeyError
            If no quantity, field or setting has this name.
        """
        values = self._by_month.get(name)
        if values is None:
            shape = self.world.month_shape
            columns = [np.broadcast_to(seen.value(name), shape) for seen in self.each_month]
            values = self._by_month[name] = np.concatenate(columns, axis=1)
        return values

    def sum_months(self, flow: Callable[[World], Floats]) -> Floats:
        """Return what flows in each of the quarter's months, added up; (R, 1)."""
        summed = self.constant(0.0)
        for world in self.months[1:]:
            summed = summed + flow(world)
        return summed

    def constant(self, number: float) -> Floats:
        """Return a number as an array (R, 1)."""
        return np.full(self.world.month_shape, number)

    def dated(self, number: float) -> Floats:
        """Return a number that follows from the date as an array (1, 1)."""
        return number + np.zeros((1, 1))

    def _read(self, name: str) -> Floats:
        quantity = QUANTITIES.get(name)
        if quantity is not None:
            return quantity.measure(self)
        field, _, member = name.partition(".")
        declared = FIELDS.get(field)
        if declared is not None and not member and declared.axes == ("R",):
            values: Floats = getattr(self.world, field)
            return values
        if declared is not None and member and len(declared.axes) == 2:
            return self._column(getattr(self.world, field), declared.axes[1], member, name)
        if field in self.orders.settings:
            # By attribute, so that orders which note what is read of them note this too.
            settings: Floats = getattr(self.orders, field)
            if not member and settings.shape[1] == 1:
                return settings
            for letter in LETTERS:
                members = self.params.axes.members(letter)
                if member in members and len(members) == settings.shape[1]:
                    return self._column(settings, letter, member, name)
        near = did_you_mean(name, [*QUANTITIES, *FIELDS, *self.orders.settings])
        raise KeyError(f"unknown quantity {name!r}; {near}")

    def _column(self, values: Floats, letter: str, member: str, name: str) -> Floats:
        members = self.params.axes.members(letter)
        if member not in members:
            raise KeyError(f"unknown member in {name!r}; it has {', '.join(members)}")
        column = members.index(member)
        return values[:, column : column + 1]


@dataclasses.dataclass(frozen=True)
class Term:
    """A number as payoffs and outcomes write it: `lag` now, `first.lag`, `mean.lag`.

    `when` is "first" at the opening, "mean" over the turns played and "" now.
    """

    number: str
    when: str = ""

    @classmethod
    def parse(cls, text: str) -> Term:
        """Return what a name in a payoff or an outcome reads, and when."""
        when, _, number = text.partition(".")
        return cls(number, when) if when in PREFIXES else cls(text)

    @classmethod
    def prefixed(cls, numbers: Iterable[str]) -> set[str]:
        """Return the names of numbers at the opening and over the turns."""
        return {f"{when}.{number}" for when in PREFIXES for number in numbers}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Quantity:
    """A named number: its unit, its meaning and how it is read from what is seen.

    `adds_up` tells whether it is counted over a turn, as the sum of what it is in each month.
    """

    name: str
    unit: str
    says: str
    measure: Callable[[Seen], Floats]
    adds_up: bool = False


QUANTITIES: dict[str, Quantity] = {}

Measure = Callable[[Seen], Floats]


def quantity(unit: str, says: str, *, adds_up: bool = False) -> Callable[[Measure], Measure]:
    """Register a function of `Seen` as the quantity of its name."""

    def register(measure: Measure) -> Measure:
        name = measure.__name__
        QUANTITIES[name] = Quantity(
            name=name, unit=unit, says=says, measure=measure, adds_up=adds_up
        )
        return measure

    return register


def see_month(world: World, orders: Orders, params: Params) -> Seen:
    """Return quantities as they stand within a month, for rules.

    Quarter sums become the month's flow: the quarter is taken to be this month alone.
    """
    return Seen(
        months=(world, world),
        orders=orders,
        before=orders,
        sealed=orders,
        earlier=orders,
        params=params,
    )
