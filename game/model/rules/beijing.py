"""Beijing politics: shortage argues for opening, pride and home supply for refusal."""

from __future__ import annotations

import numpy as np

from game.mathematics import expm1
from game.model.market.licences import ON_CHIP
from game.model.market.worth import domestic_at_list
from game.state.arrays import approach, fade, logistic, ratio, total
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.settings import Setting
from game.state.world import Changes, Floats, World

SECURITY_PARTNER = Setting("public_argument", "security_partner")


def sway_beijing(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Move the felt shortage, the weight of those who refuse, and the will to build at home.

    shortage      -> unmet / budget, over `shortage_lag` months                    [share]
    nationalist   -> logistic(score), see `_refusal`, then pleas of the makers     [share]
    self_reliance += (1 - self_reliance) x (1 - exp(-denial)), fading over decades [share]
    denial         = denied_by_rule x us_breadth + denied_by_want x shortage
                     + denied_by_delay x licence_hold                          [a month]

    All are (R, 1). Self-reliance adds up denials and does not shrink when supply reopens (M35,
    M49, M85); nationalist weight rises within a quarter and falls within a year (F20).

    Source: facts F4, F7, F20; timeline C12, C13, C16, C21, C23; seeds M46, M76, M82.
    """
    wanting = np.minimum(ratio(world.unmet, total(world.budget)), 1.0)
    shortage = approach(world.shortage, wanting, params.shortage_lag)
    target = logistic(_refusal(world, orders, params))
    rising = target > world.nationalist
    weight = approach(
        world.nationalist, target, np.where(rising, params.pride_rise, params.pride_fall)
    )
    return {
        "shortage": shortage,
        "nationalist": weight + (1.0 - weight) * params.plea_weight * orders.protection_plea,
        "self_reliance": _resolve(world, orders, params),
    }


def _refusal(world: World, orders: Orders, params: Params) -> Floats:
    """Return the case against foreign chips, in log odds, (R, 1).

    base + breadth x us_breadth + security + fee x revenue_share
         + supply x sufficiency x (1 + scorned x us_eased) + probe + resolve x self_reliance
         - hunger x shortage - truce

    `sufficiency` is home supply over demand, at list price. What Washington lets go is scorned the
    more the better home parts serve (F7): the easing that was bought in 2023 is refused in 2025.
    `security` counts location checks, ordered, in law or in a moving bill (F20, K05, C12).
    """
    supply = np.minimum(ratio(domestic_at_list(world, orders), total(world.budget)), 1.0)
    score = params.pride_base + params.pride_breadth * world.us_breadth
    score = score + params.pride_security * _security_demands(world, orders, params)
    score = score + params.pride_fee * orders.revenue_share
    score = score + params.pride_supply * supply * (1.0 + params.pride_scorned * world.us_eased)
    score = score + params.pride_probe * orders.probe + params.pride_resolve * world.self_reliance
    calm = params.pride_hunger * world.shortage + params.pride_truce * world.truce
    refusal: Floats = score - calm
    return refusal


def _security_demands(world: World, orders: Orders, params: Params) -> Floats:
    """Return how loudly Washington asks for back doors, as Beijing hears it, 0 to about 2."""
    column = params.axes.column("bills", "chip_security")
    bill = world.bill_stage[:, column]
    law = world.law[:, column]
    ordered = (orders.verification >= params.setting(ON_CHIP)) * 1.0
    offered = orders.public_argument == params.setting(SECURITY_PARTNER)
    spoken = params.spoken_security * offered
    heard: Floats = np.maximum(ordered, law) + params.bill_security * bill + spoken
    return heard


def _resolve(world: World, orders: Orders, params: Params) -> Floats:
    denial = params.denied_by_rule * world.us_breadth + params.denied_by_want * world.shortage
    denial = denial + params.denied_by_delay * orders.licence_hold
    kept = fade(world.self_reliance, params.resolve_life)
    resolve: Floats = kept - (1.0 - kept) * expm1(-denial)
    return resolve
