"""Political capital: what each actor may still spend on moving levers."""

from __future__ import annotations

import numpy as np

from game.state.arrays import fill_rows, side_by_side
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.reading import see_month
from game.state.world import Changes, World

MONTHS_PER_QUARTER = 3.0


def refill_capital(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Give every actor a month of political capital, as its standing allows.

    capital' = min(cap, capital + refill / 3 x standing)                       [points, (R, A)]

    `refill` is a quarter's gain at a standing of 1; each actor's standing is an expression over
    quantities in configs/actors (approval, heat, market value, sales, shortage). What is saved
    beyond the cap is lost: nobody can hoard for years and then do everything at once.

    Source: judgement; the design's rule that orders cost political capital.
    """
    known = see_month(world, orders, params).value
    refill = params.capital_refill / MONTHS_PER_QUARTER
    standing = side_by_side(
        fill_rows(one.evaluate(known), world.replicates) for one in params.standing
    )
    gained = world.capital + refill * standing
    return {"capital": np.minimum(gained, params.capital_cap)}
