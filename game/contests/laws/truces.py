"""Law 10: truces are kept and broken, and the mineral ladder is climbed."""

from __future__ import annotations

import functools

import numpy as np

from agents.policies.blind import BlindPlan, Step
from game.contests.laws.ground import Ground
from game.contests.laws.readings import Reading, percent
from game.contests.redteam.side_by_side import Cast, Reader
from game.state.position import Position
from game.state.scenario import Scenario
from game.state.world import Floats

# Who can keep a truce, and the lever by which it is sought.
CAPITALS = {"washington": "us_truce", "beijing": "cn_truce"}


def read_truces(ground: Ground) -> list[Reading]:
    """Read law 10 in the scenario's own line-up."""
    months = ground.scenario.months_per_turn
    played = ground.play(
        [ground.line_ups["own"]],
        watch={name: read_field(name) for name in ("truce", "truce_left", "mineral_rung")},
    )
    truce, left, rung = (played.series[name][0] for name in ("truce", "truce_left", "mineral_rung"))
    was, due = truce[:, :-1] > 0.0, left[:, :-1] <= months
    gone = truce[:, 1:] == 0.0
    renewed = was & ~gone & (left[:, 1:] > left[:, :-1])
    stood, broken = was & ((gone & due) | renewed), was & gone & ~due
    ended = int(stood.sum() + broken.sum())
    climbed = (np.diff(rung, axis=-1) > 0.0).any(axis=-1)
    cell = ground.cell(10, line_up="own")
    return [
        Reading(
            cell=cell,
            part="truces that stand to their end",
            value=100.0 * float(stood.sum()) / ended if ended else 0.0,
            low=40.0,
            high=80.0,
            notes=(("truces that ended", float(ended)),),
        ),
        Reading(
            cell=cell,
            part="games in which the mineral ladder is climbed",
            value=percent(climbed),
            low=10.0,
            high=45.0,
        ),
        Reading(
            cell=cell,
            part="hazard that a truce breaks where both only renew it, over that in play",
            value=_unprovoked(ground),
            unit="times",
            high=0.5,
        ),
    ]


def _unprovoked(ground: Ground) -> float:
    """Return how much rarer a truce breaks where both capitals only renew it."""
    line_up = ground.line_ups["own"]
    in_play = _hazard(ground, line_up)
    calm = _hazard(ground, {**line_up, **{actor: _renewing(ground, actor) for actor in CAPITALS}})
    return calm / in_play if in_play else float("inf")


def _renewing(ground: Ground, actor: str) -> BlindPlan:
    """Return a leader who seeks a truce in every turn and moves nothing else."""
    levers = ground.scenario.levers
    lever = levers[CAPITALS[actor]]
    return BlindPlan(levers.of(actor), (Step(order=lever.action(0, lever.scale["seek"])),))


def _hazard(ground: Ground, cast: Cast) -> float:
    """Return in which share of the quarters of a truce it ends before its time."""
    months = ground.scenario.months_per_turn
    played = ground.play([cast], watch={name: read_field(name) for name in ("truce", "truce_left")})
    truce, left = played.series["truce"][0], played.series["truce_left"][0]
    standing = (truce[:, :-1] > 0.0) & (left[:, :-1] > months)
    broken = standing & (truce[:, 1:] == 0.0)
    return float(broken.sum()) / max(1.0, float(standing.sum()))


def read_field(name: str) -> Reader:
    """Return the reader of a field that has one number a game."""
    return functools.partial(_field, name)


def _field(name: str, position: Position, _scenario: Scenario) -> Floats:
    values: Floats = getattr(position.world, name)
    return values
