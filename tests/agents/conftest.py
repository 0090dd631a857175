"""A field of games in which every shipped policy leads, against many others, in every scenario."""

from __future__ import annotations

import dataclasses
import functools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest

from agents.cast import choose_policies
from agents.model import GameModel, PhaseRecord
from agents.policies.base import Decision, Policy
from agents.policies.rules_file import RulesFile
from game.config.scenarios import load_scenario, shipped_library
from game.state.chance import Chance
from game.state.levers import Lever
from game.state.orders import Flags, Proposal
from game.state.position import PHASES, Position
from game.state.scenario import Scenario
from game.state.world import FIELDS
from game.turn.view import View

SCENARIOS = ("october_2022", "april_2025", "december_2025", "lesson")
POLICIES = [
    (actor, name) for actor, policies in shipped_library().policies.items() for name in policies
]
# In so many games of a scenario opponents are drawn; in so many more the opening is shuffled too.
MIXED, SHUFFLED = 140, 700
# In this share of the games with a shuffled opening, a term binds.
IN_FORCE = 0.2
# What is drawn otherwise than between 0 and 1 where an opening is shuffled: low and high.
DRAWN = {
    "capital": (0.0, 12.0),
    "cash": (-20.0, 20.0),
    "hbm_stock": (0.0, 3000.0),
    "truce_left": (0.0, 12.0),
    "mineral_build": (0.0, 0.0),
}


class Turns:
    """Leads each game of a batch by the policy whose turn it is there."""

    name = "turns"

    def __init__(self, policies: Sequence[Policy], leads: np.ndarray) -> None:
        self._turns = [(policy, leads == policy.name) for policy in policies]

    def decide(self, view: View, chance: Chance) -> Decision:
        proposals = []
        for policy, led in self._turns:
            for proposal in policy.decide(view, chance).proposals:
                where = proposal.where & led
                if where.any():
                    proposals.append(dataclasses.replace(proposal, where=where))
        return Decision(proposals=tuple(proposals))


class Erratic:
    """Throws a third of its settings anywhere, as no shipped policy does and a person may."""

    name = "erratic"

    def __init__(self, levers: Sequence[Lever]) -> None:
        self._settings = [(lever, column) for lever in levers for column in range(lever.columns)]

    def decide(self, view: View, chance: Chance) -> Decision:
        luck = chance.uniform(f"policy:{view.actor}:{view.phase}:erratic", 2 * len(self._settings))
        proposals = []
        for index, (lever, column) in enumerate(self._settings):
            count = round((lever.high - lever.low) / lever.step) + 1
            values = lever.low + lever.step * np.floor(luck[:, 2 * index, None] * count)
            where = luck[:, 2 * index + 1, None] < 1.0 / 3.0
            proposals.append(Proposal(lever=lever.name, column=column, values=values, where=where))
        return Decision(proposals=tuple(proposals))


@dataclasses.dataclass
class Tally:
    """What one policy did: orders by clause, and those from a shipped opening; what was refused.

    `granted` and `refused` count orders in games with a shipped opening.
    """

    fired: Counter[int] = dataclasses.field(default_factory=Counter)
    fired_as_shipped: Counter[int] = dataclasses.field(default_factory=Counter)
    granted: int = 0
    refused: Counter[str] = dataclasses.field(default_factory=Counter)

    def count(self, clause: int, lever: str, where: Mapping[str, Flags], shipped: Flags) -> None:
        """Add one proposal: where it was made, granted and refused, arrays (R, 1)."""
        self.fired[clause] += int(where["asked"].sum())
        self.fired_as_shipped[clause] += int((where["asked"] & shipped).sum())
        self.granted += int((where["granted"] & shipped).sum())
        self.refused[lever] += int((where["refused"] & shipped).sum())


