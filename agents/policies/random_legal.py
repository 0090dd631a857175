"""A policy without intent: a baseline for every other one."""

from __future__ import annotations

import numpy as np

from agents.policies.base import Decision
from game.state.chance import Chance
from game.state.levers import Lever
from game.state.orders import Flags, Proposal
from game.turn.legality import Slot, menu
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
        self._levers = levers
        self._count = sum(lever.columns for lever in levers)

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return random small moves."""
        count = self._count
        luck = chance.uniform(f"policy:{view.actor}:{view.phase}:random", 2 * count)
        first = STRIDE * view.turn % count
        slots = sorted(
            menu(self._levers, view.phase), key=lambda slot: (slot.place - first) % count
        )
        proposals = []
        for slot in slots:
            where = luck[:, slot.place : slot.place + 1] < TOUCHED
            up = luck[:, count + slot.place : count + slot.place + 1] < 0.5
            proposals.append(_step(slot, view, where, up))
        return Decision(proposals=tuple(proposals))


def _step(slot: Slot, view: View, where: Flags, up: Flags) -> Proposal:
    """Return a step up or down, at either end the other way."""
    lever = slot.lever
    now = view.value(lever.target(slot.column))
    step = np.where(up, 1, -1)
    far = now + step * lever.step
    inside = (far >= lever.low) & (far <= lever.high)
    if lever.settings:
        inside = lever.away(now, step) != now
    values = np.where(inside, lever.away(now, step), lever.away(now, -step))
    return Proposal(lever=lever.name, column=slot.column, values=values, where=where)
