"""What configs about playing hold: lessons that teach by doing, and levels of difficulty."""

from __future__ import annotations

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from game.config.schema.fields import TARGET, Entry, Listed, Name, Seed, Sources, Span, Text, refuse

LONGEST_STEP = 55
# What a step waits for needs a name or not.
_BARE = frozenset({"next", "moved", "no_orders"})

View = Literal["briefing", "board", "reveal", "months", "why", "record", "encyclopedia", "debrief"]
# The screens that a lesson may be said on, or lead to.
VIEWS: tuple[str, ...] = get_args(View)


class LessonStep(Entry):
    """One thing to learn: where, what is said, what is framed, and what the player does."""

    on: View
    """The screen it is said on."""
    turn: Annotated[int, Field(ge=1)] = 1
    """The turn it is said in."""
    text: Text
    """What is said; at most 55 words."""
    do: Text | None = None
    """What the player is asked to do, where going on needs more than reading."""
    show: Text | None = None
    """The control that is framed, by the beginning of its key: `lever`, `aim`, `main`."""
    until: Literal["next", "screen", "order", "moved", "no_orders", "focus"] = "next"
    """What ends it: a button; a screen reached; one order given; any order; none; focus."""
    name: Text | None = None
    """The screen, the order as it is typed, or the beginning of a key that `until` waits for."""

    @model_validator(mode="after")
    def check_step(self) -> Self:
        """Refuse a long text, and a condition without its name."""
        if (words := len(self.text.split())) > LONGEST_STEP:
            raise refuse(f"text has {words} words", f"keep to {LONGEST_STEP}", ("text",))
        if (self.name is None) != (self.until in _BARE):
            remedy = "leave name out" if self.until in _BARE else "give its name"
            raise refuse(f"until is {self.until!r}, name is {self.name!r}", remedy, ("until",))
        if self.until == "screen" and self.name not in VIEWS:
            raise refuse(f"{self.name!r} is no screen", f"one of {', '.join(VIEWS)}", ("name",))
        return self


class Further(Entry):
    """A game to play after a lesson."""

    scenario: Name
    """Its scenario."""
    seat: Name
    """The seat to take."""
    says: Text
    """Why this one."""


class Lesson(Entry):
    """A game in which every step is explained, and done by the player."""

    title: Text
    """Name as people read it."""
    says: Text
    """What it teaches."""
    minutes: Annotated[int, Field(ge=1, le=60)]
    """How long it takes."""
    scenario: Name
    """The scenario it is played on."""
    seat: Name
    """The seat the player takes."""
    seed: Seed
    """Its luck."""
    steps: Annotated[Listed[LessonStep], Field(min_length=1)]
    """The steps, in the order of the game."""
    further: Annotated[Listed[Further], Field(min_length=1)]
    """What to play next."""


class SizedNumber(Entry):
    """A number of a strategist, one for each of its sizes."""

    values: dict[Name, float]
    """The number by size: small, medium, large."""
    unit: Text
    """Its unit."""
    range: Span
    """Lowest and highest value that makes sense."""
    says: Text
    """What it means."""
    sources: Sources


class Difficulty(Entry):
    """A level: who leads the others, and how well the player sees; never a bonus."""

    title: Text
    """Name as people read it."""
    says: Text
    """What it changes, in a few words."""
    blur: Annotated[float, Field(ge=0, le=3)]
    """Factor on the blur and the error of every sight of the player's seats."""
    delay: Annotated[int, Field(ge=-4, le=4)]
    """Turns added to the delay of every sight that is late or blurred; none comes too early."""
    policies: dict[Name, Annotated[str, Field(pattern=TARGET)]] = {}
    """The policy that leads each actor; the scenario's own where none is named."""
