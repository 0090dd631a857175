"""The doctrine of a seat: what leads it while its people are away, written by themselves.

It is a shipped policy of the actor with settings that are asked for first, in their order. It is
a policy like any other: the game's log keeps its text, so that the game replays without the room.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence, Set
from typing import Any

from game.config.library import Library, extend_library
from game.config.names import program_names
from game.config.own_files import OwnFile
from game.config.scenarios import shipped_library
from game.errors import UserError
from game.state.levers import Action
from game.state.scenario import Scenario
from game.words.language import later, say, say_config
from game.words.names import setting_title
from game.words.numbers import setting_text

# So many settings a doctrine may ask for before its policy decides.
MOST_SETTINGS = 3
NAME = "doctrine_of_the_seat"
REASON = later("the people of this seat wrote so")


@dataclasses.dataclass(frozen=True, kw_only=True)
class DoctrineForm:
    """What a doctrine may be made of: policies by name and title, settings lever by lever."""

    policies: tuple[tuple[str, str], ...]
    settings: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def read_form(scenario: Scenario, actor: str) -> DoctrineForm:
    """Return what the doctrine of an actor may be made of."""
    settings = []
    for lever in scenario.levers.of(actor):
        for column in range(0 if lever.part else lever.columns):
            target = lever.target(column)
            choices = tuple(
                (f"{target} = {lever.text(value)}", setting_text(lever, value))
                for value in lever.values
            )
            settings.append((setting_title(lever, column), choices))
    policies = shipped_library().policies[actor].items()
    return DoctrineForm(
        policies=tuple((name, say_config(policy.name)) for name, policy in policies),
        settings=tuple(settings),
    )


def make_doctrine(scenario: Scenario, actor: str, policy: str, settings: Sequence[str]) -> Library:
    """Return configs with the policy `NAME`: a shipped one, asking for these settings first.

    Raises
    ------
    UserError
        If there is no such policy or setting, or two are of the same lever.
    """
    base = shipped_library().as_written.policies[actor][policy]
    table: dict[str, Any] = base.model_dump(mode="json", exclude_defaults=True)
    first = [_clause(scenario, actor, text) for text in settings]
    asked = [target for clause in first for target in clause["set"]]
    wanted = set(asked)
    twice = next((target for target in asked if asked.count(target) > 1), None)
    if twice is not None:
        title = say_config(scenario.levers[twice.partition(".")[0]].title)
        problem = say("the doctrine asks for two settings of {title}", title=title)
        raise UserError("", problem, say("choose one of them"))
    for phase in ("measures", "response"):
        table[phase] = [*_without(table.get(phase, []), wanted)]
    table["measures"] = [*first, *table["measures"]]
    text = json.dumps(table)
    return extend_library(shipped_library(), [OwnFile(NAME, text, NAME, "policies")], program_names)


def _without(rules: Sequence[dict[str, Any]], wanted: Set[str]) -> Iterator[dict[str, Any]]:
    """Yield the rules of a policy without what would undo a setting of the doctrine.

    A choice that would is never made: what other rules read of it stays readable.
    """
    for rule in rules:
        options = rule.get("among", {}).values()
        if any(wanted & option["set"].keys() for option in options):
            yield {**rule, "when": "false"}
        elif not wanted & rule.get("set", {}).keys():
            yield rule
        elif kept := {k: v for k, v in rule["set"].items() if k not in wanted}:
            yield {**rule, "set": kept}


def _clause(scenario: Scenario, actor: str, text: str) -> dict[str, Any]:
    action = Action.parse(text, scenario.levers, actor=actor, place="doctrine")
    lever = scenario.levers[action.lever]
    setting: str | float = lever.text(action.value) if lever.settings else action.value
    return {
        "when": f"{action.target} != {setting}",
        "set": {action.target: setting},
        "because": REASON,
    }
