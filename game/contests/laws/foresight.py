"""Laws 3, 18 and 22: a seat that looks ahead beats who does not, and reading the board pays it."""

from __future__ import annotations

import functools

from agents.cast import line_up_of, read_size
from agents.policies.base import Policy
from agents.strategist.frozen import FrozenView
from agents.strategist.plan_rollouts import RolloutPlayer, play_arrays
from agents.strategist.possible_leaders import LineUp
from agents.strategist.strategist import Strategist
from game.config import SIZES
from game.contests.laws.ground import Ground
from game.contests.laws.readings import Reading
from game.contests.redteam.side_by_side import play_casts, standard_error
from game.fused.c_compiler import NoCompilerError
from game.fused.kernel_rollouts import KernelRollouts
from game.state.world import Floats

LOOKS_AHEAD, FROZEN = "strategist", "frozen_view"
ORDINARY = "the best ordinary policy"
ABOVE_ORDINARY = f"strategist above {ORDINARY}"
# By how many points the strategist is to be ahead.
OF_ORDINARY, OF_BLIND = 5.0, 4.0


@functools.lru_cache(maxsize=1)
def rollouts_of(line_up: LineUp) -> RolloutPlayer:
    """Return how rollouts of a line-up are played: by kernels, where there can be some."""
    try:
        return KernelRollouts(line_up)
    except NoCompilerError:
        return play_arrays


def look_ahead(ground: Ground, seat: str) -> Strategist:
    """Return the strategist of a seat, of the size that the budget names."""
    line_up = line_up_of(ground.scenario, ground.library)
    size = read_size(ground.library, SIZES[ground.budget.size])
    play = rollouts_of(line_up) if ground.budget.kernels else play_arrays
    return Strategist(line_up, seat, size, play=play)


@functools.lru_cache(maxsize=64)
def scores_ahead(ground: Ground, seat: str, line_up: str, player: str) -> Floats:
    """Return the final scores of a seat that looks ahead, on fresh luck, (games,)."""
    strategist = look_ahead(ground, seat)
    policy: Policy = FrozenView(strategist) if player == FROZEN else strategist
    played = play_casts(
        ground.scenario,
        [{**ground.line_ups[line_up], seat: policy}],
        seed=ground.budget.test,
        games=ground.budget.ahead,
    )
    scores: Floats = played.scores[seat][0]
    return scores


def read_strategist(ground: Ground, seat: str, law: int) -> list[Reading]:
    """Read by how much the strategist is ahead of the best ordinary policy, in one law or other."""
    line_up = ground.searched[0]
    best = ground.best_ordinary(seat, line_up)
    ordinary = ground.ordinary_scores(seat, line_up)[best]
    ahead = scores_ahead(ground, seat, line_up, LOOKS_AHEAD)
    return [_ahead(ground, law, seat, line_up, ORDINARY, ahead, ordinary)]


def read_reading(ground: Ground, seat: str) -> list[Reading]:
    """Read law 18: against itself with a view frozen at the opening, and the best dated plan."""
    line_up = ground.searched[0]
    ahead = scores_ahead(ground, seat, line_up, LOOKS_AHEAD)
    frozen = scores_ahead(ground, seat, line_up, FROZEN)
    plan = ground.test_plan(seat, line_up, ground.dated(seat, line_up))
    return [
        _ahead(ground, 18, seat, line_up, "itself with its view frozen", ahead, frozen),
        _ahead(ground, 18, seat, line_up, "the best dated plan", ahead, plan),
    ]


def _ahead(
    ground: Ground, law: int, seat: str, line_up: str, other: str, ahead: Floats, behind: Floats
) -> Reading:
    margin = ahead - behind[: len(ahead)]
    return Reading(
        cell=ground.cell(law, seat, line_up),
        part=f"strategist above {other}",
        value=float(margin.mean()),
        error=standard_error(margin),
        unit="points",
        low=OF_BLIND if law == 18 else OF_ORDINARY,
        notes=(
            ("strategist", float(ahead.mean())),
            (other, float(behind[: len(ahead)].mean())),
        ),
    )
