"""Law 14: a game begins where it is; holding everything moves nothing by much."""

from __future__ import annotations

import functools
import math

import numpy as np

from agents.policies.base import Decision, Policy
from game.contests.laws.ground import Ground
from game.contests.laws.readings import Reading
from game.contests.redteam.side_by_side import Reader, play_casts
from game.state.chance import Chance
from game.state.position import Position
from game.state.scenario import Scenario
from game.state.ties import above, largest_first
from game.state.world import Floats
from game.turn.engine import open_position
from game.turn.observables import read_observable
from game.turn.reads import fields_measured, measure_over
from game.turn.view import View

# Usual changes are those from this turn on.
SETTLED = 4
MOST = 2.0
# A change of less than this share of an observable's range in all games is none that people see.
SEEN = 0.001


class Later:
    """Gives no order in the first turn and follows another policy from then on."""

    name = "later"

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def decide(self, view: View, chance: Chance) -> Decision:
        """Return the orders of the policy, none in the first turn."""
        return self._policy.decide(view, chance) if view.turn else Decision()


def read_first_turn(ground: Ground) -> list[Reading]:
    """Read law 14: by how much each observable moves at first, in its own usual changes."""
    changes, dated = first_changes(ground), moved_by_date(ground.scenario)
    jumps = {name: times for name, times in changes.items() if times > MOST}
    return [
        Reading(
            cell=ground.cell(14),
            part=f"observables of {len(changes)} that {what} in the first turn",
            value=float(len(names)),
            unit="observables",
            high=high,
            notes=tuple((name, jumps[name]) for name in largest_first(names, jumps.__getitem__)),
        )
        for what, names, high in (
            ("jump", jumps.keys() - dated, 0.0),
            ("a dated event may move and that jump", jumps.keys() & dated, math.inf),
        )
    ]


def moved_by_date(scenario: Scenario) -> set[str]:
    """Return the observables that read a field which the calendar changes in the first turn."""
    position = open_position(scenario, scenario.opening)
    months = range(scenario.start + 1, scenario.start + 1 + scenario.months_per_turn)
    fields = {
        effect[0]
        for event in scenario.params.events
        if event.month in months
        for effect in event.effects
    }
    return {
        name
        for name, observable in scenario.observables.items()
        if fields & set(fields_measured(measure_over(observable), position, scenario))
    }


def first_changes(ground: Ground) -> dict[str, float]:
    """Return each observable's change over the first turn, when all hold, over its usual one.

    Both are medians over games: of the size of the first change, and of the size of a quarter's
    change from turn 4 to the end, when the scenario's own policies lead from the second turn on.
    A first change of less than a thousandth of the observable's range counts as none: a few chips
    where later none or hundreds of thousands are sold.
    """
    names = tuple(ground.scenario.observables)
    played = play_casts(
        ground.scenario,
        [{actor: Later(policy) for actor, policy in ground.line_ups["own"].items()}],
        seed=ground.budget.test,
        games=ground.budget.testing,
        watch={name: _reader(name) for name in names},
    )
    changes = {}
    for name in names:
        course = played.series[name][0]
        moved = np.abs(np.diff(course, axis=-1))
        first = float(np.median(moved[:, 0]))
        usual = float(np.median(moved[:, SETTLED - 1 :]))
        if above(first, SEEN * float(np.ptp(course))):
            changes[name] = first / usual if usual else float("inf")
        else:
            changes[name] = 0.0
    return changes


def _reader(name: str) -> Reader:
    return functools.partial(_read, name)


def _read(name: str, position: Position, scenario: Scenario) -> Floats:
    return read_observable(name, position, scenario)
