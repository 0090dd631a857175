"""A policy without intent: a baseline for every other one."""

from __future__ import annotations

import numpy as np

from agents.policies.base import Decision
from game.state.chance import Chance
from game.state.orders import Lever, Proposal
from game.turn.view import View

# The share of an actor's settings that a random actor touches in a phase.
TOUCHED = 0.15
# How far down the list of settings the next turn begins.
STRIDE = 7


class RandomLegal:
    """Moves a few of its settings by one step, up or down, at random.

    The order in which they spend capital begins elsewhere in every phase.

    What is illegal or not affordable is refused by the engine as for anybody else, so what
    remains is a uniform choice among small legal moves.
    """

    name = "random_legal"

    def __init__(self, levers: tuple[Lever, ...]) -> None:
        self._settings = [(lever, column) for lever in levers for column in range(lever.columns)]

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return random small moves."""
        count = len(self._settings)
        luck = chance.uniform(f"policy:{view.actor}:{view.phase}:random", 2 * count)
        proposals = []
        first = STRIDE * view.turn % count
        for index in (*range(first, count), *range(first)):
            lever, column = self._settings[index]
            if view.phase == "responses" and not lever.response:
                continue
            now = view.value(lever.target(column))
            up = luck[:, count + index : count + index + 1] < 0.5
            step = np.where(up, lever.step, -lever.step)
            inside = (now + step >= lever.low) & (now + step <= lever.high)
            values = np.where(inside, now + step, now - step)
            where = luck[:, index : index + 1] < TOUCHED
            proposals.append(Proposal(lever=lever.name, column=column, values=values, where=where))
        return Decision(proposals=tuple(proposals))
