"""Law 25: what is best for Washington is found, and was not written into the rules."""

from __future__ import annotations

import dataclasses

import numpy as np

from agents.policies.blind import Nothing
from game.contests.laws.acts import RULE_BASED, policies_of
from game.contests.laws.ground import Ground
from game.contests.laws.interventions import REPEAL, read_quantity, settings_of
from game.contests.laws.readings import Reading
from game.contests.redteam.side_by_side import Imposed, play_casts, standard_error
from game.state.scenario import Scenario
from game.state.ties import above, at_least
from game.state.world import Floats

FIVE_YEARS = 20
# How tight controls are held: between a repeal and all that Washington has.
LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)
TIGHTEST = {
    "chip_ceiling": "apr_2025",
    "licence_policy": "deny",
    "revenue_share": "0.5",
    "volume_cap": "0.1",
    "verification": "on_chip",
    "ownership_rule": "on",
    "cloud_rule": "on",
    "tool_controls": "servicing",
    "memory_controls": "foreign_product",
    "foundry_controls": "due_diligence",
}
LOOSEST = {
    **{lever: text for lever, text in REPEAL.items() if lever in TIGHTEST},
    "tool_controls": "none",
    "memory_controls": "none",
    "foundry_controls": "none",
}


def read_advice(ground: Ground) -> list[Reading]:
    """Read law 25 over all line-ups."""
    inner, steady = {}, {}
    for line_up in ground.line_ups:
        leads = leads_by_tightness(ground, line_up)
        best = int(leads[1:-1].mean(axis=1).argmax()) + 1
        ends = [leads[best] - leads[end] for end in (0, -1)]
        inner[line_up] = min(float(row.mean() - 2.0 * standard_error(row)) for row in ends)
        scores = ground.ordinary_scores("washington", line_up)
        rules = policies_of(ground.library, "washington", RULE_BASED)
        best_score = max(row.mean() for row in scores.values())
        steady[line_up] = max(float(scores[name].mean()) for name in rules) - best_score
    return [
        Reading(
            cell=ground.cell(25, "washington"),
            part="line-ups in which a middling tightness leads furthest after five years",
            value=float(above(list(inner.values()), 0.0).sum()),
            unit=f"of {len(inner)}",
            low=1.0,
            notes=tuple(inner.items()),
        ),
        Reading(
            cell=ground.cell(25, "washington"),
            part="line-ups in which steady rules are a best reply",
            value=float(at_least(list(steady.values()), 0.0).sum()),
            unit=f"of {len(steady)}",
            low=1.0,
            notes=tuple(steady.items()),
        ),
    ]


def leads_by_tightness(ground: Ground, line_up: str) -> Floats:
    """Return the compute ratio after five years at each tightness, (levels, games).

    Controls are put in force in the first turn and held; Washington gives no orders.
    """
    cast = {**ground.line_ups[line_up], "washington": Nothing()}
    arms: list[Imposed] = [{0: tightness(ground.scenario, level)} for level in LEVELS]
    played = play_casts(
        dataclasses.replace(ground.scenario, turns=FIVE_YEARS, end_tests=()),
        [cast] * len(arms),
        seed=ground.budget.test,
        games=ground.budget.testing,
        watch={"ratio": read_quantity("compute_ratio")},
        imposed=arms,
    )
    leads: Floats = played.series["ratio"][:, :, -1]
    return leads


def tightness(scenario: Scenario, level: float) -> dict[str, float]:
    """Return the settings of all controls at a level from a repeal (0) to the tightest (1)."""
    levers = scenario.levers
    loose, tight = settings_of(LOOSEST, levers), settings_of(TIGHTEST, levers)
    settings = {}
    for target, low in loose.items():
        lever, _ = levers.find(target, "tightness")
        between = low + level * (tight[target] - low)
        settings[target] = lever.values[int(np.abs(np.array(lever.values) - between).argmin())]
    return settings
