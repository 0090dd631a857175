"""Law 23: games end in more ways than one."""

from __future__ import annotations

import numpy as np

from game.contests.laws.ground import Ground
from game.contests.laws.readings import Reading, percent
from game.turn.outcome import HORIZON

# An ending that comes in this share of games or less is no way to end.
RARE = 5.0


def read_endings(ground: Ground) -> list[Reading]:
    """Read law 23 in the scenario's own line-up; the last turn of all counts as one ending."""
    ended = ground.default.ended[0]
    names = {-1: HORIZON} | {
        number: test.name for number, test in enumerate(ground.scenario.end_tests)
    }
    shares = {name: percent(np.equal(ended, number)) for number, name in names.items()}
    return [
        Reading(
            cell=ground.cell(23, line_up="own"),
            part="endings of more than a twentieth of games",
            value=float(sum(share > RARE for share in shares.values())),
            unit="endings",
            low=3.0,
            notes=tuple(shares.items()),
        )
    ]
