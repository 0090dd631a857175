"""How much of an outcome's variance is luck: the seed as one more factor."""

from __future__ import annotations

import numpy as np

from game.analysis.blocks import count_blocks, draw_blocks
from game.analysis.resampling import band, draw_weights
from game.state.ties import TIE
from game.state.world import Floats

SHARES = ("parameters", "luck", "both")


def split_variance(games: Floats, points: Floats, replicates: Floats) -> Floats:
    """Return the shares of variance due to parameters, to luck, and to both together, (n, 3).

    Every point meets the same replicates, so games are a table of points by luck, and a two-way
    analysis of variance with random effects parts them.

    Parameters
    ----------
    games
        Outcomes whose variances are added up, (outcomes, points, replicates).
    points, replicates
        How often each counts, (n, points) and (n, replicates); rows of ones for the batch itself.

    Notes
    -----
    Source: Searle, Casella and McCulloch, Variance Components, 1992, chapter 4. Components below
    zero are taken as zero. An outcome that never varies has nan shares.
    """
    parts: Floats = np.sum([_components(values, points, replicates) for values in games], axis=0)
    total = parts.sum(axis=1, keepdims=True)
    shares: Floats = np.full_like(parts, np.nan)
    np.divide(parts, total, out=shares, where=total > 0.0)
    return shares


def _components(games: Floats, points: Floats, replicates: Floats) -> Floats:
    many, lucks = games.shape
    games = games - games.mean()
    rows = games @ replicates.T / lucks
    columns = points @ games / many
    grand = many * lucks * ((points.T * rows).sum(axis=0) / many) ** 2
    by_point = lucks * (points.T * rows**2).sum(axis=0) - grand
    by_luck = many * (replicates * columns**2).sum(axis=1) - grand
    square = (points.T * (games**2 @ replicates.T)).sum(axis=0)
    mixed = (square - by_point - by_luck - grand) / ((many - 1) * (lucks - 1))
    components = (
        (by_point / (many - 1) - mixed) / lucks,
        (by_luck / (lucks - 1) - mixed) / many,
        mixed,
    )
    # What is left of a sum of squares by rounding is no variance.
    floor = TIE * square / (many * lucks)
    return np.stack([np.where(part > floor, part, 0.0) for part in components], axis=1)


def luck_shares(games: Floats, block: int, resamples: int, seed: int) -> Floats:
    """Return the three shares of variance with their bands, (3, [share, low, high]).

    Blocks of points and replicates are both resampled, which makes the bands rather too wide than
    too narrow (Owen 2007). With one replicate or one point there is nothing to part, and all are
    nan.
    """
    _, points, replicates = games.shape
    if replicates < 2 or points < 2:
        return np.full((3, 3), np.nan)
    once = split_variance(games, np.ones((1, points)), np.ones((1, replicates)))[0]
    if not np.isfinite(once).all():
        return np.full((3, 3), np.nan)
    blocks = count_blocks(draw_blocks(points // block, resamples, seed))
    lucks = draw_weights(replicates, draws=resamples, seed=seed) * replicates
    again = split_variance(games, np.repeat(blocks, block, axis=1), lucks)
    low, high = band(again[np.isfinite(again).all(axis=1)].T)
    return np.stack([once, low, high], axis=1)
