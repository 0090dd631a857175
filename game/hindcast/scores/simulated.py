"""A long frame of runs, read by name and period as arrays with one row a replicate."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from game.errors import UserError, did_you_mean
from game.hindcast.targets.targets import period_span
from game.state.periods import Over
from game.state.world import Floats

COLUMNS = ("replicate", "period", "name", "value")


class Simulated:
    """The runs of a frame with columns replicate, period, name, value.

    Periods are labels: 2023-01 a month, 2023Q1 a quarter, FY2024Q3 a fiscal quarter of Nvidia,
    2023 a year, FY2024 a fiscal year.

    Raises
    ------
    UserError
        If a column is missing.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        for column in COLUMNS:
            if column not in frame.columns:
                remedy = did_you_mean(column, [str(name) for name in frame.columns])
                raise UserError("frame", f"no column {column!r}", remedy)
        self._tables = {
            str(name): part.pivot(index="replicate", columns="period", values="value")
            for name, part in frame.groupby("name", observed=True, sort=False)
        }
        counts = {len(table) for table in self._tables.values()}
        self.replicates = max(counts, default=0)

    @property
    def names(self) -> tuple[str, ...]:
        """The observables of the runs."""
        return tuple(self._tables)

    def value(self, name: str, period: str, over: Over | None = "sum") -> Floats | None:
        """Return an observable over a period, (R,), or None where the runs do not cover it.

        Where the frame has no such period, shorter ones that tile it are put together: months
        where there are months, else quarters; by their sum, their mean or their last. With `over`
        None they cannot be: a ratio over a year is no mean of ratios.
        """
        table = self._tables.get(name)
        if table is None:
            return None
        if period in table.columns:
            return _column(table[period])
        if over is None:
            return None
        tiles = _tiles([str(label) for label in table.columns], period_span(period))
        if not tiles:
            return None
        parts = table[list(tiles)].to_numpy(dtype=np.float64)
        if over == "last":
            return np.asarray(parts[:, -1])
        return np.asarray(parts.sum(axis=1) if over == "sum" else parts.mean(axis=1))


def _column(values: pd.Series) -> Floats:
    return values.to_numpy(dtype=np.float64)


def _tiles(labels: Sequence[str], span: tuple[int, int]) -> tuple[str, ...]:
    """Return the labels of one length that cover a span without gap or overlap, or none."""
    by_length: dict[int, dict[int, str]] = {}
    for label in labels:
        first, last = period_span(label)
        by_length.setdefault(last - first + 1, {})[first] = label
    for length in sorted(by_length):
        starts = range(span[0], span[1] + 1, length)
        tiles = [by_length[length].get(start) for start in starts]
        if starts and starts[-1] + length - 1 == span[1] and None not in tiles:
            return tuple(tile for tile in tiles if tile is not None)
    return ()
