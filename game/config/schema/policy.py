"""What a policy's config holds: clauses, choices, dated moves."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, field_validator, model_validator

from game.config.schema.fields import (
    IDENTIFIER,
    Count,
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
    Wait,
    refuse,
)

# The option of every choice that moves nothing.
KEEP = "keep"
# What an expression reads of a choice that was made: `turns_since.NAME`, and `NAME.OPTION`.
TURNS_SINCE = "turns_since"
MOST_OPTIONS = 6
# What an answer calls what the paper on the table would bring.
GAIN_OF_PAPER = "gain.paper"


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
    cooldown: Wait = 0
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
    hold: Count = 1
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


class Paper(Entry):
    """A paper that a policy sends: an offer, a demand with a threat, or a promise."""

    id: Name
    """What it is called: the address of its luck."""
    to: Name
    """The actor it is for."""
    kind: Literal["offer", "demand", "promise"]
    """Whether both give, the other gives or else, or only the sender gives."""
    when: Expression = "true"
    """Condition under which it is sent; without it, always."""
    gives: Listed[Name] = ()
    """Terms that the sender gives, in an offer or a promise."""
    asks: Listed[Name] = ()
    """Terms that it asks the other for, in an offer or a demand."""
    otherwise: Listed[Name] = ()
    """Terms that a demand threatens to carry out where it is refused."""
    months: Annotated[int, Field(ge=1, le=60)] = 6
    """For how long the deal binds, from its start."""
    start: Annotated[int, Field(ge=0, le=12)] = 3
    """How many months after the signature it begins to bind."""
    carry_out: Share = 0.5
    """Probability that a defied threat is carried out when it is lawful and affordable."""
    chance: Share = 1.0
    """Probability that it is sent when the condition holds."""
    cooldown: Wait = 2
    """Turns before it can be sent again."""
    because: Text | None = None
    """The reason, as the ledger shows it."""

    @model_validator(mode="after")
    def check_terms(self) -> Self:
        """Refuse a paper whose terms do not fit its kind."""
        wanted = {
            "offer": ("gives", "asks"),
            "demand": ("asks", "otherwise"),
            "promise": ("gives",),
        }
        for part in ("gives", "asks", "otherwise"):
            if getattr(self, part) and part not in wanted[self.kind]:
                problem = f"{part} has no meaning in a paper of kind {self.kind!r}"
                raise refuse(problem, f"write {' and '.join(wanted[self.kind])}", (part,))
        needed = "asks" if self.kind == "demand" else "gives" if self.kind == "promise" else ""
        if not (getattr(self, needed) if needed else self.gives or self.asks):
            raise refuse("the paper has no terms", f"name some under {needed or 'gives or asks'}")
        return self


class Answer(Entry):
    """How a policy answers the papers of another actor: accepting is weighed against refusing."""

    id: Name
    """What is decided: the address of its luck."""
    of: Name
    """The actor whose papers are answered."""
    when: Expression = "true"
    """Condition under which they are considered; what is not is refused."""
    accept: Expression
    """What accepting is worth in points of the actor's own score; `gain.paper` is what the terms
    come to."""
    refuse: Expression = "0"
    """What refusing is worth."""
    temperature: NotNegative = 1.0
    """Points by which accepting must lead to be e times as likely; 0 takes the better."""
    because: Text | None = None
    """What is weighed, as the ledger shows it."""


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
    papers: Listed[Paper] = ()
    """What it offers, demands and promises, in the first phase, after its measures."""
    answers: Listed[Answer] = ()
    """How it answers papers, after its responses."""
    keeps_word: Expression = "true"
    """Condition under which it delivers what it owes, and moves nothing that would break it."""
    capital_price: NotNegative = 0.25
    """Points that a point of political capital is worth to it; choices weigh their cost by it."""

    @property
    def switches(self) -> int:
        """How many clauses can be switched off: its word in each phase and its threats count."""
        written = (self.measures, self.response, self.dated, self.papers, self.answers)
        word = 2 * bool(self.papers or self.answers)
        return sum(map(len, written)) + word + sum(bool(paper.otherwise) for paper in self.papers)

    @model_validator(mode="after")
    def check_choices(self) -> Self:
        """Refuse two choices of one name: they would share their luck and their memory."""
        seen: set[str] = set()
        for part in ("papers", "answers"):
            for number, paper in enumerate(getattr(self, part)):
                if paper.id in seen:
                    problem = f"there are two papers or answers named {paper.id!r}"
                    raise refuse(problem, "name each once", (part, number, "id"))
                seen.add(paper.id)
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
