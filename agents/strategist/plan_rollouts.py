"""Plans played to the end of the game in all worlds that a view leaves open."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from agents.rollouts import play_on
from agents.strategist.imagined import SEED, draw_places
from agents.strategist.outlook import LeftOpen
from agents.strategist.plans import Plans
from agents.strategist.possible_leaders import LineUp
from game.state.chance import Chance
from game.state.paired_chance import PairedChance
from game.state.position import Position
from game.state.replicate_rows import pick_rows
from game.state.world import Floats
from game.turn.outcome import score_aims, total_scores

# More rows at once are slower: they no longer fit a processor's memory.
MOST_ROWS = 4000


class RolloutPlayer(Protocol):
    """Plays games on in which all actors are led by plans that stand in the position."""

    def __call__(
        self, position: Position, line_up: LineUp, actor: str, luck: Chance, points: int
    ) -> Floats:
        """Return an actor's final score in each replicate, (R,).

        The replicates are those of `luck`, repeated for each of so many points.
        """


def play_arrays(
    position: Position, line_up: LineUp, actor: str, luck: Chance, points: int
) -> Floats:
    """Return an actor's final score in each replicate, played as any game is."""
    scenario = line_up.scenario
    ended = play_on(position, scenario, line_up.leaders, PairedChance(luck, points))
    return total_scores(score_aims(ended, scenario), scenario)[actor][:, 0]


class PlanRollouts:
    """Rollouts of plans of one seat from what its views leave open.

    Rollout n of every plan meets the same world, the same leaders of the others and the same luck
    (common random numbers), which is none of the game's own.
    """

    def __init__(
        self, line_up: LineUp, actor: str, outlook: LeftOpen, play: RolloutPlayer = play_arrays
    ) -> None:
        self._line_up, self._actor = line_up, actor
        self._outlook = outlook
        self._player = play

    def scores(self, plans: Plans, first: int, count: int) -> Floats:
        """Return final scores in rollouts `first` to `first + count` - 1, (games, plans, count)."""
        games = max(1, MOST_ROWS // (plans.count * count))
        parts = [
            self._play(plans.of_games(at, at + games), at, first, count)
            for at in range(0, self._outlook.games, games)
        ]
        return np.concatenate(parts)

    def _play(self, plans: Plans, game: int, first: int, count: int) -> Floats:
        """Return the scores of the plans of some games, from number `game` on."""
        outlook, shape = self._outlook, (*plans.base.shape, count)
        luck = Chance(SEED, first, count)
        worlds = (game + np.arange(shape[0]))[:, np.newaxis] * outlook.worlds
        rows = worlds + (first + np.arange(count)) % outlook.worlds
        position = pick_rows(outlook.bare, _for_each_plan(rows, shape))
        for other, beliefs in outlook.beliefs.items():
            drawn = draw_places(beliefs[game : game + shape[0]], luck.uniform(f"leader:{other}").T)
            leader = self._line_up.leaders[other]
            position = leader.follow(_for_each_plan(drawn, shape)[:, np.newaxis], position)
        position = self._line_up.leaders[self._actor].write(plans, position, count)
        with np.errstate(all="ignore"):
            scores = self._player(position, self._line_up, self._actor, luck, shape[0] * shape[1])
        final: Floats = np.nan_to_num(scores.reshape(shape), nan=0.0)
        return final


def _for_each_plan(rows: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return what is so in each rollout of each game, (games, count), for every plan in a row."""
    return np.repeat(rows[:, np.newaxis], shape[1], axis=1).ravel()
