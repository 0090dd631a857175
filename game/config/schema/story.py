"""What configs about the course of a game hold: its early ends."""

from __future__ import annotations

from typing import Annotated

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
