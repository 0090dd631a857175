"""Political capital: what each actor may still spend on moving levers."""

from __future__ import annotations

import functools

import numpy as np

from game.state.arrays import fill_rows, side_by_side, total
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.reading import see_month
from game.state.world import Changes, Floats, World, seal_array

MONTHS_PER_QUARTER = 3.0


def refill_capital(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Give every actor a month of political capital, as its standing allows.

    due      = sum over standing settings of upkeep x units above their rest   [points a quarter]
    left     = capital + (refill x standing - due) / 3                         [points, (R, A)]
    capital' = between 0 and cap, left;  unpaid = what is missing at 0         [points, (R, A)]

    `refill` is a quarter's gain at a standing of 1; each actor's standing is an expression over
    quantities in configs/actors (approval, heat, market value, sales, shortage). What is saved
    beyond the cap is lost: nobody can hoard for years and then do everything at once. Measures
    that need people, money or patience cost upkeep while they stand; what an actor cannot pay for
    lapses by a step when the turn closes.

    Source: judgement; the design's rule that orders cost political capital.
    """
    value_of = see_month(world, orders, params).value
    standing = side_by_side(
        fill_rows(standing.evaluate(value_of), world.replicates) for standing in params.standing
    )
    gained = params.capital_refill * standing - upkeep_due(orders, params)
    left = world.capital + gained / MONTHS_PER_QUARTER
    return {
        "capital": np.minimum(np.maximum(left, 0.0), params.capital_cap),
        "unpaid": np.maximum(-left, 0.0),
    }


@functools.lru_cache(maxsize=8)
def upkeep_due(orders: Orders, params: Params) -> Floats:
    """Return what each actor's standing settings cost, points a quarter; (R, A)."""
    nothing = np.zeros_like(next(iter(orders.settings.values()))[:, :1])
    columns = []
    for kept in params.upkeep:
        due = nothing
        for upkeep in kept:
            above = np.maximum(orders.settings[upkeep.lever] - upkeep.rest, 0.0)
            due = due + upkeep.rate * total(above)
        columns.append(due)
    return seal_array(side_by_side(columns))
