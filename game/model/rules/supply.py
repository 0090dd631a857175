"""World supply of Nvidia parts, and what of it is set aside for China."""

from __future__ import annotations

import functools

import numpy as np

from game.mathematics import exp
from game.model.market.lineup import rank_worldwide
from game.model.market.worth import STACKED
from game.state.arrays import ratio, shares, total
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.settings import Setting
from game.state.world import Changes, Floats, World, seal_array

RUN = Setting("china_line", "run")


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
    return {"packaging": world.packaging * exp(growth / 12.0)}


def make_chips(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Build the month's chips: the China line first, within its allocation; then the world mix.

    China: built = min(wanted, allocation x packaging / packages x ramp)          [k chips, (R, K)]
    World: the rest of packaging, split over world parts by volume and rank.
    china_stock' = china_stock + built - redirected; general-purpose stock that has no orders is
    redirected to other buyers, `redirect_share` of it a month. Parts cut for China stay.
    made = sold_elsewhere + shipped + change of china_stock, once the month's trade is done.

    Sources: H20 stock and write-off of 2025 (P4); 0.5 to 1 of blocked supply found other buyers.
    """
    sought = _stock_sought(world, orders, params)
    built, taken = _china_line(world, orders, params, sought)
    best_first = list(rank_worldwide(params.products))
    mix = _world_mix(world.ramp[:, best_first], params) * (world.packaging - taken)
    elsewhere = np.zeros_like(built)
    elsewhere[:, best_first] = mix / params.products.packages[best_first]
    made = elsewhere + built
    stock = world.china_stock[:, best_first]
    redirected = params.redirect_share * np.maximum(stock - sought[:, best_first], 0.0)
    elsewhere[:, best_first] += redirected
    china_stock = world.china_stock + built
    china_stock[:, best_first] -= redirected
    return {"made": made, "sold_elsewhere": elsewhere, "china_stock": china_stock}


@functools.lru_cache(maxsize=8)
def _packages_needed(orders: Orders, params: Params) -> tuple[Floats, Floats, Floats]:
    """Return packaging units a China part takes, none with graphics memory; (R, K).

    With them their inverse, 0 for parts without packaging, and a 1 for each such part.
    """
    parts = params.products
    graphics = orders.design_memory < params.setting(STACKED)
    plain = np.logical_and(graphics, parts.designed_for >= 0, order="F")
    needed = np.where(plain, 0.0, parts.packages)
    inverse = ratio(np.ones((1, 1)), needed)
    return seal_array(needed), seal_array(inverse), seal_array((needed == 0.0) * 1.0)


def _stock_sought(world: World, orders: Orders, params: Params) -> Floats:
    """Return the China stock that orders justify: a month's licensed deliveries and the buffer.

    sought = backlog / delivery_months x odds of delivery x (1 + inventory months)

    [(R, K)]. What was built for orders that a gate then shuts out is left over: hence write-offs.
    """
    waiting = world.backlog * world.delivery_odds
    return waiting * ((1.0 + orders.inventory) / params.delivery_months)


def _china_line(
    world: World, orders: Orders, params: Params, sought: Floats
) -> tuple[Floats, Floats]:
    """Return what is built for China this month, k chips (R, K), and the packaging used, (R, 1).

    Each part fills up its stock as far as its volume allows; if all together would take more than
    the allocation, all are cut by the same share. Parts without advanced packaging are bounded by
    `board_limit` instead.
    """
    needed, inverse, plain = _packages_needed(orders, params)
    running = orders.china_line == params.setting(RUN)
    allocated = orders.china_allocation * world.packaging * running
    most = (inverse * allocated + plain * (params.board_limit * running)) * world.ramp
    wanted = np.minimum(np.maximum(sought - world.china_stock, 0.0), most)
    taken = total(wanted * needed)
    fits = ratio(allocated, np.maximum(allocated, taken))
    return wanted * np.maximum(plain, fits), taken * fits


def _world_mix(ramps: Floats, params: Params) -> Floats:
    """Return the share of world packaging that each world part takes, best part first; (R, n).

    weight = ramp x product over better world parts of (1 - displacement x their ramp)
    """
    weights = np.empty_like(ramps)
    left: Floats = np.ones_like(ramps[:, :1])
    for rank in range(ramps.shape[1]):
        ramp = ramps[:, rank : rank + 1]
        weights[:, rank : rank + 1] = ramp * left
        left = left * (1.0 - params.displacement * ramp)
    return shares(weights)
