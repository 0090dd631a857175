"""What configs about deals hold: the terms that actors may give each other."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from game.config.schema.fields import (
    TARGET,
    Entry,
    Expression,
    Name,
    SettingNumber,
    Sources,
    Text,
    refuse,
)

# The bound at which the setting stands when a deal is signed.
AS_NOW = "as_now"


class DealTerm(Entry):
    """A promise of one actor to another to hold one of its public settings within a bound."""

    title: Text
    """What is given, as a list of a deal's terms says it."""
    giver: Name
    """Who owns the setting and gives its word."""
    receiver: Name
    """To whom."""
    target: Annotated[str, Field(pattern=TARGET)]
    """The setting, `lever` or `lever.member`: standing, and announced."""
    at_most: SettingNumber | Literal["as_now"] | None = None
    """The highest setting that keeps it; `as_now`, the one in force at the signature."""
    at_least: SettingNumber | Literal["as_now"] | None = None
    """The lowest setting that keeps it, likewise."""
    gain: Expression
    """What half a year of it brings its receiver where the setting is otherwise now: points of the
    receiver's own score, over its view."""
    cost: Expression
    """What half a year of it costs its giver where the setting is otherwise now, likewise."""
    says: Text
    """What it is for."""
    sources: Sources

    @model_validator(mode="after")
    def check_form(self) -> Self:
        """Refuse a term without a bound, and one between an actor and itself."""
        if (self.at_most is None) == (self.at_least is None):
            raise refuse("a term has either at_most or at_least", "give one of them")
        if self.giver == self.receiver:
            problem = f"{self.giver} gives {{key}} to itself"
            raise refuse(problem, "name another receiver", ("receiver",))
        return self
