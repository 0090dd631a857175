"""Whether a parameter may differ between games that are played side by side."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import numpy as np

from agents.policies.base import Policy
from agents.rollouts import play_turn
from game.batch.design import Factor, vary
from game.state.chance import Chance
from game.state.opening import draw_opening
from game.state.scenario import Scenario
from game.turn.engine import open_position


def can_vary(
    scenario: Scenario, policies: Mapping[str, Policy], factors: tuple[Factor, ...]
) -> bool:
    """Whether rules take these parameters as columns, one number for each game.

    A rule that reads one beside an array of three axes must give it another axis for that. One
    that does not is found out with a number of games that no axis has members: the shapes clash.
    """
    taken = {len(members) for members in vars(scenario.params.axes).values()}
    games = next(number for number in itertools.count(2) if number not in taken)
    rows = np.tile([[factor.mode for factor in factors]], (games, 1))
    varied = scenario.with_params(vary(scenario.params, factors, rows))
    luck = Chance(0, 0, games)
    opened = open_position(varied, draw_opening(varied, luck))
    try:
        play_turn(opened, varied, policies, luck)
    except ValueError:
        return False
    return True


def first_fixed(
    scenario: Scenario, policies: Mapping[str, Policy], factors: tuple[Factor, ...]
) -> Factor | None:
    """Return the first parameter that cannot differ from game to game, if any."""
    if not factors or can_vary(scenario, policies, factors):
        return None
    alone = (factor for factor in factors if not can_vary(scenario, policies, (factor,)))
    return next(alone, None)