class Field:
    """The games of one scenario, side by side."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario = scenario
        self.seed = seed
        self.leads = lay_out(scenario, seed)
        rows = len(self.leads[scenario.actors[0]])
        self.shipped = np.arange(rows)[:, None] < rows - SHUFFLED
        field = {
            actor: Turns([shipped_policies()[actor, name] for name in names_of(actor)], leads)
            for actor, leads in self.leads.items()
        }
        self.model = GameModel(scenario, policies=field, seed=seed, replicates=rows)
        self.model.position = shuffle_opening(self.model.position, scenario, seed)

    def play(self, tallies: Mapping[tuple[str, str], Tally]) -> None:
        """Play all turns and count who ordered what."""
        while self.model.running:
            for _ in PHASES:
                self._count(self.model.play_phase(), tallies)
            self.model.play_months()

    def _count(self, record: PhaseRecord, tallies: Mapping[tuple[str, str], Tally]) -> None:
        for actor, grants in record.sealed.items():
            for grant in grants:
                asked = grant.proposal.where
                leader = str(self.leads[actor][int(asked.argmax()), 0])
                if (actor, leader) in tallies:
                    where = {"asked": asked, "granted": grant.granted, "refused": grant.refused}
                    lever, clause = grant.proposal.lever, grant.proposal.clause
                    tallies[actor, leader].count(clause, lever, where, self.shipped)


def names_of(actor: str) -> list[str]:
    return [*shipped_library().policies[actor], Erratic.name]


def lay_out(scenario: Scenario, seed: int) -> dict[str, np.ndarray]:
    """Return who leads each actor in each game, arrays (R, 1) of names.

    Every policy meets the scenario's own profile, history, and opponents drawn at random; in the
    last games, whose openings are shuffled, also erratic ones.
    """
    games: list[dict[str, str]] = []
    for others in (scenario.profile, dict.fromkeys(scenario.actors, "historical")):
        games += [{**others, actor: name} for actor, name in POLICIES]
    luck = np.random.default_rng(seed)
    for drawn, last in ((MIXED, -1), (SHUFFLED, None)):
        turns = {
            actor: luck.permutation(np.resize(names_of(actor)[:last], drawn))
            for actor in scenario.actors
        }
        games += [{actor: str(turns[actor][game]) for actor in turns} for game in range(drawn)]
    return {actor: np.array([[game[actor]] for game in games]) for actor in scenario.actors}


def shuffle_opening(position: Position, scenario: Scenario, seed: int) -> Position:
    """Return the opening with the last games opened anywhere: all settings and shares drawn.

    A policy also has clauses for what no shipped scenario opens with and a user's own may. Some
    terms are in force, which the settings drawn keep or do not.
    """
    luck = np.random.default_rng(seed)
    settings = {name: values.copy() for name, values in position.orders.settings.items()}
    for name, values in settings.items():
        lever = scenario.levers[name]
        if not lever.pulse:
            count = round((lever.high - lever.low) / lever.step) + 1
            values[-SHUFFLED:] = lever.low + lever.step * luck.integers(0, count, (SHUFFLED, 1))
    changes = {}
    for name, field in FIELDS.items():
        if name in DRAWN or (field.low, field.high) == (0.0, 1.0):
            values = getattr(position.world, name).copy()
            drawn = luck.uniform(*DRAWN.get(name, (0.0, 1.0)), (SHUFFLED, *values.shape[1:]))
            values[-SHUFFLED:] = np.rint(drawn) if field.unit == "flag" else drawn
            changes[name] = values
    changes |= _deals_in_force(position, scenario, luck)
    orders = position.orders.with_settings(settings)
    world = position.world.with_changes(changes)
    return dataclasses.replace(
        position,
        orders=orders,
        before=orders,
        sealed=orders,
        earlier=orders,
        world=world,
        months=(world,) * len(position.months),
    )


def _deals_in_force(
    position: Position, scenario: Scenario, luck: np.random.Generator
) -> dict[str, np.ndarray]:
    """Return terms of settled bounds in force in the last games, each in some of them."""
    terms = scenario.params.terms
    fixed = np.array([term.is_fixed for term in terms.members])
    in_force = fixed & (luck.random((SHUFFLED, len(fixed))) < IN_FORCE)
    months = {"term_left": luck.integers(1, 13, in_force.shape)}
    bounds = {"term_low": terms.low, "term_high": terms.high}
    drawn = {}
    for name, values in {**months, **bounds}.items():
        drawn[name] = getattr(position.world, name).copy()
        drawn[name][-SHUFFLED:] = np.where(in_force, values, drawn[name][-SHUFFLED:])
    return drawn


@functools.cache
def shipped_policies() -> dict[tuple[str, str], Policy]:
    """Return every policy by actor and name; they are the same in every scenario."""
    scenario = load_scenario()
    policies: dict[tuple[str, str], Policy] = {
        (actor, name): choose_policies(scenario, {actor: name})[actor] for actor, name in POLICIES
    }
    for actor in scenario.actors:
        policies[actor, Erratic.name] = Erratic(scenario.levers.of(actor))
    return policies


@pytest.fixture(scope="session")
def tallies() -> dict[tuple[str, str], Tally]:
    """What each policy did over all scenarios."""
    tallies = {pair: Tally() for pair in POLICIES}
    for seed, name in enumerate(SCENARIOS):
        Field(load_scenario(name), seed).play(tallies)
    return tallies


@pytest.fixture(scope="session")
def field_of_lesson() -> Field:
    """The lesson after one turn."""
    field = Field(load_scenario("lesson"), seed=5)
    field.model.step()
    return field


@pytest.fixture(scope="session")
def load_policy() -> Callable[[str, str], Policy]:
    return lambda actor, name: shipped_policies()[actor, name]


@pytest.fixture(params=POLICIES, ids=[f"{actor}-{name}" for actor, name in POLICIES])
def policy(request: pytest.FixtureRequest) -> RulesFile:
    """Each shipped policy in turn."""
    policy = shipped_policies()[request.param]
    assert isinstance(policy, RulesFile)
    return policy
