"""Chinese chip output: memory, yield, packages, and the road map."""

from __future__ import annotations

import numpy as np

from game.mathematics import LN2, log1p, power
from game.model.market.bottleneck import funded_share
from game.model.market.licences import memory_open, tools_denied
from game.model.market.roadmap import Part, current_part
from game.state.arrays import across, approach, ratio, shares, total
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.world import Changes, Floats, World


def stock_memory(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Buy memory stacks while that is allowed, take the home-made, and get some through middlemen.

    hbm_stock += legal + gray + hbm_own x need share                  [k stacks, (R, F)]
    memory_bite -> steps x memory_controls x (1/2 + alignment/2), in 9 to 18 months

    Need is what the dies in process will want. Left out: that own stacks are slower than bought
    ones. Source: facts SU11 to SU14, G09 and F8 (7 of 11.4 million stacks came in the last month
    before the control), W12 and Hd for the lags.
    """
    need = _memory_need(world, current_part(world, params), params)
    open_share = memory_open(orders, params)
    gray = orders.gray_memory * params.gray_memory_flow * (1.0 - world.enforcement_felt)
    sought = (gray + _bought_ahead(world, orders, params) * open_share) * funded_share(
        world, params
    )
    arrived = _bought_to_run(world, need, params) * open_share
    arrived = arrived + (sought + world.hbm_own) * shares(need)
    follow = 0.5 + 0.5 * world.alignment
    bite = np.minimum(orders.memory_controls * params.memory_bite_step * follow, 1.0)
    return {
        "hbm_stock": world.hbm_stock + arrived,
        "memory_bite": approach(world.memory_bite, bite, params.memory_lag),
    }


def improve_yield(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Learn by doing toward a ceiling that missing tools lower.

    ceiling = yield_ceiling x (1 - yield_tool_loss x tool_bite)       [good dies per die, (R, 1)]
    yield  += (ceiling - yield) x (b x d ln(experience) x luck + yield_push)
    yield  -= node_yield_cost x node_push x yield; above the ceiling yield wears off instead

    Experience is own dies, a third of the others', and older parts on the same lines; b follows
    from the learning rate per doubling. Tool controls bite once tools in store run down.
    Source: facts LY1 to LY8 (30 % at the start of 2024, about 5 points a year, ceiling without
    EUV 0.65), Irwin and Klenow 1994 for the weight of others, W11 for 12 to 24 months.
    """
    bite = _tool_bite(world, orders, params)
    ceiling = params.yield_ceiling * (1.0 - params.yield_tool_loss * bite)
    exponent = log1p(-params.learning_rate) / -LN2
    spread = params.learning_spillover
    experience = world.learned * (1.0 - spread) + total(world.learned) * spread
    made = _own_dies(world, current_part(world, params), params)
    gained = made * (1.0 - spread) + total(made) * spread
    doubled = log1p(gained / (experience + params.learning_head_start))
    luck = 2.0 * chance.uniform("fab_learning", world.yield_rate.shape[1])
    pushed = params.yield_push_rate * orders.yield_push * funded_share(world, params)
    speed = exponent * doubled * luck + pushed
    gap = ceiling - world.yield_rate
    learned = np.maximum(gap, 0.0) * speed / (1.0 + speed)
    worn = np.maximum(-gap, 0.0) * params.yield_wear
    cost = params.node_yield_cost * orders.node_push * world.yield_rate
    return {"yield_rate": world.yield_rate + learned - worn - cost, "tool_bite": bite}


def make_domestic(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Package chips; the scarcest of dies, memory and packaging lines decides.

    pool     = die_bank + own dies wanted + covert dies                     [k dies, (R, F)]
    own dies = wafers x dies per wafer x yield
    starts   = min(pool / turnover / dies, hbm_stock / spread / stacks, lines)  [k packages/month]
    made     = starts x packaging yield
    die_bank = pool - starts x dies;  hbm_stock -= starts x stacks

    The turnover of the pool is the lag from foundry to package; packaging lines grow by a part a
    month at most. Makers make a store of memory that runs short last (`memory_spread` months),
    leave wafers to other chips meanwhile, and slow down on what does not sell. A part without
    stacks needs no memory.

    Source: production identity and D1 to D5 of the facts, SU7 to SU10, SU15.
    """
    part = current_part(world, params)
    dies = _own_dies(world, part, params)
    bought = _covert_dies(world, orders, params)
    pool = world.die_bank + _wanted(world, part, dies, params) + bought
    logic = ratio(pool / params.die_turnover, part.dies)
    stacks_a_month = world.hbm_stock / params.memory_spread
    memory = np.where(part.stacks > 0.0, ratio(stacks_a_month, part.stacks), logic)
    lines = np.maximum(
        world.made_domestic * (params.line_growth / params.packaging_yield),
        world.wafers * params.line_floor,
    )
    possible = np.minimum(np.minimum(logic, memory), lines)
    starts = possible * _eagerness(world, possible, params)
    made = starts * params.packaging_yield
    return {
        "made_domestic": made,
        "learned": world.learned + dies,
        "die_bank": np.maximum(pool - starts * part.dies, 0.0),
        "hbm_stock": np.maximum(world.hbm_stock - starts * part.stacks, 0.0),
        "stock_domestic": world.stock_domestic + made,
    }


def follow_roadmap(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Slip behind the announced road map, or get ahead of it.

    roadmap_delay -> tool_slip x tool_bite + cash_slip x shortage of cash
                     - node_gain x node_push x (1 - tool_bite)        [months, (R, F)]

    A round of listings adds to it at once for those most exposed. The delay never grows faster
    than the calendar, so that no part once launched is taken back.
    Source: facts HW9, Hc (18 to 36 months a node), W8, W11; F17.
    """
    means = funded_share(world, params)
    slip = (
        params.tool_slip * world.tool_bite
        + params.cash_slip * (1.0 - means)
        - params.node_gain * orders.node_push * (1.0 - world.tool_bite) * means
    )
    listed = across(params.listing_slip * orders.entity_round / 100.0, params.listing_exposure)
    slipped = approach(world.roadmap_delay, slip, params.roadmap_lag) + listed
    return {"roadmap_delay": np.minimum(slipped, np.minimum(world.roadmap_delay + 1.0, 48.0))}


def _own_dies(world: World, part: Part, params: Params) -> Floats:
    """Return good dies off Chinese lines this month, k dies (R, F), none before a first part."""
    launched = part.dies > 0.0
    return world.wafers * params.dies_per_wafer * world.yield_rate * launched


def _wanted(world: World, part: Part, dies: Floats, params: Params) -> Floats:
    """Return the own dies a maker takes, k dies (R, F): fewer when it lacks memory to pack them.

    share = floor + (1 - floor) x cover^2 / (cover^2 + comfort^2), cover in months of own dies
    """
    cover = ratio(world.hbm_stock, dies * ratio(part.stacks, part.dies))
    square = cover * cover
    comfort = square / (square + params.memory_comfort * params.memory_comfort)
    held = params.wafer_floor + (1.0 - params.wafer_floor) * comfort
    return dies * np.where(part.stacks > 0.0, held, 1.0)


def _covert_dies(world: World, orders: Orders, params: Params) -> Floats:
    """Return foreign dies through shell companies, k dies (R, F); foundry rules leave a leak.

    A maker just listed finds fewer shells (`listing_drag`).
    """
    leak = power(params.foundry_leak, orders.foundry_controls)
    flow = across(orders.covert_sourcing * params.covert_flow * leak, params.covert_share)
    return flow * (1.0 - params.listing_drag * world.listed) * funded_share(world, params)


def _memory_need(world: World, part: Part, params: Params) -> Floats:
    """Return the stacks a month that the dies in process will want, k stacks (R, F)."""
    return world.die_bank / params.die_turnover * ratio(part.stacks, part.dies)


def _bought_to_run(world: World, need: Floats, params: Params) -> Floats:
    """Return purchases for running needs, k stacks/month (R, F).

    They equal the need when the store covers `memory_cover` months of it.
    """
    cover = need * params.memory_cover
    return 2.0 * need * ratio(cover, cover + world.hbm_stock)


def _bought_ahead(world: World, orders: Orders, params: Params) -> Floats:
    """Return purchases for a store, k stacks/month (R, 1); faster as a stop is feared."""
    rush = 1.0 + (params.memory_surge - 1.0) * world.fear
    return orders.memory_stock * params.memory_purchase * rush


def _tool_bite(world: World, orders: Orders, params: Params) -> Floats:
    """Return tool controls as fabs feel them (R, 1): late, later with tools and parts in store.

    Allies that do not follow halve the effect; Chinese tools, which local-content rules force
    fabs to try, take part of it away, the more the better they have become.
    """
    relief = 1.0 - params.local_tools * orders.local_content
    target = tools_denied(world, orders, params) * relief * (1.0 - world.own_tools)
    lag = params.tool_lag * (1.0 + world.tool_stock / params.tool_stock_scale)
    return approach(world.tool_bite, target, lag)


def _eagerness(world: World, possible: Floats, params: Params) -> Floats:
    """Return the share of possible starts that makers want, (R, F): half at `glut_months` of sales.

    eagerness = 1 / (1 + (stock / (glut_months x (sales + hoped_sales x possible)))^2)

    A maker who sells nothing stops making: it hopes for little more than it sold last month.
    """
    sales = world.sold_domestic + world.exported_domestic + params.hoped_sales * possible
    months = ratio(world.stock_domestic, sales) / params.glut_months
    return 1.0 / (1.0 + months * months)
