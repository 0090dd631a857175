"""Published numbers dressed as a run, so that the ledger's own functions can count them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from game.hindcast.targets.targets import Target, period_span
from game.state.world import Floats


def as_frame(targets: tuple[Target, ...]) -> pd.DataFrame:
    """Return the published numbers as if they were a run."""
    rows = [
        (0, target.period, target.observable, target.value)
        for target in targets
        if target.period and target.observable in RECORDED
    ]
    return pd.DataFrame(rows, columns=["replicate", "period", "name", "value"])


RECORDED = ("nv_cn_rev_hq", "nv_cn_rev_bill")
# Quantities in thousands, whose published counterparts are single chips.
IN_THOUSANDS = {"nv_cn_units": 1e-3, "nv_cn_h100e": 1e-3, "magnet_exp": 1.0}
MONTHS = 48


def published_months(targets: tuple[Target, ...]) -> dict[str, Floats]:
    """Return published quarters and months as the ledger's quantities, (1, months), evenly spread.

    World output comes from cumulative totals, of which the difference is a year.
    """
    series = {name: np.zeros((1, MONTHS)) for name in (*IN_THOUSANDS, "nv_gl_h100e")}
    so_far = 0.0
    for target in targets:
        if target.observable in IN_THOUSANDS:
            first, last = period_span(target.period)
            spread = target.value * IN_THOUSANDS[target.observable] / (last - first + 1)
            series[target.observable][0, first : last + 1] = spread
        elif target.observable == "nv_gl_h100e_cum":
            _, last = period_span(target.period)
            series["nv_gl_h100e"][0, last - 11 : last + 1] = (target.value - so_far) * 1e3 / 12.0
            so_far = target.value
    return series
