"""A seat's orders before they are sealed, and as proposals for the seal."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from game.state.levers import Action, Levers
from game.state.orders import Proposal


@dataclasses.dataclass(frozen=True)
class Draft:
    """The orders that a seat gave in a phase, and those it took back, the latest last."""

    orders: tuple[Action, ...] = ()
    taken_back: tuple[Action, ...] = ()

    @property
    def standing(self) -> tuple[Action, ...]:
        """The orders as they would be sealed: of two on one setting, the later one."""
        latest: dict[str, Action] = {}
        for action in self.orders:
            latest.pop(action.target, None)
            latest[action.target] = action
        return tuple(latest.values())


def as_proposals(
    actions: Sequence[Action], levers: Levers, replicates: int
) -> tuple[Proposal, ...]:
    """Return actions as proposals that hold in every replicate."""
    everywhere = np.ones((replicates, 1), dtype=np.bool_)
    return tuple(
        Proposal(
            lever=action.lever,
            column=levers[action.lever].column(action.member),
            values=np.full((replicates, 1), action.value),
            where=everywhere,
        )
        for action in actions
    )
