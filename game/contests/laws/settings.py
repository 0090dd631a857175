"""Laws 4 and 5: every setting does something, and which one is best depends on the others."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Mapping, Sequence

import numpy as np

from agents.policies.blind import BlindPlan, Step
from game.contests.laws.ground import Ground
from game.contests.laws.readings import Cell, Reading
from game.contests.redteam.paths import fields_at_first_hand, fields_of
from game.contests.redteam.search import trial_settings
from game.contests.redteam.side_by_side import open_games, play_casts
from game.state.chance import Chance
from game.state.levers import Action
from game.state.world import Floats

# A setting is held from the first turn, or from the fifth.
STARTS = (0, 4)
# What counts as an effect: points of score, and standard errors.
LEAST_POINTS = 0.5
LEAST_ERRORS = 3.0
# Capital a step from which on a lever is dear.
DEAR = 2.0
ALL_LEVERS = "levers whose best setting depends on others or on time"
# The scenario of what is read over all of them.
EVERYWHERE = "all"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Held:
    """What holding each setting alone does to a seat, against giving no order.

    `points` are changes of the score and `aims` those of each aim in points of it, by line-up,
    start and setting: (line-ups, starts, settings, games).
    """

    settings: tuple[Action, ...]
    points: Floats
    aims: dict[str, Floats]


@functools.cache
def hold_settings(ground: Ground, seat: str) -> Held:
    """Play every setting of a seat, held from the first and from the fifth turn, in all line-ups.

    The games are those of the training luck: there are many settings, and luck is paired.
    """
    settings = trial_settings(ground.scenario.levers.of(seat))
    levers = ground.scenario.levers.of(seat)
    plans = [
        (),
        *((Step(order=action, turn=start),) for start in STARTS for action in settings),
    ]
    policies = [BlindPlan(levers, plan) for plan in plans]
    played = play_casts(
        ground.scenario,
        [{**cast, seat: policy} for cast in ground.line_ups.values() for policy in policies],
        seed=ground.budget.train,
        games=ground.budget.training,
    )

    def against_nothing(values: Floats) -> Floats:
        by_plan = values.reshape(len(ground.line_ups), len(plans), -1)
        changed = by_plan[:, 1:] - by_plan[:, :1]
        return changed.reshape(len(ground.line_ups), len(STARTS), len(settings), -1)

    weights = {aim.name: aim.weight for aim in ground.scenario.aims[seat]}
    return Held(
        settings=settings,
        points=against_nothing(played.scores[seat]),
        aims={
            name: weights[name] * against_nothing(values)
            for name, values in played.aims[seat].items()
        },
    )


def read_acting_settings(ground: Ground, seat: str) -> list[Reading]:
    """Read law 4: the share of settings that act in some line-up, from some turn on.

    Settings in force at the opening are left out. What a lever does to an aim counts only where its
    orders do not move, at first hand, the very fields that the aim is measured by.
    """
    held = hold_settings(ground, seat)
    opened = ground.scenario.settings.settings
    effects: dict[str, float] = {}
    for place, action in enumerate(held.settings):
        lever = ground.scenario.levers[action.lever]
        if opened[lever.name][0, lever.column(action.member)] == action.value:
            continue
        aims_of_actor = aims_at_first_hand(ground, seat, lever.name)
        points = sum(
            (
                values[:, :, place]
                for name, values in held.aims.items()
                if name not in aims_of_actor
            ),
            np.zeros_like(held.points[:, :, place]),
        )
        effects[action.setting(ground.scenario.levers)] = _largest_sure(points)
    return [_share_acting(ground.cell(4, seat), effects)]


def _share_acting(cell: Cell, effects: Mapping[str, float]) -> Reading:
    acting = sum(size >= LEAST_POINTS for size in effects.values())
    return Reading(
        cell=cell,
        part="settings that act, with the effect of the least",
        value=100.0 * acting / len(effects),
        low=80.0,
        notes=tuple(sorted(effects.items(), key=lambda effect: effect[1])),
    )


def join_acting_settings(readings: Sequence[Reading]) -> list[Reading]:
    """Return law 4 over several scenarios: a setting acts where it does in one of them."""
    return [
        _share_acting(Cell(law=4, scenario=EVERYWHERE, seat=seat), _largest(of_seat))
        for seat, of_seat in _by_seat(readings).items()
    ]


def _by_seat(readings: Sequence[Reading]) -> dict[str, list[Reading]]:
    seats = dict.fromkeys(reading.cell.seat for reading in readings)
    return {seat: [reading for reading in readings if reading.cell.seat == seat] for seat in seats}


def _largest(readings: Sequence[Reading]) -> dict[str, float]:
    """Return the largest number that notes have under each name."""
    largest: dict[str, float] = {}
    for name, value in (note for reading in readings for note in reading.notes):
        largest[name] = max(value, largest.get(name, value))
    return largest


def _largest_sure(points: Floats) -> float:
    """Return the largest mean effect over cells that luck does not explain, (..., games)."""
    means = np.abs(points.mean(axis=-1))
    errors = points.std(axis=-1, ddof=1) / np.sqrt(points.shape[-1])
    return float(np.where(means > LEAST_ERRORS * errors, means, 0.0).max())


@functools.cache
def aims_at_first_hand(ground: Ground, seat: str, lever: str) -> frozenset[str]:
    """Return a seat's aims that are measured by fields which orders of a lever move themselves."""
    scenario, luck = ground.scenario, Chance(ground.budget.train, 0, 1)
    position = open_games(scenario, ground.budget.train, 1)
    moved = fields_at_first_hand(position, scenario, ground.holding, luck, scenario.levers[lever])
    return frozenset(
        aim.name for aim in scenario.aims[seat] if moved & fields_of(aim, position, scenario)
    )


