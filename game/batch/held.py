"""A policy some of whose levers may not move."""

from __future__ import annotations

import dataclasses

from agents.policies.base import Decision, Policy
from game.state.chance import Chance
from game.turn.view import View


@dataclasses.dataclass(frozen=True, kw_only=True)
class Holding:
    """Follows another policy but for its orders on settings that an experiment holds.

    `held` are pairs of a lever's name and the column of a member.
    """

    policy: Policy
    held: frozenset[tuple[str, int]]

    @property
    def name(self) -> str:
        """The name of the policy it follows."""
        return self.policy.name

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return what the policy orders, without what is held."""
        decision = self.policy.decide(view, chance)
        free = tuple(
            proposal
            for proposal in decision.proposals
            if (proposal.lever, proposal.column) not in self.held
        )
        return dataclasses.replace(decision, proposals=free)
