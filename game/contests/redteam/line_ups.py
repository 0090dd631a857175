"""Whom a seat plays against: the scenario's own cast, one that reciprocates, and drawn ones."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from agents.cast import choose_policies, ordinary_policies
from agents.policies.base import Policy
from agents.policies.blind import Nothing, Pusher
from agents.policies.random_legal import RandomLegal
from game.config.library import Library
from game.config.schema.policy import Choice
from game.config.schema.policy import Policy as PolicyConfig
from game.contests.redteam.side_by_side import Cast
from game.state.chance import Chance
from game.state.levers import Lever
from game.state.scenario import Scenario

OWN = "own"
RECIPROCAL = "reciprocal"

# Players that need no search, by name.
BOTS: dict[str, Callable[[tuple[Lever, ...]], Policy]] = {
    "nothing": lambda _levers: Nothing(),
    "max": lambda levers: Pusher(levers, up=True),
    "min": lambda levers: Pusher(levers, up=False),
    "max_jump": lambda levers: Pusher(levers, up=True, at_once=True),
    "random": RandomLegal,
}


def draw_line_ups(
    scenario: Scenario, library: Library, *, drawn: int, seed: int
) -> dict[str, Cast]:
    """Return line-ups by name: the scenario's own, `reciprocal`, and so many drawn ones."""
    profiles = {OWN: {}, RECIPROCAL: _reciprocal(scenario, library)}
    for number in range(drawn):
        luck = Chance(seed, number, 1).uniform("line-up", len(scenario.actors))[0]
        profiles[f"drawn_{number + 1}"] = {
            actor: _pick(ordinary_policies(library, actor), float(share))
            for actor, share in zip(scenario.actors, luck, strict=True)
        }
    return {name: choose_policies(scenario, wanted, library) for name, wanted in profiles.items()}


def chill(library: Library) -> Library:
    """Return the same configs with every choice at temperature 0: the best option is taken."""
    policies = {
        actor: {name: _chill(spec) for name, spec in specs.items()}
        for actor, specs in library.policies.items()
    }
    return dataclasses.replace(library, policies=policies)


def _chill(spec: PolicyConfig) -> PolicyConfig:
    colder = {
        phase: type(clauses)(
            clause.model_copy(update={"temperature": 0.0}) if isinstance(clause, Choice) else clause
            for clause in clauses
        )
        for phase, clauses in (("measures", spec.measures), ("response", spec.response))
    }
    return spec.model_copy(update=colder)


def _reciprocal(scenario: Scenario, library: Library) -> dict[str, str]:
    return {actor: RECIPROCAL for actor in scenario.actors if RECIPROCAL in library.policies[actor]}


def _pick(names: tuple[str, ...], share: float) -> str:
    return names[int(share * len(names))]
