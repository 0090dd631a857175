"""Money follows controls: scarcity, investment and cash of the Chinese makers."""

from __future__ import annotations

import numpy as np

from game.mathematics import exp
from game.model.market.bottleneck import funded_share, supply_lasts, wasted_share
from game.model.market.frontier import foreign_elsewhere
from game.model.market.licences import tools_denied
from game.model.market.roadmap import current_part
from game.model.market.worth import legal_at_list
from game.state.arrays import across, approach, fade, ratio, total
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.world import Changes, Floats, World


def feel_controls(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """See how much of the market imports leave open, and lay in foreign tools while it is possible.

    scarcity   -> 1 - (imports + gray market + rented abroad) / budget, at list price, over half a
                  year                                                    [share, (R, 1)]
    tool_stock -> faded + purchases x rush x (1 - tools denied)           [US$ bn, (R, 1)]

    Purchases rise with the drive to build (`capacity`) and with fear of the next list.
    Source: facts F5, M70 (imports reduce scarcity), SU20 and P18 (39 US$ bn of tools in 2024,
    a third more than a year before; most of it for other chips).
    """
    foreign = legal_at_list(world, orders) + foreign_elsewhere(world, params)
    imports = ratio(foreign, total(world.budget))
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

    expected   = budget x (scarcity + (1 - scarcity) x caution x (1 - supply lasts))
                 home sales that planners and investors expect             [US$ bn/month, (R, 1)]
    investment = (expected x (invested + raised) + subsidy x (1 - waste) + ploughed)
                 x (1 - listing_drag x listed, by share of the foundry)            [US$ bn/month]
    ploughed   = plough_share x cash above nothing / cash_life, summed over makers
    waste      = min(1, waste_base + waste_step x subsidy level)                   [share]
    cash      += margin + share of grants - efforts - listing - cash / cash_life   [US$ bn, (R, F)]
    listed     = 1 - (1 - faded) x exp(-names / 100 x exposure)                    [share, (R, F)]

    What imports leave open draws money now; what planners fear they will leave open draws it too,
    so that a reversal of US policy raises the drive to build. Imports that are trusted to last take
    home sales, and with them the earnings that are ploughed back. Scarcity of the whole sector
    raises spending; being listed by name costs the named, for about two years:
    money, a place in the foundry, dies from abroad, buyers abroad (separate parameters: the
    literature disagrees on the size). Left out: taxes, dividends, other business.
    Source: facts group 12 (R&D = R0 (1 + k scarcity x permanence)), F5, F14, C24, H03, H10;
    Acemoglu 2002 for innovation that follows the market it expects.
    """
    feared = params.caution * (1.0 - supply_lasts(world))
    left_open = world.scarcity + (1.0 - world.scarcity) * feared
    drawn = params.invested_share + params.raise_step * orders.capital_raise
    spent_well = 1.0 - wasted_share(orders, params)
    state = params.subsidy_step * orders.capital_subsidy * spent_well
    outside = total(world.budget) * left_open * drawn + state
    named = _listing_weight(world, orders, params)
    spared = 1.0 - params.listing_drag * total(named * params.foundry_share)
    ploughed = params.plough_share * total(np.maximum(world.cash, 0.0)) / params.cash_life
    granted = across(outside * spared * params.running_share, params.foundry_share)
    change = granted + _sales_margin(world, orders, params) - _efforts(world, orders, params)
    listed = across(params.listing_loss * orders.entity_round / 100.0, params.listing_exposure)
    spent = np.maximum(world.cash, 0.0) * (listed + 1.0 / params.cash_life)
    return {
        "investment": (outside + ploughed) * spared,
        "cash": world.cash + change - spent,
        "listed": named,
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

    A maker in debt pays a part only, and a part only of its efforts works (`funded_share`).
    """
    means = funded_share(world, params)
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
