"""Laws of a live contest that are read in the hindcast: one world, and patterns that can fail."""

from __future__ import annotations

import functools
import math

import numpy as np

from game.contests.laws.ground import Ground
from game.contests.laws.readings import Reading
from game.contests.laws.table import EVERY, Law
from game.hindcast.openings import play_histories
from game.hindcast.patterns.shares import Shown, show_patterns
from game.hindcast.record.scenario import NAME
from game.state.opening import ANEW
from game.state.ties import largest_first, tied
from game.state.world import FIELDS, Floats, World

# Openings further from it than by this share are further than the record allows.
MOST = 25.0
LEAST_PATTERNS = 18.0


def read_opening(ground: Ground) -> list[Reading]:
    """Read law 15: how many fields open by more than a quarter away from the hindcast's state."""
    apart = opening_apart(ground)
    beyond = {name: share for name, share in apart.items() if share > MOST}
    worst = largest_first(beyond, lambda name: beyond[name])
    return [
        Reading(
            cell=ground.cell(15),
            part=f"of {len(apart)} fields open more than a quarter away",
            value=float(len(beyond)),
            unit="fields",
            high=0.0,
            notes=tuple((name, beyond[name]) for name in worst),
        )
    ]


def opening_apart(ground: Ground) -> dict[str, float]:
    """Return by how much each field's mean opens away from the hindcast's, in per cent.

    Means are over a field's members; of the worlds that a game may open in, and of the hindcast's
    histories as they are played now, the median one counts. The larger of the two is set against
    the smaller. What begins anew in a game is left out, and what holds a setting: those are
    codes, and a scenario's own settings stand in its file.
    """
    history = world_at(ground.scenario.start)
    apart = {}
    for name, field in FIELDS.items():
        if name in ANEW or field.lever:
            continue
        opened, there = (_mean(world, name) for world in (ground.scenario.openings, history))
        small, large = sorted((abs(float(np.median(opened))), abs(float(np.median(there)))))
        if tied(small, large):
            apart[name] = 0.0
        else:
            apart[name] = 100.0 * (large / small - 1.0) if small else math.inf
    return apart


def _mean(world: World, name: str) -> Floats:
    values: Floats = getattr(world, name)
    means: Floats = values.reshape(len(values), -1).mean(axis=1)
    return means


@functools.cache
def world_at(month: int) -> World:
    """Return the hindcast's world at the end of a month, in its stored histories."""
    return play_histories([month])[month].world


def read_patterns(ground: Ground) -> list[Reading]:
    """Read law 16: patterns in runs, in runs without their event and without their mechanism."""
    shown = show_patterns(max(10, ground.budget.testing), seed=ground.budget.test)
    telling = [tested.name for tested in shown if tested.pattern.telling and not tested.counts]
    return [
        Reading(
            cell=ground.cell(16),
            part=f"of {len(shown)} patterns count",
            value=float(sum(tested.counts for tested in shown)),
            unit="patterns",
            low=LEAST_PATTERNS,
            notes=tuple(
                (f"{tested.name} {_why(tested)}", 100.0 * _share_without(tested))
                for tested in shown
                if not tested.counts
            ),
        ),
        Reading(
            cell=ground.cell(16),
            part="of those that tell most do not count",
            value=float(len(telling)),
            unit="patterns",
            high=0.0,
            notes=tuple((name, 0.0) for name in telling),
        ),
    ]


def _why(tested: Shown) -> str:
    """Return in a word why a pattern does not count."""
    if not tested.shows:
        return "in runs"
    if not tested.discriminates:
        return "in placebos"
    return "a label" if tested.knocked_out is None else "without its mechanism"


def _share_without(tested: Shown) -> float:
    """Return the share by which it fails to count: of runs, placebos or knock-outs."""
    if not tested.shows or tested.knocked_out is None:
        return tested.treated
    return tested.placebo if not tested.discriminates else tested.knocked_out


LAWS = {
    15: Law(
        number=15,
        says="a scenario opens in the world that the hindcast validates",
        mark="no field opens more than a quarter away from the hindcast's state at that date",
        of_scenario=read_opening,
        scenarios=EVERY,
    ),
    16: Law(
        number=16,
        says="patterns can fail",
        mark="at least 18 of 30 show in 70 % of runs and in at most 30 % of placebos and of "
        "knock-outs of their mechanism, those that tell most among them; clauses, laws of the "
        "rules and arithmetic do not count",
        of_scenario=read_patterns,
        lacks="worths that are an actor's own aims only",
        scenarios=(NAME,),
    ),
}
