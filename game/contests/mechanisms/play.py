"""Playing the arms of many interventions at once, on the replicate axis and the same luck."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np

from agents.policies.base import Policy
from agents.policies.blind import Nothing
from agents.rollouts import play_turn
from game.contests.laws.ground import Ground
from game.contests.mechanisms.arms import NOBODY, OWN, PlayedArm
from game.contests.redteam.side_by_side import MOST_ROWS, impose, lead_blocks, open_games
from game.language.expression import Expression
from game.state.chance import Chance
from game.state.paired_chance import PairedChance
from game.state.params import Params
from game.state.position import Position, see
from game.state.replicate_rows import pick_rows
from game.state.scenario import Scenario
from game.state.world import Floats
from game.turn.interventions import strike_where

# What was read of an arm, by expression: (games, 1 + turns), the opening first.
Series = Mapping[str, Floats]
# Arms that are read later than this are played apart, so that the others need not last as long.
USUAL_TURNS = 12


def play_arms(
    ground: Ground, arms: Sequence[PlayedArm], reads: Mapping[str, Expression]
) -> dict[PlayedArm, Series]:
    """Play every arm in the ground's games of fresh luck, for as many turns as the longest has.

    Games do not end early: an arm that ended one would be compared with one that did not.
    """
    at_once = max(1, MOST_ROWS // ground.budget.testing)
    played: dict[PlayedArm, Series] = {}
    for group in _alike(arms):
        for first in range(0, len(group), at_once):
            played |= _play_block(ground, group[first : first + at_once], reads)
    return played


def _alike(arms: Sequence[PlayedArm]) -> list[list[PlayedArm]]:
    """Return the arms in groups that the same policies lead for as many turns."""
    groups: dict[object, list[PlayedArm]] = {}
    for arm in dict.fromkeys(arms):
        groups.setdefault((arm.leaders, len(arm.held) > USUAL_TURNS), []).append(arm)
    return list(groups.values())


def _play_block(
    ground: Ground, arms: Sequence[PlayedArm], reads: Mapping[str, Expression]
) -> dict[PlayedArm, Series]:
    games, turns = ground.budget.testing, max(len(arm.held) for arm in arms)
    scenario = dataclasses.replace(
        ground.scenario, turns=turns, end_tests=(), params=_params(ground, arms)
    )
    policies = _leaders(ground, arms)
    opening = open_games(
        dataclasses.replace(ground.scenario, end_tests=()), ground.budget.test, games
    )
    luck = PairedChance(Chance(ground.budget.test, 0, games), len(arms))
    position = pick_rows(opening, np.tile(np.arange(games), len(arms)))
    seen = [_read(position, scenario, reads)]
    held = [{turn: dict(settings) for turn, settings in enumerate(arm.held)} for arm in arms]
    for turn in range(turns):
        position = impose(position, scenario, held)
        position = _strike(position, scenario, arms, turn)
        position = play_turn(position, scenario, policies, luck)
        seen.append(_read(position, scenario, reads))
    series = {name: np.concatenate([values[name] for values in seen], axis=1) for name in reads}
    return {
        arm: {
            name: values[number * games : (number + 1) * games] for name, values in series.items()
        }
        for number, arm in enumerate(arms)
    }


def _read(position: Position, scenario: Scenario, reads: Mapping[str, Expression]) -> Series:
    value, shape = see(position, scenario).value, position.world.month_shape
    return {name: np.broadcast_to(what.evaluate(value), shape) for name, what in reads.items()}


def _params(ground: Ground, arms: Sequence[PlayedArm]) -> Params:
    """Return the parameters of all arms: where one has a number of its own, by replicate."""
    params, games = ground.scenario.params, ground.budget.testing
    names = {name for arm in arms for name, _ in (*arm.parameters, *arm.scaled)}
    changed = {}
    for name in sorted(names):
        usual = params.numbers[name]
        rows = [
            np.full_like(usual, dict(arm.parameters)[name])
            if name in dict(arm.parameters)
            else usual * dict(arm.scaled).get(name, 1.0)
            for arm in arms
        ]
        stacked = np.stack([np.atleast_1d(row) for row in rows])
        changed[name] = np.repeat(stacked, games, axis=0)
    return params.replaced(changed)


def _leaders(ground: Ground, arms: Sequence[PlayedArm]) -> dict[str, Policy]:
    """Return the policy of each actor that leads it in every arm as that arm wants."""
    idle = Nothing()
    policies: dict[tuple[str, str], Policy] = {}
    for arm in arms:
        for actor, name in arm.leaders:
            if (actor, name) in policies:
                continue
            if name == NOBODY:
                policies[actor, name] = idle
            elif name == OWN:
                policies[actor, name] = ground.line_ups["own"][actor]
            else:
                policies[actor, name] = ground.lead({actor: name})[actor]
    return {
        actor: lead_blocks([policies[actor, dict(arm.leaders)[actor]] for arm in arms])
        for actor in ground.scenario.actors
    }


def _strike(
    position: Position, scenario: Scenario, arms: Sequence[PlayedArm], turn: int
) -> Position:
    """Return the position after the events due in a turn, each in the rows of its arm."""
    games, struck = position.replicates // len(arms), []
    for number, arm in enumerate(arms):
        for event in arm.struck[turn] if turn < len(arm.struck) else ():
            where = np.zeros(position.replicates, dtype=np.bool_)
            where[number * games : (number + 1) * games] = True
            struck.append((event, where))
    return strike_where(position, scenario, struck) if struck else position
