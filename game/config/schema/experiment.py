"""What an experiment holds: its question, what is varied, what is kept, what is written down."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from game.config import MOST
from game.config.schema.fields import (
    TARGET,
    Cited,
    Count,
    Entry,
    Expression,
    Listed,
    Name,
    Seed,
    SettingNumber,
    Settings,
    SettingSpan,
    Span,
    Text,
    refuse,
)

Target = Annotated[str, Field(pattern=TARGET)]
Clauses = Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(strict=False, min_length=1)]
Choices = Annotated[tuple[Name, ...], Field(strict=False, min_length=1)]


class LineUp(Entry):
    """One arm of an experiment: who leads whom, and what may not move."""

    title: Text | None = None
    """Name as people read it."""
    policies: dict[Name, Name] = {}
    """The policy of each actor that does not follow the scenario's own."""
    held: dict[Name, Settings] = {}
    """Levers by actor that stand at a setting all game long, whatever policies order."""
    parameters: dict[Target, SettingNumber] = {}
    """Other numbers for parameters, or for one member of one: `parameter.member`."""
    opening: dict[Name, dict[Name, float]] = {}
    """Other opening values, by field and member; members left out open as in the scenario."""
    without: dict[Name, Clauses] = {}
    """Clauses of an actor's policy that are switched off, counted from 1 down its file."""


class Uncertainty(Entry):
    """How a parameter varies between the points of a design."""

    range: SettingSpan | None = None
    """Lowest and highest value; the parameter's own range by default."""
    times: Span | None = None
    """Lowest and highest factor on the parameter instead, on all its members alike."""
    distribution: Literal["uniform", "triangular", "deep"] = "uniform"
    """Triangular has its peak at the parameter's value. Deep says that no distribution is claimed:
    it is sampled evenly, and shares over it are no probabilities."""

    @model_validator(mode="after")
    def check_span(self) -> Self:
        """Refuse two spans, and a span without width."""
        if self.range is not None and self.times is not None:
            raise refuse("both range and times are given", "keep one", ("times",))
        for name, span in (("range", self.range), ("times", self.times)):
            is_named = any(isinstance(end, str) for end in span or ())
            if span is not None and not is_named and not span[0] < span[1]:
                problem = f"{name} [{span[0]:g}, {span[1]:g}] is out of order"
                raise refuse(problem, "write [low, high]", (name,))
        return self


# Levels of a grid that names none.
GRID_LEVELS = 3


class Design(Entry):
    """Where the uncertain parameters are sampled."""

    method: Literal["grid", "latin_hypercube", "sobol", "morris"]
    """A full grid, a Latin hypercube, Sobol's or Morris's sample for sensitivity indices."""
    samples: Count | None = None
    """Points of a hypercube, base samples of Sobol (a power of two), trajectories of Morris."""
    levels: Annotated[int, Field(ge=2, le=MOST)] | None = None
    """Levels a parameter: of a grid (3 by default) or of Morris's trajectories (4, even)."""
    second_order: bool = False
    """Whether Sobol's sample allows for second-order indices: N (2k + 2) points, not N (k + 2)."""

    @model_validator(mode="after")
    def check_size(self) -> Self:
        """Refuse what the method does not use, and the lack of what it needs."""
        if self.method == "grid" and self.samples is not None:
            raise refuse("a grid has no samples", "give levels", ("samples",))
        if self.method != "grid" and self.samples is None:
            raise refuse(f"{self.method} needs samples", "add samples: 512", ("method",))
        if self.method in {"latin_hypercube", "sobol"} and self.levels is not None:
            raise refuse(f"{self.method} has no levels", "delete it", ("levels",))
        if self.method == "sobol" and (self.samples or 1).bit_count() != 1:
            problem = f"samples = {self.samples} is not a power of two"
            raise refuse(problem, "write 256, 512 or 1024", ("samples",))
        if self.method == "morris" and (self.levels or 4) % 2:
            raise refuse(f"levels = {self.levels} is odd", "write 4 or 6", ("levels",))
        return self

    def size(self, factors: int) -> int:
        """Return how many points the design has, without sampling it."""
        samples = self.samples or 0
        sizes = {
            "grid": math.prod([self.levels or GRID_LEVELS] * factors),
            "latin_hypercube": samples,
            "sobol": samples * (2 * factors + 2 if self.second_order else factors + 2),
            "morris": samples * (factors + 1),
        }
        return sizes[self.method]


MOST_GAMES = 1000 * MOST

Written = Literal["number", "condition", "turn"]


@dataclasses.dataclass(frozen=True)
class OutcomeKind:
    """A kind of outcome that is a formula: what is written down of it in the table of games.

    `written` is a number or a condition at the end of a game, or the first turn after which a
    condition holds; `says` is its description, with `{formula}`.
    """

    written: Written
    says: str

    @property
    def is_condition(self) -> bool:
        """Whether its formula is true or false."""
        return self.written != "number"


KINDS: Mapping[str, OutcomeKind] = {
    "scalars": OutcomeKind("number", "`{formula}` at the end of the game"),
    "probabilities": OutcomeKind("condition", "whether `{formula}` at the end of the game"),
    "first_passage": OutcomeKind(
        "turn", "first turn after which `{formula}`; 0 at the opening, missing for never"
    ),
}


