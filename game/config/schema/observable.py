"""What configs about observables hold: numbers under published names, and what was published."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from game.config.schema.fields import (
    Cited,
    Entry,
    Expression,
    Listed,
    Name,
    NotNegative,
    Text,
)
from game.state.periods import Over, Step


class Published(Entry):
    """How runs are held against the numbers that were published of an observable."""

    use: Literal["truth", "estimate", "expert", "sign", "input"]
    """What a hit would show: agreement with filings, customs and companies (truth), with a model
    of a third party (estimate), with a forecast or survey (expert), with a direction alone (sign);
    what was given to the run (input) is not scored."""
    weight: NotNegative
    """Its weight in the weighted score."""
    suspects: Text
    """Where to look first when a run misses it."""


class Observable(Entry):
    """A number under a published name: what runs emit, explain and are held against."""

    title: Text
    """Its short name, as people read it beside its unit."""
    says: Text
    """Its definition, and what it must not be mistaken for."""
    quantity: Expression
    """What it is made of, over quantities; it has a value for each month."""
    per: Expression | None = None
    """What the quantity is divided by, once both have been put together over the period."""
    over: Over
    """What becomes of the months of a period: their sum, their mean, or the last one."""
    unit: Text
    """Its unit; thousands, millions and per cent are counted out of those of the quantities."""
    steps: Annotated[tuple[Step, ...], Field(strict=False, min_length=1)]
    """The periods in which it is published, and in which the hindcast tells it; `since` runs from
    January 2022 to the end of a year. A game tells it of each turn."""
    each_turn: bool = True
    """Whether a game tells it of a turn: not what is counted since 2022, nor a second name."""
    given: Text
    """Which inputs of the hindcast it rests on most."""
    also_grades: Listed[Name] = ()
    """Other quantities of views and payoffs that are judged by its grade."""
    published: Published | None = None
    """How runs are held against it, where numbers of it were published."""
    sources: Listed[Cited] = ()
