"""Tables of the hindcast, on its page and as files."""

from __future__ import annotations

import pandas as pd

from game.hindcast.docking.arithmetic import Docked
from game.hindcast.scores.judge import Judged


def pattern_frame(judged: Judged) -> pd.DataFrame:
    """Return a row a pattern with its shares of treated and placebo runs."""
    return pd.DataFrame(
        [
            {
                "name": one.name,
                "pattern": one.pattern.title,
                "measured": one.pattern.measured,
                "target": one.pattern.target,
                "treated": one.treated,
                "placebo": one.placebo,
                "counts": one.counts,
                "telling": one.pattern.telling,
            }
            for one in judged.patterns
        ]
    )


def docking_frame(judged: Judged) -> pd.DataFrame:
    """Return a row a docking check and a row a published export scenario."""
    rows = [_docked_row(one) for one in judged.docked]
    for one in judged.exports:
        rows.append(
            {
                "name": one.name,
                "what": f"US over Chinese compute added in 2026: {one.case.title}",
                "published": one.case.expected,
                "ledger": one.found,
                "unit": "ratio",
                "agrees": one.agrees,
                "how": one.case.says,
            }
        )
    return pd.DataFrame(rows)


def _docked_row(one: Docked) -> dict[str, object]:
    return {
        "name": one.name,
        "what": one.check.title,
        "published": one.check.expected,
        "ledger": one.found,
        "unit": one.check.unit,
        "agrees": one.agrees,
        "how": one.check.says,
    }
