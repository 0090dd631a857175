"""Money follows controls: scarcity, investment, cash and fabs of the Chinese makers."""

from __future__ import annotations

import numpy as np

from game.mathematics import exp
from game.model.market.licences import tools_denied
from game.model.market.roadmap import current_part
from game.model.market.worth import legal_at_list
from game.state.arrays import across, approach, fade, logistic, ratio, shares, total
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.world import Changes, Floats, World


def feel_controls(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """See how much of the market imports leave open, and lay in foreign tools while it is possible.

    scarcity   -> 1 - imports at list price / budget, over half a year    [share, (R, 1)]
    tool_stock -> faded + purchases x rush x (1 - tools denied)           [US$ bn, (R, 1)]

    Purchases rise with the drive to build (`capacity`) and with fear of the next list.
    Source: facts F5, M70 (imports reduce scarcity), SU20 and P18 (39 US$ bn of tools in 2024,
    a third more than a year before; most of it for other chips).
    """
    imports = ratio(legal_at_list(world, orders), total(world.budget))
    rush = 1.0 + (params.tool_surge - 1.0) * world.fear
    drive = 0.5 + 0.5 * orders.capacity
    open_share = 1.0 - tools_denied(world, orders, params)
    bought = params.tool_purchase * drive * rush * open_share
    return {
        "scarcity": approach(world.scarcity, 1.0 - np.minimum(imports, 1.0), params.scarcity_lag),
        "tool_stock": fade(world.tool_stock, params.tool_life) + bought,
    }


def invest(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Put money into Chinese AI chips, the more the scarcer imports are expected to stay.

    expected   = scarcity x permanence x (1/2 + self_reliance)                     [share, (R, 1)]
    investment = (base x (1 + k x expected) + subsidy + raised x (1 + m x scarcity))
                 x (1 - listing_drag x listed, by share of the foundry)            [US$ bn/month]
    cash      += margin + share of investment - efforts - development - listing    [US$ bn, (R, F)]
    listed     = 1 - (1 - faded) x exp(-names / 100 x exposure)                    [share, (R, F)]

    Each reversal of US policy lowers permanence and so the money on this side too. Scarcity of
    the whole sector raises spending; being listed by name costs the named, for about two years:
    money, a place in the foundry, dies from abroad, buyers abroad (separate parameters: the
    literature disagrees on the size). Left out: taxes, dividends, other business.
    Source: facts group 12 (R&D = R0 (1 + k scarcity x permanence)), F5, F14, C24, H03, H10.
    """
    expected = world.scarcity * world.permanence * (0.5 + world.self_reliance)
    raised = params.raise_step * orders.capital_raise
    investment = (
        params.investment_base * (1.0 + params.scarcity_response * expected)
        + params.subsidy_step * orders.capital_subsidy
        + raised * (1.0 + params.market_response * world.scarcity)
    )
    named = _listing_weight(world, orders, params)
    investment = investment * (1.0 - params.listing_drag * total(named * params.foundry_share))
    granted = across(investment * params.running_share, params.foundry_share)
    change = granted + _sales_margin(world, orders, params) - _efforts(world, orders, params)
    listed = across(params.listing_loss * orders.entity_round / 100.0, params.listing_exposure)
    spent = np.maximum(world.cash, 0.0) * (listed + 1.0 / params.cash_life)
    return {"investment": investment, "cash": world.cash + change - spent, "listed": named}


def build_fabs(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Start lines with the money there is, finish them when the tools are there.

    started  = investment x fab share x (1 - waste) x effort / cost x tools x room  [k wafers/month]
    finished = building / build time x tools
    wafers  += finished - wear x tool_bite x wafers                                 [(R, F)]

    tools = 1 - slow-down x tool_bite - slow-down by local-content rules. Waste grows with the
    subsidy. Makers share the foundry by habit, by what they can pay, and less once listed.
    Source: facts SU5 (7, 13, 18 thousand wafers a month in 2025 to 2027), SU6, SU16, Ha
    (9 to 18 months), C25 (half domestic tools: slower fabs).
    """
    tools = (1.0 - params.tool_slowdown * world.tool_bite) * (
        1.0 - params.local_slowdown * orders.local_content
    )
    waste = params.waste_base + params.waste_step * orders.capital_subsidy
    effort = 0.5 + 0.5 * orders.capacity
    under_way = total(world.wafers) + total(world.building)
    room = np.maximum(1.0 - under_way / params.wafer_limit, 0.0)
    money = world.investment * params.fab_share * (1.0 - waste)
    means = logistic(world.cash / params.cash_comfort)
    served = means * (1.0 - params.listing_drag * world.listed)
    place = shares(params.foundry_share * served)
    started = money * effort / params.fab_cost * tools * room * place
    finished = world.building / params.fab_build_time * tools
    worn = world.wafers * params.tool_wear * world.tool_bite
    return {
        "building": world.building + started - finished,
        "wafers": world.wafers + finished - worn,
    }


def _listing_weight(world: World, orders: Orders, params: Params) -> Floats:
    """Return how heavily each maker is listed by name after this month's round; (R, F)."""
    faded = fade(world.listed, params.listing_life)
    spared = exp(-across(orders.entity_round / 100.0, params.listing_exposure))
    return 1.0 - (1.0 - faded) * spared


def _sales_margin(world: World, orders: Orders, params: Params) -> Floats:
    """Return sales less the cost of what was sold, US$ bn/month (R, F).

    Thousands of chips at thousands of dollars are millions, hence the 1000.
    """
    sold = world.sold_domestic + world.exported_domestic
    price = current_part(world, params).price
    return sold * price * (orders.domestic_price - params.maker_cost) / 1000.0


def _efforts(world: World, orders: Orders, params: Params) -> Floats:
    """Return what the makers' own efforts cost them, US$ bn/month (R, F).

    A maker in debt pays a part only: state banks and its home city carry the rest.
    """
    means = logistic(world.cash / params.cash_comfort)
    steps = (
        orders.capacity
        + orders.yield_push
        + orders.node_push
        + orders.memory_stock
        + orders.own_memory
        + orders.gray_memory
        + orders.software_push
        + orders.cluster_scale
        + orders.covert_sourcing
        + orders.export_push
    )
    return across(params.effort_cost * steps, params.foundry_share) * means
