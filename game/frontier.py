"""What the US frontier offers Chinese buyers beyond what both gates let through."""

from __future__ import annotations

import numpy as np

from game.lineup import paper_worth, sold_worldwide
from game.params import Params
from game.shapes import ratio, total
from game.world import Floats, World


def frontier_gap(world: World, params: Params) -> Floats:
    """Return how far the best legal part trails the best part on the world market, (R, 1), 0..1.

    gap = 1 - best legal worth / best world worth
    worth = sqrt(compute x bandwidth_index) x ramp                              [H100 = 1, (R, K)]

    A part counts as legal by the share of orders that passes both gates.
    Source: H20 against H100, 0.15 by compute and 1.19 by bandwidth (HW11); diversion follows the
    gap, not the law (F9).
    """
    worth = paper_worth(params.products) * world.ramp
    best_world = (worth * sold_worldwide(params.products)).max(axis=-1, keepdims=True)
    best_legal = (worth * world.us_gate * world.cn_gate).max(axis=-1, keepdims=True)
    return 1.0 - ratio(np.minimum(best_legal, best_world), best_world)


def barred_share(world: World, params: Params) -> Floats:
    """Return the share of world output, by compute, that Washington keeps from China, (R, 1)."""
    compute = world.made * params.products.compute
    return ratio(total(compute * (1.0 - world.us_gate)), total(compute))


def list_price(world: World, params: Params) -> Floats:
    """Return the list price of world output, thousand US$ per H100e, (R, 1); 0 without output.

    Source: chips.csv prices at 2024-25 level.
    """
    products = params.products
    return ratio(total(world.made * products.price), total(world.made * products.compute))
