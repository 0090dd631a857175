"""The gray market: chips that reach China past either gate, and the cases that follow."""

from __future__ import annotations

import numpy as np

from game.mathematics import exp, power
from game.model.market.frontier import barred_share, frontier_gap, list_price, refused_share
from game.model.market.licences import ON_CHIP
from game.model.market.owners import us_share
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
    """Divert chips that a gate keeps out, where want, premium and gaps in the fence allow.

    wanted(p)  = 1000 x appetite / list price x (1 + p) ^ -demand             [k H100e/month]
    carried(p) = routes x pass x ((1 + p) / (1 + risk)) ^ supply              [k H100e/month]
    risk       = trader_margin + stake x (1 - pass) / pass                    [share of list]
    premium   -> where both are equal at present effort, 0 to premium_max     [share of list]
    flow      -> the smaller of both at effort as it is felt                  [k H100e/month]
    felt      -> 1 - exp(-deterrence x effort x (1 + ally_help x alignment))  [share]
    routes    += growth x profit - loss x share stopped, and a seed, see `_grown_routes`
    located   -> 1 while a check on the chip is mandated, over location_lag   [share]

    All are (R, 1). What Washington bars must pass its enforcement and Chinese customs; what only
    Beijing refuses must pass its customs. The premium looks at effort as it is now, the flow at
    effort as it is felt two or three quarters later: enforcement first raises the price, then cuts
    volume. Profit draws traders and so lowers the premium; arrests close routes. Flow never exceeds
    `leak_max` of what countries outside both blocs receive. A check made on the chip reaches newly
    made chips only, so it bites as the stock in trade is renewed (W7).

    Left out: routes by country; resale of parts that were in China before a rule.
    Source: facts F9, GM1-GM4, GM11; seeds M08, M22; Becker 1968 for risk as a price.
    """
    effort = _effort(world, orders)
    feared = 1.0 - exp(-params.deterrence * effort * _ally_help(world, params))
    felt = approach(world.enforcement_felt, feared, params.enforcement_lag)
    located = approach(world.located, _checks_mandated(world, orders, params), params.location_lag)
    abroad, at_home = _appetites(world, params)
    appetite = abroad + at_home
    openings = _openings(world, orders, params, located)
    customs = _customs_let_pass(orders, params)
    barred = ratio(abroad, appetite)
    passing_now = barred * openings * (1.0 - feared) + (1.0 - barred) * customs
    passing = barred * openings * (1.0 - felt) + (1.0 - barred) * customs
    wanted = 1000.0 * ratio(appetite, list_price(world, params))
    through = world.gray_routes * passing_now
    cleared = _clearing_premium(wanted, through, _risk(passing_now, params), params)
    premium = approach(world.premium, cleared, params.premium_lag)
    risk = _risk(passing, params)
    profit = (1.0 + premium) / (1.0 + risk)
    carried = world.gray_routes * passing * power(profit, params.gray_supply)
    target = np.minimum(wanted * power(1.0 + premium, -params.gray_demand), carried)
    target = np.minimum(target, params.leak_max * _delivered_to_others(world, params))
    return {
        "premium": premium,
        "gray_flow": approach(world.gray_flow, target, params.gray_lag),
        "gray_routes": _grown_routes(world.gray_routes, profit, passing, params),
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


def _appetites(world: World, params: Params) -> tuple[Floats, Floats]:
    """Return what buyers would pay for chips kept out by Washington, and by Beijing only; (R, 1).

    want     = unmet + budget x (1 - listed) x frontier_desire x frontier gap      [US$ bn/month]
    barred   = want x share of world output that Washington bars + budget x listed x desire
    refused  = want x share that it passes and Beijing's gate, guidance or ban turns away

    Listed firms may not buy at all; the rest want what the legal offer lacks. Source: facts F9.
    """
    listed = 1.0 - exp(-params.listed_demand * world.entity_list)
    budget = total(world.budget)
    craving = params.frontier_desire * frontier_gap(world, params)
    want = world.unmet + budget * (1.0 - listed) * craving
    barred = barred_share(world, params)
    by_washington = want * barred + budget * listed * params.frontier_desire
    return by_washington, want * (refused_share(world, params) - barred)


def _risk(passing: Floats, params: Params) -> Floats:
    """Return what a trader must earn over list to stay in business, share of list (R, 1)."""
    lost = params.stake * ratio(1.0 - passing, passing)
    return params.trader_margin + np.where(passing > 0.0, lost, np.inf)


def _clearing_premium(wanted: Floats, through: Floats, risk: Floats, params: Params) -> Floats:
    """Return the premium at which as much is carried as is wanted, share of list (R, 1).

    (1 + p) ^ (demand + supply) = wanted / (routes x pass) x (1 + risk) ^ supply
    """
    both = params.gray_demand + params.gray_supply
    heat = power(ratio(wanted, through), 1.0 / both)
    price = heat * power(1.0 + np.minimum(risk, 1e9), params.gray_supply / both)
    return np.minimum(np.maximum(price - 1.0, 0.0), params.premium_max)


def _grown_routes(routes: Floats, profit: Floats, passing: Floats, params: Params) -> Floats:
    """Return what traders will try to carry at cost next month, k H100e/month (R, 1).

    routes' = routes x exp(growth x margin - loss x (1 - pass)) + seed
    margin  = (1 + premium) / (1 + risk) - 1, at most 1
    """
    margin = np.minimum(profit - 1.0, 1.0)
    drift = params.route_growth * margin - params.route_loss * (1.0 - passing)
    return routes * exp(drift) + params.route_seed


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
    return (1.0 - us_share(world, params)) * total(world.sold_elsewhere * params.products.compute)
