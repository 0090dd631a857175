"""Levers, and actions, which set them, in their one-line text form."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator, Mapping

import numpy as np

from game.errors import UserError, did_you_mean
from game.language.settings import Scale, Scales
from game.state.arrays import entries
from game.state.lever_parts import Requirement, Wording
from game.state.world import FIELDS, Floats


@dataclasses.dataclass(frozen=True, kw_only=True)
class Lever:
    """One setting that an actor owns.

    `members` are the axis members of a lever with several settings, () otherwise. Named settings
    have `numbers`, ascending; in a `choice` they are alternatives, not degrees. A lever stands at
    `rest` until it is ordered, and a pulse falls back there when the turn is over. `part` is what
    it writes of the papers between actors, "" where it moves the world.
    """

    name: str
    actor: str
    title: str
    heading: str
    wording: Wording
    says: str
    unit: str
    members: tuple[str, ...]
    settings: tuple[str, ...]
    numbers: tuple[float, ...]
    rest: float
    low: float
    high: float
    step: float
    choice: bool
    cost: float
    upkeep: float
    reversal: float
    pulse: bool
    response: bool
    covert: bool
    part: str
    requires: tuple[Requirement, ...]

    @property
    def columns(self) -> int:
        """How many settings the lever holds."""
        return max(1, len(self.members))

    @property
    def scale(self) -> Scale:
        """The number of each named setting, in order."""
        return dict(zip(self.settings, self.numbers, strict=True))

    @property
    def values(self) -> tuple[float, ...]:
        """Every value that a setting can take, lowest first."""
        if self.settings:
            return self.numbers
        steps = round((self.high - self.low) / self.step)
        return tuple(self._value(step) for step in range(steps + 1))

    def target(self, column: int) -> str:
        """Return the text name of one setting: `licence_policy.h200_class`."""
        return f"{self.name}.{self.members[column]}" if self.members else self.name

    def column(self, member: str) -> int:
        """Return the column of a member, 0 for a lever with a single setting."""
        return self.members.index(member) if self.members else 0

    def action(self, column: int, value: float) -> Action:
        """Return the order that puts one of its settings at a value."""
        member = self.members[column] if self.members else ""
        return Action(actor=self.actor, lever=self.name, member=member, value=value)

    def text(self, value: float) -> str:
        """Return a setting as people write it."""
        if self.settings:
            return self.settings[self.place(value)]
        return f"{value:g}"

    def place(self, value: float) -> int:
        """Return which of the named settings a number stands for, counted from 0."""
        return min(range(len(self.numbers)), key=lambda place: abs(self.numbers[place] - value))

    def differ(self, value: float, other: float) -> bool:
        """Whether two numbers stand for different settings."""
        if self.settings:
            return self.place(value) != self.place(other)
        return abs(value - other) > 0.5 * self.step

    def nearest(self, wanted: Floats) -> Floats:
        """Return the settings nearest to some numbers, within the lever's bounds."""
        inside = np.clip(wanted, self.low, self.high)
        if self._is_uneven:
            numbers = np.array(self.numbers)
            return entries(numbers, np.abs(inside[..., None] - numbers).argmin(axis=-1))
        return self.low + np.rint((inside - self.low) / self.step) * self.step

    def away(self, now: Floats, steps: Floats | int) -> Floats:
        """Return the settings so many steps up from where a lever stands, within its bounds."""
        if self._is_uneven:
            numbers = np.array(self.numbers)
            places = np.abs(now[..., None] - numbers).argmin(axis=-1) + steps
            return entries(numbers, np.clip(places, 0, len(numbers) - 1).astype(np.intp))
        away: Floats = np.clip(now + steps * self.step, self.low, self.high)
        return away

    def unit_below(self, now: Floats) -> Floats:
        """Return the next setting down that lies a whole step below, or the lowest.

        Settings added in between by halves of a degree are passed over.
        """
        if not self.settings:
            return self.away(now, -1)
        numbers = np.array(self.numbers)
        places = np.searchsorted(numbers, now - self.step, side="right") - 1
        return entries(numbers, np.maximum(places, 0))

    @functools.cached_property
    def _is_uneven(self) -> bool:
        """Whether named settings are further apart, or nearer, than one step."""
        return bool(self.settings) and bool(np.any(np.diff(self.numbers) != self.step))

    def parse(self, text: str, place: str) -> float:
        """Return the number a written setting stands for.

        Raises
        ------
        UserError
            If the text is no setting of this lever, or outside its bounds.
        """
        if text in self.settings:
            return self.numbers[self.settings.index(text)]
        try:
            value = float(text)
        except ValueError:
            raise UserError(place, *self._misfit(text)) from None
        return self.snap(value, place)

    def snap(self, value: float, place: str) -> float:
        """Return the setting that a number stands for, free of rounding.

        Raises
        ------
        UserError
            If the number is outside the lever's bounds, or between two settings.
        """
        if not self.low <= value <= self.high:
            limits = f"[{self.low:g}, {self.high:g}] {self.unit}".rstrip()
            raise UserError(place, f"{self.name} = {value:g} is outside {limits}")
        if self.settings and value in self.numbers:
            return value
        steps = (value - self.low) / self.step
        if self._is_uneven or abs(steps - round(steps)) > 1e-9:
            raise UserError(
                place,
                f"{self.name} = {value:g} lies between two settings",
                f"settings are {self.step:g} apart from {self.low:g}",
            )
        return self._value(round(steps))

    def _value(self, steps: int) -> float:
        # The last step may round beyond the bound: three tenths are more than 0.3.
        return min(self.low + steps * self.step, self.high)

    def _misfit(self, text: str) -> tuple[str, str]:
        if self.settings:
            return f"{self.name} has no setting {text!r}", did_you_mean(text, self.settings)
        remedy = f"give a number of {self.unit}"
        if share := re.fullmatch(r"([-+]?[0-9]+\.?[0-9]*) ?%", text.strip()):
            # A share is written from 0 to 1, a lever of percent as its number.
            remedy = f"write {float(share[1]) / (100.0 if self.high <= 1.0 else 1.0):g}"
        elif re.fullmatch(r"[-+]?[0-9]+,[0-9]+", text.strip()):
            remedy = f"write {text.strip().replace(',', '.')}"
        return f"{self.name} = {text!r} is not a number", remedy


