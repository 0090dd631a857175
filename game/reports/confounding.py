"""What differs between two groups that are compared: of several things, none can be named alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from game.config.schema.experiment import Comparison, LineUp
from game.reports.finished import Finished, called, plain

# A setting of a line-up: what kind it is, whose, and its name.
Setting: TypeAlias = tuple[str, str, str]


def differing(finished: Finished, comparison: Comparison) -> list[str]:
    """Return what differs between the groups, one name a thing; a policy counts as one thing."""
    names = [f"the policy of {called(actor)}" for actor in comparison.of if actor != "arm"]
    profiles = finished.experiment.profiles
    if "arm" not in comparison.of:
        return names
    first, second = (
        _settings(profiles[group["arm"]]) for group in (comparison.of, comparison.against)
    )
    changed = [key for key in {**first, **second} if first.get(key) != second.get(key)]
    return names + [_name(*key) for key in changed]


def _settings(arm: LineUp) -> dict[Setting, object]:
    held = {
        ("held", actor, target): value
        for actor, settings in arm.held.items()
        for target, value in settings.items()
    }
    given: dict[str, Mapping[str, object]] = {
        "policies": arm.policies,
        "parameters": arm.parameters,
        "opening": arm.opening,
        "without": arm.without,
    }
    named = {
        (kind, name, ""): value for kind, part in given.items() for name, value in part.items()
    }
    return {**held, **named}


def _name(kind: str, owner: str, target: str) -> str:
    if kind == "held":
        return f"{plain(target)}, held by {called(owner)}"
    if kind == "policies":
        return f"the policy of {called(owner)}"
    if kind == "without":
        return f"clauses of {called(owner)}'s policy"
    return plain(owner) if kind == "parameters" else f"the opening of {plain(owner)}"
