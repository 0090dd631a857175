"""What a policy's config holds: clauses, choices, dated moves."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, field_validator, model_validator

from game.config.schema.fields import (
    IDENTIFIER,
    Entry,
    Expression,
    Listed,
    Month,
    Name,
    NotNegative,
    Settings,
    Share,
    Sources,
    Text,
    refuse,
)

# The option of every choice that moves nothing.
KEEP = "keep"
# What an expression reads of a choice that was made: `turns_since.NAME`, and `NAME.OPTION`.
TURNS_SINCE = "turns_since"
MOST_OPTIONS = 6


class Clause(Entry):
    """One rule of a policy: when it holds, what is set, and why."""

    when: Expression = "true"
    """Condition over the actor's view and levers; without it, always."""
    set: Settings
    """Lever (or lever.member) and setting: a name, a number, a step (+1, -1), or `= expression`."""
    because: Text | None = None
    """The reason, as the ledger shows it."""
    chance: Share = 1.0
    """Probability that it is followed when it holds."""
    cooldown: Annotated[int, Field(ge=0)] = 0
    """Turns before it can be followed again."""


class Option(Entry):
    """A package of orders that a choice may take: all of them are granted, or none is."""

    set: Settings
    """Lever (or lever.member) and setting, as in a clause."""
    worth: Expression
    """What it is worth in points of the actor's own score, over its view; `keep` is worth 0."""
    because: Text | None = None
    """The reason when it is taken; without it, the choice's."""


class Choice(Entry):
    """A decision among packages of orders: the more one is worth, the likelier it is taken."""

    choose: Name
    """What is decided: the name of the choice, and the address of its luck."""
    when: Expression = "true"
    """Condition under which it is considered; without it, always."""
    among: Annotated[dict[Name, Option], Field(min_length=1, max_length=MOST_OPTIONS)]
    """The options by name; `keep`, which moves nothing, is always there."""
    temperature: NotNegative = 1.0
    """Points by which a worth must lead to be e times as likely; 0 takes the best."""
    hold: Annotated[int, Field(ge=1)] = 1
    """Turns from one consideration to the next."""
    reopen: Expression = "false"
    """Condition under which it is considered although it is held."""
    because: Text | None = None
    """What is weighed, as the ledger shows it."""

    @field_validator("among")
    @classmethod
    def check_keep(cls, among: dict[str, Option]) -> dict[str, Option]:
        """Refuse an option of the name that stands for moving nothing."""
        if KEEP in among:
            problem = f"{KEEP!r} is always among the options, and worth 0"
            raise refuse(problem, "leave it out, or choose another name", (KEEP,))
        return among


class DatedMove(Entry):
    """A move of a historical policy."""

    on: Month
    """The month; the move is made in the turn that holds it."""
    phase: Literal["measures", "response"] = "measures"
    """The phase of that turn."""
    set: Settings
    """Lever (or lever.member) and setting, as in a clause."""
    because: Text | None = None
    """What was done then."""
    rows: Listed[Annotated[str, Field(pattern=IDENTIFIER)]] = ()
    """The rows of the dated record that it is or answers."""


def _clause_or_choice(value: Any) -> str:
    is_choice = isinstance(value, Choice) or (isinstance(value, dict) and "choose" in value)
    return "choice" if is_choice else "clause"


Rule = Annotated[
    Annotated[Clause, Tag("clause")] | Annotated[Choice, Tag("choice")],
    Discriminator(_clause_or_choice),
]


class Policy(Entry):
    """A decision rule of one actor."""

    name: Text
    """Name as people read it."""
    actor: Name
    """Whose policy it is."""
    says: Text
    """What it does, in a sentence."""
    temperament: Text | None = None
    """How it does it, in a word or two."""
    sources: Sources
    measures: Listed[Rule] = ()
    """What it orders in the first phase; the first clauses are the most urgent."""
    response: Listed[Rule] = ()
    """What it orders after the reveal."""
    dated: Listed[DatedMove] = ()
    """Moves on given dates."""
    capital_price: NotNegative = 0.25
    """Points that a point of political capital is worth to it; choices weigh their cost by it."""

    @model_validator(mode="after")
    def check_choices(self) -> Self:
        """Refuse two choices of one name: they would share their luck and their memory."""
        seen: set[str] = set()
        for part in ("measures", "response"):
            for number, rule in enumerate(getattr(self, part)):
                if isinstance(rule, Choice):
                    if rule.choose in seen:
                        problem = f"there are two choices named {rule.choose!r}"
                        raise refuse(problem, "name each choice once", (part, number, "choose"))
                    seen.add(rule.choose)
        return self

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All choices, those of the measures first."""
        return tuple(rule for rule in (*self.measures, *self.response) if isinstance(rule, Choice))

    @property
    def memories(self) -> frozenset[str]:
        """What its expressions may read of its own choices."""
        return frozenset(
            name
            for choice in self.choices
            for name in (
                f"{TURNS_SINCE}.{choice.choose}",
                *(f"{choice.choose}.{option}" for option in (*choice.among, KEEP)),
            )
        )
