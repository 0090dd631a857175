"""The YAML beside the targets: the bars of a score, the patterns."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from game.config.entries import read_entries
from game.config.scenarios import shipped_library
from game.config.schema.fields import Entry, Name, Sources, Text, refuse
from game.config.schema.observable import Published
from game.errors import UserError, did_you_mean
from game.paths import configs_dir

# A mechanism is switched off by so many parameters at most.
MOST_KNOCKED_OUT = 2


class Bar(Entry):
    """A number that a score is held to."""

    value: float
    """The number."""
    unit: Text
    """Its unit."""
    says: Text
    """What passes."""
    sources: Sources


class Pattern(Entry):
    """A regularity of the record, and what a run must show to have it."""

    title: Text
    """The regularity in words."""
    measured: Text
    """What is measured in a run."""
    target: Text
    """What counts as showing it."""
    treated: Text
    """The run it is looked for in: who is released from the record (see `released`)."""
    placebo: Text
    """The run without the shock, in words."""
    released: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    """Actors led by their ordinary policies instead of the record, and from when."""
    deleted: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    """Rows of the dated record taken out in the placebo run."""
    manner: dict[Name, Name] = Field(default_factory=dict)
    """Policies that lead free actors throughout, instead of those of each time."""
    placebo_manner: dict[Name, Name] = Field(default_factory=dict)
    """The same in the placebo run alone."""
    placebo_released: Annotated[tuple[Text, ...], Field(strict=False)] | None = None
    """Who is free in the placebo run, where that is not who is free in the treated one."""
    telling: bool = False
    """Whether it is one of the four that tell a good model from a bad one best."""
    mechanism: Text
    """Which rules, parameters and policies make it."""
    switched_off: Text | None = None
    """What of the mechanism is switched off in the run without it, in words."""
    knocked_out: dict[Name, float] = Field(default_factory=dict)
    """The parameters, two at most, by which it is switched off."""
    label: Text | None = None
    """Why it is no evidence, where it is a clause, a law of the rules or arithmetic."""
    suspect: Text | None = None
    """Why runs lack it, or have it without its event, where they do."""
    sources: Sources

    @model_validator(mode="after")
    def check_knock_out(self) -> Self:
        """Refuse a pattern whose mechanism can neither be switched off nor is labelled."""
        if bool(self.knocked_out) == (self.label is not None):
            raise refuse("{key} needs knocked_out or a label, and not both", "give one of them")
        if len(self.knocked_out) > MOST_KNOCKED_OUT or bool(self.knocked_out) != bool(
            self.switched_off
        ):
            raise refuse("{key} has no sound knock-out", "one or two parameters, told in words")
        return self


def targets_folder() -> Path:
    """Return the folder of targets and of what is said about them."""
    return configs_dir() / "targets"


@functools.cache
def bars() -> Mapping[str, float]:
    """Return the bars by name."""
    return {
        name: bar.value for name, bar in read_entries(targets_folder() / "bars.yaml", Bar).items()
    }


@functools.cache
def all_published() -> Mapping[str, Published]:
    """Return how runs are held against each observable of which numbers were published."""
    return {
        name: observable.published
        for name, observable in shipped_library().observables.items()
        if observable.published is not None
    }


def title_of(name: str) -> str:
    """Return the title of an observable; a name that no run tells stands for itself."""
    observable = shipped_library().observables.get(name)
    return observable.title if observable else name


@functools.cache
def all_patterns() -> Mapping[str, Pattern]:
    """Return the patterns by their short name, F1 to F20 and S1 to S10."""
    return read_entries(targets_folder() / "patterns.yaml", Pattern)


def find_pattern(name: str) -> Pattern:
    """Return a pattern by its short name.

    Raises
    ------
    UserError
        If there is none of this name.
    """
    patterns = all_patterns()
    if name not in patterns:
        raise UserError("pattern", f"unknown pattern {name!r}", did_you_mean(name, patterns))
    return patterns[name]