class Outcomes(Entry):
    """What is written down of every game."""

    scalars: dict[Name, Expression] = {}
    """Numbers at the end of a game, over quantities, `mean.x` over its turns and `first.x`."""
    probabilities: dict[Name, Expression] = {}
    """Conditions at the end of a game; the share of games where one holds is its probability."""
    first_passage: dict[Name, Expression] = {}
    """Conditions of which the first turn is written down after which they hold (0: the opening)."""
    series: Listed[Name] = ()
    """Observables written down turn by turn."""
    aims: Listed[Name] = ()
    """Actors whose aims are written down beside their scores."""
    labels: dict[Name, Text] = {}
    """What people read for the name of an outcome (with its unit), a score, an aim or a series."""

    @property
    def formulas(self) -> dict[str, dict[str, str]]:
        """The outcomes that are formulas, by kind and name."""
        return {kind: getattr(self, kind) for kind in KINDS}

    def written(self, *wanted: Written) -> tuple[str, ...]:
        """Return the names of the formulas of which one of these is written down."""
        kinds = self.formulas.items()
        return tuple(
            name for kind, names in kinds if KINDS[kind].written in wanted for name in names
        )


class Comparison(Entry):
    """Two groups of games, compared pair by pair at the same point under the same luck."""

    outcome: Name
    """The outcome, score or aim that is compared."""
    of: Annotated[dict[Name, Name], Field(min_length=1)]
    """The first group: `arm: NAME` of a profile, `ACTOR: POLICY` of the grid."""
    against: Annotated[dict[Name, Name], Field(min_length=1)]
    """The second group, by the same keys."""
    where: dict[Name, Name] = {}
    """What both groups have in common, by other keys."""
    matters: Annotated[float, Field(ge=0)] | None = None
    """Smaller differences than this count as none, in place of what `thresholds.yaml` says; in
    percentage points for a condition."""
    because: Text | None = None
    """Why there."""
    weights: dict[Name, dict[Name, Annotated[float, Field(ge=0)]]] = {}
    """How much each policy (or arm) counts by key among those that both groups meet, 1 by default.
    """
    more: Text | None = None
    """What it means in plain words that the first group has more."""
    less: Text | None = None
    """What it means that it has less."""
    same: Text | None = None
    """What it means that there is no difference that matters."""

    @model_validator(mode="after")
    def check_groups(self) -> Self:
        """Refuse groups that cannot be told apart or paired."""
        if set(self.of) != set(self.against):
            raise refuse("of and against have other keys", "give both the same", ("against",))
        if self.of == self.against:
            raise refuse("of and against are the same group", "name another", ("against",))
        for key in self.where:
            if key in self.of:
                raise refuse(f"{key} is in where and in of", "keep one", ("where", key))
        for key in self.weights:
            if key in self.of or key in self.where:
                problem = f"{key} is weighed, and one of it is chosen"
                raise refuse(problem, "keep one", ("weights", key))
        if self.because is not None and self.matters is None:
            raise refuse("because gives the reason of matters, which is not given", "give both",
                         ("because",))  # fmt: skip
        return self


class Experiment(Entry):
    """A question put to many games: profiles times uncertain parameters times replicates.

    Every profile and every point of the design meets the same luck in replicate r.
    """

    name: Name
    """The file's name."""
    title: Text
    """Name as people read it."""
    question: Text
    """What is asked."""
    says: Text
    """How the games answer it."""
    caution: Text
    """What the answer does not show."""
    scenario: Name
    """Where the games start."""
    profiles: Annotated[dict[Name, LineUp], Field(min_length=1)] = {"own": LineUp.model_construct()}
    """The arms that are compared; one with the scenario's own policies by default."""
    grid: dict[Name, Choices] = {}
    """Policies by actor; every profile is played with every combination of them."""
    held: dict[Name, Settings] = {}
    """Levers by actor that stand at a setting in every profile."""
    uncertain: dict[Target, Uncertainty] = {}
    """Parameters that vary; `parameter.member` for one member."""
    design: Design | None = None
    """Where they are sampled."""
    payoffs: Listed[Name] = ()
    """Payoff sets that games are scored by, the scenario's own by default."""
    replicates: Count
    """Games at each point of each profile."""
    seed: Seed = 0
    """Nature's luck, and the seed of the design."""
    early_ends: bool = True
    """Whether games may end early; without, all are compared after the scenario's last turn."""
    outcomes: Outcomes = Outcomes.model_construct()
    """What is written down of every game, beside scores and endings."""
    comparisons: dict[Name, Comparison] = {}
    """What a report compares to answer the question, the most telling first."""
    sources: Listed[Cited] = ()

    @model_validator(mode="after")
    def check_design(self) -> Self:
        """Refuse uncertain parameters without a design, and a design without them."""
        if self.uncertain and self.design is None:
            remedy = "add design: {method: latin_hypercube, samples: 100}"
            raise refuse("uncertain has no design", remedy, ("uncertain",))
        if self.design is not None and not self.uncertain:
            raise refuse("design has nothing to sample", "add uncertain", ("design",))
        return self

    @property
    def points(self) -> int:
        """How many points its design has, 1 without one."""
        return self.design.size(len(self.uncertain)) if self.design is not None else 1

    @property
    def games(self) -> int:
        """How many games it has: profiles, points and lucks, each with each."""
        arms = len(self.profiles) * math.prod(map(len, self.grid.values()))
        return arms * self.points * self.replicates

    @model_validator(mode="after")
    def check_games(self) -> Self:
        """Refuse more points, or more games, than anybody plays."""
        if self.points > MOST:
            problem = f"{{key}} has {self.points:,} points"
            raise refuse(problem, f"ask for {MOST:,} at most", ("design",))
        if self.games > MOST_GAMES:
            problem = f"{{key}} = {self.replicates:,} makes {self.games:,} games"
            raise refuse(problem, f"ask for {MOST_GAMES:,} at most", ("replicates",))
        return self
