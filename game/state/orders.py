"""Levers, their settings in force, and actions in their one-line text form."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from game.errors import UserError, did_you_mean
from game.language.expression import Expression
from game.state.world import Floats, seal_array

Flags = npt.NDArray[np.bool_]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Requirement:
    """A condition that must hold for a lever to move; what is wrong when it does not, the way out.

    `{lever}`, `{lever.setting}` and `{lever.member}` in the remedy stand for their names.
    """

    when: Expression
    says: str
    remedy: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Lever:
    """One setting that an actor owns.

    `members` are the axis members of a lever with several settings, () otherwise. Named settings
    are numbered from 0; in a `choice` they are alternatives, not degrees. A pulse falls back to its
    lowest setting when the turn is over.
    """

    name: str
    actor: str
    title: str
    says: str
    unit: str
    members: tuple[str, ...]
    settings: tuple[str, ...]
    low: float
    high: float
    step: float
    choice: bool
    cost: float
    reversal: float
    pulse: bool
    response: bool
    covert: bool
    requires: tuple[Requirement, ...]

    @property
    def columns(self) -> int:
        """How many settings the lever holds."""
        return max(1, len(self.members))

    def target(self, column: int) -> str:
        """Return the text name of one setting: `licence_policy.h200_class`."""
        return f"{self.name}.{self.members[column]}" if self.members else self.name

    def action(self, column: int, value: float) -> Action:
        """Return the order that puts one of its settings at a value."""
        return Action(actor=self.actor, lever=self.name, column=column, value=value)

    def text(self, value: float) -> str:
        """Return a setting as people write it."""
        if self.settings:
            return self.settings[round(value)]
        return f"{value:g}"

    def parse(self, text: str, place: str) -> float:
        """Return the number a written setting stands for.

        Raises
        ------
        UserError
            If the text is no setting of this lever, or outside its bounds.
        """
        if text in self.settings:
            return float(self.settings.index(text))
        try:
            value = float(text)
        except ValueError:
            raise UserError(place, *self._misfit(text)) from None
        if not self.low <= value <= self.high:
            limits = f"[{self.low:g}, {self.high:g}] {self.unit}".rstrip()
            raise UserError(place, f"{self.name} = {value:g} is outside {limits}")
        steps = (value - self.low) / self.step
        if abs(steps - round(steps)) > 1e-9:
            raise UserError(
                place,
                f"{self.name} = {value:g} lies between two settings",
                f"settings are {self.step:g} apart from {self.low:g}",
            )
        return self.low + round(steps) * self.step

    def _misfit(self, text: str) -> tuple[str, str]:
        if self.settings:
            return f"{self.name} has no setting {text!r}", did_you_mean(text, self.settings)
        return f"{self.name} = {text!r} is not a number", f"give a number of {self.unit}"


@dataclasses.dataclass(frozen=True, kw_only=True, order=True)
class Action:
    """One actor sets one lever; `column` counts the lever's members."""

    actor: str
    lever: str
    column: int
    value: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a policy wants: one setting moved to `values` in the replicates marked by `where`.

    Both arrays have shape (R, 1). `clause` is the index of the policy's clause that asks for it,
    -1 when a person does. The turn in which a proposal is granted is remembered under its `key`,
    where it has one.
    """

    lever: str
    column: int
    values: Floats
    where: Flags
    clause: int = -1
    key: str = ""


class Orders:
    """The settings of all levers in force, as arrays (R, columns): `orders.revenue_share`."""

    def __init__(self, settings: Mapping[str, Floats]) -> None:
        self.settings = dict(settings)
        self.__dict__.update(self.settings)

    def __getattr__(self, name: str) -> Floats:
        raise AttributeError(f"no lever named {name!r}")

    def __iter__(self) -> Iterator[str]:
        return iter(self.settings)

    def with_settings(self, settings: Mapping[str, Floats]) -> Orders:
        """Return these orders with some levers set anew."""
        sealed = {name: seal_array(values) for name, values in settings.items()}
        return Orders({**self.settings, **sealed})

    def with_column(self, lever: str, column: int, values: Floats, where: Flags) -> Orders:
        """Return these orders with one setting changed in some replicates.

        `values` and `where` have shape (R, 1).
        """
        changed = self.settings[lever].copy(order="K")
        changed[:, column : column + 1] = np.where(where, values, changed[:, column : column + 1])
        return self.with_settings({lever: changed})

    def rows(self, first: int, last: int) -> Orders:
        """Return replicates `first` to `last` - 1 alone."""
        return Orders({name: values[first:last] for name, values in self.settings.items()})


class Levers(Mapping[str, Lever]):
    """All levers by name, and the reading and writing of action text."""

    def __init__(self, levers: Mapping[str, Lever]) -> None:
        self._levers = dict(levers)
        self._targets = {
            lever.target(column): (lever, column)
            for lever in levers.values()
            for column in range(lever.columns)
        }

    def __getitem__(self, name: str) -> Lever:
        return self._levers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._levers)

    def __len__(self) -> int:
        return len(self._levers)

    def of(self, actor: str) -> tuple[Lever, ...]:
        """Return the levers an actor owns, in their order in the configs."""
        return tuple(lever for lever in self._levers.values() if lever.actor == actor)

    def text(self, action: Action) -> str:
        """Return an action as one line: `beijing: mineral_level = ban`."""
        lever = self._levers[action.lever]
        return f"{action.actor}: {lever.target(action.column)} = {lever.text(action.value)}"

    def find(self, target: str, place: str, actor: str | None = None) -> tuple[Lever, int]:
        """Return the lever and column that a text name stands for.

        Raises
        ------
        UserError
            If there is no such setting, or it belongs to another actor.
        """
        found = self._targets.get(target)
        if found is None:
            own = [n for n, (lever, _) in self._targets.items() if actor in (None, lever.actor)]
            lever = self._levers.get(target)
            if lever is not None:
                raise UserError(
                    place,
                    f"lever {target!r} has several settings",
                    f"write one of {', '.join(lever.target(c) for c in range(lever.columns))}",
                )
            raise UserError(place, f"unknown lever {target!r}", did_you_mean(target, own))
        if actor is not None and found[0].actor != actor:
            raise UserError(place, f"{target!r} belongs to {found[0].actor}, not to {actor}")
        return found

    def parse(self, text: str, place: str, actor: str | None = None) -> Action:
        """Read `[actor:] lever[.member] = setting`.

        Raises
        ------
        UserError
            If the line has another form, or names what does not exist.
        """
        named, _, body = text.rpartition(":")
        target, equals, value = body.partition("=")
        if not equals:
            raise UserError(place, f"{text.strip()!r} sets nothing", "write lever = setting")
        owner = named.strip() or actor
        lever, column = self.find(target.strip(), place, owner)
        number = lever.parse(value.strip(), place)
        return Action(actor=lever.actor, lever=lever.name, column=column, value=number)


def as_proposals(actions: Sequence[Action], replicates: int) -> tuple[Proposal, ...]:
    """Return actions as proposals that hold in every replicate."""
    everywhere = np.ones((replicates, 1), dtype=np.bool_)
    return tuple(
        Proposal(
            lever=action.lever,
            column=action.column,
            values=np.full((replicates, 1), action.value),
            where=everywhere,
        )
        for action in actions
    )
