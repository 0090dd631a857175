"""What a strategist remembers of its own plan, kept with the orders that were granted."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from agents.strategist.plans import FREE, PLANNED, PlanLed, Plans
from game.state.orders import Flags, Proposal
from game.turn.view import View


class Memory:
    """The plan that stands: noted turn by turn, so that it is part of the game's position.

    A game that is taken back, forked or played again remembers what it did then.

    Parameters
    ----------
    usual
        The place of the policy that is followed before anything was planned.
    """

    def __init__(self, leader: PlanLed, usual: int) -> None:
        self._settings, self._usual = leader.settings, usual
        address = f"strategist:{leader.actor}"
        self._bases = [f"{address}:follow:{name}" for name in leader.names]
        self._holds = [
            [f"{address}:hold:{setting.target}={value:g}" for value in setting.values]
            for setting in leader.settings
        ]

    def recall(self, view: View, ago: float) -> Plans:
        """Return the plan that was noted so many turns ago, the usual policy where none was."""
        base = np.full((view.replicates, 1), self._usual, dtype=np.intp)
        for place, key in enumerate(self._bases):
            base = np.where(view.turns_since(key) == ago, place, base)
        held = np.full((view.replicates, 1, len(self._settings)), FREE)
        for place, keys in enumerate(self._holds):
            for number, key in enumerate(keys):
                noted = view.turns_since(key) == ago
                held[:, :, place] = np.where(noted, number, held[:, :, place])
        return Plans(base, held, np.full_like(held, FREE))

    def note(self, plans: Plans, view: View) -> Iterator[Proposal]:
        """Yield orders that change nothing, by which one plan of each game is remembered."""
        setting = self._settings[0]
        stands = view.value(setting.target)

        def noted(key: str, where: Flags) -> Proposal:
            return Proposal(
                lever=setting.lever.name,
                column=setting.column,
                values=stands,
                where=where,
                clause=PLANNED,
                key=key,
                is_package=True,
            )

        for place in np.unique(plans.base).tolist():
            yield noted(self._bases[place], plans.base == place)
        for place, keys in enumerate(self._holds):
            for number, key in enumerate(keys):
                where = plans.held[:, :, place] == number
                if where.any():
                    yield noted(key, where)
