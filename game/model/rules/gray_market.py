"""The gray market: controlled chips that reach China all the same, and the cases that follow."""

from __future__ import annotations

import numpy as np

from game.mathematics import exp
from game.model.market.frontier import barred_share, frontier_gap, list_price
from game.model.market.licences import ON_CHIP
from game.state.arrays import approach, fade, ratio, total
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.settings import Setting
from game.state.world import Changes, Floats, World

VETTING = Setting("verification", "vetting")
REQUIRED = Setting("location_software", "required")
LAX = Setting("smuggling_tolerance", "lax")


def divert_chips(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Divert controlled chips where want, premium and gaps in the fence allow.

    premium -> premium_max x (1 - exp(-heat / premium_max))                       [share of list]
    heat     = premium_scale x appetite / (appetite + spending) x (1 + risk at present effort)
    felt    -> 1 - exp(-deterrence x effort x (1 + ally_help x alignment))               [share]
    pass     = openings x (1 - felt)                                                     [share]
    gain     = max(0, pass x premium - stake x (1 - pass))                     [share of list]
    wanted   = 1000 x appetite / (list price x (1 + premium))                   [k H100e/month]
    flow    -> wanted x pass x gain / (gain + gain_half)                        [k H100e/month]
    located -> 1 while a check on the chip is mandated, over location_lag                [share]

    All are (R, 1). The premium looks at effort as it is now, the flow at effort as it is felt two
    or three quarters later: enforcement first raises the price, then cuts volume. Where attempts
    fail so often that the stake lost outweighs the premium, nobody tries and nothing passes. Flow
    never exceeds `leak_max` of what countries outside both blocs receive. A check made on the chip
    reaches newly made chips only, so it bites as the stock in trade is renewed (W7).

    Left out: routes by country; parts already in China before a rule.
    Source: facts F9, GM1-GM4, GM11; seeds M08, M22.
    """
    effort = _effort(world, orders)
    appetite = _appetite(world, params)
    felt_target = 1.0 - exp(-params.deterrence * effort * _ally_help(world, params))
    felt = approach(world.enforcement_felt, felt_target, params.enforcement_lag)
    premium_target = _premium_target(world, orders, params, appetite, effort)
    premium = approach(world.premium, premium_target, params.premium_lag)
    located = approach(world.located, _checks_mandated(world, orders, params), params.location_lag)
    passing = _openings(world, orders, params, located) * (1.0 - felt)
    gain = np.maximum(passing * premium - params.stake * (1.0 - passing), 0.0)
    wanted = 1000.0 * ratio(appetite, list_price(world, params) * (1.0 + premium))
    target = wanted * passing * gain / (gain + params.gain_half)
    target = np.minimum(target, params.leak_max * _delivered_to_others(world, params))
    flow = approach(world.gray_flow, target, params.gray_lag)
    return {
        "premium": premium,
        "gray_flow": flow,
        "enforcement_felt": felt,
        "located": located,
    }


def prosecute(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Bring smuggling cases, a year late and in clusters.

    evidence' = (evidence + flow) fading over evidence_life                            [k H100e]
    hazard    = case_rate x effort x evidence / (evidence + evidence_half) x (1 + cluster x scandal)
    seized    = case x (0.5 + u) x case_take x evidence                           [k H100e/month]
    scandal  += (1 - scandal) x seized / (seized + case_notice), fading over scandal_life

    All are (R, 1); u is uniform. Evidence is the memory of past flow, so its mean age, 10 to 18
    months, is the lag of cases behind flow. One case draws attention, and attention brings more.
    Seized means charged: chips already at work in China stay there.
    Source: facts F10, GM5-GM7; timeline G03, G08, G11.
    """
    evidence = fade(world.evidence + world.gray_flow, params.evidence_life)
    ripe = evidence / (evidence + params.evidence_half)
    attention = 1.0 + params.case_cluster * world.scandal
    hazard = params.case_rate * _effort(world, orders) * ripe * attention
    case = chance.uniform("smuggling_case") < 1.0 - exp(-hazard)
    size = params.case_take * (0.5 + chance.uniform("smuggling_case_size"))
    seized = case * np.minimum(size, 1.0) * evidence
    scandal = fade(world.scandal, params.scandal_life)
    notice = seized / (seized + params.case_notice)
    return {
        "evidence": evidence - seized,
        "seized": seized,
        "scandal": scandal + (1.0 - scandal) * notice,
    }


def _effort(world: World, orders: Orders) -> Floats:
    """Return enforcement effort, 2025 = 1; money buys officers with diminishing returns."""
    return orders.enforcement * np.sqrt(world.enforcement_funds)


def _ally_help(world: World, params: Params) -> Floats:
    return 1.0 + params.ally_help * world.alignment


def _appetite(world: World, params: Params) -> Floats:
    """Return what buyers would pay for barred chips, US$ bn/month, (R, 1).

    barred share x (unmet + budget x (listed buyers' share + frontier_desire x frontier gap))

    Listed firms may not buy at all; the rest want what the legal offer lacks. Source: facts F9.
    """
    listed = 1.0 - exp(-params.listed_demand * world.entity_list)
    craving = params.frontier_desire * frontier_gap(world, params)
    want = world.unmet + total(world.budget) * (listed + (1.0 - listed) * craving)
    return want * barred_share(world, params)


def _premium_target(
    world: World, orders: Orders, params: Params, appetite: Floats, effort: Floats
) -> Floats:
    spending = total(world.spent_legal) + total(world.spent_domestic)
    unserved = ratio(appetite, appetite + spending)
    at_customs = params.premium_customs * (1.0 - _customs_let_pass(orders, params))
    risk = 1.0 + params.premium_effort * effort + at_customs
    heat = params.premium_scale * unserved * risk
    return params.premium_max * (1.0 - exp(-heat / params.premium_max))


def _customs_let_pass(orders: Orders, params: Params) -> Floats:
    """Return the share that Chinese customs let pass, lax = 1, (R, 1)."""
    strictness = params.setting(LAX) - orders.smuggling_tolerance
    return exp(-params.customs_bite * strictness)


def _checks_mandated(world: World, orders: Orders, params: Params) -> Floats:
    """Return 1 where a location check on the chip is ordered or law, (R, 1)."""
    ordered = orders.verification >= params.setting(ON_CHIP)
    return np.maximum(ordered, _law(world, params, "chip_security"))


def _openings(world: World, orders: Orders, params: Params, located: Floats) -> Floats:
    """Return the share of attempts that nothing but deterrence stops, (R, 1).

    Customs in China, the maker's know-your-customer work, vetting of buyers, location checks
    (mandated on the chip by licence or law, or the maker's software), transit countries, and
    the rule on subsidiaries each let a share pass. Source: levers W6, W7, W9, Nf, Ng, B18.
    """
    location = 1.0 - (1.0 - params.chip_location * located) * (
        1.0 - params.software_location * orders.location_software / params.setting(REQUIRED)
    )
    passed = _customs_let_pass(orders, params) * (1.0 - location)
    vetted = orders.verification >= params.setting(VETTING)
    passed = passed * (1.0 - params.vetting_stop * vetted)
    passed = passed * (1.0 - params.transit_stop * world.alignment)
    passed = passed * (1.0 - params.subsidiary_stop * orders.ownership_rule)
    passed = passed * exp(-params.customer_checks * orders.know_your_customer)
    return passed


def _law(world: World, params: Params, name: str) -> Floats:
    column = params.axes.column("bills", name)
    return world.law[:, column]


def _delivered_to_others(world: World, params: Params) -> Floats:
    """Return new compute that goes neither to the United States nor to China, k H100e/month."""
    return (1.0 - params.share_us) * total(world.sold_elsewhere * params.products.compute)
