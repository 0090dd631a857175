"""Corners of the parameters: every number in its range, and nothing lost, at every month."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.attack.case import Case, require
from tests.laws.corners import LEADERS, SPANS, breaches

SECONDS = 300.0
SCENARIOS = ("lesson", "april_2025", "december_2025", "october_2022")
GAMES = 40


def invent(random: Random) -> Case:
    """Return a scenario, who leads, and from where the parameters of some games are drawn."""
    values = {
        "scenario": random.choice(SCENARIOS),
        "leader": random.choice(list(LEADERS)),
        "span": random.choice(list(SPANS)),
        "seed": random.randrange(2**40),
        "games": GAMES,
    }
    return Case(attack="corners", values=values)


def judge(case: Case, _folder: Path) -> None:
    """Play the games to their end."""
    found = breaches(**case.values)
    require(not found, "; ".join(map(str, found)))
