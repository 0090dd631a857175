"""Who leads whom: from names and files to policies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from agents.policies.base import Policy
from agents.policies.random_legal import RandomLegal
from agents.policies.rules_file import RulesFile, compile_policy
from game.config.build import read_library
from game.config.fingerprint import config_hash
from game.config.library import Library
from game.config.names import CODED_POLICIES
from game.config.scenarios import shipped_library
from game.config.schema_cast import Policy as PolicyConfig
from game.errors import UserError, did_you_mean
from game.scenario import Scenario
from game.view import visible_names


def choose_policies(scenario: Scenario, wanted: Mapping[str, Policy | str]) -> dict[str, Policy]:
    """Return a policy for every actor: the wanted one, or the scenario's own.

    Raises
    ------
    UserError
        If an actor or a policy does not exist, or a policy file cannot be used.
    """
    for actor in wanted:
        if actor not in scenario.actors:
            raise UserError(
                "policy", f"unknown actor {actor!r}", did_you_mean(actor, scenario.actors)
            )
    return {
        actor: _policy(scenario, actor, wanted.get(actor, scenario.profile[actor]))
        for actor in scenario.actors
    }


def policy_names(library: Library, actor: str) -> tuple[str, ...]:
    """Return the policies an actor can follow, files first."""
    return (*library.policies[actor], *CODED_POLICIES)


def _policy(scenario: Scenario, actor: str, wanted: Policy | str) -> Policy:
    if not isinstance(wanted, str):
        return wanted
    if wanted == "random_legal":
        return RandomLegal(scenario.levers.of(actor))
    if wanted.endswith((".yaml", ".yml")):
        return _from_file(scenario, actor, Path(wanted))
    library = shipped_library()
    spec = library.policies[actor].get(wanted)
    if spec is None:
        known = policy_names(library, actor)
        raise UserError(
            f"policy {actor}", f"unknown policy {wanted!r}", did_you_mean(wanted, known)
        )
    return _compile(scenario, wanted, spec, library.place("policies", f"{actor}/{wanted}"))


def _from_file(scenario: Scenario, actor: str, path: Path) -> RulesFile:
    library = read_library(policies=[path])
    spec = library.policies[actor].get(path.stem)
    if spec is None:
        owner = next(name for name, known in library.policies.items() if path.stem in known)
        raise UserError(str(path), f"this policy is for {owner}, not for {actor}")
    return _compile(scenario, path.stem, spec, library.place("policies", f"{actor}/{path.stem}"))


def _compile(scenario: Scenario, name: str, spec: PolicyConfig, place: str) -> RulesFile:
    names = visible_names(scenario, spec.actor)
    return compile_policy(name, spec, scenario.levers, names, scenario.months_per_turn, place)


def configs_hash(scenario: Scenario, policies: Mapping[str, Policy]) -> str:
    """Return the hash of all configs that a game with these policies reads."""
    library = shipped_library()
    specs = {
        actor: policy.spec for actor, policy in policies.items() if isinstance(policy, RulesFile)
    }
    return config_hash(library, library.scenarios[scenario.name], specs)
