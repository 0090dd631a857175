"""Law 10: truces are kept and broken, and the mineral ladder is climbed."""

from __future__ import annotations

import functools

import numpy as np

from agents.policies.blind import Nothing
from game.contests.laws.ground import Ground
from game.contests.laws.readings import Reading, percent
from game.contests.redteam.side_by_side import Cast, Reader
from game.state.position import Position
from game.state.scenario import Scenario
from game.state.world import Floats

# What breaks a truce off, by the capital that does.
BREAKS = {"washington": "us_truce", "beijing": "cn_truce"}


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
            part="hazard of breaking off unprovoked, over that in play",
            value=_unprovoked(ground),
            unit="times",
            high=0.5,
        ),
    ]


def _unprovoked(ground: Ground) -> float:
    """Return how much rarer a truce is broken off where the other capital does nothing."""
    own = ground.line_ups["own"]
    calm = {
        actor: {**own, **{other: Nothing() for other in BREAKS if other != actor}}
        for actor in BREAKS
    }
    in_play = sum(_hazard(ground, own, actor) for actor in BREAKS)
    unprovoked = sum(_hazard(ground, calm[actor], actor) for actor in BREAKS)
    return unprovoked / in_play if in_play else float("inf")


def _hazard(ground: Ground, cast: Cast, actor: str) -> float:
    """Return in which share of the quarters of a truce a capital breaks it off."""
    played = ground.play(
        [cast],
        watch={"truce": read_field("truce"), "broken": functools.partial(_breaks_off, actor)},
    )
    standing = played.series["truce"][0, :, :-1] > 0.0
    broken = standing & (played.series["broken"][0, :, 1:] > 0.0)
    return float(broken.sum()) / max(1.0, float(standing.sum()))


def _breaks_off(actor: str, position: Position, scenario: Scenario) -> Floats:
    lever = scenario.levers[BREAKS[actor]]
    ordered = position.sealed.settings[lever.name] == lever.settings.index("break_off")
    return np.where(ordered, 1.0, 0.0)


def read_field(name: str) -> Reader:
    """Return the reader of a field that has one number a game."""
    return functools.partial(_field, name)


def _field(name: str, position: Position, _scenario: Scenario) -> Floats:
    values: Floats = getattr(position.world, name)
    return values
