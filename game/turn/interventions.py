"""What a facilitator does to a position between rules: an event, a number, a setting.

Nothing here is part of a month: rules, batches and the generated kernel know nothing of it. Each
act leads from one position to the next, and the ledger finds its causes in what differs.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence

import numpy as np

from game.errors import UserError, did_you_mean
from game.model.rules.events import push_fields
from game.state.levers import Action
from game.state.orders import Flags
from game.state.params import Event
from game.state.position import Past, Phase, Position
from game.state.scenario import Scenario
from game.state.world import FIELDS, Changes, World
from game.turn.engine import remember
from game.turn.ledger import Cause

Work = Callable[[Position], Position]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Act:
    """An act of a facilitator that worked in a game: when, how, and from where to where.

    Attributes
    ----------
    name
        The name under which the ledger has it: of an inject the event's, of an override its reason.
    rule
        One of `game.turn.ledger.ACTS`.
    after_seal
        Whether the phase's orders had been sealed, so that it worked between them and the months.
    """

    id: str
    rule: str
    name: str
    turn: int
    phase: Phase
    after_seal: bool
    work: Work
    before: Position
    after: Position

    @functools.cached_property
    def causes(self) -> tuple[Cause, ...]:
        """What it changed of the world, field by field."""
        was, now = self.before.world, self.after.world
        pairs = ((name, getattr(was, name), getattr(now, name)) for name in FIELDS)
        return tuple(
            Cause(month=now.month, field=name, rule=self.rule, change=new - old, event=self.name)
            for name, old, new in pairs
            if not np.array_equal(old, new)
        )

    def again(self, position: Position) -> Act:
        """Return the same act at another position."""
        return dataclasses.replace(self, before=position, after=self.work(position))


def scaled(event: Event, scale: float) -> Event:
    """Return an event with effects of another size: additions and distances of factors from 1."""
    effects = tuple(
        (field, member, scale * add, max(1.0 + scale * (multiply - 1.0), 0.0))
        for field, member, add, multiply in event.effects
    )
    return dataclasses.replace(event, effects=effects)


def strike(position: Position, scenario: Scenario, event: Event) -> Position:
    """Return the position after an event struck in every replicate."""
    return _with_changes(position, scenario, lambda world: _pushed(event, world, scenario))


def strike_where(
    position: Position, scenario: Scenario, struck: Sequence[tuple[Event, Flags]]
) -> Position:
    """Return the position after events struck one after the other, each where it is marked (R,)."""

    def change(world: World) -> Changes:
        touched: set[str] = set()
        for event, where in struck:
            pushed = _pushed(event, world, scenario)
            touched |= set(pushed)
            world = world.with_changes(
                {
                    name: np.where(
                        where.reshape(-1, *[1] * (values.ndim - 1)), values, getattr(world, name)
                    )
                    for name, values in pushed.items()
                }
            )
        return {name: getattr(world, name) for name in FIELDS if name in touched}

    return _with_changes(position, scenario, change)


def _pushed(event: Event, world: World, scenario: Scenario) -> Changes:
    changes = push_fields(event, world)
    if event.name in scenario.params.axes.events:
        column = scenario.params.axes.events.index(event.name)
        for field, value in (("struck", 1.0), ("event_wait", event.wait)):
            changes[field] = getattr(world, field).copy(order="K")
            changes[field][:, column] = value
    return changes


@dataclasses.dataclass(frozen=True)
class WorldNumber:
    """One number of the world: a field, and its columns where it has members."""

    field: str
    columns: tuple[int, ...]

    @classmethod
    def named(cls, name: str, scenario: Scenario) -> WorldNumber:
        """Return the number that a text name stands for: `trust`, `yield_rate.huawei`.

        Raises
        ------
        UserError
            If there is none, or the name stands for several.
        """
        field, *members = name.split(".")
        declared = FIELDS.get(field)
        if declared is None:
            raise UserError("field", f"unknown field {name!r}", did_you_mean(field, FIELDS))
        axes = scenario.params.axes
        columns = axes.columns(field, declared.axes, members)
        letters = declared.axes[1:]
        if len(columns) < len(letters):
            options = ", ".join(axes.members(letters[len(columns)]))
            raise UserError("field", f"{name} is not one number", f"name one of {options}")
        return cls(field, tuple(columns) or (0,))

    def read(self, position: Position) -> float:
        """Return the number in a single game."""
        return float(getattr(position.world, self.field)[(0, *self.columns)])

    def expect(self, value: float) -> None:
        """Refuse a number that the field cannot hold.

        Raises
        ------
        UserError
            If it is outside the field's bounds.
        """
        declared = FIELDS[self.field]
        if not declared.low <= value <= declared.high or not np.isfinite(value):
            limits = f"[{declared.low:g}, {declared.high:g}] {declared.unit}"
            raise UserError("override", f"{self.field} = {value:g} is outside {limits}")


def override(position: Position, scenario: Scenario, number: WorldNumber, value: float) -> Position:
    """Return the position with one number of the world set in every replicate."""

    def change(world: World) -> Changes:
        values = getattr(world, number.field).copy(order="K")
        values[(slice(None), *number.columns)] = value
        return {number.field: values}

    return _with_changes(position, scenario, change)


def _with_changes(
    position: Position, scenario: Scenario, change: Callable[[World], Changes]
) -> Position:
    """Return the position with a changed world, and with all that is read of it told anew."""
    *months, last = position.months
    changed = dataclasses.replace(
        position,
        world=position.world.with_changes(change(position.world)),
        months=(*months, last.with_changes(change(last))),
    )
    last_end = _told_anew(
        position.past[-1], remember(position, scenario), remember(changed, scenario)
    )
    return dataclasses.replace(changed, past=(*position.past[:-1], last_end))


def _told_anew(end: Past, before: Past, after: Past) -> Past:
    """Return the end of the last turn with the facts that an act changed.

    Other facts stay what they were then: orders may have been sealed since.
    """
    changed = {
        text: fact
        for text, fact in after.facts.items()
        if not np.array_equal(fact, before.facts[text], equal_nan=True)
    }
    return dataclasses.replace(end, facts={**end.facts, **changed})


def set_lever(position: Position, scenario: Scenario, action: Action) -> Position:
    """Return the position with a setting of an actor moved, whatever the menu and the price."""
    lever = scenario.levers[action.lever]
    column = lever.column(action.member)
    values = position.orders.settings[lever.name].copy(order="K")
    values[:, column] = action.value
    settings = {lever.name: values}
    return dataclasses.replace(
        position,
        orders=position.orders.with_settings(settings),
        sealed=position.sealed.with_settings(settings),
    )


def expect_step(position: Position, scenario: Scenario, action: Action) -> None:
    """Refuse a setting that is not one step from where the lever stands.

    Raises
    ------
    UserError
        If it is not, with the settings that are.
    """
    lever = scenario.levers[action.lever]
    held = position.orders.settings[lever.name][0, lever.column(action.member)]
    near = {float(lever.away(held, by)) for by in (-1, 1)} - {float(held)}
    if action.value not in near:
        texts = " or ".join(lever.text(value) for value in sorted(near))
        problem = f"{action.target} = {lever.text(action.value)} is not one step from where it is"
        raise UserError("free move", problem, f"set it to {texts}")