@dataclasses.dataclass(frozen=True, kw_only=True, order=True)
class Action:
    """One actor sets one lever; `member` names the setting of a lever that has several.

    `str(action)` writes the value as a number, `beijing: mineral_level = 3`; with the levers at
    hand, `action.text(levers)` writes it by name, `beijing: mineral_level = ban`. `Action.parse`
    reads both.
    """

    actor: str
    lever: str
    member: str = ""
    value: float

    @property
    def target(self) -> str:
        """The text name of the setting: `licence_policy.h200_class`."""
        return f"{self.lever}.{self.member}" if self.member else self.lever

    def __str__(self) -> str:
        return f"{self.actor}: {self.target} = {self.value:g}"

    def text(self, levers: Levers) -> str:
        """Return the action as one line: `beijing: mineral_level = ban`."""
        return f"{self.actor}: {self.setting(levers)}"

    def setting(self, levers: Levers) -> str:
        """Return the line without its actor, as the log of a seat keeps it."""
        return f"{self.target} = {levers[self.lever].text(self.value)}"

    @classmethod
    def parse(cls, text: str, levers: Levers, *, actor: str = "", place: str = "order") -> Action:
        """Read `[actor:] lever[.member] = setting`; with `actor`, only an order of that actor.

        Raises
        ------
        UserError
            If the line has another form, names what does not exist, or gives a setting that the
            lever does not have; `place` is where the line stands.
        """
        named, _, body = text.rpartition(":")
        target, equals, value = (part.strip() for part in body.partition("="))
        if not equals:
            raise UserError(place, f"{text.strip()!r} sets nothing", "write lever = setting")
        owner = named.strip()
        if owner and owner not in levers.actors:
            problem = f"{owner!r} is no actor"
            raise UserError(place, problem, did_you_mean(owner, levers.actors))
        if owner and actor and owner != actor:
            raise UserError(place, f"{text.strip()!r} is an order of {owner}, not of {actor}")
        lever, column = levers.find(target, place, owner or actor or None)
        return lever.action(column, lever.parse(value, place))


class Levers(Mapping[str, Lever]):
    """All levers by name; their settings by their text names, `licence_policy.h200_class`."""

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
        """Return the levers by which an actor moves the world, in their order in the configs."""
        return tuple(
            lever for lever in self._levers.values() if lever.actor == actor and not lever.part
        )

    def papers_of(self, actor: str) -> tuple[Lever, ...]:
        """Return the levers by which an actor writes and answers papers."""
        return tuple(
            lever for lever in self._levers.values() if lever.actor == actor and lever.part
        )

    def held_by(self, name: str) -> Lever | None:
        """Return the lever whose setting is held by what has this name, a field of the world too.

        None where it holds a number that is no setting.
        """
        field = FIELDS.get(name)
        lever = self._targets[name][0] if name in self._targets else None
        return self._levers.get(field.lever) if field is not None else lever

    @functools.cached_property
    def scales(self) -> Scales:
        """The settings that each name of a setting, or of a field that holds one, stands for."""
        scales = {
            target: lever.scale for target, (lever, _) in self._targets.items() if lever.settings
        }
        return scales | {
            field.name: self._levers[field.lever].scale
            for field in FIELDS.values()
            if field.lever in self._levers
        }

    @functools.cached_property
    def actors(self) -> tuple[str, ...]:
        """The actors that own levers."""
        return tuple(dict.fromkeys(lever.actor for lever in self._levers.values()))

    def find(self, target: str, place: str, actor: str | None = None) -> tuple[Lever, int]:
        """Return the lever and column that a text name stands for.

        Raises
        ------
        UserError
            If there is no such setting, or it belongs to another actor.
        """
        lever_and_column = self._targets.get(target)
        if lever_and_column is None:
            raise UserError(place, *self._not_found(target, actor))
        if actor is not None and lever_and_column[0].actor != actor:
            raise UserError(
                place, f"{target!r} belongs to {lever_and_column[0].actor}, not to {actor}"
            )
        return lever_and_column

    def _not_found(self, target: str, actor: str | None) -> tuple[str, str]:
        """Return what is wrong with a text name, and what would be right."""
        name, dot, member = target.partition(".")
        lever = self._levers.get(name)
        if lever is None:
            owned = [n for n, (lever, _) in self._targets.items() if actor in (None, lever.actor)]
            return f"unknown lever {target!r}", did_you_mean(target, owned)
        if not dot:
            targets = ", ".join(lever.target(column) for column in range(lever.columns))
            return f"lever {target!r} has several settings", f"write one of {targets}"
        if not lever.members:
            return f"lever {name!r} has a single setting", f"write {name}"
        return f"{name} has no member {member!r}", did_you_mean(member, lever.members)

    def check(self, action: Action, place: str = "order") -> None:
        """Refuse an action that no line of text could stand for.

        Raises
        ------
        UserError
            If its actor has no such lever, the lever no such member or setting.
        """
        lever, _ = self.find(action.target, place, action.actor)
        lever.snap(action.value, place)
