"""Several policies of one actor in one batch, each leading replicates of its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from agents.policies.base import Decision, Policy
from agents.policies.blind import BlindPlan, decide_plans
from game.state.chance import Chance
from game.state.orders import Proposal
from game.turn.view import View


class SideBySide:
    """Lets the n-th policy lead the n-th of equally many blocks of the replicates.

    Every policy decides on the whole view, and what it wants counts in its own replicates alone; a
    row is what it would be if its policy led all of them. Blind plans, of which a search tries
    hundreds, are decided together.
    """

    name = "side_by_side"

    def __init__(self, policies: Sequence[Policy]) -> None:
        self._blocks = len(policies)
        self._plans = [policy for policy in policies if isinstance(policy, BlindPlan)]
        self._plan_of = np.array(_numbers(policies, self._plans), dtype=np.intp)
        self._others = list(
            dict.fromkeys(policy for policy in policies if not isinstance(policy, BlindPlan))
        )
        self._other_of = np.array(_numbers(policies, self._others), dtype=np.intp)

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return the orders of all policies, each in the replicates that it leads."""
        games = view.replicates // self._blocks
        proposals: list[Proposal] = []
        if self._plans:
            leading = self._rows(self._plan_of, games)
            plans = [blind.plan for blind in self._plans]
            proposals += decide_plans(view, self._plans[0].levers, plans, leading).proposals
        leading = self._rows(self._other_of, games)
        for number, policy in enumerate(self._others):
            follows = leading == number
            proposals += [
                dataclasses.replace(proposal, where=proposal.where & follows)
                for proposal in policy.decide(view, chance).proposals
            ]
        return Decision(proposals=tuple(proposals))

    @staticmethod
    def _rows(by_block: npt.NDArray[np.intp], games: int) -> npt.NDArray[np.intp]:
        return np.repeat(by_block, games)[:, np.newaxis]


def _numbers(policies: Sequence[Policy], among: Sequence[Policy]) -> list[int]:
    """Return the place of each policy among others; how many there are where it is none of them."""
    places = {id(policy): number for number, policy in enumerate(among)}
    return [places.get(id(policy), len(among)) for policy in policies]
