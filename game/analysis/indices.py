"""Sensitivity indices of one or several outcomes together, the same as SALib's."""

from __future__ import annotations

from typing import Any

import numpy as np

from game.analysis.blocks import Ints
from game.analysis.resampling import band, student_reach
from game.state.ties import tied
from game.state.world import Floats

# Of a Sobol index: its value and the ends of its band.
SPAN = 3


def sobol_indices(outcomes: Floats, count: int, second: bool, drawn: Ints) -> dict[str, Floats]:
    """Return Sobol indices with their bands: `first`, `total` and, where sampled for, `second`.

    The indices of several outcomes are those of their vector: partial variances are added up
    over outcomes and divided by the sum of variances.

    Parameters
    ----------
    outcomes
        (outcomes, base samples, points of a base sample), as SALib's sampler orders points.
    count
        How many factors there are.
    drawn
        Bootstrap samples of the base samples, (n, base samples).

    Returns
    -------
    dict
        `first` and `total`, (factors, [index, low, high]); `second` likewise for each pair of
        factors in the order of `itertools.combinations`. All are 0 where nothing varies.

    Notes
    -----
    Source: Saltelli and others 2010, as SALib has it; for a vector Gamboa and others 2014.
    """
    from SALib.analyze import sobol

    centred = outcomes - outcomes.mean(axis=(1, 2), keepdims=True)
    spread = centred.std()
    pairs = [(j, k) for j in range(count) for k in range(j + 1, count)] if second else []
    size = float(np.abs(outcomes).max())
    if tied(spread, 0.0, size) or tied(np.ptp(centred[:, :, [0, -1]]), 0.0, size):
        none = np.zeros((count, SPAN))
        return {"first": none, "total": none, "second": np.zeros((len(pairs), SPAN))}
    flat = (centred / spread).reshape(-1)
    samples = flat.size // outcomes.shape[2]
    a, b, ab, ba = sobol.separate_output_values(flat, count, samples, second)
    again = _stacked(drawn, len(outcomes))

    def estimate(rows: Any) -> dict[str, list[Any]]:
        first = [sobol.first_order(a[rows], ab[rows, j], b[rows]) for j in range(count)]
        total = [sobol.total_order(a[rows], ab[rows, j], b[rows]) for j in range(count)]
        both = [
            sobol.second_order(a[rows], ab[rows, j], ab[rows, k], ba[rows, j], b[rows])
            for j, k in pairs
        ]
        return {"first": first, "total": total, "second": both}

    once, resampled = estimate(np.arange(samples)), estimate(again)
    return {name: _spans(once[name], resampled[name]) for name in once}


def _stacked(drawn: Ints, outcomes: int) -> Ints:
    """Return the rows of all outcomes of bootstrap samples of blocks, (outcomes x blocks, n)."""
    blocks = drawn.shape[1]
    return np.concatenate([drawn.T + place * blocks for place in range(outcomes)])


def _spans(once: list[Any], resampled: list[Any]) -> Floats:
    spans = [
        (float(value), *band(np.asarray(values)))
        for value, values in zip(once, resampled, strict=True)
    ]
    return np.array(spans, dtype=np.float64).reshape(len(spans), SPAN)


def morris_effects(outcomes: Floats, points: Floats, levels: int, drawn: Ints) -> dict[str, Floats]:
    """Return Morris's measures: `strength` (mu star) with its band, `mean` (mu) and `spread`.

    An elementary effect is the change of an outcome over a factor's whole range, as one step of it
    would have it. Those of several outcomes are averaged.

    Parameters
    ----------
    outcomes
        (outcomes, trajectories, points of a trajectory).
    points
        (trajectories, points of a trajectory, factors), as SALib's sampler orders them.
    levels
        Of the sample: a step is levels / 2 of levels - 1.
    drawn
        Bootstrap samples of the trajectories, (n, trajectories).

    Notes
    -----
    Source: Morris 1991; Campolongo, Cariboni and Saltelli 2007.
    """
    steps = np.diff(points, axis=1)
    # A step moves one factor, up or down.
    moved = np.abs(steps).argmax(axis=2)[:, :, np.newaxis]
    direction = np.sign(np.take_along_axis(steps, moved, axis=2))[:, :, 0]
    change = np.diff(outcomes, axis=2) / (direction * levels / (2.0 * (levels - 1.0)))
    order = np.broadcast_to(moved[:, :, 0].argsort(axis=1), change.shape)
    effects = np.take_along_axis(change, order, axis=2)  # (outcomes, trajectories, factors)
    strengths = np.abs(effects).mean(axis=0)
    reach, mean = student_reach(len(strengths)), strengths.mean(axis=0)
    low, high = band((mean + reach * (strengths[drawn].mean(axis=1) - mean)).T)
    return {
        "strength": np.stack([strengths.mean(axis=0), low, high], axis=1),
        "mean": effects.mean(axis=(0, 1)),
        "spread": effects.std(axis=1, ddof=1).mean(axis=0),
    }
