"""Money: Nvidia's books, the two treasuries, the makers' sales, and Nvidia's market value."""

from __future__ import annotations

import numpy as np

from game.mathematics import exp, power
from game.model.market.bottleneck import wasted_share
from game.model.market.frontier import list_price, passing_both
from game.model.market.licences import controlled_parts
from game.model.market.lineup import cut_parts
from game.model.market.roadmap import current_part
from game.model.market.worth import import_price
from game.state.arrays import approach, ratio, total
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.settings import Setting
from game.state.world import Changes, Floats, World

YEARLY = Setting("cadence", "yearly")


def book_revenue(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Book a month of sales, fees, research, subsidies and tariff losses.

    dc          = (1 + attach) x (China chips + other chips x list price)       [US$ bn/month]
    other'      = other x exp(other_growth / 12)
    new'        = new x exp(other_growth / 12) + diversification_growth / 12 x steps x (other + new)
    billed      = (1 + attach) x China chips + china_share_other x other
    hq          = billed + offshore x offshore_renewal x price
    margin      = (earnings - fee - write-off) / revenue
    research   -> research_base + research_share x revenue, by cadence and diversification
    value'      = value x (revenue' / revenue)^value_elasticity

    All are (R, 1). China chips are deliveries at the price paid there. `attach` is what systems and
    networks add to chips. Billing counts the place of the bill, the other basis where the
    buyer has its seat: it adds rented sites' purchases. The market pays for growth of revenue.
    Source: facts FI1-FI12, P1-P4; levers W4, Ne, Nh, Ni, Nj.
    """
    china = _china_chips(world, orders, params)
    attached = 1.0 + params.attach
    data_centre = attached * (total(china) + total(_other_chips(world, params)))
    other, new = _other_business(world, orders, params)
    revenue = data_centre + other + new
    billed = attached * total(china) + params.china_share_other * other
    offshore = world.offshore * params.offshore_renewal * list_price(world, params) / 1000.0
    fee = orders.revenue_share * total(china * controlled_parts(orders, params))
    written_off = _write_off(world, params, total(china))
    earnings = _earnings(orders, params, revenue, attached * total(china))
    growth_of_revenue = ratio(revenue, np.maximum(world.nv_rev, 1e-6))
    return {
        "nv_rev": revenue,
        "nv_dc_rev": data_centre,
        "nv_new_rev": new,
        "nv_cn_rev_bill": billed,
        "nv_cn_rev_hq": billed + offshore,
        "nv_margin": np.clip(ratio(earnings - fee - written_off, revenue), -1.0, 1.0),
        "nv_research": _research(world, orders, params, revenue),
        "nv_written_off": world.nv_written_off + written_off,
        "nv_value": world.nv_value * power(growth_of_revenue, params.value_elasticity),
        "us_fee": world.us_fee + fee,
        **_treasuries(world, orders, params),
    }


def value_firm(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Let the market react to politics.

    return = -exposure x (react x (breadth - eased)) - probe_drag x probe      [ln a month, (R, 1)]
    exposure = share of revenue from Chinese-owned buyers x (1 - hedge x diversification)

    Breadth and easing fade over two months, so each move is paid for once. Revenue itself is
    priced when it is booked; capability shocks strike through events.
    Source: targets P8 (-8 % and -5 % on the first two stops), C14; lever Nh.
    """
    share = ratio(world.nv_cn_rev_hq, np.maximum(world.nv_rev, world.nv_cn_rev_hq))
    exposure = share * (1.0 - params.diversification_hedge * orders.diversification)
    news = params.rule_reaction * exposure * (world.us_breadth - world.us_eased)
    drag = params.probe_drag * orders.probe
    return {"nv_value": world.nv_value * exp(-np.clip(news + drag, -2.0, 2.0))}


def _other_business(world: World, orders: Orders, params: Params) -> tuple[Floats, Floats]:
    """Return revenue outside data centres, old and from new markets, US$ bn/month, (R, 1).

    New markets lie outside China: diversification never adds to what is billed there (Nh).
    """
    other = world.nv_rev - world.nv_dc_rev - world.nv_new_rev
    opened = params.diversification_growth / 12.0 * orders.diversification
    grown = exp(params.other_growth / 12.0)
    return other * grown, world.nv_new_rev * grown + opened * (other + world.nv_new_rev)


def _china_chips(world: World, orders: Orders, params: Params) -> Floats:
    """Return legal deliveries to China at the price paid there, US$ bn/month, (R, K).

    Thousands of chips at thousands of dollars are millions, hence the 1000.
    """
    return world.shipped * import_price(orders, params) / 1000.0


