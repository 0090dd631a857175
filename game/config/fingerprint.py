"""The hash of what a game reads, by which a saved game knows whether it can be replayed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from game.config.library import Library
from game.config.schema.cast import Lever
from game.config.schema.fields import Step
from game.config.schema.scenario import Scenario
from game.config.stored_openings import opening_hash
from game.language.settings import Scale

# What people read or see, or comparisons start from: changing it changes no game.
PROSE = frozenset(
    {
        "because",
        "briefs",
        "colours",
        "confidence",
        "emblem",
        "extends",
        "heading",
        "headline",
        "lever",  # of a parameter: what its numbers are called
        "object",
        "office",
        "phrase",
        "plural",
        "postures",
        "precedents",
        "remedy",
        "rival",
        "rows",
        "says",
        "short",
        "signature",
        "sources",
        "summary",
        "teaching_points",
        "temperament",
        "title",
        "unit",
        "wants",
    }
)

# Fields that came later: where they are not given, hashes are those from before.
LATER = frozenset({"opens_from", "rest", "part"})


def config_hash(
    library: Library, scenario: Scenario, policies: Mapping[str, Any] | None = None
) -> str:
    """Return the SHA-256 of everything in the configs that a game's course depends on.

    It stays the same on every platform, and however files are formatted, commented, split or
    worded.

    Parameters
    ----------
    policies
        The policy file of each actor that is led by one, and whatever else its policies read; by
        default the files that the scenario names.
    """
    if policies is None:
        policies = {
            actor: library.policies[actor][name]
            for actor, name in scenario.policies.items()
            if name in library.policies[actor]
        }
    events = library.events if scenario.events == "all" else scenario.events
    content = {
        "axes": {
            axis: list(getattr(library.axes, axis)) for axis in type(library.axes).model_fields
        },
        "products": _pairs(library.products),
        "vintages": _pairs(library.vintages),
        "params": _canonical(library.params),
        "terms": _pairs(library.terms),
        "events": _pairs({name: library.events[name] for name in events}),
        "levers": {actor: _pairs(levers) for actor, levers in library.levers.items()},
        "actors": _canonical(library.actors),
        "payoffs": _canonical(library.payoffs[scenario.payoffs]),
        "endings": _pairs(library.endings),
        "scenario": _canonical(scenario),
        "policies": _canonical(policies),
    }
    if scenario.opens_from is not None:
        content["openings"] = opening_hash(library.folder, scenario.opens_from)
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _canonical(value: Any) -> Any:
    if isinstance(value, Lever):
        return _fields(value) | {"settings": _numbered(value.scale) or None}
    if isinstance(value, BaseModel):
        return _fields(value)
    if isinstance(value, Mapping):
        return {key: _canonical(part) for key, part in value.items()}
    if isinstance(value, Step):
        return {"step": value.by}
    if isinstance(value, tuple):
        return [_canonical(part) for part in value]
    return value


def _pairs(entries: Mapping[str, Any]) -> list[list[Any]]:
    return [[name, _canonical(entry)] for name, entry in entries.items()]


def _fields(entry: BaseModel) -> dict[str, Any]:
    fields = ((name, getattr(entry, name)) for name in type(entry).model_fields)
    return {
        name: _pairs(part) if name == "set" else _canonical(part)
        for name, part in fields
        if name not in PROSE and not (name in LATER and part is None)
    }


def _numbered(scale: Scale) -> list[list[Any]]:
    """Return named settings with what a game reads of them: arrays and steps follow their order."""
    return [[name, {"value": number}] for name, number in scale.items()]
