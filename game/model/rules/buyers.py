"""Chinese buyers and Chinese accelerators: what is taken, and what is left unserved."""

from __future__ import annotations

import numpy as np

from game.mathematics import power
from game.model.market.frontier import offered_volume, passing_both, spent_elsewhere
from game.model.market.roadmap import current_part
from game.model.market.worth import (
    domestic_value,
    gray_value,
    home_share,
    import_value,
    legal_at_list,
    ordering_value,
    within_reach,
)
from game.state.arrays import ratio, shares, total
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.settings import Setting
from game.state.world import Changes, Floats, World

DUE_DILIGENCE = Setting("foundry_controls", "due_diligence")


def sell_domestic(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Sell Chinese accelerators to whoever legal imports did not serve.

    A month's buyers accept of each maker's stock a share that rises with its value against what
    else they could get. They spend at most what imports and purchases elsewhere (gray market,
    rented sites) left of their budgets, or what they would have spent at home anyway when imports
    bought ahead took more, and less as chips get dearer: in a shortage a high price sells all the
    same, elsewhere it loses buyers:

    asked_f = stock_f x acceptance_f                                              [k chips, (R, F)]
    purse   = money x domestic_price ^ (1 - price_elasticity)                     [US$ bn, (R, 1)]
    sold_f  = asked_f x min(1, purse / value of all asked)                        [k chips, (R, F)]
    unmet   = budget - (imports + home sales, at list prices) - elsewhere         [US$ bn, (R, 1)]

    Exports go first. Need counts at list prices: dearer chips serve no more of it.
    stock' = stock - sold - exported.

    Sources: acceptance of weaker parts once imports shut (C16, H08); domestic share of cards of
    10 % in 2023 and 30 % in 2024 (P10, P11); demand elasticity (DE10).
    """
    part = current_part(world, params)
    welcome = 1.0 - params.listing_drag * world.listed
    exported = world.stock_domestic * _export_share(world, orders, params) * welcome
    stock = world.stock_domestic - exported
    value = domestic_value(world, orders, params, part) * (stock > 0.0)
    imports = import_value(orders, params)
    offered = offered_volume(world, params)
    best = (imports * within_reach(offered * passing_both(world), params)).max(-1, keepdims=True)
    asked = stock * _acceptance(world, params, value, best)
    elsewhere = spent_elsewhere(world, params)
    left = 1.0 - np.minimum(ratio(elsewhere, total(world.budget)), 1.0)
    unspent = np.maximum(0.0, world.budget * left - world.spent_legal)
    legal = ordering_value(world, offered, imports, params)
    chosen = home_share(value, legal, params) * world.budget
    money = np.maximum(unspent, chosen)
    at_list = part.price / 1000.0
    on_offer = total(asked * at_list) * orders.domestic_price
    purse = total(money) * power(orders.domestic_price, 1.0 - params.price_elasticity)
    sold = asked * ratio(purse, np.maximum(purse, on_offer))
    served = total(sold * at_list)
    spent = shares(money * params.home_bias) * (served * orders.domestic_price)
    need = total(world.budget) - legal_at_list(world, orders) - served - elsewhere
    return {
        "sold_domestic": sold,
        "exported_domestic": exported,
        "stock_domestic": stock - sold,
        "spent_domestic": spent,
        "unmet": np.maximum(0.0, need),
    }


def _acceptance(world: World, params: Params, value: Floats, legal: Floats) -> Floats:
    """Return the share of a maker's stock that buyers take within a month; (R, F).

    acceptance = value^2 / (value^2 + (half_accepted x alternative)^2)
    alternative: `legal` (R, 1), the best legal part both gates admit, or the best part of the gray
    market at its premium, discounted by `gray_reach`.
    """
    alternative = np.maximum(legal, params.gray_reach * gray_value(world, params))
    middling = params.half_accepted * alternative
    return ratio(value * value, value * value + middling * middling)


def _export_share(world: World, orders: Orders, params: Params) -> Floats:
    """Return the share of stock that goes abroad in a month; (R, 1).

    Third countries that hedge buy more; US guidance against Chinese chips (foundry controls) and
    aligned allies deter. Sources: low thousands offered to the Gulf and South-East Asia (A09);
    guidance of May 2025 (U16).
    """
    welcome = 0.5 + 0.5 * world.hedging
    warned = params.export_deterrence * orders.foundry_controls / params.setting(DUE_DILIGENCE)
    deterred = (1.0 - warned) * (1.0 - params.export_deterrence * world.alignment)
    return params.export_share * orders.export_push / 2.0 * welcome * deterred