def _other_chips(world: World, params: Params) -> Floats:
    """Return deliveries outside China at list price, US$ bn/month, (R, K)."""
    return world.sold_elsewhere * params.products.price / 1000.0


def _earnings(orders: Orders, params: Params, revenue: Floats, china: Floats) -> Floats:
    """Return revenue less the cost of goods, US$ bn/month; a higher China price is all profit."""
    china_margin = 1.0 - (1.0 - params.margin_china) / orders.china_price
    return params.margin_world * (revenue - china) + china_margin * china


def _write_off(world: World, params: Params, china: Floats) -> Floats:
    """Return China stock and commitments written off, US$ bn, (R, 1).

    write-off = write_off_share x 3 x sales lost since last month, at most the value of the parts
    cut for China that sit in store behind a shut gate and as much again in commitments. Last
    month's sales are what was billed less other business. In the months after the stop there are
    no more sales to lose, so each stop is paid once; a stop that finds empty stores costs little.
    Source: facts FI7 (4.5 of about 8 US$ bn a quarter).
    """
    cut = cut_parts(params.products)
    shut = passing_both(world)[:, cut] == 0.0
    stranded = total(world.china_stock[:, cut] * params.products.price[cut] * shut) / 1000.0
    other = params.china_share_other * (world.nv_rev - world.nv_dc_rev - world.nv_new_rev)
    before = (world.nv_cn_rev_bill - other) / (1.0 + params.attach)
    lost = np.maximum(before - china, 0.0)
    return np.minimum(params.write_off_share * 3.0 * lost, 2.0 * stranded)


def _research(world: World, orders: Orders, params: Params, revenue: Floats) -> Floats:
    """Return research spending after a month, US$ bn/month, (R, 1).

    A faster cadence and new markets cost a share more; budgets follow revenue over half a year.
    """
    pace = 1.0 + params.cadence_cost * (orders.cadence - params.setting(YEARLY))
    pace = pace + params.diversification_cost * orders.diversification
    target = pace * (params.research_base + params.research_share * revenue)
    return approach(world.nv_research, target, params.research_lag)


def _treasuries(world: World, orders: Orders, params: Params) -> Changes:
    """Return what both treasuries spent, what makers sold, and what tariffs cost buyers.

    tariff_cost -> imports x (1 - exp(-e x t)) / e, the loss of buyers whose demand for imports
    falls by exp(-e x t) at a tariff of t; all US$ bn, (R, 1).
    Source: facts C12, B12, B13, EN1; levers W17, W20, W21, Kk; imports of 2024.
    """
    subsidy = params.subsidy_step * orders.capital_subsidy
    wasted = subsidy * wasted_share(orders, params)
    tariff = orders.tariff / 100.0 * world.tariff_law
    loss = (1.0 - exp(-params.import_elasticity * tariff)) / params.import_elasticity
    loss = params.imports_from_china * loss
    return {
        "us_spent": world.us_spent + _us_programmes(orders, params),
        "cn_spent": world.cn_spent
        + subsidy
        + orders.power_subsidy * _power_bill(world, orders, params),
        "cn_wasted": world.cn_wasted + wasted,
        "cn_gained": world.cn_gained + _makers_sales(world, orders, params),
        "tariff_cost": approach(world.tariff_cost, loss, params.tariff_lag),
    }


def _us_programmes(orders: Orders, params: Params) -> Floats:
    chips = params.chip_grant * (orders.chip_subsidy + orders.industry_money)
    return chips + params.mineral_grant * orders.mineral_programme


def _power_bill(world: World, orders: Orders, params: Params) -> Floats:
    """Return what power for domestic chips costs before subsidy, US$ bn/month, (R, 1).

    k H100e x kW = MW; 730 hours a month; US$ per kWh. Chips stitched into larger clusters draw
    more (`cluster_power`), as they do of the grid in `power_up`.
    """
    megawatts = total(world.compute_domestic) * params.domestic_power * params.facility_overhead
    megawatts = megawatts * (1.0 + params.cluster_power * orders.cluster_scale)
    return megawatts * 730.0 * params.power_price / 1e6


def _makers_sales(world: World, orders: Orders, params: Params) -> Floats:
    abroad = world.exported_domestic * current_part(world, params).price * orders.domestic_price
    return total(world.spent_domestic) + total(abroad) / 1000.0
