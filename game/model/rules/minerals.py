"""Minerals: licences by rung and destination, two prices, stocks abroad, alternatives."""

from __future__ import annotations

import numpy as np

from game.mathematics import exp, expm1
from game.state.arrays import across, approach
from game.state.chance import Chance
from game.state.orders import Flags, Orders
from game.state.params import Params
from game.state.world import Changes, Floats, World, in_columns


def license_exports(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Let out what the mineral ladder lets out: a trough, then recovery in steps, then a plateau.

    closed = min(flow, allowed) x (1 - drop where newly licensed)       [share of normal, (R, E, D)]
    flow   = closed + (allowed x demand - closed) x cleared; nothing is cleared in the trough

    `allowed` is the plateau of the rung, 0 to the United States under a ban. A truce brings
    general licences: a higher plateau, cleared faster. Licences clear in batches of uneven size.
    What was licensed stays a little below normal for years after the ladder falls. Demand above
    normal refills stocks.
    Source: facts MI6, MI7, MI21, S4, P22, P25 and P26 (magnets: half in the first month, a
    quarter in the second, normal in the fourth, under a truce), B9 and C22 for what stays.
    """
    rung, level = world.mineral_rung, orders.mineral_level
    age = np.where(level > rung, 0.0, np.minimum(world.licence_age + 1.0, 240.0))
    licensed = _reaches(level, params.licence_rung)
    allowed = _allowed(world, level, licensed, params)
    newly = licensed & ~_reaches(rung, params.licence_rung)
    closed = np.minimum(world.mineral_flow, allowed)
    closed = closed * (1.0 - (params.licence_drop * newly)[..., None])
    legacy = params.licence_legacy * exp(-age / params.licence_memory)
    lifted = ~licensed * legacy
    normal = allowed * (1.0 - lifted[..., None])
    wanted = np.maximum(normal * _demand(world, params), closed)
    cleared = _cleared(world, age, params, chance)[..., None]
    return {
        "mineral_flow": closed + (wanted - closed) * cleared,
        "mineral_rung": level + np.zeros_like(rung),
        "licence_age": age,
    }


def price_minerals(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Move prices apart, draw stocks down, and count what stops when they are gone.

    missing = 1 - flow, the Chinese part of what a destination needs        [share, (R, E, D)]
    price_row -> 1 + markup x missing x Chinese share, over months          [index, (R, E)]
    price_cn  -> 1 - glut x missing                                         [index, (R, E)]
    cover    += refill - drawn                                              [months, (R, D)]
    pain      = full pain x short x sqrt(short), short = gap - drawn        [US$ bn/month, (R, D)]

    Users ration themselves as stocks run low. Some of what a ban stops comes round through third
    countries, unless the rule follows the goods. Programme stocks add cover at home.
    Source: facts MI5, MI8 to MI10, MI14 to MI17, P23, S6; Pichler et al. 2022 and Hallegatte for
    stocks deciding the early damage.
    """
    missing = np.maximum(1.0 - world.mineral_flow, 0.0)
    abroad = _weigh_destinations(missing, params.mineral_demand)
    short_abroad = abroad * (1.0 - world.mineral_alternative)
    gap = _gap(world, orders, missing, params)
    drawn = gap * -expm1(-world.mineral_cover / params.mineral_rationing)
    short = gap - drawn
    refill = np.maximum(_cover_target(orders, params) - world.mineral_cover, 0.0)
    arrived = refill * (1.0 - gap) / params.mineral_refill_lag
    return {
        "mineral_price_row": approach(
            world.mineral_price_row,
            1.0 + params.shortage_markup * short_abroad,
            params.mineral_price_lag,
        ),
        "mineral_price_cn": approach(
            world.mineral_price_cn, 1.0 - params.home_glut * abroad, params.mineral_price_lag
        ),
        "mineral_cover": np.maximum(world.mineral_cover + arrived - drawn, 0.0),
        "mineral_pain": params.mineral_full_pain * short * np.sqrt(short),
    }


def build_alternatives(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Build mines, plants and magnets outside China, and lose some when prices fall back.

    started  = (price - 1, programme, hedging, each by its rate) x room      [share, (R, E)]
    built    = build / build time
    lost     = (alternative - base) x closure x (1 - floor), while the price is normal

    High prices also teach users to do with less, at once but slowly. Alternatives take years and
    then drain the leverage for good: what remains of it is 1 - mineral_alternative.
    Source: facts MI18, MI19, MI23, MI24; Alfaro et al. (NBER 33877) for innovation after 2010,
    Gholz and Hughes for quick substitution, P27 for what closes when prices fall.
    """
    alternative, build = world.mineral_alternative, world.mineral_build
    room = np.maximum(1.0 - alternative - build, 0.0)
    dear = np.maximum(world.mineral_price_row - 1.0, 0.0)
    drive = (
        params.build_by_price * dear
        + params.build_by_programme * orders.mineral_programme
        + params.build_by_hedging * world.hedging
    )
    started = room * -expm1(-drive)
    built = build / params.mineral_build_time
    spared = (1.0 - alternative) * -expm1(-params.mineral_thrift * dear)
    protected = exp(-params.mineral_price_floor * orders.mineral_programme - dear)
    surplus = np.maximum(alternative - params.mineral_base, 0.0)
    lost = surplus * params.mine_closure * protected
    grown = alternative + built + np.minimum(spared, room - started) - lost
    return {"mineral_alternative": grown, "mineral_build": build + started - built}


def _reaches(level: Floats, rung: Floats) -> Flags:
    """Return whether the ladder stands at each mineral's rung or above, (R, E)."""
    return np.greater_equal(level, rung, order="F")


def _allowed(world: World, level: Floats, licensed: Flags, params: Params) -> Floats:
    """Return the plateau of each mineral and destination at this rung, share (R, E, D).

    A truce lifts the plateau of licences part of the way to normal; a ban it does not touch.
    """
    eased = params.general_licence * world.truce
    under_licence = params.licence_plateau + across(eased, 1.0 - params.licence_plateau)
    reaching = level >= params.reach_rung
    under_ban = in_columns(np.where(reaching, params.reach_plateau, params.ban_plateau))
    banned = _reaches(level, params.ban_rung)
    allowed = np.where(licensed[..., None], under_licence[:, None, :], 1.0)
    allowed = np.where(banned[..., None], under_ban[:, None, :], allowed)
    return in_columns(allowed)


def _demand(world: World, params: Params) -> Floats:
    """Return what a destination asks for, normal = 1, more while it refills stocks (R, 1, D)."""
    empty = np.maximum(1.0 - world.mineral_cover / params.mineral_stock, 0.0)
    demand: Floats = (1.0 + params.mineral_restocking * empty)[:, None, :]
    return demand


def _cleared(world: World, age: Floats, params: Params, chance: Chance) -> Floats:
    """Return the share of the way back that licences clear this month (R, E)."""
    months = params.clearing_lag / (1.0 + params.truce_clearing * world.truce)
    batch = 2.0 * chance.uniform("mineral_licences", world.mineral_price_row.shape[1])
    clearing: Floats = np.where(age >= params.licence_trough, -expm1(-batch / months), 0.0)
    return clearing


def _gap(world: World, orders: Orders, missing: Floats, params: Params) -> Floats:
    """Return the share of a destination's need that nothing serves this month (R, D)."""
    weight = params.mineral_weight * (1.0 - world.mineral_alternative)
    reaching = orders.mineral_level >= params.reach_rung
    round_about = params.transhipment * (1.0 - reaching)
    return _weigh_minerals(missing, weight) * (1.0 - round_about)


def _weigh_destinations(values: Floats, weight: Floats) -> Floats:
    """Return the weighted sum of (R, E, D) over destinations, (R, E)."""
    # Adding columns is many times faster than reducing an axis of three.
    weighed = values[:, :, 0] * weight[..., 0, None]
    for place in range(1, values.shape[2]):
        weighed = weighed + values[:, :, place] * weight[..., place, None]
    return weighed


def _weigh_minerals(values: Floats, weight: Floats) -> Floats:
    """Return the weighted sum of (R, E, D) over minerals, (R, D)."""
    weighed = values[:, 0] * weight[..., 0, None]
    for place in range(1, values.shape[1]):
        weighed = weighed + values[:, place] * weight[..., place, None]
    return weighed


def _cover_target(orders: Orders, params: Params) -> Floats:
    """Return the stocks that users and programmes aim for, months (R, D)."""
    return params.mineral_stock + across(orders.mineral_programme, params.programme_cover)
