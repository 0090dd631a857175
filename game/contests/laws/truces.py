"""Law 10: truces are kept and broken, and the mineral ladder is climbed."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np

from game.contests.laws.ground import Ground
from game.contests.laws.readings import Reading, percent
from game.contests.redteam.side_by_side import Reader
from game.state.position import Position
from game.state.scenario import Scenario
from game.state.world import Floats

# Fields that rise with what breaks the spirit of a truce.
PROVOCATIONS = ("us_breadth", "mineral_rung")


def read_truces(ground: Ground) -> list[Reading]:
    """Read law 10 in the scenario's own line-up."""
    months = ground.scenario.months_per_turn
    played = ground.play(
        [ground.line_ups["own"]],
        watch={name: read_field(name) for name in ("truce", "truce_left", *PROVOCATIONS)},
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
            part="hazard that a truce breaks unprovoked, over that when provoked",
            value=_unprovoked(played.series, months),
            unit="times",
            high=0.5,
        ),
    ]


def _unprovoked(series: Mapping[str, Floats], months: int) -> float:
    """Return how much rarer truces break in quarters without a provocation than in those with one.

    A provocation is a control added or a rung of the mineral ladder climbed.
    """
    truce, left = series["truce"][0], series["truce_left"][0]
    standing = (truce[:, :-1] > 0.0) & (left[:, :-1] > months)
    broken = standing & (truce[:, 1:] == 0.0)
    provoked = np.zeros(standing.shape, dtype=np.bool_)
    for name in PROVOCATIONS:
        provoked |= np.diff(series[name][0], axis=-1) > 0.0
    hazards = [
        float((broken & where).sum()) / max(1.0, float((standing & where).sum()))
        for where in (~provoked, provoked)
    ]
    return hazards[0] / hazards[1] if hazards[1] else float("inf")


def read_field(name: str) -> Reader:
    """Return the reader of a field that has one number a game."""
    return functools.partial(_field, name)


def _field(name: str, position: Position, _scenario: Scenario) -> Floats:
    values: Floats = getattr(position.world, name)
    return values