def read_crossing_levers(ground: Ground, seat: str) -> list[Reading]:
    """Read law 5: the share of levers whose best setting depends on others or on time."""
    held, levers = hold_settings(ground, seat), ground.scenario.levers.of(seat)
    crossing = {
        lever.name: float(
            any(
                _cross(held, _places(held, lever.target(column))) for column in range(lever.columns)
            )
        )
        for lever in levers
    }
    dear = {lever.name: crossing[lever.name] for lever in levers if lever.cost >= DEAR}
    return _share_crossing(ground.cell(5, seat), crossing, dear)


def _share_crossing(
    cell: Cell, crossing: Mapping[str, float], dear: Mapping[str, float]
) -> list[Reading]:
    """Return law 5 from whether each lever crosses (1) or not (0), and each dear one."""
    return [
        Reading(
            cell=cell,
            part=ALL_LEVERS,
            value=100.0 * sum(crossing.values()) / len(crossing),
            low=60.0,
            notes=tuple(crossing.items()),
        ),
        Reading(
            cell=cell,
            part="dear levers of which that is not so",
            value=float(sum(not crosses for crosses in dear.values())),
            unit="levers",
            high=0.0,
            notes=tuple(dear.items()),
        ),
    ]


def join_crossing_levers(readings: Sequence[Reading]) -> list[Reading]:
    """Return law 5 over several scenarios: a lever crosses where it does in one of them."""
    joined = []
    for seat, of_seat in _by_seat(readings).items():
        every = [reading for reading in of_seat if reading.part == ALL_LEVERS]
        dear = [reading for reading in of_seat if reading.part != ALL_LEVERS]
        cell = Cell(law=5, scenario=EVERYWHERE, seat=seat)
        joined += _share_crossing(cell, _largest(every), _largest(dear))
    return joined


def _places(held: Held, target: str) -> list[int]:
    return [place for place, action in enumerate(held.settings) if action.target == target]


def _cross(held: Held, places: Sequence[int]) -> bool:
    """Tell whether of two values of a setting each is clearly better in some cell."""
    for place, other in itertools.combinations(places, 2):
        ahead = held.points[:, :, place] - held.points[:, :, other]
        means = ahead.mean(axis=-1)
        errors = ahead.std(axis=-1, ddof=1) / np.sqrt(ahead.shape[-1])
        sure = np.abs(means) >= np.maximum(LEAST_POINTS, LEAST_ERRORS * errors)
        if (sure & (means > 0.0)).any() and (sure & (means < 0.0)).any():
            return True
    return False
