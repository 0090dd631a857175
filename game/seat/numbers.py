"""What an actor sees, line by line: a number, how well it is known, how far it moved."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

import numpy as np

from game.model.quantities.dates import CALENDAR
from game.state.reading import Term
from game.state.scenario import Scenario
from game.turn.view import BAND, View, spread_of
from game.words.language import say
from game.words.numbers import amount, is_scale, setting_text, span

LEAST_MOVE = 0.01
# What is written rather than measured counts steps of a rule: in these units, or on a scale.
WRITTEN = ("flag", "rung", "stages")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sighting:
    """One line of a view: a name, its value now and a turn ago, and how sure it is."""

    name: str
    says: str
    unit: str
    value: float
    before: float
    before_low: float
    before_high: float
    low: float
    high: float
    delay: int
    text: str

    @property
    def told(self) -> str:
        """The value as people read it, with its range and its age."""
        parts = [self.text]
        if self.high > self.low:
            spread = span(self.low, self.high, self.unit)
            parts = [say("about {number} ({spread})", number=self.text, spread=spread)]
        if self.delay:
            parts.append(
                say("last turn's figure")
                if self.delay == 1
                else say("{turns} turns old", turns=self.delay)
            )
        return say(", ").join(parts)

    @property
    def moved(self) -> float:
        """How far it moved since last turn, against its scale.

        It has not, as far as anybody can tell, where the ranges of both estimates overlap, or where
        it moved by less than a hundredth of its scale.
        """
        if self.is_estimate and self.low <= self.before_high and self.before_low <= self.high:
            return 0.0
        size = max(abs(self.value), abs(self.before))
        if self.unit == "share":
            size = 1.0
        elif self.unit == "%":
            size = 100.0
        moved = abs(self.value - self.before) / size if size else 0.0
        return moved if moved >= LEAST_MOVE else 0.0

    @property
    def is_written(self) -> bool:
        """Whether it is a setting or a rule, which nobody measures."""
        return self.unit in WRITTEN or is_scale(self.unit)

    @property
    def is_estimate(self) -> bool:
        """Whether it is known within a range only."""
        return self.high > self.low or self.before_high > self.before_low


class Sightings(Mapping[str, Sighting]):
    """Everything an actor sees in a single game, by name, but the calendar.

    Each number is read when somebody asks for it, in the language of that moment: a page needs a
    few of a hundred.
    """

    def __init__(self, view: View, scenario: Scenario) -> None:
        self._view, self._scenario = view, scenario
        names = [name for name in scenario.roles[view.actor].sights if name not in CALENDAR]
        self._read: dict[str, Sighting | None] = dict.fromkeys(names)

    def __getitem__(self, name: str) -> Sighting:
        sighting = self._read[name]
        if sighting is None:
            sighting = self._read[name] = look_at(name, self._view, self._scenario)
        return sighting

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


def look_at(name: str, view: View, scenario: Scenario) -> Sighting:
    """Return one number as an actor sees it in a single game."""
    sight = scenario.roles[view.actor].sights[name]
    span = view.range(name)
    before = view.previous(name)
    spread, error = spread_of(sight.blur), BAND * sight.error
    # An estimate may err beyond the whole; what is shown may not.
    most = 1.0 if sight.unit == "share" else np.inf
    low, value, high, was, was_low, was_high = (
        min(float(part[0, 0]), most)
        for part in (
            span.low,
            span.estimate,
            span.high,
            before,
            before / spread - error,
            before * spread + error,
        )
    )
    is_blurred = bool(sight.blur or sight.error)
    lever = scenario.levers.held_by(sight.measure.text)
    if lever is not None and not is_blurred:
        text = setting_text(lever, value)
    else:
        text = amount(value, sight.unit)
    return Sighting(
        name=name,
        says=sight.says,
        unit=sight.unit,
        value=value,
        before=was,
        before_low=was_low if is_blurred else was,
        before_high=was_high if is_blurred else was,
        low=low if is_blurred else value,
        high=high if is_blurred else value,
        delay=sight.delay,
        text=text,
    )


def key_names(scenario: Scenario, actor: str) -> list[str]:
    """Return the sights that an actor's aims are measured by, and its capital."""
    wanted = {"capital": None}
    for aim in scenario.aims[actor]:
        for name in aim.measure.terms:
            wanted[Term.parse(name).number] = None
    sights = scenario.roles[actor].sights
    by_measure = {sight.measure.text: name for name, sight in sights.items()}
    names = [by_measure.get(name, name) for name in wanted]
    return [name for name in dict.fromkeys(names) if name in sights]
