"""How far luck alone moves a mean: bootstrap draws over replicates, and bands from them."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from game.state.chance import Chance
from game.state.ties import tied
from game.state.world import Floats

DRAWS = 400
# The share of draws that a band holds.
LEVEL = 0.9


def draw_weights(replicates: int, *, draws: int = DRAWS, seed: int = 0) -> Floats:
    """Return how much each replicate counts in each bootstrap draw, (draws, replicates).

    One set of weights serves all profiles, so that differences between them stay paired.
    """
    picked = Chance(seed, 0, draws).uniform("bootstrap", replicates) * replicates
    places = picked.astype(np.int64) + replicates * np.arange(draws)[:, np.newaxis]
    counts = np.bincount(places.ravel(), minlength=draws * replicates)
    return counts.reshape(draws, replicates) / replicates


def resample(values: npt.ArrayLike, weights: Floats) -> Floats:
    """Return the mean over replicates, the last axis, in each draw: (..., draws).

    Draws lie as far apart as Student's distribution has them for so few replicates.
    """
    return np.asarray(values, dtype=np.float64) @ widen(weights).T


def widen(weights: Floats) -> Floats:
    """Return weights of bootstrap draws moved away from equal ones, as few replicates ask for.

    A mean so weighted lies as much farther from the plain mean; weights still add up to 1.
    """
    replicates = weights.shape[1]
    moved: Floats = 1.0 / replicates + student_reach(replicates) * (weights - 1.0 / replicates)
    return moved


def student_reach(count: int, level: float = LEVEL) -> float:
    """Return how much wider than the bootstrap's own deviations those of so few games must be.

    A bootstrap of n games has a spread of (n - 1) / n of theirs, and the ends of a normal and not
    of Student's distribution; multiplied by this, a band of a mean has its level from two games on
    (Hesterberg 2015, expanded percentiles). With one game nothing is known of luck.
    """
    from scipy.special import ndtri, stdtrit

    if count < 2:
        return 1.0
    end = (1.0 + level) / 2.0
    return float(math.sqrt(count / (count - 1)) * stdtrit(count - 1, end) / ndtri(end))


def band(draws: Floats, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Return the ends of the central band that holds this share of the draws, the last axis."""
    low, high = np.quantile(draws, [(1.0 - level) / 2.0, (1.0 + level) / 2.0], axis=-1)
    return low, high


def joint_band(draws: Floats, replicates: int, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Return bands wide enough that all of them hold together in this share of the draws.

    The largest of many differences is large by luck as well; a band that is to judge it must allow
    for how many were looked at (Westfall and Young's largest deviation). Of few replicates, the far
    ends are as much farther out as Student's distribution has them for so many differences.

    Parameters
    ----------
    draws
        One row for each difference, one column for each draw, as `resample` returns them.
    """
    centre, width = draws.mean(axis=-1), draws.std(axis=-1)
    # The same in every game is the same in every draw, but for rounding.
    moving = ~tied(width, 0.0, np.abs(centre))
    if not moving.any():
        return centre, centre
    far = np.abs(draws[moving] - centre[moving, np.newaxis]) / width[moving, np.newaxis]
    reach = float(np.quantile(far.max(axis=0), level))
    together = 1.0 - (1.0 - level) / int(moving.sum())
    reach *= student_reach(replicates, together) / student_reach(replicates, level)
    return centre - reach * width, centre + reach * width
