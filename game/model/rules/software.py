"""Software stacks: where developers work, and how well Chinese chips are used."""

from __future__ import annotations

import numpy as np

from game.mathematics import exp
from game.model.market.lineup import paper_worth
from game.model.market.roadmap import current_part
from game.state.arrays import approach, ratio, shares, total
from game.state.chance import Chance
from game.state.orders import Flags, Orders
from game.state.params import Params
from game.state.world import Changes, Floats, World


def move_developers(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Let developers follow the chips that arrive, and count what separate stacks cost.

    cuda_share    -> (s + (1 - s) x (1 - maturity)) x (1 - boycott x guidance) x (1 - push x level)
    fragmentation -> divide x 4 c (1 - c) + rivalry x (1 - c) x (1 - sum of squared shares) x apart

    All are (R, 1). s is the US part of useful compute arriving, c the new cuda_share. A buyer of
    Chinese chips keeps to the US stack as far as the Chinese one is immature; guidance and
    local-content rules move work by order. Separate stacks cost most when both are large and the
    Chinese one is many; `apart` falls to `pooled_apart` once local content pools the stacks.

    Source: seeds M24, M26, M59, M78; levers Nk, B1, B16; facts CC13.
    """
    american, chinese = _arrivals(world, params)
    us_part = ratio(american, american + total(chinese))
    maturity = total(shares(chinese) * world.software)
    target = us_part + (1.0 - us_part) * (1.0 - maturity)
    heed = total(shares(world.budget) * world.guidance_felt)
    target = target * (1.0 - params.boycott_pull * heed)
    target = target * (1.0 - params.content_pull * orders.local_content)
    cuda_share = approach(world.cuda_share, target, params.developer_lag)

    apart = 1.0 - (1.0 - params.pooled_apart) * _pools(orders, params)
    rivals = 1.0 - total(np.square(shares(world.compute_domestic)))
    gap = params.stack_divide * 4.0 * cuda_share * (1.0 - cuda_share)
    split = gap + params.stack_rivalry * (1.0 - cuda_share) * rivals * apart
    fragmentation = approach(world.fragmentation, split, params.fragmentation_lag)
    return {"cuda_share": cuda_share, "fragmentation": fragmentation}


def mature_software(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Raise each Chinese stack toward what its current part can reach.

    software' = software + pace x (ceiling - software)                           [share, (R, F)]
    pace      = (pace_floor + users) x (1 + push) / software_lag                         [per month]
    users     = base / (base + users_half) x (1 - cuda_share / 2)
    ceiling   = (mature software of the part + pooling x (best ceiling - own)) x ecosystem, up to 1
    ecosystem = 1 + stack_network x (cuda_share at which parts were measured - cuda_share)

    base is the maker's installed compute, whose bugs get reported; developers who left the US
    stack help all makers. `push` is the software_push lever, as far as the maker has cash. A
    pooled stack lends the best ceiling to the others. The ceiling may fall with a new part.
    Libraries and models come where developers are: imports that keep them on the US stack hold the
    Chinese one back, and a boycott teaches it, years later (Katz and Shapiro 1985).
    Source: chips.csv sw_eff columns; HW3; levers He, B16; seeds M59, M78.
    """
    part = current_part(world, params)
    users = world.compute_domestic / (world.compute_domestic + params.users_half)
    users = users * (1.0 - 0.5 * world.cuda_share)
    cash = np.maximum(world.cash, 0.0)
    push = params.push_gain * orders.software_push * cash / (cash + params.push_cash_half)
    pace = (params.pace_floor + users) * (1.0 + push) / params.software_lag
    best = part.software.max(axis=-1, keepdims=True)
    pooling = params.pooling * _pools(orders, params)
    ecosystem = 1.0 + params.stack_network * (params.cuda_measured - world.cuda_share)
    ceiling = part.software + pooling * (best - part.software)
    ceiling = np.minimum(ceiling * ecosystem, 1.0)
    ceiling = np.where(part.software > 0.0, ceiling, world.software)
    return {"software": world.software + (1.0 - exp(-pace)) * (ceiling - world.software)}


def _pools(orders: Orders, params: Params) -> Flags:
    """Return where local-content rules make the makers share one stack, (R, 1)."""
    return orders.local_content >= params.pooling_content


def _arrivals(world: World, params: Params) -> tuple[Floats, Floats]:
    """Return useful compute arriving this month: US parts (R, 1) and Chinese by maker (R, F).

    k H100e/month, memory counted: sqrt(compute x bandwidth_index). Rented compute counts by its
    `rental_life`, as if bought anew over that time.
    """
    worth = paper_worth(params.products)
    rented = world.offshore / params.rental_life
    american = total(world.shipped * worth) + world.gray_flow + rented
    part = current_part(world, params)
    return american, world.sold_domestic * part.worth * world.software
