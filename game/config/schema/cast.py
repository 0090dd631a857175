"""What configs about the cast hold: levers, actors, payoffs."""

from __future__ import annotations

import itertools
import string
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from game.config.schema.fields import (
    CAPITAL,
    COLOUR,
    Cited,
    Date,
    Entry,
    Expression,
    Listed,
    Name,
    NotNegative,
    Point,
    Positive,
    Share,
    Sources,
    Span,
    Text,
    is_whole,
    refuse,
)
from game.errors import did_you_mean
from game.language.settings import Scale


def _check_phrase(text: str) -> str:
    """Refuse a phrase with other fields than those that are filled in."""
    try:
        fields = {name for _, name, *_ in string.Formatter().parse(text) if name is not None}
    except ValueError as error:
        raise refuse(f"{{key}} cannot be read: {error}", "write {setting} or {member}") from None
    if unknown := sorted(fields - {"setting", "member"}):
        problem = f"{{key}} has a field {unknown[0]!r}"
        raise refuse(problem, "a phrase has the fields setting and member")
    return text


Phrase = Annotated[Text, AfterValidator(_check_phrase)]


class NamedSetting(Entry):
    """One named setting of a lever."""

    title: Text | None = None
    """Name as people read it, where it is not the name with spaces: `October 2022`."""
    says: Text
    """What it means in practice."""
    phrase: Phrase | None = None
    """How an order for it reads, as a lever's `phrase`."""
    degree: float | None = None
    """How far up it is: what rules weigh and moves cost. Settings without one have 0, 1, 2 in their
    order; one put between two of them has its own, 1.5, and leaves the others theirs."""


class Requirement(Entry):
    """A condition a move must meet."""

    when: Expression
    """Must hold; reads quantities, levers, and the lever's own setting `now` and when `new`."""
    says: Text
    """What is wrong when it does not hold."""
    remedy: Text
    """The way out. `{lever}`, `{lever.setting}` and `{lever.member}` stand for their names."""


class Precedent(Entry):
    """A real move of this lever."""

    date: Date
    """When."""
    says: Text
    """What was done."""
    source: Cited | None = None
    """Where that stands."""


class Lever(Entry):
    """One setting that an actor owns: named settings in order, or a number within bounds."""

    title: Text
    """Name as people read it."""
    heading: Text
    """Where it stands in its owner's list; headings stand as the file first names them."""
    office: Text | None = None
    """Who signs its orders, where it is not its owner's usual signature."""
    object: Text | None = None
    """What `sets`, `raises` and `cuts` take within a sentence, where it is not the title."""
    phrase: Phrase | None = None
    """How an order reads after who signs it, with `{setting}` and, of a lever with an axis,
    `{member}`; without it `sets`, `raises` or `cuts`, its object, and the setting."""
    says: Text
    """What it does."""
    unit: Text
    """Unit of its number."""
    choice: bool = False
    """Whether settings are alternatives, not degrees: any change then costs one step."""
    axis: Name | None = None
    """An axis of axes.yaml; the lever then has one setting a member: `lever.member`."""
    settings: Annotated[dict[Name, NamedSetting], Field(min_length=2)] | None = None
    """Named settings from lowest to highest; policies and rules name those they mean."""
    rest: Name | float | None = None
    """The setting at which it stands until one is ordered; the lowest by default."""
    bounds: Span | None = None
    """Lowest and highest number."""
    step: Positive | None = None
    """Distance between two neighbouring numbers."""
    cost: NotNegative
    """Political capital a step; of named settings, a degree."""
    upkeep: NotNegative = 0.0
    """Political capital a quarter for each unit above where it rests, while it stands."""
    reversal: NotNegative
    """Extra cost, as a factor, of undoing the last move."""
    kind: Literal["standing", "pulse"]
    """Stands until moved, or returns to where it rests after the turn."""
    response: bool
    """Whether it is on the short response menu too."""
    covert: bool = False
    """Whether others do not see it."""
    part: Literal["paper", "terms", "months", "start", "answer"] | None = None
    """The part of the papers between actors that it writes, of the levers that write them."""
    requires: Listed[Requirement] = ()
    """All must hold for a move."""
    precedents: Listed[Precedent] = ()
    """Real moves."""
    sources: Sources

    @model_validator(mode="after")
    def check_form(self) -> Self:
        """Refuse a lever with both or neither of settings and bounds, and values out of order."""
        if (self.settings is None) == (self.bounds is None):
            raise refuse("a lever has either settings or bounds with step", "give one of them")
        if (self.bounds is None) != (self.step is None):
            raise refuse("bounds and step belong together", "write bounds: [0, 1] and step: 0.1")
        if self.bounds is not None and self.low < 0:
            # A signed number in a policy is a step, so a setting may not be negative.
            raise refuse(f"the lowest setting is {self.low:g}", "number settings from 0 upwards")
        if self.low >= self.high:
            raise refuse(f"bounds [{self.low:g}, {self.high:g}] are out of order", "", ("bounds",))
        if self.step is not None and not is_whole((self.high - self.low) / self.step):
            problem = f"step {self.step:g} does not divide [{self.low:g}, {self.high:g}]"
            raise refuse(problem, "choose one that does", ("step",))
        return self

    def setting_title(self, name: str) -> str:
        """Return a named setting as people read it."""
        setting = (self.settings or {})[name]
        return setting.title or name.replace("_", " ")

    @model_validator(mode="after")
    def check_degrees(self) -> Self:
        """Refuse degrees out of order, and a rest that is no setting."""
        for (low, first), (high, second) in itertools.pairwise(self.scale.items()):
            if first >= second:
                problem = f"{high} has degree {second:g}, not above the {first:g} of {low}"
                raise refuse(problem, "write settings from lowest to highest", ("settings", high))
        if isinstance(self.rest, str) and self.rest not in (self.settings or {}):
            remedy = did_you_mean(self.rest, self.settings or {})
            raise refuse(f"{{key}} has no setting {self.rest!r}", remedy, ("rest",))
        if isinstance(self.rest, float) and not self.low <= self.rest <= self.high:
            problem = f"rest = {self.rest:g} is outside [{self.low:g}, {self.high:g}]"
            raise refuse(problem, "", ("rest",))
        return self

    @property
    def scale(self) -> Scale:
        """The number of each named setting, in order: its degree."""
        counted = map(float, itertools.count())
        return {
            name: next(counted) if setting.degree is None else setting.degree
            for name, setting in (self.settings or {}).items()
        }

    @property
    def low(self) -> float:
        """The lowest number."""
        return self.bounds[0] if self.bounds else next(iter(self.scale.values()), 0.0)

    @property
    def high(self) -> float:
        """The highest number."""
        return self.bounds[1] if self.bounds else max(self.scale.values(), default=0.0)


