"""Money becomes capacity, years later: fabs, memory lines, and Chinese tools."""

from __future__ import annotations

import numpy as np

from game.mathematics import LN2, expm1, log1p, power
from game.model.market.bottleneck import FABS, MEMORY, TOOLS, build_money, funded_share
from game.state.arrays import shares, total
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.world import Changes, World


def build_fabs(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Start lines with the money there is, finish them when the tools are there.

    started  = money for fabs / cost x tools x room                                 [k wafers/month]
    finished = building / build time x tools
    wafers  += finished - wear x tool_bite x wafers                                 [(R, F)]

    tools = 1 - slow-down x tool_bite - slow-down by local-content rules. Makers share the foundry
    by habit, by what they can pay, and less once listed. The money is what `build_money` gives.
    Source: facts SU5 (7, 13, 18 thousand wafers a month in 2025 to 2027), SU6, SU16, Ha
    (9 to 18 months), C25 (half domestic tools: slower fabs).
    """
    tools = (1.0 - params.tool_slowdown * world.tool_bite) * (
        1.0 - params.local_slowdown * orders.local_content
    )
    under_way = total(world.wafers) + total(world.building)
    room = np.maximum(1.0 - under_way / params.wafer_limit, 0.0)
    money = build_money(world, orders, params)[:, FABS]
    served = funded_share(world, params) * (1.0 - params.listing_drag * world.listed)
    place = shares(params.foundry_share * served)
    started = money / params.fab_cost * tools * room * place
    finished = world.building / params.fab_build_time * tools
    worn = world.wafers * params.tool_wear * world.tool_bite
    return {
        "building": world.building + started - finished,
        "wafers": world.wafers + finished - worn,
    }


def build_memory(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Start lines for Chinese memory stacks, finish them, and learn to make them cheaply.

    started  = money for memory / cost x free x room                          [k stacks/month]
    cost     = memory_cost x (1 + learned / head start) ^ -b                  [US$ bn per k/month]
    finished = building / build time;  hbm_own += finished;  learned += hbm_own
    free     = (1 - bite x memory_bite) x (1 - bite x tool_bite)              [share]

    All are (R, 1); b follows from the learning rate per doubling (Wright 1936), room from what the
    country can use. Source: facts SU11 to SU13, W12; H09 and E16 for first Chinese stacks in 2026.
    """
    free = (1.0 - params.own_memory_bite * world.memory_bite) * (
        1.0 - params.own_memory_bite * world.tool_bite
    )
    under_way = world.hbm_own + world.memory_building
    room = np.maximum(1.0 - under_way / params.own_memory_limit, 0.0)
    exponent = log1p(-params.learning_rate) / -LN2
    cheaper = power(1.0 + world.memory_learned / params.memory_head_start, exponent)
    money = build_money(world, orders, params)[:, MEMORY]
    started = money / params.memory_cost * cheaper * free * room
    finished = world.memory_building / params.memory_build_time
    return {
        "memory_building": world.memory_building + started - finished,
        "hbm_own": world.hbm_own + finished,
        "memory_learned": world.memory_learned + world.hbm_own,
    }


def develop_tools(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Let Chinese tools replace denied ones, slowly and up to a limit.

    own_tools += (limit - own_tools) x (1 - exp(-money for tools / tools_cost))   [share, (R, 1)]

    Money comes as far as fabs feel the controls, so that denial teaches; results show after years.
    Source: facts F5, B15 and C25 (half of new equipment to be Chinese); Acemoglu 2002.
    """
    money = build_money(world, orders, params)[:, TOOLS]
    gap = np.maximum(params.own_tools_limit - world.own_tools, 0.0)
    return {"own_tools": world.own_tools - gap * expm1(-money / params.tools_cost)}
