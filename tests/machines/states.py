"""Games whose states must be the same on every machine: python -m tests.machines.states LOG.

Prints the hash of each state, a line a turn, and those to which a log replays, once it verifies.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from agents.model import GameModel
from game.config.scenarios import load_scenario
from game.session import Session
from game.state.position import state_hash

REPLICATES = 5
# Scenarios, who leads all actors in place of their own policies, and the turns that are played.
GAMES = (
    ("lesson", "random_legal", 4),
    ("april_2025", "", 8),
    ("december_2025", "", 12),
    ("october_2022", "", 6),
    ("october_2022", "random_legal", 3),
)


def played() -> Iterator[str]:
    """Yield the states of every scenario, led by its own policies or by chance."""
    for name, leader, turns in GAMES:
        scenario = load_scenario(name)
        policies = dict.fromkeys(scenario.actors, leader) if leader else {}
        model = GameModel(scenario, policies=policies, seed=2**100 + 7, replicates=REPLICATES)
        for turn in range(1, turns + 1):
            model.step()
            yield f"{name}, {leader or 'own policies'}, turn {turn}: {state_hash(model.position)}"


def replayed(path: Path) -> Iterator[str]:
    """Yield the states of a log; opening it holds each to what was logged."""
    for position in Session.resume(path).turns.openings:
        yield state_hash(position)


if __name__ == "__main__":
    print("\n".join([*played(), *replayed(Path(sys.argv[1]))]))
