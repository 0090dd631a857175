"""What a plan of a class holds: its minutes, phase by phase, and what it asks of people."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from game.config.schema.fields import Entry, Listed, Name, Text, refuse

# A plan may miss its own sum by so many minutes, where parts are written in halves.
SLACK = 0.01

TimeOfDay = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Minutes = Annotated[float, Field(gt=0, le=10_080, strict=False)]


class PlannedTurn(Entry):
    """The minutes of one turn, and what the facilitator may say in it."""

    measures: Minutes
    """To give the first orders."""
    reveal: Minutes
    """To read what was announced."""
    responses: Minutes | None = None
    """To answer; left out, policies alone answer and the months pass at once."""
    quarter: Minutes
    """To read what followed, and why."""
    say: Text | None = None
    """What the facilitator may say or ask while the first orders are given."""

    @property
    def minutes(self) -> float:
        """The whole turn."""
        return self.measures + self.reveal + (self.responses or 0.0) + self.quarter


class PlannedDebrief(Entry):
    """The minutes of the four steps of the debrief."""

    what: Minutes
    """Where the tables ended."""
    why: Minutes
    """Which decision made the difference."""
    real: Minutes
    """The record beside the game, and what the model leaves out."""
    so_what: Minutes
    """Questions of transfer, and one written sentence."""

    @property
    def minutes(self) -> float:
        """The whole debrief."""
        return self.what + self.why + self.real + self.so_what


class PlannedInject(Entry):
    """An event that the room lets strike by itself at every table, in a turn's first orders."""

    event: Name
    """The event."""
    turn: Annotated[int, Field(ge=1)]
    """The turn in which it is struck, or begins to wait for its condition."""
    at: Literal["now", "reveal", "condition"] = "reveal"
    """As the turn begins, when its first orders are revealed, or as soon as `when` is true."""
    when: Text | None = None
    """The condition it waits for; one of the world, as in events."""
    scale: Annotated[float, Field(gt=0, le=3, strict=False)] = 1.0
    """How strong it is, 1 as usual."""
    why: Text
    """What everybody at the table reads of it: why the class meets it."""


class Forecast(Entry):
    """A question put to a person who waits: how likely is it, in percent."""

    text: Text
    """What is asked."""
    turn: Annotated[int, Field(ge=1)]
    """The turn it is asked in."""
    observable: Name
    """The number that answers it, at each table by itself."""
    above: float
    """It has come true where the number is above this."""
    by: Annotated[int, Field(ge=1)]
    """The turn at whose end it is judged."""


class PlannedQuestion(Entry):
    """A question for the end, by which a class leaves the game."""

    text: Text
    """What is asked."""
    answer: Text
    """What a good answer has, for the facilitator's guide; no screen of the class shows it."""


class ClassPlan(Entry):
    """One class: a scenario, its minutes, and the rules of the room."""

    title: Text
    """Name as people read it."""
    says: Text
    """For whom it is, and what it teaches."""
    scenario: Name
    """The scenario that every table plays."""
    minutes: Minutes
    """The whole class, from the brief to the end of the debrief."""
    brief: Minutes
    """To read the brief and find one's seat."""
    turns: Annotated[Listed[PlannedTurn], Field(min_length=1)]
    """Each turn that is played; a scenario's later turns are left out."""
    debrief: PlannedDebrief
    """The debrief."""
    at_zero: Literal["draft", "hold", "policy"] = "draft"
    """When the clock ends unsealed: the draft counts, the room waits, or a policy acts."""
    absent: Literal["policy", "draft", "wait"] = "policy"
    """A seat whose people are all away: its policy leads until one is back; or its draft counts and
    nobody waits for it; or the room waits for it until the clock ends."""
    pace: Literal["clock", "people"] = "clock"
    """What ends a step: the clock, or (without one) the people, once all present have gone on."""
    deadlines: Annotated[Listed[TimeOfDay], Field(max_length=24)] = ()
    """Times of day at which orders fall due: a step for orders ends at the nearest to its minutes.
    A faster room takes no notice of them."""
    seats: Listed[Name] = ()
    """The seats that people take, policies lead the others; left out, all of them."""
    agreement: Literal["lead", "majority", "all"] = "lead"
    """Whose yes makes a proposal of a team its order, among those who are present."""
    largest_team: Annotated[int, Field(ge=1, le=6)] = 3
    """People at one seat before another table opens."""
    tier: Name = "h200_class"
    """The class of chips whose two gates the board's map shows."""
    compare: Annotated[Listed[Name], Field(min_length=1)]
    """The observables by which the debrief compares the tables."""
    forecasts: Listed[Forecast] = ()
    """Questions for those who have sealed and wait."""
    injects: Listed[PlannedInject] = ()
    """Events that strike by plan."""
    questions: Annotated[Listed[PlannedQuestion], Field(min_length=1)]
    """Questions of transfer for the end, by which the class leaves the game."""

    @model_validator(mode="after")
    def check_minutes(self) -> Self:
        """Refuse a plan whose parts are not its whole."""
        parts = self.brief + sum(turn.minutes for turn in self.turns) + self.debrief.minutes
        if abs(parts - self.minutes) > SLACK:
            raise refuse(
                f"minutes = {self.minutes:g}, and its parts take {parts:g}",
                "make both the same",
                ("minutes",),
            )
        return self
