"""Mechanisms as configs/mechanisms holds them: what is changed, what is read, what is claimed."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from game.config.entries import read_entries
from game.config.schema.fields import (
    TARGET,
    Entry,
    Expression,
    Listed,
    Name,
    NotNegative,
    Sources,
    Text,
    refuse,
)
from game.errors import UserError
from game.paths import configs_dir

Target = Annotated[str, Field(pattern=TARGET)]
Turn = Annotated[int, Field(ge=1, le=20)]
Turns = Annotated[tuple[Turn, Turn], Field(strict=False)]
Sign = Literal["up", "down", "little"]

COUNT = 90
# Of so many rows nothing is claimed that an intervention could test.
MOST_LABELS = 12


class Push(Entry):
    """What is done to a number of the world: it is multiplied, then added to."""

    times: float = 1.0
    """The factor."""
    add: float = 0.0
    """What is added, in the field's own unit."""


class Change(Entry):
    """What is done to the games of one arm, and not to those of the other."""

    settings: dict[Target, Expression] = Field(default_factory=dict)
    """Settings of levers that are put in force whatever the law and the price; pulses once."""
    world: dict[Text, Push] = Field(default_factory=dict)
    """Numbers of the world that are pushed once, by field or field.member."""
    events: Listed[Name] = ()
    """Events that strike."""
    parameters: dict[Name, float] = Field(default_factory=dict)
    """Parameters that have another number, from the opening on."""
    scaled: dict[Name, float] = Field(default_factory=dict)
    """Parameters that are multiplied, from the opening on."""
    leaders: dict[Name, Name] = Field(default_factory=dict)
    """Policies that lead actors, from the opening on."""

    @model_validator(mode="after")
    def check_any(self) -> Self:
        """Refuse a change that changes nothing."""
        if not any(dict(self).values()):
            raise refuse("{key} changes nothing", "name a setting, event, number or policy")
        return self


class Intervention(Entry):
    """Two arms under the same luck, one of them changed, and what is claimed of the difference."""

    says: Text
    """What is done and what is claimed, in words."""
    scenario: Name
    """The scenario whose opening is played."""
    cast: Literal["nobody", "own"] = "nobody"
    """Whether nobody gives orders, or the scenario's own cast does; owners of a lever that is set
    here never do."""
    leaders: dict[Name, Name] = Field(default_factory=dict)
    """Policies that lead actors in both arms."""
    setup: dict[Target, Expression] = Field(default_factory=dict)
    """Settings in force in both arms from the first turn on."""
    change: Change
    """What is changed in one arm."""
    start: Turn = 1
    """The turn before whose orders it is changed."""
    end: Turn | None = None
    """The last turn in which settings are held, where they go back to what they were."""
    every_turn: bool = False
    """Whether pushes, events and pulses come again in each turn."""
    read: Expression
    """What is read, over quantities, fields and levers."""
    turns: Turns
    """After which turns it is read, from and to; the mean over them counts."""
    sign: Sign
    """Which way the mechanism moves it; `little`: by no more than `least` either way."""
    least: NotNegative
    """From which size on a move is worth noting, in `unit`."""
    unit: Text
    """The unit of the size; `%` is of what is read in the other arm."""

    @model_validator(mode="after")
    def check_turns(self) -> Self:
        """Refuse turns out of order."""
        first, last = self.turns
        if first > last or last < self.start:
            problem = f"{{key}} reads turns {first} to {last} of a change in turn {self.start}"
            raise refuse(problem, "read in or after the turn of the change")
        return self

    @property
    def is_relative(self) -> bool:
        """Whether its size is told in per cent of the other arm's mean."""
        return self.unit == "%"


class Mechanism(Entry):
    """One mechanism, number or tension, and the interventions that test it."""

    title: Text
    """The mechanism in words."""
    by: Text
    """What stands for it in the game, by names of rules, levers, fields and parameters."""
    tests: Listed[Intervention] = ()
    """The interventions; every one must act for the mechanism to act."""
    label: Text | None = None
    """Why there is nothing to test, where it is an aim, a name or a number."""
    note: Text | None = None
    """What is left out, or why it does not act."""
    sources: Sources

    @model_validator(mode="after")
    def check_kind(self) -> Self:
        """Refuse a mechanism that is neither tested nor labelled, or both."""
        if bool(self.tests) == (self.label is not None):
            raise refuse("{key} needs tests or a label, and not both", "give one of them")
        return self


def mechanisms_folder() -> Path:
    """Return the folder of the mechanisms."""
    return configs_dir() / "mechanisms"


@functools.cache
def all_mechanisms() -> Mapping[str, Mechanism]:
    """Return the mechanisms by number, M01 to M90.

    Raises
    ------
    UserError
        If one cannot be read, stands twice or is missing, or too many are labels.
    """
    entries: dict[str, Mechanism] = {}
    for path in sorted(mechanisms_folder().glob("*.yaml")):
        for number, entry in read_entries(path, Mechanism).items():
            if number in entries:
                raise UserError(path.name, f"{number} stands in another file too", "keep one")
            entries[number] = entry
    wanted = [f"M{number:02d}" for number in range(1, COUNT + 1)]
    apart = sorted(set(wanted) ^ set(entries))
    if apart:
        raise UserError("configs/mechanisms", f"{apart[0]} is missing or unknown", "M01 to M90")
    labels = [number for number in wanted if entries[number].label is not None]
    if len(labels) > MOST_LABELS:
        problem = f"{len(labels)} labels ({', '.join(labels)})"
        raise UserError("configs/mechanisms", problem, f"at most {MOST_LABELS}; test the others")
    return {number: entries[number] for number in wanted}
