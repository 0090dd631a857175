"""Scores of a forecast against what happened: pure functions of arrays.

Series have one number a period, ensembles one row a replicate and one column a period. A period
without a number is NaN and counts for nothing.
"""

from __future__ import annotations

import numpy as np

from game.mathematics import LN10, log
from game.state.ties import at_least, mean_ranks, signs
from game.state.world import Floats


def last_value(actual: Floats) -> Floats:
    """Return the naive (persistence) forecast: of each period what the period before it was.

    The first period has no forecast (NaN).
    """
    shifted = np.full(len(actual), np.nan)
    shifted[1:] = actual[:-1]
    return shifted


def held_value(actual: Floats, origin: int) -> Floats:
    """Return the persistence forecast from `origin` on: the last value known by then, held."""
    held = np.full(len(actual), np.nan)
    published = actual[:origin][np.isfinite(actual[:origin])]
    if len(published):
        held[origin:] = published[-1]
    return held


def mean_absolute_error(actual: Floats, forecast: Floats) -> float:
    """Return the mean absolute error over the periods that both have, NaN without any."""
    errors = np.abs(actual - forecast)
    errors = errors[np.isfinite(errors)]
    return float(errors.mean()) if len(errors) else float("nan")


def scaled_error(actual: Floats, forecast: Floats, naive: Floats | None = None) -> float:
    """Return the mean absolute scaled error: below 1 the forecast beats the naive one.

    MASE = mean |actual - forecast| / mean |actual - naive|, over the periods that the naive
    forecast covers; without one, against the last value. NaN where the naive forecast makes no
    error or no period is covered. Source: Hyndman and Koehler 2006, with the naive forecast's
    errors on the same periods instead of those of a training span.
    """
    against = last_value(actual) if naive is None else naive
    covered = np.isfinite(actual) & np.isfinite(forecast) & np.isfinite(against)
    scale = mean_absolute_error(actual[covered], against[covered])
    if not scale > 0.0:
        return float("nan")
    return mean_absolute_error(actual[covered], forecast[covered]) / scale


def turning_points(series: Floats) -> Floats:
    """Return +1 at each peak, -1 at each trough and 0 elsewhere; ends are neither.

    Of a plateau, its first period counts.
    """
    steps = signs(np.diff(series), np.abs(series[1:]))
    turns = np.zeros(len(series))
    direction = 0.0
    start = 0
    for place, step in enumerate(steps):
        if step == 0.0 or not np.isfinite(step):
            continue
        if direction * step < 0.0:
            turns[start] = direction
        direction, start = float(step), place + 1
    return turns


def turning_hits(actual: Floats, forecast: Floats, within: int = 1) -> tuple[int, int, int]:
    """Return how many turns of the record the forecast met, their number, and its false alarms.

    A turn is met by a turn of the same kind at most `within` periods away; each forecast turn
    meets one at most.
    """
    real, foreseen = turning_points(actual), turning_points(forecast)
    free = [place for place in range(len(foreseen)) if foreseen[place] != 0.0]
    alarms = len(free)
    turns = np.flatnonzero(real)
    hits = 0
    for place in turns:
        near = [
            place_near
            for place_near in free
            if abs(place_near - place) <= within and foreseen[place_near] == real[place]
        ]
        if near:
            free.remove(min(near, key=lambda candidate: abs(candidate - place)))
            hits += 1
    return hits, len(turns), alarms - hits


def crps(actual: Floats, ensemble: Floats) -> Floats:
    """Return the continuous ranked probability score of an ensemble, one number a period.

    CRPS = mean |x - y| - 1/2 mean |x - x'|, in the unit of the series; lower is better.
    Source: Gneiting and Raftery 2007, equation 21, by sorted members.
    """
    members = np.sort(ensemble, axis=0)
    count = len(members)
    misses = np.abs(members - actual).mean(axis=0)
    weights = 2.0 * np.arange(1, count + 1) - count - 1.0
    spread = (weights[:, None] * members).sum(axis=0) / count**2
    return np.asarray(misses - spread, dtype=np.float64)


def interval(ensemble: Floats, share: float) -> tuple[Floats, Floats]:
    """Return the lower and upper edge of the central band that holds this share of the runs."""
    edges = np.quantile(ensemble, [(1.0 - share) / 2.0, (1.0 + share) / 2.0], axis=0)
    return edges[0], edges[1]


def coverage(actual: Floats, ensemble: Floats, share: float) -> float:
    """Return the share of periods whose number lies within the central band."""
    low, high = interval(ensemble, share)
    is_published = np.isfinite(actual)
    inside = at_least(actual[is_published], low[is_published]) & at_least(
        high[is_published], actual[is_published]
    )
    return float(inside.mean()) if is_published.any() else float("nan")


def interval_score(actual: Floats, ensemble: Floats, share: float) -> Floats:
    """Return the Winkler score of the central band: its width, and 2 / alpha times each miss.

    Source: Winkler 1972; Gneiting and Raftery 2007, equation 43.
    """
    low, high = interval(ensemble, share)
    alpha = 1.0 - share
    below = np.maximum(low - actual, 0.0)
    above = np.maximum(actual - high, 0.0)
    return np.asarray(high - low + 2.0 / alpha * (below + above), dtype=np.float64)


def range_score(value: float, low: float, high: float) -> float:
    """Return 1 inside a published range, 1/2 within twice its width, -1/2 at the wrong sign.

    Twice the band is the range widened by half its width on either side.
    """
    middle, half = (low + high) / 2.0, (high - low) / 2.0
    if not np.isfinite(value):
        return 0.0
    if at_least(half, abs(value - middle), abs(value)):
        return 1.0
    if signs(value) * signs(middle) < 0.0:
        return -0.5
    return 0.5 if at_least(2.0 * half, abs(value - middle), abs(value)) else 0.0


def rank_correlation(model: Floats, published: Floats) -> float:
    """Return Spearman's rank correlation of a scenario table with a published one."""
    ranks = [mean_ranks(values) for values in (model, published)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def ratio_error(model: float, published: float) -> float:
    """Return |log10(model / published)|: 0.3 is a factor of two."""
    if not (model > 0.0 and published > 0.0):
        return float("inf")
    return float(abs(log(model / published)) / LN10)
