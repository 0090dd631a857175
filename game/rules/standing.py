"""Political capital: what each actor may still spend on moving levers."""

from __future__ import annotations

import functools

import numpy as np

from game.chance import Chance
from game.orders import Orders
from game.params import Params
from game.quantities.registry import monthly
from game.world import Changes, World

MONTHS_PER_QUARTER = 3.0


def refill_capital(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Give every actor a month of political capital, as its standing allows.

    capital' = min(cap, capital + refill / 3 x standing)                       [points, (R, A)]

    `refill` is a quarter's gain at a standing of 1; each actor's standing is an expression over
    quantities in configs/actors (approval, heat, market value, sales, shortage). What is saved
    beyond the cap is lost: nobody can hoard for years and then do everything at once.

    Source: judgement; the design's rule that orders cost political capital.
    """
    known = functools.cache(functools.partial(monthly, world, orders, params))
    shape = world.month_shape
    standing = np.concatenate(
        [np.broadcast_to(one.evaluate(known), shape) for one in params.standing], axis=1
    )
    gained = world.capital + params.capital_refill / MONTHS_PER_QUARTER * standing
    return {"capital": np.minimum(gained, params.capital_cap)}
