"""What an order costs, whether it is legal, and why not."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

import numpy as np

from game.errors import UserError
from game.state.levers import Action, Lever
from game.state.orders import Flags, Orders
from game.state.position import Phase
from game.state.ties import TIE
from game.state.world import Floats
from game.turn.papers import PaperRefusal

Lookup = Callable[[str], Floats]


@dataclasses.dataclass(frozen=True)
class OffMenu:
    """The response phase is on, and only measures can set the lever."""


@dataclasses.dataclass(frozen=True)
class Unmet:
    """A requirement of the lever does not hold: what is wrong, and the way out, as configs say it.

    See `game.state.lever_parts.Requirement`.
    """

    says: str
    remedy: str


@dataclasses.dataclass(frozen=True)
class Unaffordable:
    """The price is more than the political capital that is left."""

    cost: float
    left: float


@dataclasses.dataclass(frozen=True)
class Undoes:
    """An earlier order of the same draft would be refused, for a reason of its own."""

    order: Action
    reason: Refusal


Refusal: TypeAlias = OffMenu | Unmet | Unaffordable | Undoes | PaperRefusal


@dataclasses.dataclass(frozen=True, kw_only=True)
class Verdict:
    """The price of one action in political capital, and why it may not be taken now."""

    cost: float
    reason: Refusal | None = None

    @property
    def legal(self) -> bool:
        """Whether it may be taken."""
        return self.reason is None


class RefusedOrderError(UserError):
    """An order that was given and may not be taken; `reason` says why not."""

    def __init__(self, order: Action, reason: Refusal) -> None:
        super().__init__("order", f"{order} is refused", repr(reason))
        # What a worker process hands back is made of these again.
        self.args = (order, reason)
        self.order = order
        self.reason = reason


def move_cost(lever: Lever, now: Floats, new: Floats, last_move: Floats) -> Floats:
    """Return the political capital a move costs, shape (R, 1).

    cost = steps x price of a step, times the lever's reversal factor where the move undoes the
    last one: a loud reversal is dearer than the first move. A change of a choice is one step.
    """
    steps = np.abs(new - now) / lever.step
    if lever.choice:
        steps = np.minimum(steps, 1.0)
    undoes = np.sign(new - now) * last_move < 0.0
    return steps * lever.cost * np.where(undoes, lever.reversal, 1.0)


def met_requirements(lever: Lever, now: Floats, new: Floats, lookup: Lookup) -> list[Flags]:
    """Return for each requirement of a lever where it holds, shape (R, 1)."""

    def look(name: str) -> Floats:
        if name == "now":
            return now
        return new if name == "new" else lookup(name)

    return [item.when.evaluate(look) != 0.0 for item in lever.requires]


def is_legal(lever: Lever, now: Floats, new: Floats, lookup: Lookup) -> Flags:
    """Return where a lever may move from `now` to `new`, shape (R, 1)."""
    legal = (new >= lever.low - TIE) & (new <= lever.high + TIE)
    for met in met_requirements(lever, now, new, lookup):
        legal = legal & met
    return legal


@dataclasses.dataclass(frozen=True, kw_only=True)
class Slot:
    """One setting, by its lever and column; `place` is its number among those of its actor."""

    place: int
    lever: Lever
    column: int


def slots(levers: Iterable[Lever]) -> Iterator[Slot]:
    """Yield every setting of an actor's levers, in their order in the configs."""
    owned = ((lever, column) for lever in levers for column in range(lever.columns))
    for place, (lever, column) in enumerate(owned):
        yield Slot(place=place, lever=lever, column=column)


def menu(levers: Iterable[Lever], phase: Phase) -> Iterator[Slot]:
    """Yield the settings of an actor's levers that may be moved in a phase."""
    return (slot for slot in slots(levers) if in_phase(slot.lever, phase))


def in_phase(lever: Lever, phase: Phase) -> bool:
    """Tell whether a lever is on the menu of a phase."""
    return phase == "measures" or lever.response


def judge(
    lever: Lever, action: Action, orders: Orders, last_move: float, capital: float, lookup: Lookup
) -> Verdict:
    """Return the verdict on one action in a single game.

    `lookup` gives quantities as (1, 1) arrays; `capital` is what the actor has left.
    """
    column = lever.column(action.member)
    now = orders.settings[lever.name][:, column : column + 1]
    new = np.full((1, 1), action.value)
    cost = float(move_cost(lever, now, new, np.full((1, 1), last_move))[0, 0])
    for item, met in zip(lever.requires, met_requirements(lever, now, new, lookup), strict=True):
        if not met.all():
            return Verdict(cost=cost, reason=Unmet(item.says, item.remedy))
    if cost > capital + TIE:
        return Verdict(cost=cost, reason=Unaffordable(cost, capital))
    return Verdict(cost=cost)
