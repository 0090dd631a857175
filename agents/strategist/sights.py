"""What an actor sees of its own game and of games that it imagines, and how like they are."""

from __future__ import annotations

import dataclasses
import functools

import numpy as np

from game.mathematics import log1p
from game.model.quantities.dates import CALENDAR
from game.state.arrays import total
from game.state.chance import Chance
from game.state.position import Position
from game.state.scenario import Scenario
from game.state.world import Floats
from game.turn.view import View, is_visible

# No single number makes a game more unlike than this many standard errors do.
MOST_UNLIKE = 3.0
# How much of the spread of imagined games counts as their own roughness.
ROUGHNESS = 0.3
# A setting that differs by all of its range counts as this many standard errors.
SETTING_ERRORS = 6.0
LEAST_SPREAD = 1e-4


class Sights:
    """The sights of one actor, as they bear on games that it imagines.

    Nothing here reads a game but through the actor's view of it.
    """

    def __init__(self, scenario: Scenario, actor: str) -> None:
        self.actor = actor
        self.scenario = scenario
        role = scenario.roles[actor]
        self.sights = tuple(s for name, s in role.sights.items() if name not in CALENDAR)
        clear = {
            name: dataclasses.replace(sight, blur=0.0, error=0.0)
            for name, sight in role.sights.items()
        }
        self._clear = dataclasses.replace(
            scenario,
            roles={**scenario.roles, actor: dataclasses.replace(role, sights=clear)},
        )
        self.targets = tuple(
            lever.target(column)
            for lever in scenario.levers.values()
            if is_visible(lever, actor) and not lever.part
            for column in range(lever.columns)
        )

    def read(self, view: View) -> Floats:
        """Return the estimates of all sights, (R, sights)."""
        return np.concatenate([view.value(sight.name) for sight in self.sights], axis=1)

    def clear_view(self, position: Position) -> View:
        """Return the actor's view of imagined games, in which nothing is blurred."""
        return View(position, self._clear, self.actor, Chance(0, 0, position.replicates))

    def settings(self, view: View) -> Floats:
        """Return the settings that are seen, (R, targets)."""
        return np.concatenate([view.value(target) for target in self.targets], axis=1)

    def earlier_settings(self, view: View) -> Floats:
        """Return the settings that were seen before, (R, targets)."""
        return np.concatenate([view.previous(target) for target in self.targets], axis=1)

    @functools.cached_property
    def ranges(self) -> Floats:
        """How far each setting can move, (targets,)."""
        levers = self.scenario.levers
        owners = [levers[target.partition(".")[0]] for target in self.targets]
        return np.array([lever.high - lever.low for lever in owners])

    def unlikeness(self, estimates: Floats, facts: Floats) -> Floats:
        """Return how unlike imagined games (P, sights) are to views (R, sights): (R, P).

        The sum of squared standard errors, each number on a scale on which it spreads alike.
        """
        scale = np.quantile(np.abs(facts), 0.5, axis=0) + 1e-6
        seen, imagined = _compress(estimates, scale), _compress(facts, scale)
        spread = imagined.std(axis=0)
        blur = np.array([sight.blur for sight in self.sights])
        error = np.array([sight.error for sight in self.sights]) / scale
        errors = np.sqrt(blur**2 + error**2 + (ROUGHNESS * spread) ** 2) + LEAST_SPREAD
        apart = (seen[:, np.newaxis, :] - imagined[np.newaxis]) / errors
        return total(np.minimum(apart**2, MOST_UNLIKE**2))[..., 0]

    def settings_apart(self, settings: Floats, imagined: Floats) -> Floats:
        """Return by how much settings differ, in squared standard errors, (R, P, targets)."""
        apart = (settings[:, np.newaxis, :] - imagined[np.newaxis]) / self.ranges
        return np.minimum((SETTING_ERRORS * apart) ** 2, MOST_UNLIKE**2)


def _compress(values: Floats, scale: Floats) -> Floats:
    """Return numbers on a scale that is straight near 0 and logarithmic beyond, of either sign."""
    compressed: Floats = np.sign(values) * log1p(np.abs(values) / scale)
    return compressed
