"""What a debrief tells of one game, as plain texts and numbers: the same on screen and on paper."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping


@dataclasses.dataclass(frozen=True, kw_only=True)
class Scored:
    """One aim of the seat, or one actor, with its final score of 100."""

    name: str
    title: str
    score: float
    weight: float = 0.0
    target: float = 0.0
    won: bool = False
    says: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Bargained:
    """What one actor put on paper over a game, and what it did with its word.

    `word` is how far it is expected to keep it at the end, 0 to 1.
    """

    name: str
    title: str
    offers: int
    taken: int
    demands: int
    met: int
    kept: int
    broken: int
    defied: int
    carried: int
    word: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class Course:
    """A number after each turn; `record` holds what was reported, as (turns since start, value).

    `since` is the date of the first that is shown, game or record.
    """

    name: str
    title: str
    unit: str
    values: tuple[float, ...]
    first: str
    last: str
    since: str
    record: tuple[tuple[float, float], ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class AimMoved:
    """A number that moved an aim, and what began its change, in words."""

    aim: str
    points: float
    number: str
    causes: tuple[tuple[str, str], ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Parts:
    """What made a score, in points; the parts add up to it.

    Attributes
    ----------
    course
        The mean score over other draws of luck where nobody ordered anything.
    luck
        What this game's luck added to that.
    others
        What the others' orders and a facilitator's acts added, the seat itself giving no order.
    own
        What the seat's own orders added, the others deciding on what they saw.
    """

    course: float
    luck: float
    others: float
    own: float

    @property
    def score(self) -> float:
        """Their sum."""
        return self.course + self.luck + self.others + self.own

    def since(self, before: Parts) -> Parts:
        """Return what each part added since."""
        return Parts(
            course=self.course - before.course,
            luck=self.luck - before.luck,
            others=self.others - before.others,
            own=self.own - before.own,
        )


@dataclasses.dataclass(frozen=True, kw_only=True)
class OrderWorth:
    """What one order was worth, or the `count` orders about one setting or of one clause together.

    `share` is its part of what all orders of the seat came to; the shares add up to that. `error`
    is the standard error of a share, as orderings are sampled. `alone` is by how much the score of
    the game played is above that of the same game without it. `turn` counts from 0 and is that of
    the first.
    """

    turn: int
    date: str
    text: str
    count: int
    share: float
    error: float
    alone: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class Worth:
    """What a seat's orders were worth: one by one, by setting, and by clause of a policy.

    `parts` are what made the score at the opening and after each turn, `end` what made the final
    one. `held` is the score of the same game without the seat's orders, `policy` that of the same
    game led by the seat's policy, and `strategist` led by one that looks ahead, None until it has
    been played. Shares are means over `orderings`; the largest stand first.
    """

    parts: tuple[Parts, ...]
    end: Parts
    held: float
    policy: float
    policy_name: str
    strategist: float | None = None
    orderings: int
    orders: tuple[OrderWorth, ...]
    settings: tuple[OrderWorth, ...]
    clauses: tuple[OrderWorth, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class TurningPoint:
    """A turn in which the score moved far; `turn` counts from 0.

    `parts` are what moved it, whenever the orders behind that were given. `orders` and `others` are
    the orders of the turn. `moved` is () until it has been worked out.
    """

    turn: int
    date: str
    before: float
    after: float
    parts: Parts
    orders: tuple[str, ...]
    others: tuple[str, ...]
    moved: tuple[AimMoved, ...]

    @property
    def change(self) -> float:
        """How far the score moved."""
        return self.after - self.before


@dataclasses.dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened, of the dated record."""

    date: str
    actor: str
    action: str
    source: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class PlayedQuarter:
    """One turn beside the record: what was done in the game and what is reported of that time.

    `refused` is what was wanted and may not be.
    """

    date: str
    deeds: tuple[str, ...]
    refused: tuple[str, ...]
    news: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class PolicyScores:
    """How the seat fared in the ensemble under one policy: quantiles 5, 25, 50, 75, 95 %."""

    title: str
    quantiles: tuple[float, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Among:
    """The score beside an ensemble: the share below, a histogram of shares, the policies."""

    games: int
    below: float
    bars: tuple[float, ...]
    policies: tuple[PolicyScores, ...]
    bands: Mapping[str, tuple[tuple[float, ...], ...]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Account:
    """A finished game as one seat is told it.

    `idle` are the clauses of policies that did nothing, under the name of their actor.
    """

    scenario: str
    seat: str
    seat_title: str
    seed: int | str
    verdict: str
    why: str
    score: float
    target: float
    won: bool
    dates: tuple[str, ...]
    totals: tuple[float, ...]
    aims: tuple[Scored, ...]
    standings: tuple[Scored, ...]
    bargained: tuple[Bargained, ...]
    courses: tuple[Course, ...]
    worth: Worth | None
    turning: tuple[TurningPoint, ...]
    quarters: tuple[PlayedQuarter, ...]
    idle: tuple[tuple[str, tuple[str, ...]], ...]
    before: tuple[Fact, ...]
    questions: tuple[str, ...]
