"""What a scenario holds: opening, cast, length, briefs."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator

from game.config.schema.fields import (
    Cited,
    Confidence,
    Entry,
    Listed,
    Month,
    Name,
    Quarter,
    SettingNested,
    Settings,
    Sources,
    Text,
    refuse,
)

LONGEST_BRIEF = 120


class Opening(Entry):
    """The opening value of one field of the world."""

    value: SettingNested
    """The number, or one for each member of the field's axes; of a field that holds a setting,
    its name."""
    unit: Text | None = None
    """Its unit, for the reader."""
    says: Text | None = None
    """How it was found."""
    sources: Listed[Cited] = ()
    confidence: Confidence | None = None


class Spread(Entry):
    """How far an opening value may be off, as factors; each game draws one between them."""

    low: Annotated[float, Field(gt=0, lt=1)]
    """The lowest factor."""
    high: Annotated[float, Field(gt=1)]
    """The highest factor."""
    says: Text
    """Whose estimates differ."""
    sources: Listed[Cited] = ()


def _wrap_value(value: Any) -> Any:
    if isinstance(value, dict) and "value" in value:
        return value
    return value if isinstance(value, Opening) else {"value": value}


_OpeningValue = Annotated[
    Opening,
    BeforeValidator(
        _wrap_value, json_schema_input_type=float | dict[str, float | dict[str, float]] | Opening
    ),
]
_Names = Annotated[
    Annotated[Literal["all"], Tag("all")] | Annotated[Listed[str], Tag("names")],
    Discriminator(lambda value: "all" if isinstance(value, str) else "names"),
]


class Title(Entry):
    """What a scenario is called, and the month that stands before it."""

    dated: Month | None = None
    """The month it is about."""
    text: Text
    """Name as people read it, without the month."""


def _wrap_title(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


_Title = Annotated[Title, BeforeValidator(_wrap_title, json_schema_input_type=Text | Title)]


def _allow_extending(schema: dict[str, Any]) -> None:
    """Ask editors for the fields of a whole scenario only where it extends no other."""
    required = schema.pop("required")
    schema["if"] = {"required": ["extends"]}
    schema["then"] = {"required": ["name"]}
    schema["else"] = {"required": required}


class Scenario(Entry):
    """An opening, a cast, a length and the events that may happen.

    With `extends`, everything but the name comes from the other scenario unless given here;
    mappings are merged key by key, lists and texts replaced.
    """

    model_config = ConfigDict(json_schema_extra=_allow_extending)

    name: Name
    """The file's name."""
    title: _Title
    """Name as people read it; with the month it is about, `dated`, and a `text`."""
    says: Text
    """The situation, in a few sentences."""
    extends: Name | None = None
    """The scenario this one starts from."""
    start: Quarter
    """First quarter played."""
    turns: Annotated[int, Field(ge=1, le=200)]
    """Length of the game in turns."""
    months_per_turn: Annotated[int, Field(ge=1, le=12)] = 3
    """Months a turn."""
    seats: Annotated[tuple[Name, ...], Field(strict=False, min_length=1)]
    """Actors that people may take."""
    default_seat: Name
    """The seat offered first."""
    opens_from: Month | None = None
    """Month at whose end the hindcast's histories stand in `configs/openings`: each game opens in
    one of them, with the settings of the record."""
    opening: dict[Name, _OpeningValue] = {}
    """Opening value of each field of the world; a number, one a member, or value with sources.
    With `opens_from`, what begins anew in a game and what differs from its histories."""
    unknowns: dict[Name, Spread] = {}
    """Fields whose opening value is contested: each game opens with it times a factor."""
    levers: dict[Name, Settings] = {}
    """Opening setting of each actor's levers; `lever.member` where a lever has several. Levers left
    out rest, or with `opens_from` stand as in the record."""
    policies: dict[Name, Name] = {}
    """The policy that leads each actor nobody sits at."""
    targets: dict[Name, Annotated[float, Field(ge=0, le=100)]] = {}
    """The score that wins, for each seat."""
    payoffs: Name
    """The payoff set."""
    briefs: dict[Name, Text] = {}
    """What each seat is told first; at most 120 words each."""
    teaching_points: Annotated[tuple[Text, ...], Field(strict=False)]
    """Three things a class should see."""
    events: _Names = "all"
    """Events that may happen, or all."""
    sources: Sources

    @model_validator(mode="after")
    def check_texts(self) -> Self:
        """Refuse long briefs, other than three teaching points, a default seat nobody may take."""
        for actor, brief in self.briefs.items():
            if (words := len(brief.split())) > LONGEST_BRIEF:
                at = ("briefs", actor)
                raise refuse(f"briefs.{actor} has {words} words", f"keep to {LONGEST_BRIEF}", at)
        if (points := len(self.teaching_points)) != 3:
            raise refuse(f"teaching_points has {points} points", "give three", ("teaching_points",))
        if self.default_seat not in self.seats:
            problem = f"default_seat = {self.default_seat!r} is not a seat"
            remedy = f"seats: {', '.join(self.seats)}"
            raise refuse(problem, remedy, ("default_seat",), ("seats",))
        return self
