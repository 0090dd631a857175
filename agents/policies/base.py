"""What every policy is: something that looks at a view and proposes orders."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Protocol

from game.language.expression import FlipPoint, Floats, SeenTerm
from game.state.chance import Chance
from game.state.levers import Action
from game.state.orders import Flags, Proposal
from game.turn.view import View


@dataclasses.dataclass(frozen=True, kw_only=True)
class Weighed:
    """One option of a choice on the scales, arrays (R, 1).

    Attributes
    ----------
    worth
        Points of the actor's own score.
    cost
        Political capital.
    net
        The worth less what the capital is worth: what is compared.
    available
        Whether all of its orders were legal and the whole affordable.
    odds
        With what probability a fresh draw takes it.
    short
        By how many points more it would have been taken: 0 for the one that was, infinite for one
        that was not available.
    """

    option: str
    worth: Floats
    cost: Floats
    net: Floats
    available: Flags
    odds: Floats
    short: Floats
    taken: Flags


@dataclasses.dataclass(frozen=True, kw_only=True)
class Weighing:
    """A choice as it was considered: its options, and how many turns ago its luck was drawn.

    `age` has shape (R, 1): 0 where luck was drawn anew, more where an earlier draw still stands.
    `targets` are the settings that it is about, by their text names.
    """

    choice: str
    targets: tuple[str, ...]
    options: tuple[Weighed, ...]
    age: Floats


@dataclasses.dataclass(frozen=True, kw_only=True)
class ComparedPlan:
    """A plan that a seat looked ahead on, in a single game.

    Attributes
    ----------
    policy
        The name of the policy that goes on.
    held
        The settings held against it.
    once
        The orders of this phase alone.
    score
        Points of the actor's own score at the end, the mean of all rollouts.
    ahead, error
        By how many points it is ahead of the plan that stood, and the standard error of that.
    """

    policy: str
    held: tuple[Action, ...]
    once: tuple[Action, ...]
    score: float
    ahead: float
    error: float


@dataclasses.dataclass(frozen=True, kw_only=True)
class Foresight:
    """What a seat compared before it gave its orders, in a single game.

    Attributes
    ----------
    stood
        The plan that stood before.
    taken
        The plan that is played.
    others
        Further plans of the last round, the best first.
    rollouts
        Rollouts of each of them, all under the same luck.
    beliefs
        For each other actor the policies that it may be led by, with the probability of each, the
        likeliest first.
    """

    stood: ComparedPlan
    taken: ComparedPlan
    others: tuple[ComparedPlan, ...]
    rollouts: int
    beliefs: Mapping[str, tuple[tuple[str, float], ...]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Firing:
    """A clause that fired: where, why, on which values of a single game, and where it would turn.

    `where` has shape (R, 1); `seen` and `flips` are empty when several games run side by side. A
    choice fires where it is considered, and keeps its `weighing`; who looks ahead keeps its
    `foresight`.
    """

    clause: int
    name: str
    because: str
    where: Flags
    seen: tuple[SeenTerm, ...] = ()
    flips: tuple[FlipPoint, ...] = ()
    weighing: Weighing | None = None
    foresight: Foresight | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Decision:
    """What a policy proposes, in order of urgency, and which clauses made it do so."""

    proposals: tuple[Proposal, ...] = ()
    firings: tuple[Firing, ...] = ()


class Policy(Protocol):
    """Anything that decides for an actor: a file of clauses, a person, a script."""

    @property
    def name(self) -> str:
        """The name by which games and tables know the policy."""

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return orders for the view's phase; equal views and luck give equal orders."""
