"""The tables of a tournament: payoffs of profiles, standings of policies, pure equilibria."""

from __future__ import annotations

import numpy as np
import pandas as pd

from game.analysis.resampling import band, resample
from game.contests.dynamics import Ranking
from game.contests.equilibria import dominated_by, is_equilibrium, pure_equilibria, regrets
from game.contests.scores import Scores
from game.state.ties import at_least
from game.state.world import Floats

# Points of score: what no table shows counts as equal.
SLACK = 0.05


def payoff_table(scores: Scores, weights: Floats) -> pd.DataFrame:
    """Return one row for each profile and actor: mean score, its band, and the spread of games."""
    places = list(np.ndindex(scores.shape))
    columns: dict[str, object] = {
        seat: np.repeat([names[place[axis]] for place in places], len(scores.actors))
        for axis, (seat, names) in enumerate(scores.entrants.items())
    }
    low, high = band(resample(scores.values, weights))
    columns["actor"] = np.tile(scores.actors, len(places))
    columns["score"] = scores.values.mean(axis=-1).ravel()
    columns["low"], columns["high"] = low.ravel(), high.ravel()
    columns["deviation"] = scores.values.std(axis=-1).ravel()
    return pd.DataFrame(columns)


def policy_table(scores: Scores, means: Floats, draws: Floats, ranking: Ranking) -> pd.DataFrame:
    """Return one row for each policy of each seat: how it fares over all profiles of the others.

    Parameters
    ----------
    means, draws
        Mean scores of the seats, (k1, ..., km, m), and those of bootstrap draws, one more axis.
    """
    tables = [
        _seat_table(scores, seat, means, draws, ranking.shares(seat))
        for seat in range(len(scores.seats))
    ]
    return pd.concat(tables, ignore_index=True)


def _seat_table(
    scores: Scores, seat: int, means: Floats, draws: Floats, shares: Floats
) -> pd.DataFrame:
    actor, others = scores.seats[seat], tuple(n for n in range(len(scores.shape)) if n != seat)
    names = scores.entrants[actor]
    regret, drawn = regrets(means)[..., seat], draws[..., seat, :]
    missed = drawn.max(axis=seat, keepdims=True) - drawn
    low, high = band(drawn.mean(axis=others))
    least, most = band(missed.mean(axis=others))
    better = dominated_by(means, seat, SLACK)
    return pd.DataFrame(
        {
            "actor": actor,
            "policy": names,
            "score": means[..., seat].mean(axis=others),
            "low": low,
            "high": high,
            "regret": regret.mean(axis=others),
            "regret_low": least,
            "regret_high": most,
            "worst_regret": regret.max(axis=others),
            "best_reply": at_least(SLACK, regret).mean(axis=others),
            "dominated_by": ["" if rival is None else names[rival] for rival in better],
            "alpha_rank": shares,
        }
    )


def equilibrium_table(scores: Scores, means: Floats, draws: Floats) -> pd.DataFrame:
    """Return pure equilibria, and profiles that are one in at least half of the resamplings."""
    held = np.mean(
        [is_equilibrium(draws[..., draw], SLACK) for draw in range(draws.shape[-1])], axis=0
    )
    pure = set(pure_equilibria(means, SLACK))
    often = {tuple(int(index) for index in place) for place in np.argwhere(held >= 0.5)}
    rows = []
    for place in sorted(pure | often, key=lambda place: (-held[place], place)):
        scored = {
            f"score_{actor}": value
            for actor, value in zip(scores.actors, scores.values[place].mean(axis=-1), strict=True)
        }
        rows.append(
            {**scores.profile(place), **scored, "equilibrium": place in pure, "held": held[place]}
        )
    columns = [*scores.seats, *(f"score_{actor}" for actor in scores.actors)]
    return pd.DataFrame(rows, columns=[*columns, "equilibrium", "held"])
