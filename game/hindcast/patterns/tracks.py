"""Runs month by month as arrays, which patterns are looked for in."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from game.state.orders import Flags
from game.state.periods import read_month
from game.state.ties import mean_ranks
from game.state.world import Floats


class Tracks:
    """Quantities of runs by name, (R, months); the first column is the month `first`.

    Tracks are counted from January 2022 and written 2023-10. A quantity that was not kept, or a
    month that was not, is NaN: no comparison with it holds.
    """

    def __init__(self, values: Mapping[str, Floats], first: int = 0) -> None:
        self._values = dict(values)
        self.first = first
        self.replicates, self.length = next(iter(self._values.values())).shape

    def span(self, name: str, since: str, until: str) -> Floats:
        """Return a quantity from one month to another, both included, (R, months)."""
        return self.columns(name, read_month(since, "pattern"), read_month(until, "pattern"))

    def columns(self, name: str, since: int, until: int) -> Floats:
        """Return a quantity from one counted month to another, both included, (R, months)."""
        months = np.full((self.replicates, until - since + 1), np.nan)
        values = self._values.get(name)
        if values is not None:
            start, stop = max(since, self.first), min(until, self.first + self.length - 1)
            if start <= stop:
                part = values[:, start - self.first : stop - self.first + 1]
                months[:, start - since : stop - since + 1] = part
        return months

    def at(self, name: str, month: str) -> Floats:
        """Return a quantity in one month, (R,)."""
        return self.span(name, month, month)[:, 0]

    def total(self, name: str, since: str, until: str) -> Floats:
        """Return the sum over a span, (R,)."""
        return np.asarray(self.span(name, since, until).sum(axis=1))

    def mean(self, name: str, since: str, until: str) -> Floats:
        """Return the mean over a span, (R,)."""
        return np.asarray(self.span(name, since, until).mean(axis=1))

    def peak(self, name: str, since: str, until: str) -> Floats:
        """Return the largest value in a span, (R,)."""
        return np.asarray(self.span(name, since, until).max(axis=1))


def first_month(holds: Flags) -> Floats:
    """Return in which column a condition (R, months) first holds, counted from 0; NaN if never."""
    first = np.where(holds.any(axis=1), holds.argmax(axis=1).astype(float), np.nan)
    return np.asarray(first, dtype=np.float64)


def over(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, NaN where the whole is 0."""
    ratio = np.full(part.shape, np.nan)
    np.divide(part, whole, out=ratio, where=whole != 0.0)
    return ratio


def rank_correlations(left: Floats, right: Floats) -> Floats:
    """Return Spearman's correlation of two spans (R, months), row by row; NaN where one is flat."""
    correlations = np.full(len(left), np.nan)
    for row, values in enumerate(zip(left, right, strict=True)):
        ranks, other = map(mean_ranks, values)
        if np.ptp(ranks) > 0.0 and np.ptp(other) > 0.0:
            correlations[row] = np.corrcoef(ranks, other)[0, 1]
    return correlations
