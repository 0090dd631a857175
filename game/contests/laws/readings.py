"""Laws and what was read of them: numbers held against marks."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from game.state.ties import at_least

# A law is met when this share of its cells holds, and none is missed by more than so many points.
SHARE_OF_CELLS = 0.95
MOST_MISSED = 5.0


@dataclasses.dataclass(frozen=True, kw_only=True)
class Cell:
    """Where a law is read: a scenario, and a seat and a line-up where it is about one."""

    law: int
    scenario: str
    seat: str = ""
    line_up: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Reading:
    """One number that a law is about, in one cell.

    It holds between `low` and `high`, and where it lies at least so many `errors` from 0; `error`
    is the standard error of `value`. `notes` name what stands behind it, with a number each.
    """

    cell: Cell
    part: str
    value: float
    unit: str = "%"
    error: float = 0.0
    low: float = -math.inf
    high: float = math.inf
    errors: float = 0.0
    notes: tuple[tuple[str, float], ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the number is where the law wants it."""
        within = at_least(self.value, self.low) & at_least(self.high, self.value)
        return bool(within and at_least(abs(self.value), self.errors * self.error))

    @property
    def is_marked(self) -> bool:
        """Whether the law wants it somewhere; what is only told has no mark."""
        return math.isfinite(self.low) or math.isfinite(self.high)

    @property
    def missed(self) -> float:
        """How far the number is from where the law wants it."""
        return max(0.0, self.low - self.value, self.value - self.high)


def is_met(readings: Sequence[Reading]) -> bool:
    """Tell whether a law holds over all cells that were read."""
    held = sum(reading.holds for reading in readings)
    near = all(
        reading.missed <= MOST_MISSED for reading in readings if reading.unit in {"%", "points"}
    )
    return bool(readings) and near and held >= SHARE_OF_CELLS * len(readings)


def percent(flags: npt.ArrayLike) -> float:
    """Return the share of games in which something is so, in per cent."""
    return 100.0 * float(np.mean(np.asarray(flags, dtype=np.float64)))
