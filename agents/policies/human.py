"""A person at a seat, and a script that stands in for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from agents.policies.base import Decision
from game.chance import Chance
from game.orders import Action, Proposal
from game.position import Phase
from game.view import View


def as_proposals(actions: Sequence[Action], replicates: int) -> tuple[Proposal, ...]:
    """Return actions as proposals that hold in every replicate."""
    everywhere = np.ones((replicates, 1), dtype=np.bool_)
    return tuple(
        Proposal(
            lever=action.lever,
            column=action.column,
            values=np.full((replicates, 1), action.value),
            where=everywhere,
        )
        for action in actions
    )


class Human:
    """Decides what was typed into a seat: the seat fills `pending` before each phase."""

    name = "person"

    def __init__(self) -> None:
        self.pending: tuple[Action, ...] = ()

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return the orders typed for this phase."""
        return Decision(proposals=as_proposals(self.pending, view.replicates))


class Scripted:
    """Gives the actions that a script lists for each turn and phase."""

    name = "script"

    def __init__(self, script: Mapping[tuple[int, Phase], Sequence[Action]]) -> None:
        self._script = dict(script)

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return the orders the script has for this turn and phase."""
        actions = self._script.get((view.turn, view.phase), ())
        return Decision(proposals=as_proposals(actions, view.replicates))
