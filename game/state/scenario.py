"""Everything that is fixed while a game is played."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping

import numpy as np

from game.language.expression import Expression
from game.state.calendar import month_label, quarter_label
from game.state.levers import Levers
from game.state.orders import Orders
from game.state.params import Params
from game.state.periods import Over, Step
from game.state.world import Floats, World


@dataclasses.dataclass(frozen=True, kw_only=True)
class Glass:
    """What a level of difficulty does to sights: a factor on their blur, turns of delay added."""

    blur: float = 1.0
    delay: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sight:
    """One thing an actor can see: a measure, and by how many turns late.

    `blur` is the standard error of its logarithm, `error` that of the number itself.
    """

    name: str
    measure: Expression
    unit: str
    says: str
    delay: int
    blur: float
    error: float

    def through(self, glass: Glass) -> Sight:
        """Return the sight through a glass; what is exact and prompt stays so."""
        if not (self.delay or self.blur or self.error):
            return self
        return dataclasses.replace(
            self,
            delay=max(0, self.delay + glass.delay),
            blur=self.blur * glass.blur,
            error=self.error * glass.blur,
        )


@dataclasses.dataclass(frozen=True, kw_only=True)
class Role:
    """What an actor is: its title, what it wants, what it may know, who sits across the table."""

    name: str
    title: str
    says: str
    wants: tuple[str, ...]
    rival: str
    sights: Mapping[str, Sight]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Aim:
    """One aim of an actor, scored 0 at `worst` and 100 at `best`, linear between.

    `usual` is the measure in the middle of many games at the opening and after each turn. Empty, a
    standing is the measure as it is.
    """

    name: str
    title: str
    says: str
    unit: str
    weight: float
    measure: Expression
    worst: float
    best: float
    usual: tuple[float, ...] = ()

    def still_to_come(self, turn: int) -> Floats:
        """Return what the measure usually adds from after a turn, the opening 0, to the end; ()."""
        to_come: Floats = np.zeros(())
        for number, passed in enumerate(self.usual[:-1]):
            to_come = np.where(turn == number, self.usual[-1] - passed, to_come)
        return to_come


@dataclasses.dataclass(frozen=True, kw_only=True)
class Observable:
    """A number under a published name, and how it is read from the months of a period.

    `quantity` gives a number for each month, and `over` says what becomes of them: their sum, their
    mean or the last one. With `per` it is the ratio to the same of another quantity. `scale` brings
    it into its `unit`. `steps` are the periods in which it is published. `also_grades` are
    quantities of views and payoffs that are judged as it is.
    """

    name: str
    title: str
    quantity: Expression
    over: Over
    unit: str
    says: str
    per: Expression | None = None
    scale: float = 1.0
    steps: tuple[Step, ...] = ("month",)
    also_grades: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class EndTest:
    """An early end: it comes when `when` has held for so many turns running.

    `by` gives, for each actor that may be its author, a measure; the largest one names it.
    """

    name: str
    title: str
    when: Expression
    turns: int
    by: Mapping[str, Expression]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Unknown:
    """An opening value nobody knows: each game opens with it times a factor of its own.

    Factors are triangular between `low` and `high` with the mode at 1; all members of the field
    share one.
    """

    field: str
    low: float
    high: float


@dataclasses.dataclass(frozen=True)
class Title:
    """What a scenario is called; `month`, counted from January 2022, is what it is about."""

    text: str
    month: int | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Brief:
    """What people read: the scenario's story, a brief for each seat, points for the class."""

    title: Title
    says: str
    seats: Mapping[str, str]
    teaching_points: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Scenario:
    """Opening, cast, length and numbers of a game; nothing in it changes in play.

    Two are equal where they are the same object: what is worked out of one can be kept under it.
    `start` is the month before the first one played, counted from January 2022. `openings` holds
    the worlds that a game may open in, of which each replicate draws one; `settings` hold one
    replicate, in force in all of them. `facts` are all the measures that views, payoffs and end
    tests read, by their text, kept turn by turn; `averaged` names those that payoffs sum over
    turns. `look_back` is how many turns `previous` lies back at most. `observables` are those that
    can be told of a turn.
    """

    name: str
    brief: Brief
    start: int
    turns: int
    months_per_turn: int
    seats: tuple[str, ...]
    default_seat: str
    profile: Mapping[str, str]
    targets: Mapping[str, float]
    params: Params
    levers: Levers
    roles: Mapping[str, Role]
    aims: Mapping[str, tuple[Aim, ...]]
    end_tests: tuple[EndTest, ...]
    observables: Mapping[str, Observable]
    openings: World
    unknowns: tuple[Unknown, ...]
    settings: Orders
    facts: Mapping[str, Expression]
    averaged: tuple[str, ...]
    look_back: int = 1

    def with_params(self, params: Params) -> Scenario:
        """Return the same scenario played with other numbers."""
        return dataclasses.replace(self, params=params)

    def seen_through(self, glass: Glass, actors: Collection[str]) -> Scenario:
        """Return the same scenario in which these actors see through a glass."""
        roles = {
            name: dataclasses.replace(
                role, sights={key: sight.through(glass) for key, sight in role.sights.items()}
            )
            if name in actors
            else role
            for name, role in self.roles.items()
        }
        return dataclasses.replace(self, roles=roles)

    @property
    def opening(self) -> World:
        """The most typical of the worlds that a game may open in, one replicate."""
        return self.openings.rows(0, 1)

    @property
    def memory(self) -> int:
        """How many ends of turns are kept: what `previous` of the latest sight reads, and later."""
        sights = (sight for role in self.roles.values() for sight in role.sights.values())
        return 1 + max((sight.delay for sight in sights), default=0) + self.look_back

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors in the order of the actor axis."""
        return self.params.axes.actors

    def date(self, turn: int) -> str:
        """Return the name of a turn's quarter (or month), the first turn being 0."""
        month = self.start + 1 + turn * self.months_per_turn
        return month_label(month) if self.months_per_turn == 1 else quarter_label(month)
