"""Small shared mathematics of the rules: elementwise, so that every replicate stands alone.

Arrays keep replicates next to each other in memory (`world.seal_array`). numpy keeps that order by
itself but where a column (R, 1) meets numbers by member (n,): use `across` there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from game.mathematics import Traced, decay, exp, log
from game.state.world import Floats

Integers = npt.NDArray[np.intp]


def approach(now: Floats, target: Floats, months: Floats | float) -> Floats:
    """Return `now` after one month of exponential approach to `target`.

    `months` is the mean lag; the step is exact, so no lag, however short, overshoots.
    """
    left: Floats = (now - target) * decay(months)
    left += target
    return left


def fade(now: Floats, months: Floats | float) -> Floats:
    """Return `now` after one month of decay with this mean life."""
    return now * decay(months)


def logistic(x: Floats) -> Floats:
    """Return 1 / (1 + exp(-x)), safe for any x."""
    return 1.0 / (1.0 + exp(-x))


def across(column: Floats, members: Floats) -> Floats:
    """Return a column (R, 1) times numbers by member (n,), with replicates next to each other."""
    product: Floats = np.multiply(column, members, order="F")
    return product


def fill_rows(values: Floats, replicates: int) -> Floats:
    """Return a column (R, 1), repeating the only row of a constant (1, 1)."""
    return values if len(values) == replicates else np.broadcast_to(values, (replicates, 1))


def side_by_side(columns: Iterable[Floats]) -> Floats:
    """Return columns (R, 1) put together as (R, n), with replicates next to each other."""
    return np.concatenate([column.T for column in columns]).T


def ratio(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, and 0 where the whole is 0."""
    some = whole != 0.0
    if some.all():  # a division without a mask takes half the time, and gives the same
        whole_ratio: Floats = np.divide(part, whole)
        return whole_ratio
    shape = np.broadcast_shapes(np.shape(part), np.shape(whole))
    shares: Floats = np.divide(part, whole, out=np.zeros(shape, order="F"), where=some)
    return shares


def entries(table: Floats, places: Integers) -> Floats:
    """Return the entries, or rows, of a table at places that differ between replicates."""
    if isinstance(places, Traced):
        read: Floats = places.entries_of(table)
        return read
    values: Floats = table[places]
    return values


def shares(weights: Floats) -> Floats:
    """Return weights divided by their sum along the last axis, 0 where all are 0."""
    return ratio(weights, total(weights))


def total(values: Floats) -> Floats:
    """Return the sum along the last axis, kept as an axis of length 1.

    Columns are added one after the other, first to last. numpy's sum does so where replicates are
    next to each other, but pairs the numbers of a single row, and then a row of a batch would not
    be the game alone: an accumulation never pairs.
    """
    if len(values) > 1 and values.strides[0] < values.strides[-1]:
        summed: Floats = np.add.reduce(values, axis=-1, keepdims=True)
        return summed
    return np.add.accumulate(values, axis=-1)[..., -1:]


def bell(luck: Floats) -> Floats:
    """Return draws of mean 0 and standard deviation 1 from uniforms between 0 and 1.

    The logistic distribution: bell-shaped, with tails a little heavier than the normal, and an
    inverse in closed form, which addressed luck needs.
    """
    odds: Floats = log(luck / (1.0 - luck))
    return odds * (math.sqrt(3.0) / math.pi)


def triangle(luck: Floats, low: float, mode: float, high: float) -> Floats:
    """Return draws of the triangular distribution on [low, high] from uniforms between 0 and 1."""
    turn = (mode - low) / (high - low)
    rising = low + np.sqrt(luck * (high - low) * (mode - low))
    falling = high - np.sqrt((1.0 - luck) * (high - low) * (high - mode))
    return np.where(luck < turn, rising, falling)
