"""Whether sensitivity indices can be trusted: how much they rest on, and what they contradict."""

from __future__ import annotations

import numpy as np
import pandas as pd

from game.mathematics import power
from game.state.orders import Flags

# Fewer base samples or trajectories show nothing: of so many changes of a factor that move nothing,
# one in ten (Sobol) or one in four (Morris) could move it, at 95 %.
FEWEST = {"sobol": 32, "morris": 10}
# How far an estimate may pass what it can be, beyond its band: near 0 bands are narrow by luck.
LEEWAY = 0.05


def unseen(changes: int) -> float:
    """Return the share of changes that may move something although none of so many did, at 95 %."""
    return 1.0 - float(power(0.05, 1.0 / changes))


def contradicted(indices: pd.DataFrame) -> Flags:
    """Return which rows of Sobol indices cannot be what they say, bands and all.

    An index is a share of a variance: it lies from 0 to 1, and the first order is no larger than
    the total.
    """
    first, total = indices["first_low"], indices["total_low"]
    first_high, total_high = indices["first_high"], indices["total_high"]
    wrong = (first > 1.0 + LEEWAY) | (total > 1.0 + LEEWAY)
    wrong |= (first_high < -LEEWAY) | (total_high < -LEEWAY)
    wrong |= first > total_high + LEEWAY
    return np.asarray(wrong, dtype=bool)


def mark_trusted(indices: pd.DataFrame, method: str, blocks: int) -> pd.DataFrame:
    """Return indices with the column `trusted`."""
    marked = mark_enough(indices, method, blocks)
    if method == "sobol":
        marked["trusted"] &= ~contradicted(indices)
    return marked


def mark_enough(estimates: pd.DataFrame, method: str, blocks: int) -> pd.DataFrame:
    """Return estimates with the column `trusted`: whether they rest on blocks enough."""
    return estimates.assign(trusted=blocks >= FEWEST[method])
