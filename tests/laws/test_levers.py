"""No lever is dead: each setting leads to another history than the one next to it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from game.config.scenarios import load_scenario
from game.state.levers import Lever
from game.state.scenario import Scenario

SCENARIOS = ("october_2022", "april_2025", "december_2025")
# Enough turns for fabs, statutes and allies to move.
TURNS = 6
# A setting counts when it moves an observable by this share of its largest value in any history,
# or a payoff aim by as much of its 100 points.
MOVES = 0.002

OPEN_GATES = {
    f"{lever}.{tier}": setting
    for lever, setting in (("licence_policy", "approve"), ("import_gate", "open"))
    for tier in ("h20_class", "h200_class", "blackwell_class")
}
# What must hold before a lever has anything to act on.
GIVEN: dict[str, dict[str, str]] = {
    "chip_ceiling": OPEN_GATES,
    "volume_cap": OPEN_GATES,
    "import_gate.blackwell_class": {**OPEN_GATES, "chip_ceiling": "apr_2025"},
    "congress_answer.washington": {
        "washington_paper.congress": "offer",
        "washington_terms.congress_quiet": "in",
    },
    "nvidia_answer.washington": {
        "washington_paper.nvidia": "offer",
        "washington_terms.customers_checked": "in",
    },
    # A promise shows where it binds at once and is broken.
    "beijing_paper.nvidia": {
        "beijing_terms.h200_admitted": "in",
        "beijing_start.nvidia": "0",
        "import_gate.h200_class": "block",
    },
}
# Riders differ in the law they bring, and whether one passes is luck: see the test below.
RIDER = "defence_rider"


def settings(lever: Lever) -> list[float]:
    """Return all named settings, or both ends."""
    if lever.settings and lever.name != RIDER:
        return [float(index) for index in range(len(lever.settings))]
    return [lever.low, lever.high]


def treatments(scenario: Scenario) -> list[tuple[str, float]]:
    return [
        (lever.target(column), value)
        for lever in scenario.levers.values()
        for column in range(lever.columns)
        for value in settings(lever)
    ]


def test_every_setting_of_every_lever_moves_something(compare):
    largest: dict[tuple[str, float, float], float] = {}
    for scenario in SCENARIOS:
        tried = treatments(load_scenario(scenario))
        forced = [{**GIVEN.get(target, {}), target: value} for target, value in tried]
        played = compare(scenario, *forced, turns=TURNS, luck=1, seed=1)
        results = played.results()
        scales = np.abs(results).max(axis=(0, 1))
        for index, ((target, low), (other, high)) in enumerate(pairwise(tried)):
            if target == other:
                apart = np.abs(results[index + 1] - results[index])
                moved = np.divide(apart, scales, out=np.zeros_like(apart), where=scales > 0.0)
                key = target, low, high
                largest[key] = max(largest.get(key, 0.0), float(moved.max()))
    levers = {target for target, _, _ in largest}
    assert levers == {target for target, _ in tried}
    assert {key: moved for key, moved in largest.items() if moved < MOVES} == {}


BILLS = ("codify_ceiling", "licence_block", "chip_security", "remote_access", "tools")


@pytest.mark.parametrize("bill", ["codify_ceiling", "chip_security", "remote_access"])
def test_a_rider_brings_the_law_it_names(compare, bill: str):
    # A hot Congress, and nobody who strips riders out.
    opening = {"congress_heat": 0.9, "access": 0.0, "lobby_stock": 0.0}
    opening |= {"deal_maker": 0.0, "truce": 0.0, "truce_left": 0.0}
    without = {f"bill.{other}": "idle" for other in BILLS} | {f"bill.{bill}": "push"}
    played = compare(
        "december_2025",
        {**without, RIDER: "none"},
        {**without, RIDER: bill},
        luck=100,
        turns=5,
        opening=opening,
    )
    without, ridden = (played.value(f"law.{bill}", index).mean() for index in range(2))
    assert ridden > without + 0.02
