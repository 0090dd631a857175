"""At the end of every scale the world does what one would expect there."""

from __future__ import annotations

import numpy as np
import pytest

from game.config.scenarios import load_scenario
from game.model.market.roadmap import current_part
from game.state.arrays import total

SCENARIOS = ("october_2022", "april_2025", "december_2025")
TIERS = ("h20_class", "h200_class", "blackwell_class")
APPROVED = {f"licence_policy.{tier}": "approve" for tier in TIERS}
GATES = ("open", "ratio", "case_by_case", "block")
FULL_BAN = {
    **{f"licence_policy.{tier}": "deny" for tier in TIERS},
    "chip_ceiling": "apr_2025",
    "verification": "on_chip",
    "enforcement": 4.0,
    "enforcement_money": 3.0,
    "smuggling_tolerance": "sweep",
}
FUNDS = {"enforcement_funds": 3.0}
LUCK = 20


# No stack of memory crosses the border.
CUT_OFF = {"memory_controls": "foreign_product", "gray_memory": 0.0}
NO_LEAK = {"foreign_stack_leak": 0.0}
# And no money builds new lines, whatever they would relieve.
NO_LINES = {**NO_LEAK, "build_share": 0.0}


def at_gate(setting: str) -> dict[str, str]:
    return {**APPROVED, **{f"import_gate.{tier}": setting for tier in TIERS}}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_under_a_full_ban_nothing_comes_but_what_is_cut_to_the_line(compare, scenario: str):
    halted = {**FULL_BAN, "china_line": "halt"}
    played = compare(scenario, FULL_BAN, halted, luck=LUCK, opening={"china_stock": 0.0})
    caught = load_scenario(scenario).params.products.designed_for != 3
    assert caught.sum() > 1
    assert all(np.all(month[:, caught] == 0.0) for month in played.months("shipped", 0))
    assert all(np.all(month == 0.0) for month in played.months("shipped", 1))


def test_a_letter_stops_a_tier_at_once_whatever_its_licences(compare):
    letter = {**at_gate("open"), "informed_letter": "h200_class"}
    played = compare("december_2025", at_gate("open"), letter, luck=LUCK)
    scenario = load_scenario("december_2025")
    stopped = scenario.params.products.tier == TIERS.index("h200_class")
    assert all(np.all(month[:, stopped] == 0.0) for month in played.months("shipped", 1))
    assert played.months("shipped", 0)[-1][:, stopped].sum() > 0.0


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_full_ban_well_enforced_all_but_ends_diversion(compare, scenario: str):
    turns = load_scenario(scenario).turns
    played = compare(scenario, {}, FULL_BAN, turns=turns, luck=LUCK, opening=FUNDS)
    flows = [played.field("gray_flow", 1, turn) for turn in range(turns)]
    unhindered = np.median(played.field("gray_flow", 0))
    assert unhindered > 1.0
    assert np.all(flows[-1] < 0.05 * unhindered)
    assert np.all(flows[-1] < 0.5 * np.max(flows, axis=0))


def test_perfect_yield_does_not_beat_the_memory_limit(compare):
    """No more stacks are packaged than came, and five times the good dies package no more."""
    yields = np.repeat([[0.2], [1.0]], LUCK, axis=0)
    opening = {"yield_rate": yields, "hbm_stock": 0.0, "hbm_own": 10.0, "memory_building": 0.0}
    both = {"luck": LUCK, "turns": 6, "parameters": NO_LINES, "opening": opening}
    played = compare("december_2025", CUT_OFF, CUT_OFF, **both)
    params = played.scenario.params
    used = came = np.zeros((2 * LUCK, 1))
    for position in played.positions:
        for world in position.months[1:]:
            stacks = current_part(world, params).stacks * world.made_domestic
            used = used + total(stacks) / params.packaging_yield
            came = came + world.hbm_own
    assert np.all(used <= came * (1.0 + 1e-9))
    assert np.all(used > 0.5 * came)
    assert np.median(used[LUCK:]) < 1.01 * np.median(used[:LUCK])
    assert np.all(played.field("yield_rate", 1) > played.field("yield_rate", 0))


def test_without_memory_perfect_yield_makes_no_chip_that_needs_it(compare):
    none = {**CUT_OFF, "own_memory": 0.0}
    opening = {"yield_rate": 1.0, "hbm_stock": 0.0, "hbm_own": 0.0, "memory_building": 0.0}
    free = {"memory_controls": "none"}
    played = compare("december_2025", none, free, luck=LUCK, parameters=NO_LINES, opening=opening)
    params = played.scenario.params
    for world in [world for position in played.positions for world in position.months[1:]]:
        needing = current_part(world, params).stacks[:LUCK] > 0.0
        assert np.all(world.made_domestic[:LUCK][needing] == 0.0)
    assert np.all(total(played.field("made_domestic", 1)) > 0.0)


def test_a_gate_without_demand_changes_no_delivery_and_no_revenue(compare):
    opening = {"budget": 0.0, "backlog": 0.0}
    treatments = [at_gate(setting) for setting in GATES]
    played = compare("december_2025", *treatments, luck=LUCK, opening=opening)
    for index in range(len(GATES)):
        assert all(np.all(month == 0.0) for month in played.months("shipped", index))
        assert np.array_equal(played.field("nv_rev", index), played.field("nv_rev", 0))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_shut_gate_of_beijing_delivers_nothing_whatever_the_licence(compare, scenario: str):
    free = {**at_gate("block"), "chip_ceiling": "none"}
    played = compare(scenario, at_gate("block"), free, luck=LUCK)
    for index in range(2):
        assert all(np.all(month == 0.0) for month in played.months("shipped", index))


@pytest.mark.parametrize("rung", ["ban", "extraterritorial"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_ban_on_minerals_sends_none_to_the_united_states(compare, scenario: str, rung: str):
    played = compare(scenario, {"mineral_level": rung}, luck=LUCK)
    us = load_scenario(scenario).params.axes.destinations.index("us")
    flows = played.months("mineral_flow", 0)
    assert all(np.all(flow[:, :, us] == 0.0) for flow in flows)
    assert np.all(np.delete(flows[-1], us, axis=2) > 0.0)


def test_a_world_without_power_computes_nothing(compare):
    played = compare("december_2025", {}, luck=LUCK, opening={"power": 0.0})
    assert all(np.all(month == 0.0) for month in played.months("compute", 0))