class Budget(Entry):
    """Political capital of an actor."""

    refill: NotNegative
    """Gained a turn at standing 1."""
    cap: Positive
    """The most that can be kept."""
    standing: Expression
    """Multiplies the refill, 0 to 2."""


class Quantity(Entry):
    """One number an actor sees."""

    measure: Expression
    """What it is, over quantities."""
    unit: Text | None = None
    """Its unit, where the measure is a formula; a single number or setting has its own."""
    says: Text
    """What it tells."""
    delay: Annotated[int, Field(ge=0, le=2)] = 0
    """Turns before it is known."""
    blur: NotNegative = 0.0
    """Sigma of the error of its logarithm; 0 is exact."""
    error: NotNegative = 0.0
    """Sigma of the error of the number itself, for numbers that may be 0 or negative."""
    range: bool = False
    """Whether it is shown as a range only."""


class Emblem(Entry):
    """A shape with a letter on it, which stands for an actor without a word or a colour."""

    letter: Annotated[str, Field(pattern=CAPITAL)]
    """The letter."""
    shape: Annotated[tuple[Point, ...], Field(strict=False, min_length=3)]
    """Corners of the outline, [right, down], in a box of 24 by 24."""
    shift: float = 0.0
    """How far below the middle of the box the letter stands."""


class Ink(Entry):
    """An actor's colours on one ground."""

    fill: Annotated[str, Field(pattern=COLOUR)]
    """Of shapes and lines."""
    text: Annotated[str, Field(pattern=COLOUR)]
    """Of names and numbers."""


class Colours(Entry):
    """An actor's colours on each ground of the window; pages and figures take those of the day."""

    night: Ink
    """On the dark ground."""
    day: Ink
    """On the light ground."""


class Actor(Entry):
    """A role: what it wants, what moves cost it, what it sees, how it is shown."""

    name: Name
    """The file's name."""
    title: Text
    """Name as people read it."""
    short: Text | None = None
    """Name within a sentence, where it is not the title: `the chipmakers`."""
    signature: Text | None = None
    """Who signs its orders, where it is not the title: `Commerce`."""
    plural: bool = False
    """Whether its signature is of several."""
    says: Text
    """Who this is."""
    summary: Text
    """What it is about, in a line short enough for its card."""
    wants: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    """What it is after, most important first."""
    emblem: Emblem
    """What stands for it in the window."""
    colours: Colours
    """Its colours in the window, on pages and in figures."""
    rival: Name
    """The actor across the table, against whom its policies are compared."""
    postures: Listed[Name] = ()
    """Policies from soft to hard, which a tournament plays where none are named."""
    budget: Budget
    """Its political capital."""
    view: Annotated[dict[Name, Quantity], Field(min_length=1)]
    """What it sees, by the names its policies use."""

    @property
    def called(self) -> str:
        """Its name within a sentence."""
        return self.short or self.title

    @property
    def signs(self) -> str:
        """Who signs its orders."""
        return self.signature or self.title


class Aim(Entry):
    """Something an actor wants, on a scale from 0 to 100."""

    title: Text
    """Name as people read it."""
    weight: Share
    """Its share of the score; an actor's weights sum to 1."""
    measure: Expression
    """The number it is judged by, over quantities."""
    worst: float
    """The measure that scores 0."""
    best: float
    """The measure that scores 100."""
    usual: Annotated[tuple[float, ...], Field(strict=False, min_length=2)] | None = None
    """The measure in the middle of many games at the opening and after each turn: a standing counts
    what games usually add from there on. Left out, it is the measure as it is."""
    unit: Text
    """Unit of the measure."""
    says: Text
    """Why these reference points."""

    @model_validator(mode="after")
    def check_scale(self) -> Self:
        """Refuse a scale without length."""
        if self.worst == self.best:
            raise refuse(f"worst and best are both {self.worst:g}", "give two numbers", ("best",))
        return self


class Payoff(Entry):
    """A set of aims for every actor."""

    name: Name
    """The file's name."""
    title: Text
    """Name as people read it."""
    says: Text
    """What this set stresses."""
    actors: dict[Name, Annotated[dict[Name, Aim], Field(min_length=1)]]
    """The aims of each actor."""

    @field_validator("actors")
    @classmethod
    def check_weights(cls, actors: dict[str, dict[str, Aim]]) -> dict[str, dict[str, Aim]]:
        """Refuse weights of an actor that do not sum to 1."""
        for actor, aims in actors.items():
            total = sum(aim.weight for aim in aims.values())
            if abs(total - 1) > 1e-6:
                raise refuse(f"weights of {actor} sum to {total:g}", "make them sum to 1", (actor,))
        return actors
