"""World supply of Nvidia parts, and what of it is set aside for China."""

from __future__ import annotations

import functools

import numpy as np

from game.chance import Chance
from game.lineup import rank_worldwide, sold_worldwide
from game.orders import Orders
from game.params import Params
from game.shapes import ratio, shares, total
from game.world import Changes, Floats, World, seal_array
from game.worth import hoped_gate


def expand_packaging(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Grow advanced packaging with what a package earns, up to what foundries can serve.

    d ln(packaging) / dt = packaging_growth x (revenue per package / package_worth)
                         x (1 - packaging / packaging_limit) + subsidised_packaging x chip_subsidy

    [thousand H100-sized packages a month, (R, 1)]. Subsidy works slowly: its yearly effect is a
    small part of the market's. Sources: Nvidia's worldwide H100-equivalents by year (P6) give the
    levels; analyst notes on packaging supply.
    """
    parts = params.products
    earned = ratio(total(world.made * parts.price), total(world.made * parts.packages))
    room = np.maximum(0.0, 1.0 - world.packaging / params.packaging_limit)
    market = params.packaging_growth * earned / params.package_worth
    growth = (market + params.subsidised_packaging * orders.chip_subsidy) * room
    return {"packaging": world.packaging * np.exp(growth / 12.0)}


def make_chips(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Build the month's chips: the China line first, within its allocation; then the world mix.

    China: built = min(wanted, allocation x packaging / packages x ramp)          [k chips, (R, K)]
    World: the rest of packaging, split over world parts by volume and rank.
    china_stock' = china_stock + built - redirected; general-purpose stock that has no orders is
    redirected to other buyers, `redirect_share` of it a month. Parts cut for China stay.
    made = sold_elsewhere + shipped + change of china_stock, once the month's trade is done.

    Sources: H20 stock and write-off of 2025 (P4); 0.5 to 1 of blocked supply found other buyers.
    """
    needed = _packages_needed(orders, params)
    built = _china_line(world, orders, params, needed)
    left = world.packaging - total(built * needed)
    mix = _world_mix(world, params)
    made = ratio(mix * left, params.products.packages) + built
    idle = np.maximum(0.0, world.china_stock - _stock_sought(world, orders, params))
    redirected = params.redirect_share * idle * sold_worldwide(params.products)
    return {
        "made": made,
        "sold_elsewhere": made - built + redirected,
        "china_stock": world.china_stock + built - redirected,
    }


@functools.lru_cache(maxsize=8)
def _packages_needed(orders: Orders, params: Params) -> Floats:
    """Return packaging units a China part takes, none with graphics memory; (R, K)."""
    parts = params.products
    plain = np.logical_and(orders.design_memory < 1.0, parts.designed_for >= 0, order="F")
    return seal_array(np.where(plain, 0.0, parts.packages))


def _stock_sought(world: World, orders: Orders, params: Params) -> Floats:
    """Return the China stock that orders justify: a month's licensed deliveries and the buffer.

    sought = backlog / delivery_months x us_gate x hope in Beijing's gate x (1 + inventory months)

    [(R, K)]. Orders that Beijing shuts out are built for in part: hence write-offs.
    """
    due = world.backlog * world.us_gate * hoped_gate(world, params) / params.delivery_months
    return due * (1.0 + orders.inventory)


def _china_line(world: World, orders: Orders, params: Params, needed: Floats) -> Floats:
    """Return what is built for China this month, in thousand chips; (R, K).

    Each part fills up its stock as far as its volume allows; if all together would take more than
    the allocation, all are cut by the same share. Parts without advanced packaging are bounded by
    `board_limit` instead.
    """
    allocated = orders.china_allocation * world.packaging * (orders.china_line == 0.0)
    on_boards = params.board_limit * (orders.china_line == 0.0)
    most = np.where(needed > 0.0, ratio(allocated, needed), on_boards) * world.ramp
    short = np.maximum(0.0, _stock_sought(world, orders, params) - world.china_stock)
    wanted = np.minimum(short, most)
    taken = total(wanted * needed)
    fits = ratio(allocated, np.maximum(allocated, taken))
    return wanted * np.where(needed > 0.0, fits, 1.0)


def _world_mix(world: World, params: Params) -> Floats:
    """Return the share of world packaging that each part takes, 0 for China-only parts; (R, K).

    weight = ramp x product over better world parts of (1 - displacement x their ramp)
    """
    weights = np.zeros_like(world.ramp)
    left = np.ones(world.month_shape)
    for part in rank_worldwide(params.products):
        ramp = world.ramp[:, part : part + 1]
        weights[:, part : part + 1] = ramp * left
        left = left * (1.0 - params.displacement * ramp)
    return shares(weights)
