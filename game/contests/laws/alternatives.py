"""Law 20: ordinary policies are alternatives, none useless and none always best."""

from __future__ import annotations

import numpy as np

from game.contests.laws.ground import Ground
from game.contests.laws.readings import Reading
from game.state.ties import first_best

# A policy this close to the best reply is one.
NEAR = 1.0


def read_alternatives(ground: Ground, seat: str) -> list[Reading]:
    """Read law 20: how far each policy is from the best reply at least, and who is best how often.

    Best replies are those among ordinary policies, in the line-ups of this ground.
    """
    policies = tuple(ground.ordinary(seat))
    scores = [ground.ordinary_scores(seat, line_up) for line_up in ground.line_ups]
    means = np.array([[row[name].mean() for name in policies] for row in scores])
    behind = (means.max(axis=1, keepdims=True) - means).min(axis=0)
    best = [policies[first_best(row)] for row in means]
    often = max(set(best), key=best.count)
    useless = {name: float(gap) for name, gap in zip(policies, behind, strict=True) if gap > NEAR}
    return [
        Reading(
            cell=ground.cell(20, seat),
            part=f"policies of {len(policies)} that are nowhere within a point of the best",
            value=float(len(useless)),
            unit="policies",
            high=0.0,
            notes=tuple(useless.items()),
        ),
        Reading(
            cell=ground.cell(20, seat),
            part=f"line-ups of {len(best)} in which one policy is best",
            value=100.0 * best.count(often) / len(best),
            high=50.0,
            notes=((often, float(best.count(often))),),
        ),
    ]
