"""The hashes by which tables know the code and the configs that made them."""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path

import agents
import game
from game.config.fingerprint import config_hash
from game.config.library import Library
from game.config.schema.experiment import Experiment
from game.state.world import Floats

# Text for people: changing it changes no game.
PROSE = ("title", "question", "says", "caution", "sources", "comparisons")
PROSE_OF_OUTCOMES = ("labels",)

# Rooms that show or judge what was played, and decide nothing of it.
FRONT_ENDS = (
    "analysis", "cli.py", "commands", "contests", "hindcast", "reports", "seat", "session",
    "text", "why", "window",
)  # fmt: skip


@functools.cache
def code_hash() -> str:
    """Return the SHA-256 of all modules that games are made of, whatever their line endings."""
    digest = hashlib.sha256()
    for package in (agents, game):
        root = Path(package.__path__[0])
        for path in sorted(root.rglob("*.py")):
            part = path.relative_to(root)
            if part.parts[0] not in FRONT_ENDS:
                digest.update(part.as_posix().encode())
                digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def config_digest(
    library: Library, experiment: Experiment, payoffs: tuple[str, ...], points: Floats
) -> str:
    """Return the SHA-256 of all that decides what the games and the tables are."""
    scenario = library.scenarios[experiment.scenario]
    hashes = [
        config_hash(library, scenario.model_copy(update={"payoffs": payoff})) for payoff in payoffs
    ]
    content = {
        "configs": hashes,
        "policies": [
            json.loads(library.policies[actor][name].model_dump_json())
            for actor, name in sorted(_named_policies(experiment))
            if name in library.policies[actor]
        ],
        "experiment": {
            **experiment.model_dump(mode="json", exclude={*PROSE, "outcomes"}),
            "outcomes": experiment.outcomes.model_dump(mode="json", exclude={*PROSE_OF_OUTCOMES}),
        },
        "points": hashlib.sha256(points.tobytes()).hexdigest(),
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _named_policies(experiment: Experiment) -> set[tuple[str, str]]:
    named = {(actor, name) for actor, names in experiment.grid.items() for name in names}
    for line_up in experiment.profiles.values():
        named |= set(line_up.policies.items())
    return named
