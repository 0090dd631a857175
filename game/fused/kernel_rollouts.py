"""Rollouts of plans played by kernels: the same bits as arrays, several times as fast."""

from __future__ import annotations

from agents.rollouts import play_turn
from agents.strategist.plan_rollouts import play_arrays
from agents.strategist.possible_leaders import LineUp
from game.fused.machine import Machine
from game.fused.rows import Placement
from game.state.chance import Chance
from game.state.paired_chance import PairedChance
from game.state.position import Position
from game.state.scenario import Scenario
from game.state.world import Floats
from game.turn.outcome import score_aims, total_scores


class KernelRollouts:
    """Plays games in which all actors are led by plans, by kernels made once for a line-up.

    Raises
    ------
    NoCompilerError
        If there is no C compiler.
    """

    def __init__(self, line_up: LineUp) -> None:
        self._machine = Machine(line_up.scenario, line_up.leaders, look=_scores)

    def __call__(
        self, position: Position, line_up: LineUp, actor: str, luck: Chance, points: int
    ) -> Floats:
        """Return an actor's final score in each replicate, (R,)."""
        scenario = line_up.scenario
        start = position
        if position.phase == "responses":  # kernels begin with a turn
            position = play_turn(position, scenario, line_up.leaders, PairedChance(luck, points))
        left = scenario.turns - position.turn
        if left <= 0:
            return _scores(position, scenario)[actor][:, 0]
        rows = Placement(first=luck.first, replicates=luck.replicates, points=points)
        played = self._machine.play(position, luck, rows, scenario.params, left)
        if played.odd:  # a number that kernels have no answer for
            return play_arrays(start, line_up, actor, luck, points)
        scores: Floats = played.record[self._machine.names.index(actor), -1]
        return scores


def _scores(position: Position, scenario: Scenario) -> dict[str, Floats]:
    return total_scores(score_aims(position, scenario), scenario)
