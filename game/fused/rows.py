"""Where games stand among the blocks that are played at once."""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt

from game.fused.emit import WIDTH

# Luck comes for so many replicates at a time.
LANES = 4


@dataclasses.dataclass(frozen=True, kw_only=True)
class Placement:
    """Where games stand among blocks: luck comes for four replicates at a time."""

    first: int
    replicates: int
    points: int

    @property
    def _groups(self) -> int:
        """How many fours a point takes."""
        return -(-(self.first % LANES + self.replicates) // LANES)

    @property
    def blocks(self) -> int:
        """How many blocks there are."""
        return -(-self.points * self._groups * LANES // WIDTH)

    @property
    def places(self) -> npt.NDArray[np.intp]:
        """The place of each game."""
        within = self.first % LANES + np.arange(self.replicates)
        starts = np.arange(self.points)[:, np.newaxis] * self._groups * LANES
        return (starts + within).ravel()

    @property
    def games(self) -> npt.NDArray[np.intp]:
        """The game that stands at each place; where none does, one that is there already."""
        games = np.full(self.blocks * WIDTH, -1, dtype=np.intp)
        games[self.places] = np.arange(self.points * self.replicates)
        return np.maximum.accumulate(np.maximum(games, 0))

    @property
    def luck(self) -> npt.NDArray[np.uint64]:
        """The block of the generator of each four places."""
        count = self.blocks * WIDTH // LANES
        return np.uint64(self.first // LANES) + (
            np.arange(count, dtype=np.uint64) % np.uint64(self._groups)
        )
