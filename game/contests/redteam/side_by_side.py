"""Games of several casts side by side: each meets the same luck, in one batch."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from agents.policies.base import Policy
from agents.policies.side_by_side import SideBySide
from agents.rollouts import play_turn
from game.state.chance import Chance
from game.state.opening import draw_opening
from game.state.paired_chance import PairedChance
from game.state.position import Position
from game.state.replicate_rows import pick_rows
from game.state.scenario import Scenario
from game.state.world import Floats
from game.turn.engine import open_position
from game.turn.outcome import score_aims, total_scores

# A policy for every actor.
Cast: TypeAlias = Mapping[str, Policy]
# What is read of a position, (R, 1).
Reader: TypeAlias = Callable[[Position, Scenario], Floats]
# Settings by their text names that are put in force by no office and at no price, by turn.
Imposed: TypeAlias = Mapping[int, Mapping[str, float]]
# More rows at once are slower: they no longer fit a processor's memory.
MOST_ROWS = 3000


@dataclasses.dataclass(frozen=True, kw_only=True)
class Played:
    """Games of several casts under the same luck, replicate by replicate.

    `scores` are final ones by actor and `aims` by actor and aim, (casts, games). `series` are what
    was watched, (casts, games, 1 + turns), the opening first. `ended` is the index of the end test
    that a game met, -1 for none, (casts, games).
    """

    scores: Mapping[str, Floats]
    aims: Mapping[str, Mapping[str, Floats]]
    series: Mapping[str, Floats]
    ended: Floats


def play_casts(
    scenario: Scenario,
    casts: Sequence[Cast],
    *,
    seed: int,
    games: int,
    watch: Mapping[str, Reader] | None = None,
    imposed: Sequence[Imposed] = (),
) -> Played:
    """Play every cast in so many games of the same luck.

    Parameters
    ----------
    watch
        What is read at the opening and after each turn, by name.
    imposed
        For each cast, settings that are put in force before a turn's orders, whoever owns them and
        whatever the law says: interventions, not play.
    """
    opening = open_games(scenario, seed, games)
    at_once = max(1, MOST_ROWS // games)
    parts = [
        play_from(
            opening,
            scenario,
            casts[first : first + at_once],
            seed=seed,
            watch=watch or {},
            imposed=imposed[first : first + at_once],
        )
        for first in range(0, len(casts), at_once)
    ]
    return _join(parts)


def open_games(scenario: Scenario, seed: int, games: int) -> Position:
    """Return the opening of so many games."""
    return open_position(scenario, draw_opening(scenario, Chance(seed, 0, games)))


def play_from(
    position: Position,
    scenario: Scenario,
    casts: Sequence[Cast],
    *,
    seed: int,
    watch: Mapping[str, Reader],
    imposed: Sequence[Imposed] = (),
) -> Played:
    """Play every cast on from one position of several games, all of them at once."""
    games = position.replicates
    policies = {actor: lead_blocks([cast[actor] for cast in casts]) for actor in scenario.actors}
    luck = PairedChance(Chance(seed, 0, games), len(casts))
    position = pick_rows(position, np.tile(np.arange(games), len(casts)))
    seen = [{name: read(position, scenario) for name, read in watch.items()}]
    while (position.ending.turn < 0.0).any():
        position = impose(position, scenario, imposed)
        position = play_turn(position, scenario, policies, luck)
        seen.append({name: read(position, scenario) for name, read in watch.items()})
    shape = len(casts), games
    aims = score_aims(position, scenario)
    return Played(
        scores={
            actor: values.reshape(shape) for actor, values in total_scores(aims, scenario).items()
        },
        aims={
            actor: {name: values.reshape(shape) for name, values in scored.items()}
            for actor, scored in aims.items()
        },
        series={
            name: np.stack([values[name].reshape(shape) for values in seen], axis=-1)
            for name in watch
        },
        ended=position.ending.termination.reshape(shape),
    )


def impose(position: Position, scenario: Scenario, imposed: Sequence[Imposed]) -> Position:
    """Return the position with the settings in force that are due this turn, block by block."""
    games = position.replicates // max(1, len(imposed))
    orders = position.orders
    for number, schedule in enumerate(imposed):
        where = np.zeros((position.replicates, 1), dtype=np.bool_)
        where[number * games : (number + 1) * games] = True
        for target, value in schedule.get(position.turn, {}).items():
            lever, column = scenario.levers.find(target, "imposed")
            orders = orders.with_column(lever.name, column, np.full(where.shape, value), where)
    return dataclasses.replace(position, orders=orders)


def lead_blocks(policies: Sequence[Policy]) -> Policy:
    """Return the policy that lets each of several lead a block of replicates, in their order."""
    return policies[0] if len(set(map(id, policies))) == 1 else SideBySide(policies)


def _join(parts: Sequence[Played]) -> Played:
    first = parts[0]
    return Played(
        scores={
            actor: np.concatenate([part.scores[actor] for part in parts]) for actor in first.scores
        },
        aims={
            actor: {
                name: np.concatenate([part.aims[actor][name] for part in parts]) for name in scored
            }
            for actor, scored in first.aims.items()
        },
        series={
            name: np.concatenate([part.series[name] for part in parts]) for name in first.series
        },
        ended=np.concatenate([part.ended for part in parts]),
    )


def standard_error(values: Floats) -> float:
    """Return the standard error of the mean of games, (games,); without end of a single one."""
    if values.size < 2:
        return math.inf
    return float(values.std(ddof=1)) / math.sqrt(values.size)
