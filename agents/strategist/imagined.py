"""Games as a strategist imagines them: possible policies at every seat, luck of its own."""

from __future__ import annotations

import functools

import numpy as np

from agents.rollouts import play_phase
from agents.strategist.plans import Places
from agents.strategist.possible_leaders import LineUp
from agents.strategist.size import Size
from game.state.chance import Chance
from game.state.opening import draw_opening
from game.state.position import PHASES, Phase, Position
from game.state.world import Floats
from game.turn.engine import open_position, pass_months

# Luck that no game has: what is imagined does not depend on the game that is played.
SEED = 7_919_000_033


class ImaginedGames:
    """Games of a scenario, led by policies drawn from those that each actor may have.

    They are played as far as is asked for, and kept at the turn at hand: a game is played in its
    order, and where it is taken back they are played anew.

    Attributes
    ----------
    leading
        For each actor the place of the policy that leads it in each game, (games, 1).
    priors
        How likely each policy of an actor was before anybody had moved, (1, policies).
    """

    def __init__(self, line_up: LineUp, size: Size) -> None:
        self.line_up = line_up
        self.chance = Chance(SEED, 0, size.games)
        self.priors = {actor: line_up.prior(actor, size) for actor in line_up.leaders}
        self.leading = {
            actor: draw_places(prior, self.chance.uniform(f"leader:{actor}").T).T
            for actor, prior in self.priors.items()
        }
        self._at: dict[Phase, Position] = {}

    def at(self, turn: int, phase: Phase) -> Position:
        """Return the position of all games in a phase of a turn, the first being 0."""
        scenario = self.line_up.scenario
        if not self._at or self._at["measures"].turn > turn:
            opening = open_position(scenario, draw_opening(scenario, self.chance))
            for actor, leader in self.line_up.leaders.items():
                opening = leader.follow(self.leading[actor], opening)
            self._open(opening)
        while self._at["measures"].turn < turn:
            sealed = play_phase(self._at["responses"], scenario, self.line_up.leaders, self.chance)
            self._open(pass_months(sealed, scenario, self.chance))
        return self._at[phase]

    def _open(self, position: Position) -> None:
        line_up = self.line_up
        revealed = play_phase(position, line_up.scenario, line_up.leaders, self.chance)
        self._at = dict(zip(PHASES, (position, revealed), strict=True))


@functools.lru_cache(maxsize=4)
def imagined_games(line_up: LineUp, size: Size) -> ImaginedGames:
    """Return imagined games, which all strategists of a game share."""
    return ImaginedGames(line_up, size)


def draw_places(odds: Floats, luck: Floats) -> Places:
    """Return places drawn by odds (rows, places) with uniforms (rows or 1, draws)."""
    edges = np.add.accumulate(odds, axis=1)[:, np.newaxis, :]
    places: Places = (luck[:, :, np.newaxis] >= edges / edges[:, :, -1:]).sum(axis=2)
    drawn: Places = np.minimum(places, odds.shape[1] - 1)
    return drawn
