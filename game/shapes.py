"""Small shared mathematics of the rules: elementwise, so that every replicate stands alone."""

from __future__ import annotations

import numpy as np

from game.world import Floats


def approach(now: Floats, target: Floats, months: Floats | float) -> Floats:
    """Return `now` after one month of exponential approach to `target`.

    `months` is the mean lag; the step is exact, so no lag, however short, overshoots.
    """
    return target + (now - target) * np.exp(-1.0 / np.maximum(months, 1e-6))


def fade(now: Floats, months: Floats | float) -> Floats:
    """Return `now` after one month of decay with this mean life."""
    return now * np.exp(-1.0 / np.maximum(months, 1e-6))


def logistic(x: Floats) -> Floats:
    """Return 1 / (1 + exp(-x)), safe for any finite x."""
    return 1.0 / (1.0 + np.exp(-np.clip(x, -60.0, 60.0)))


def ratio(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, and 0 where the whole is 0."""
    safe = np.where(whole == 0.0, 1.0, whole)
    return np.where(whole == 0.0, 0.0, part / safe)


def shares(weights: Floats) -> Floats:
    """Return weights divided by their sum along the last axis, 0 where all are 0."""
    return ratio(weights, total(weights))


def total(values: Floats) -> Floats:
    """Return the sum along the last axis, kept as an axis of length 1.

    Columns are added one after the other, first to last. numpy's own sum pairs the numbers of one
    row differently from those of many rows, so that a row of a batch would not be the game alone.
    """
    summed = values[..., 0:1]
    for column in range(1, values.shape[-1]):
        summed = summed + values[..., column : column + 1]
    return summed


def look_up(table: Floats, level: Floats) -> Floats:
    """Return `table` at `level`, linear between whole levels and flat beyond the ends.

    `table` has shape (n,), `level` (R, m); the result has the shape of `level`.
    """
    position = np.clip(level, 0.0, len(table) - 1.0)
    below = np.floor(position).astype(np.intp)
    above = np.minimum(below + 1, len(table) - 1)
    part = position - below
    found: Floats = table[below] * (1.0 - part) + table[above] * part
    return found


def bell(luck: Floats) -> Floats:
    """Return draws of mean 0 and standard deviation 1 from uniforms in [0, 1).

    The logistic distribution: bell-shaped, with tails a little heavier than the normal, and an
    inverse in closed form, which addressed luck needs.
    """
    inside = np.clip(luck, 1e-12, 1.0 - 1e-12)
    return np.log(inside / (1.0 - inside)) * (np.sqrt(3.0) / np.pi)
