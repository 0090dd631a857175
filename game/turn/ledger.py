"""Why numbers changed: the attribution of each change to named causes, with nothing left over."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from game.state.chance import Chance
from game.state.levers import Action, Lever
from game.state.orders import Orders
from game.state.rule import Parts, Rule
from game.state.scenario import Scenario
from game.state.world import Changes, Floats, World

# The actor of what nature and the calendar do, and of what a facilitator does.
NATURE, FACILITATOR = "nature", "facilitator"
# What stands for a rule where a facilitator was the cause.
INJECT, OVERRIDE, FREE_MOVE = ACTS = ("inject", "override", "free_move")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Cause:
    """One share of one field's change: by a rule on its own, by an order or by an event.

    `order` has the settings of one lever that the turn moved, `event` the name of what nature or
    the calendar did. What a facilitator did has the name of the event that was struck, or the
    reason for which a number was set, and one of `ACTS` for its rule.
    Both are empty where the rule did it with the settings held as they were when the turn began.
    `change` has the field's shape. Where replicates were set differently, the value of an action is
    nan.
    """

    month: int
    field: str
    rule: str
    change: Floats
    order: tuple[Action, ...] = ()
    event: str = ""

    @property
    def actor(self) -> str:
        """Whose order it was; `NATURE` of an event, "" of a rule on its own."""
        return author_of(self.rule, self.order, self.event)


def author_of(rule: str, order: Sequence[Action], event: str) -> str:
    """Return whose hand an order or an event shows, "" where there is neither."""
    if rule in ACTS:
        return FACILITATOR
    if event:
        return NATURE
    return order[0].actor if order else ""


class Ledger:
    """The causes of a stretch of play, in the order in which they worked."""

    def __init__(self) -> None:
        self._causes: list[Cause] = []

    def __iter__(self) -> Iterator[Cause]:
        return iter(self._causes)

    def __len__(self) -> int:
        return len(self._causes)

    def note(self, cause: Cause) -> None:
        """Add one cause, unless it changed nothing."""
        if np.any(cause.change != 0.0):
            self._causes.append(cause)

    def of(self, field: str) -> tuple[Cause, ...]:
        """Return the causes that worked on a field."""
        return tuple(cause for cause in self._causes if cause.field == field)


def play_rule(
    rule: Rule,
    world: World,
    orders: Orders,
    before: Orders,
    scenario: Scenario,
    chance: Chance,
    ledger: Ledger,
    parts: Parts | None = None,
) -> World:
    """Return the world after a rule and note what the rule and each order behind it changed.

    The rule is first worked out with the orders `before` the turn: that share is the rule's own.
    The settings moved this turn are then switched on one after the other, once in the order of
    the configs and once in reverse, and each gets the mean of its two steps: its Shapley value by
    permutation, over these two orderings. The steps telescope, so the shares add up to the whole
    change whatever the interactions between orders. A rule with
    named `parts` is split into those instead.
    """
    if parts is not None:
        return _play_parts(rule, parts(world, orders, scenario.params, chance), world, ledger)
    watched = _Watched(orders)
    changes = rule(world, watched, scenario.params, chance)
    name = rule.__name__
    moved = [lever for lever in _moved(orders, before, scenario) if lever.name in watched.read]
    if not moved:
        for field, values in changes.items():
            _note(ledger, world, field, name, values - getattr(world, field))
        return world.with_changes(changes)

    def work(now: Orders) -> Changes:
        return rule(world, now, scenario.params, chance)

    base = work(before)
    forward = _steps(work, world, (before, base), (orders, changes), moved)
    reverse = (
        _steps(work, world, (before, base), (orders, changes), moved[::-1])[::-1]
        if len(moved) > 1
        else forward
    )
    for field in {**base, **changes}:
        held = base.get(field, getattr(world, field))
        _note(ledger, world, field, name, held - getattr(world, field))
        for lever, onward, backward in zip(moved, forward, reverse, strict=True):
            share = 0.5 * (onward.get(field, 0.0) + backward.get(field, 0.0))
            order = _order(lever, orders, before)
            _note(ledger, world, field, name, share, order)
    return world.with_changes(changes)


def _play_parts(
    rule: Rule, parts: Sequence[tuple[str, Changes]], world: World, ledger: Ledger
) -> World:
    held: Changes = {}
    for name, changes in parts:
        for field, values in changes.items():
            share = values - held.get(field, getattr(world, field))
            _note(ledger, world, field, rule.__name__, share, event=name)
        held = changes
    return world.with_changes(held)


class _Watched(Orders):
    """Orders that remember which levers a rule read."""

    read: set[str]

    def __init__(self, orders: Orders) -> None:
        # Settings stay out of the instance's attributes, so that each reading passes below.
        self.__dict__.update(settings=orders.settings, read=set())

    def __getattr__(self, name: str) -> Floats:
        if name not in self.settings:
            raise AttributeError(f"no lever named {name!r}")
        self.read.add(name)
        return self.settings[name]


def _moved(orders: Orders, before: Orders, scenario: Scenario) -> list[Lever]:
    """Return the levers moved this turn, in the order of the configs."""
    return [
        lever
        for name, lever in scenario.levers.items()
        # Most settings that stand are the very same array.
        if orders.settings[name] is not before.settings[name]
        and not np.array_equal(orders.settings[name], before.settings[name])
    ]


def _steps(
    work: Callable[[Orders], Changes],
    world: World,
    begin: tuple[Orders, Changes],
    end: tuple[Orders, Changes],
    moved: Sequence[Lever],
) -> list[Changes]:
    """Return what each lever adds to each field as the levers are switched on in turn.

    `begin` and `end` are orders with what the rule works with them: before any lever is switched
    on, and with all of them on.
    """
    steps: list[Changes] = []
    now, held = begin
    orders, whole = end
    for lever in moved:
        now = now.with_settings({lever.name: orders.settings[lever.name]})
        after = whole if lever is moved[-1] else work(now)
        fields = {**held, **after}
        steps.append(
            {
                field: after.get(field, getattr(world, field))
                - held.get(field, getattr(world, field))
                for field in fields
            }
        )
        held = after
    return steps


def _order(lever: Lever, orders: Orders, before: Orders) -> tuple[Action, ...]:
    """Return the settings of a lever that were moved; nan where replicates differ."""
    settings = orders.settings[lever.name]
    moved = np.any(settings != before.settings[lever.name], axis=0)
    is_one = np.all(settings == settings[0], axis=0)
    return tuple(
        lever.action(column, float(settings[0, column]) if is_one[column] else math.nan)
        for column in np.flatnonzero(moved).tolist()
    )


def _note(
    ledger: Ledger,
    world: World,
    field: str,
    rule: str,
    change: Floats | float,
    order: tuple[Action, ...] = (),
    event: str = "",
) -> None:
    shaped = np.broadcast_to(change, getattr(world, field).shape)
    ledger.note(
        Cause(
            month=world.month,
            field=field,
            rule=rule,
            change=np.asarray(shaped, dtype=np.float64),
            order=order,
            event=event,
        )
    )
