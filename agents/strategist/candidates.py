"""The plans that are worth comparing: other policies, single settings held or let go, orders."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from agents.strategist.plans import FREE, PlanLed, Plans, join
from game.turn.legality import in_phase

# Settings that are let go, one at a time, each turn; which of them come first turns with it.
LET_GO = 6
STRIDE = 3

# A place among the settings, and a place among the values of that setting.
Change = tuple[int, int]


class Candidates:
    """What a seat compares with the plan that stands.

    Of each game as many plans are compared, whatever is held in it: a game of a batch is the game
    played alone.

    Parameters
    ----------
    at_once
        Policies as they are that a plan is compared with each turn.
    """

    def __init__(self, leader: PlanLed, at_once: int) -> None:
        self._policies, self._at_once = len(leader.policies), at_once
        self._settings = len(leader.settings)
        self._held: list[Change] = []
        self._once: list[Change] = []
        self._responses: list[Change] = []
        for place, setting in enumerate(leader.settings):
            lever = setting.lever
            for number, value in enumerate(setting.values):
                if in_phase(lever, "responses"):
                    self._responses.append((place, number))
                if lever.part or (lever.pulse and value == lever.rest):
                    continue
                self._held.append((place, number))
                if lever.pulse:
                    self._once.append((place, number))

    def bases(self, standing: Plans) -> Plans:
        """Return what stands, then every policy as it is."""
        return join([standing, self._policies_from(standing, 0, self._policies)])

    def changes(self, centre: Plans, turn: int) -> Plans:
        """Return a plan, the plan with one setting held, ordered once or let go, and policies.

        Policies as they are come in turn, a few at a time.
        """
        first = self._at_once * turn
        return join(
            [
                centre,
                self._set(centre, self._held, once=False),
                self._set(centre, self._once, once=True),
                self._let_go(centre, turn),
                self._policies_from(centre, first, first + self._at_once),
            ]
        )

    def responses(self, standing: Plans) -> Plans:
        """Return a plan, then that plan with one order of the response phase."""
        return join([standing, self._set(standing, self._responses, once=True)])

    def _policies_from(self, like: Plans, first: int, last: int) -> Plans:
        places = np.arange(first, last) % self._policies
        base = np.broadcast_to(places, (len(like.base), len(places)))
        free = np.full((*base.shape, self._settings), FREE)
        return Plans(base, free, free)

    @staticmethod
    def _set(centre: Plans, changes: Sequence[Change], *, once: bool) -> Plans:
        count = len(changes)
        held = np.repeat(centre.held, count, axis=1)
        ordered = np.repeat(centre.once, count, axis=1)
        changed = ordered if once else held
        for row, (place, number) in enumerate(changes):
            changed[:, row, place] = number
        return Plans(np.repeat(centre.base, count, axis=1), held, ordered)

    def _let_go(self, centre: Plans, turn: int) -> Plans:
        """Return a plan with one of its held settings let go, the plan itself where it has less."""
        settings = np.arange(self._settings)
        ranked = np.where(
            centre.held[:, 0] == FREE,
            self._settings,
            (settings - STRIDE * turn) % self._settings,
        )
        places = np.argsort(ranked, axis=1, kind="stable")[:, :LET_GO]
        count = places.shape[1]
        held = np.repeat(centre.held, count, axis=1)
        np.put_along_axis(held, places[:, :, np.newaxis], FREE, axis=2)
        return Plans(
            np.repeat(centre.base, count, axis=1), held, np.repeat(centre.once, count, axis=1)
        )
