"""The gate: every number that kernels come to is the number that arrays come to.

A zero's sign decides nothing and is not compared, as in the hash of a position.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from agents.policies.base import Policy
from game.fused.machine import Machine, PlayedGames
from game.fused.rows import Placement
from game.fused.state_columns import NEVER, Path, read_position
from game.state.chance import Chance
from game.state.opening import draw_opening
from game.state.params import Params
from game.state.position import PHASES, Position
from game.state.scenario import Scenario
from game.state.world import Floats
from game.turn.engine import open_position, pass_months, seal
from game.turn.view import View


@dataclasses.dataclass(frozen=True, kw_only=True)
class ComparedTurn:
    """What a comparison came to after a turn: how many numbers, and how many differ by path.

    `odd` counts numbers that kernels have no answer for: games with such are left to arrays.
    """

    turn: int
    numbers: int
    differing: Mapping[Path, int]
    odd: int


def play_turn(
    position: Position, scenario: Scenario, policies: Mapping[str, Policy], chance: Chance
) -> Position:
    """Return the position a turn on, as arrays have it."""
    for number, _ in enumerate(PHASES):
        luck = chance.at(len(PHASES) * position.turn + number)
        decisions = {
            actor: policies[actor].decide(View(position, scenario, actor, chance), luck)
            for actor in scenario.actors
        }
        wanted = {actor: decision.proposals for actor, decision in decisions.items()}
        position, _ = seal(position, scenario, wanted)
    return pass_months(position, scenario, chance)


def compare(
    machine: Machine,
    policies: Mapping[str, Policy],
    *,
    seed: int,
    rows: Placement,
    turns: int,
    params: Params | None = None,
) -> Iterator[ComparedTurn]:
    """Play games both ways and yield what differs, turn by turn.

    Kernels begin each turn where arrays left the last one, so what differs is told of the turn in
    which it begins to. `params` are those of the games, by default the scenario's.
    """
    scenario = machine.scenario.with_params(params or machine.scenario.params)
    chance = Chance(seed, rows.first, rows.replicates)
    position = open_position(scenario, draw_opening(scenario, chance))
    for turn in range(1, turns + 1):
        played = machine.play(position, chance, rows, scenario.params, 1)
        position = play_turn(position, scenario, policies, chance)
        numbers, differing = count_differing(played, position, scenario)
        yield ComparedTurn(turn=turn, numbers=numbers, differing=differing, odd=played.odd)


def count_differing(
    played: PlayedGames, position: Position, scenario: Scenario
) -> tuple[int, dict[Path, int]]:
    """Return how many numbers were compared, and how many of each path differ."""
    arrays = read_position(position, scenario)
    differing: dict[Path, int] = {}
    columns = played.machine.columns
    for (path, place), column in columns.items():
        wanted = _column(arrays, path, place, position.replicates)
        unlike = int(np.count_nonzero(_bits(wanted) != _bits(played.state[column])))
        if unlike:
            differing[path] = differing.get(path, 0) + unlike
    return len(columns) * position.replicates, differing


def _column(arrays: Mapping[Path, Floats], path: Path, place: int, replicates: int) -> Floats:
    if path not in arrays:
        return np.full(replicates, NEVER)  # what was never granted
    values = arrays[path]
    whole = np.broadcast_to(values, (replicates, *np.shape(values)[1:]))
    column: Floats = whole.reshape(replicates, -1)[:, place]
    return column


def _bits(values: Floats) -> npt.NDArray[np.int64]:
    return (np.ascontiguousarray(values) + 0.0).view(np.int64)
