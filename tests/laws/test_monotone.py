"""More of a measure does more of what it is for: medians of a hundred histories, same luck."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

SCENARIOS = ("october_2022", "april_2025", "december_2025")
TIERS = ("h20_class", "h200_class", "blackwell_class")
APPROVED = {f"licence_policy.{tier}": "approve" for tier in TIERS}
DENIED = {f"licence_policy.{tier}": "deny" for tier in TIERS}
OPEN = {f"import_gate.{tier}": "open" for tier in TIERS}
BLOCKED = {f"import_gate.{tier}": "block" for tier in TIERS}
# Nothing but the gates stands between Nvidia and its buyers.
UNHINDERED = {
    "china_line": "run",
    "china_allocation": 0.3,
    "boycott_guidance": "none",
    "state_ban": "off",
    "informed_letter": "none",
}
NO_TRUCE = {"us_truce": "none", "cn_truce": "none"}


def medians(played, name: str, turn: int = -1) -> list[float]:
    count = played.positions[0].replicates // played.luck
    return [float(np.median(played.value(name, index, turn))) for index in range(count)]


def over_all_turns(played, name: str) -> list[float]:
    turns = range(len(played.positions))
    count = played.positions[0].replicates // played.luck
    return [
        float(np.median(sum(played.value(name, index, turn) for turn in turns)))
        for index in range(count)
    ]


def never_rises(values: list[float]) -> bool:
    """Tell whether no step up is larger than what stray side effects amount to."""
    return all(later <= 1.02 * earlier for earlier, later in pairwise(values))


def rises(values: list[float]) -> bool:
    """Tell whether each step is larger than what stray side effects amount to."""
    stray = 0.002 * max(abs(value) for value in values)
    return all(later > earlier + stray for earlier, later in pairwise(values))


def falls(values: list[float]) -> bool:
    return rises(values[::-1])


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_tighter_ceiling_delivers_less_compute(compare, scenario: str):
    ceilings = ("none", "oct_2022", "oct_2023", "apr_2025")
    played = compare(
        scenario, *({**UNHINDERED, **DENIED, **OPEN, "chip_ceiling": line} for line in ceilings)
    )
    delivered = over_all_turns(played, "nv_cn_h100e")
    assert never_rises(delivered)
    assert delivered[-1] < 0.2 * delivered[0]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_enforcement_raises_the_premium_first_and_cuts_diversion_in_a_year(compare, scenario: str):
    played = compare(scenario, *({"enforcement": float(effort)} for effort in range(5)))
    assert rises(medians(played, "premium", turn=0))
    assert falls(medians(played, "gray_flow"))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_higher_mineral_rung_exports_less_at_a_higher_price_abroad(compare, scenario: str):
    rungs = ({**NO_TRUCE, "mineral_level": float(rung)} for rung in range(5))
    played = compare(scenario, *rungs, opening={"truce": 0.0, "truce_left": 0.0})
    assert falls(medians(played, "mineral_exports"))
    prices = [played.field("mineral_price_row", rung).mean(axis=1) for rung in range(5)]
    assert rises([float(np.median(price)) for price in prices])


def test_subsidies_add_wafers_two_years_later_and_cost_money_now(compare):
    played = compare("april_2025", *({"capital_subsidy": float(n)} for n in range(4)), turns=8)
    assert rises(medians(played, "cn_spent", turn=0))
    assert rises(medians(played, "ai_wafers"))


def test_memory_of_ones_own_adds_output_in_the_long_run(compare):
    played = compare("april_2025", *({"own_memory": float(n)} for n in range(3)), turns=8)
    assert rises(medians(played, "hbm_own"))
    assert rises(medians(played, "domestic_h100e"))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_chips_flow_through_two_open_gates_and_not_through_one(compare, scenario: str):
    gates = ({**APPROVED, **BLOCKED}, {**DENIED, **OPEN}, {**APPROVED, **OPEN})
    played = compare(scenario, *({**UNHINDERED, "chip_ceiling": "apr_2025", **at} for at in gates))
    blocked, denied, both = over_all_turns(played, "nv_cn_h100e")
    assert blocked == 0.0
    assert both > 2.0 * denied
    assert both > 0.0


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_lobbying_opens_doors_and_softens_hawks(compare, scenario: str):
    played = compare(scenario, *({"lobbying": float(effort)} for effort in range(4)))
    assert rises(medians(played, "access", turn=0))
    assert rises(medians(played, "access"))
    assert falls(medians(played, "hawk"))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_tariff_costs_buyers_at_home_and_presses_beijing(compare, scenario: str):
    played = compare(scenario, *({"tariff": points} for points in (0.0, 30.0, 60.0, 100.0, 150.0)))
    assert rises(medians(played, "tariff_cost"))
    assert rises(medians(played, "cn_pressure"))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_tariff_pleases_some_while_it_is_low_and_costs_approval_when_it_is_high(
    compare, scenario: str
):
    played = compare(scenario, *({"tariff": points} for points in (0.0, 20.0, 60.0, 100.0, 150.0)))
    approval = medians(played, "approval")
    assert approval[1] > approval[0]
    assert falls(approval[1:])


@pytest.mark.parametrize(
    "control", [{"ownership_rule": "on"}, {"tool_controls": "servicing"}, {"entity_round": 140.0}]
)
def test_a_new_control_in_a_truce_is_a_breach_that_wears_trust_and_may_end_it(compare, control):
    quiet = {**NO_TRUCE, "mineral_level": "watch", "licence_policy.h200_class": "case_by_case"}
    opening = {"truce": 1.0, "truce_left": 10.0, "us_breadth": 0.0}
    played = compare("december_2025", quiet, {**quiet, **control}, opening=opening, turns=2)
    kept, broken = (played.field("truce", treatment).mean() for treatment in range(2))
    assert broken < kept
    assert falls(medians(played, "trust"))


def test_a_rung_climbed_in_a_truce_is_a_breach_too(compare):
    opening = {"truce": 1.0, "truce_left": 10.0, "us_breadth": 0.0, "mineral_rung": 0.0}
    rungs = ({**NO_TRUCE, "mineral_level": level} for level in ("watch", "licence_one"))
    played = compare("december_2025", *rungs, opening=opening, turns=1)
    assert falls(medians(played, "trust"))
