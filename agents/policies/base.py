"""What every policy is: something that looks at a view and proposes orders."""

from __future__ import annotations

import dataclasses
from typing import Protocol

from game.language.expression import FlipPoint, SeenTerm
from game.state.chance import Chance
from game.state.orders import Flags, Proposal
from game.turn.view import View


@dataclasses.dataclass(frozen=True, kw_only=True)
class Firing:
    """A clause that fired: where, why, on which values of a single game, and where it would turn.

    `where` has shape (R, 1); `seen` and `flips` are empty when several games run side by side.
    """

    clause: int
    name: str
    because: str
    where: Flags
    seen: tuple[SeenTerm, ...] = ()
    flips: tuple[FlipPoint, ...] = ()


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
