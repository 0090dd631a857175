"""Whom a strategist thinks possible: policies of every actor, and how likely each is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from agents.policies.base import Policy
from agents.policies.blind import Nothing
from agents.strategist.plans import HeldSetting, PlanLed, settings_of
from agents.strategist.size import Size
from game.state.arrays import shares
from game.state.levers import Lever
from game.state.scenario import Scenario
from game.state.terms import lever_of
from game.state.world import Floats

NOTHING = "nothing"


class LineUp:
    """The actors of a scenario, each led by plans over the policies that are possible for it.

    Parameters
    ----------
    policies
        The ordinary policies of each actor, by name.

    Attributes
    ----------
    leaders
        What leads each actor: plans that stand in the position.
    """

    def __init__(
        self,
        scenario: Scenario,
        policies: Mapping[str, Mapping[str, Policy]],
    ) -> None:
        self.scenario = scenario
        self.leaders = {
            actor: PlanLed(
                actor,
                {**ordinary, NOTHING: Nothing()},
                _settings(scenario, actor),
            )
            for actor, ordinary in policies.items()
        }

    def prior(self, actor: str, size: Size) -> Floats:
        """Return how likely each policy of an actor is before anybody has moved, (1, policies)."""
        names, usual_policy = self.leaders[actor].names, self.scenario.profile[actor]
        other = (1.0 - size.usual - size.aimless) / (len(names) - 1)
        odds = [
            size.aimless if name == NOTHING else other + size.usual * (name == usual_policy)
            for name in names
        ]
        return shares(np.array([odds]))

    def usual(self, actor: str) -> int:
        """Return the place of the policy that the scenario gives an actor, or of the first."""
        names = self.leaders[actor].names
        usual_policy = self.scenario.profile[actor]
        return names.index(usual_policy) if usual_policy in names else 0


def _settings(scenario: Scenario, actor: str) -> tuple[HeldSetting, ...]:
    levers = scenario.levers
    name = lever_of(actor, "answer")
    answers: tuple[Lever, ...] = (levers[name],) if name in levers else ()
    return settings_of(levers.of(actor), answers)
