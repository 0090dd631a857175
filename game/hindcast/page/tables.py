"""Tables of the hindcast, on its page and as files."""

from __future__ import annotations

import numpy as np
import pandas as pd

from game.hindcast.docking.arithmetic import Docked
from game.hindcast.scores.judge import Judged


def pattern_frame(judged: Judged) -> pd.DataFrame:
    """Return a row a pattern with its shares of treated, placebo and knock-out runs."""
    return pd.DataFrame(
        [
            {
                "name": tested.name,
                "pattern": tested.pattern.title,
                "measured": tested.pattern.measured,
                "target": tested.pattern.target,
                "treated": tested.treated,
                "placebo": tested.placebo,
                "knocked_out": np.nan if tested.knocked_out is None else tested.knocked_out,
                "counts": tested.counts,
                "telling": tested.pattern.telling,
            }
            for tested in judged.patterns
        ]
    )


def docking_frame(judged: Judged) -> pd.DataFrame:
    """Return a row a docking check and a row a published export scenario."""
    rows = [_docked_row(docked) for docked in judged.docked]
    for ratio in judged.exports:
        rows.append(
            {
                "name": ratio.name,
                "what": f"US over Chinese compute added in 2026: {ratio.case.title}",
                "published": ratio.case.expected,
                "ledger": ratio.found,
                "unit": "ratio",
                "agrees": ratio.agrees,
                "how": ratio.case.says,
            }
        )
    return pd.DataFrame(rows)


def _docked_row(docked: Docked) -> dict[str, object]:
    return {
        "name": docked.name,
        "what": docked.check.title,
        "published": docked.check.expected,
        "ledger": docked.found,
        "unit": docked.check.unit,
        "agrees": docked.agrees,
        "how": docked.check.says,
    }
