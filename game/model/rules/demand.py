"""Chinese demand for accelerators, the orders it places, and what is delivered."""

from __future__ import annotations

import functools

import numpy as np

from game.mathematics import exp, power
from game.model.market.frontier import consent, offered_volume, passing_both
from game.model.market.licences import controlled_parts
from game.model.market.lineup import cut_from
from game.model.market.roadmap import current_part
from game.model.market.worth import (
    domestic_value,
    frontier_value,
    gray_value,
    home_share,
    import_price,
    import_value,
    ordering_value,
    within_reach,
)
from game.state.arrays import across, approach, logistic, ratio, shares, total
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.settings import Setting
from game.state.world import Changes, Floats, World, seal_array

NO_RIDER = Setting("defence_rider", "none")


def grow_budgets(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Grow what buyers would spend on accelerators.

    d ln(budget) / dt = demand_growth / 12 x (1 - volatility_drag x (1 - permanence))
                      + budget_pull x (sought - budget) / (sought + budget)     [a month, (R, C)]
    sought = race_scale x (world output at list price) ^ race_elasticity
             x (best value to be had / value of the frontier) ^ (compute_elasticity - 1)

    The world's race for compute sets what a service may earn, within narrower means; what a dollar
    buys sets what is worth spending on it. With demand for compute more than unit elastic, dearer
    compute earns less, so that refused exports never raise the budget. Unstable rules delay it.
    Buyers drift to their long-run shares. Sources: Chinese demand of
    2022-25 (DE1, DE2), growth after (DE3); China's share of unrestricted revenue (FI1).
    """
    race = total(world.made * params.products.price) / 1000.0
    earning = power(_value_to_be_had(world, orders, params), params.compute_elasticity - 1.0)
    sought = params.race_scale * power(race, params.race_elasticity) * earning
    budget = total(world.budget)
    pull = params.budget_pull * ratio(sought - budget, sought + budget)
    steady = 1.0 - params.volatility_drag * (1.0 - world.permanence)
    grown = world.budget * exp(params.demand_growth / 12.0 * steady + pull)
    sought_by_buyer = across(total(grown), params.buyer_share)
    return {"budget": approach(grown, sought_by_buyer, params.share_lag)}


def expect_stops(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Let buyers guess how near a stop of legal sales is.

    fear -> logistic(sum of signs), up over `fear_rise` and down over `fear_fall` months  [(R, 1)]

    Signs: hawks, heat in Congress, recent US controls, a bill or rider under way, a truce about to
    expire, and a line that hawks are about due to redraw; against them a truce in force and rules
    believed to last. due = hawk x (1 - deal_maker)
    x clip((line_age - redraw_quiet) / redraw_window, 0, 1), lines having been redrawn about yearly
    (F2, S3). A letter gives no sign, so nothing is brought forward before it. Sources: A800 and
    H20 rushes (G04), the letter of October 2023 that moved a date forward to prevent one (U06).
    """
    carried = orders.defence_rider != params.setting(NO_RIDER)
    under_way = np.maximum(world.bill_stage.max(axis=-1, keepdims=True), carried)
    ending = world.truce * (world.truce_left <= params.truce_warning)
    signs = (
        params.fear_base
        + params.fear_of_hawks * world.hawk
        + params.fear_of_congress * (world.congress_heat + under_way)
        + params.fear_of_breadth * world.us_breadth
        + params.fear_of_redraw * _redraw_due(world, params)
        + params.fear_of_expiry * ending
        - params.truce_calm * world.truce * (1.0 - ending)
        - params.permanence_calm * world.permanence
    )
    target = logistic(signs)
    lag = np.where(target > world.fear, params.fear_rise, params.fear_fall)
    return {"fear": approach(world.fear, target, lag)}


def _redraw_due(world: World, params: Params) -> Floats:
    """Return how far hawks are due to redraw the line on chips, share (R, 1)."""
    late = (world.line_age - params.redraw_quiet) / params.redraw_window
    return world.hawk * (1.0 - world.deal_maker) * np.minimum(np.maximum(late, 0.0), 1.0)


def place_orders(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Let buyers keep as many orders open as they want deliveries for `delivery_months`.

    sought  = delivery_months x wanted x (1 + (order_surge - 1) x fear)             [US$ bn, (R, 1)]
    ordered = order_speed x max(0, sought - open orders x odds), split over the parts that both
              capitals admit at all by value ^ 4 x offered volume x odds        [k chips, (R, K)]
    lapsed  = backlog / order_lapse x late, late = the share of what is due that did not come

    An order is an option: it is placed by the odds of delivery that buyers have learned, counts as
    cover by the same odds, and is cancelled the sooner the longer it waits. A belief that a stop is
    near brings orders forward: once, because an open order counts. A shut gate, a ban or guidance
    that is heeded ends them.

    Sources: orders at three to six times normal before a stop (F8: US$ 5 bn in August 2023, 16 bn
    in the first quarter of 2025); licensed and ordered is not delivered (C13, C23).
    """
    offered = offered_volume(world, params) * (world.us_gate > 0.0)
    price = import_price(orders, params)
    surge = 1.0 + (params.order_surge - 1.0) * world.fear
    legal = ordering_value(world, offered, import_value(orders, params), params)
    wanted = total(_legal_wanted(world, orders, params, legal))
    open_orders = total(world.backlog * world.delivery_odds * price) / 1000.0
    missing = np.maximum(0.0, params.delivery_months * wanted * surge - open_orders)
    admitted = (consent(world) > 0.0) * world.delivery_odds
    drawn = _fourth_power_of_value(orders, params) * offered * admitted
    ordered = drawn * ratio(1000.0 * params.order_speed * missing, total(drawn)) / price
    kept = world.backlog * (1.0 - _late_share(world, params) / params.order_lapse)
    return {"ordered": ordered, "backlog": kept + ordered}


def ship_licensed(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Deliver what both gates let through; the smallest of stock, orders and cap decides.

    shipped = min(china_stock, backlog / delivery_months x us_gate x consent, cap)
    odds   -> us_gate x consent over `odds_memory` months                       [share, (R, K)]

    [k chips a month, (R, K)]. Buyers and the maker learn the odds of delivery from what both
    capitals let pass (the mean of a Beta posterior that forgets). Spending is split by willing
    budgets.
    Sources: the H20 approved and not delivered (U19, C13), the H200 (U25, C23).
    """
    willing = world.budget * (1.0 - world.guidance_felt)
    due = world.backlog * passing_both(world) / params.delivery_months
    shipped = np.minimum(np.minimum(world.china_stock, due), _capped(world, orders, params))
    paid = total(shipped * import_price(orders, params)) / 1000.0
    return {
        "delivery_odds": approach(world.delivery_odds, passing_both(world), params.odds_memory),
        "shipped": shipped,
        "backlog": world.backlog - shipped,
        "china_stock": world.china_stock - shipped,
        "spent_legal": shares(willing) * paid,
    }


def _value_to_be_had(world: World, orders: Orders, params: Params) -> Floats:
    """Return the value for money within buyers' reach over that of the frontier, share (R, 1).

    Legal parts count as far as both capitals admit them, home parts where a maker has any, the
    gray market at its premium and as far as it reaches.
    """
    offered = offered_volume(world, params) * passing_both(world)
    legal = (import_value(orders, params) * within_reach(offered, params)).max(-1, keepdims=True)
    part = current_part(world, params)
    cost = part.price * orders.domestic_price + params.system_cost
    home = (part.worth * world.software * (world.made_domestic > 0.0) / cost).max(-1, keepdims=True)
    gray = params.gray_reach * gray_value(world, params)
    best = np.maximum(np.maximum(legal, home), gray)
    return np.minimum(ratio(best, frontier_value(world, params)), 1.0)


def _late_share(world: World, params: Params) -> Floats:
    """Return how far open orders are late, 0 on time and 1 where nothing comes; (R, K)."""
    due = world.backlog / params.delivery_months
    return ratio(np.maximum(due - world.shipped, 0.0), due)


@functools.lru_cache(maxsize=4)
def _fourth_power_of_value(orders: Orders, params: Params) -> Floats:
    return seal_array(np.square(np.square(import_value(orders, params))))


def _legal_wanted(world: World, orders: Orders, params: Params, legal: Floats) -> Floats:
    """Return what each buyer wants to spend on legal imports, in US$ bn a month; (R, C).

    wanted = (budget - domestic purchases) x (1 - guidance_felt) x legal / (legal + worth_buying)

    Domestic purchases are those the buyer would choose, but no more than makers have in stock.
    """
    part = current_part(world, params)
    in_stock = total(world.stock_domestic * part.price) * orders.domestic_price / 1000.0
    domestic = domestic_value(world, orders, params, part) * (world.stock_domestic > 0.0)
    chosen = home_share(domestic, legal, params) * world.budget
    at_home = chosen * ratio(in_stock, np.maximum(in_stock, total(chosen)))
    worthwhile = legal / (legal + params.worth_buying)
    return (world.budget - at_home) * (1.0 - world.guidance_felt) * worthwhile


def _capped(world: World, orders: Orders, params: Params) -> Floats:
    """Return how many more chips the volume cap admits; (R, K) or (1, 1), infinite without a cap.

    allowed = volume_cap x units in the US of the part, or of the one it was cut from, less the
    part's units in China, for uncut parts under licence. Parts cut to a line have no US units to
    be measured by and hold licences of their own (U19). Source: rule text of January 2026 (V19).
    """
    capping = orders.volume_cap < 1.0
    if not capping.any():
        return np.full((1, 1), np.inf)
    us, cn = params.axes.blocs.index("us"), params.axes.blocs.index("cn")
    at_home = world.fleet[:, us, :][:, cut_from(params.products)]
    room = np.maximum(0.0, orders.volume_cap * at_home - world.fleet[:, cn, :])
    uncut = params.products.designed_for < 0
    capped = (controlled_parts(orders, params) > 0.0) & capping & uncut
    return np.where(capped, room, np.inf)
