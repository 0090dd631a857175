"""What configs about the course of a game hold: early ends, and the observables of every run."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from game.config.schema.fields import Cited, Entry, Expression, Listed, Name, Text


class Ending(Entry):
    """An early end of a game."""

    title: Text
    """What happened, as the outcome tells it."""
    says: Text
    """Why this is an end."""
    when: Expression
    """The condition, over quantities."""
    turns: Annotated[int, Field(ge=1)]
    """How many turns running it must hold."""
    by: Annotated[dict[Name, Expression], Field(min_length=1)]
    """A measure for each actor that may be its author; the largest one names it."""
    sources: Listed[Cited] = ()


class Observable(Entry):
    """A column that every run can emit."""

    title: Text
    """Its short name, as people read it beside its unit."""
    measure: Expression
    """The number, over quantities."""
    unit: Text
    """Its unit."""
    step: Literal["turn", "month", "quarter", "half-year", "year"]
    """The span it is defined over; a run emits it for each turn."""
    says: Text
    """Its definition, and what it must not be mistaken for."""
