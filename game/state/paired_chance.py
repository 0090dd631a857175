"""Common random numbers: the same luck at every point of a design."""

from __future__ import annotations

import numpy as np

from game.state.chance import Chance
from game.state.world import Floats


class PairedChance(Chance):
    """Luck of replicates that are repeated for each of several design points, point by point."""

    def __init__(self, luck: Chance, points: int) -> None:
        super().__init__(luck.seed, luck.first, points * luck.replicates, luck.moment)
        self._luck = luck
        self._points = points

    def at(self, moment: int) -> PairedChance:
        """Return the same luck at another moment."""
        return PairedChance(self._luck.at(moment), self._points)

    def uniform(self, event: str, n: int = 1) -> Floats:
        """Return (points x R, n) uniforms between 0 and 1: those of the R replicates, repeated."""
        drawn = self._luck.uniform(event, n)
        # Transposed, so that the rows of the result are next to each other in memory.
        return np.tile(drawn.T, self._points).T
