"""Where the next dollar of Chinese chip money buys most: lines for dies, for memory, or tools."""

from __future__ import annotations

import numpy as np

from game.mathematics import power
from game.model.market.licences import memory_open
from game.model.market.roadmap import current_part
from game.state.arrays import logistic, ratio, shares, side_by_side, total
from game.state.orders import Orders
from game.state.params import Params
from game.state.world import Floats, World

# How far ahead self-reliance is judged, in months.
MONTHS_AHEAD = 24.0

FABS, MEMORY, TOOLS = (slice(place, place + 1) for place in range(3))


def supply_lasts(world: World) -> Floats:
    """Return how far planners trust foreign supply to last, share (R, 1).

    Rules that change often lower it (`permanence`), and so does every denial (`self_reliance`).
    """
    return world.permanence * (1.0 - world.self_reliance)


def funded_share(world: World, params: Params) -> Floats:
    """Return how much of its efforts a maker can pay for, share (R, F); half without cash."""
    return logistic(world.cash / params.cash_comfort)


def wasted_share(orders: Orders, params: Params) -> Floats:
    """Return the share of a capital subsidy that buys nothing, (R, 1); all of it at the most.

    waste = min(1, waste_base + waste_step x subsidy level)
    """
    waste = params.waste_base + params.waste_step * orders.capital_subsidy
    return np.minimum(waste, 1.0)


def build_money(world: World, orders: Orders, params: Params) -> Floats:
    """Return the money for fabs, memory and tools, US$ bn a month (R, 3), see `FABS` and the rest.

    money    = investment x build_share, split in proportion to
    fabs       fab_money x (1 + capacity) / 2 x min(1, cover) ^ focus
    memory     memory_money x (1 + own_memory) / 2 x min(1, 1 / cover) ^ focus
    tools      tool_money x (1 + local_content) / 2 x tool_bite x (1 - own_tools)

    `cover` is the stacks to come over those that the dies to come will want, capacity under
    construction counted, stores over `store_months`, foreign stacks as far as they may be bought
    and are trusted to last. Money goes to what binds: one more unit of the other adds nothing.
    """
    money = world.investment * params.build_share
    cover = _memory_cover(world, orders, params)
    short = power(np.minimum(cover, 1.0), params.bottleneck_focus)
    ample = power(np.minimum(ratio(np.ones_like(cover), cover), 1.0), params.bottleneck_focus)
    weights = side_by_side(
        (
            params.fab_money * (0.5 + 0.5 * orders.capacity) * short,
            params.memory_money * (0.5 + 0.5 * orders.own_memory) * ample,
            params.tool_money
            * (0.5 + 0.5 * orders.local_content)
            * world.tool_bite
            * (1.0 - world.own_tools),
        )
    )
    return shares(weights) * money


def output_ahead(world: World, params: Params) -> Floats:
    """Return the useful output a month that lines built and begun would give, k H100e (R, 1).

    output = sum of chips x worth x software x min(1, stacks / stacks wanted), all by makers' own
    lines and memory: what would be left in two years if nothing came from abroad any more.
    """
    part = current_part(world, params)
    lines = (world.wafers + world.building) * params.dies_per_wafer * world.yield_rate
    chips = ratio(lines, part.dies) * params.packaging_yield
    wanted = total(lines * ratio(part.stacks, part.dies))
    stacks = world.hbm_own + world.memory_building + total(world.hbm_stock) / MONTHS_AHEAD
    packed = np.where(wanted > 0.0, np.minimum(ratio(stacks, wanted), 1.0), 1.0)
    return total(chips * part.worth * world.software) * packed


def _memory_cover(world: World, orders: Orders, params: Params) -> Floats:
    """Return the stacks to come over the stacks wanted, (R, 1); at least a hundredth."""
    part = current_part(world, params)
    lines = (world.wafers + world.building) * params.dies_per_wafer * world.yield_rate
    wanted = total(lines * ratio(part.stacks, part.dies))
    bought = memory_open(orders, params) * supply_lasts(world)
    stored = total(world.hbm_stock) / params.store_months
    coming = world.hbm_own + world.memory_building + stored + bought * wanted
    return np.where(wanted > 0.0, np.maximum(ratio(coming, wanted), 0.01), 100.0)
