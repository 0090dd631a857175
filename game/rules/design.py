"""Design to the line: a new ceiling is answered by a part that passes it."""

from __future__ import annotations

import numpy as np

from game.chance import Chance
from game.lineup import cut_from
from game.orders import Flags, Orders
from game.params import Params, Products
from game.shapes import approach, fade
from game.world import Changes, Floats, World

# A `design_left` of 99 is a part that nobody has begun to design.
_NOT_BEGUN = 99.0


def design_to_line(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Design parts for the targeted line, and move every part's volume.

    World parts follow their launch date: ramp = s(age / world_ramp), s(x) = x^2 (3 - 2x).
    A part cut to the targeted line is begun once its generation has launched, announced after
    `design_lag_low` to `design_lag_high` months, and then follows its parent's volume over
    `design_ramp` months. A part that is off target, halted or shut out keeps its design and
    loses its line over `line_decay` months.                                          [(R, K)]

    Sources: A800 after 1.1 months, H20 family after 0.8, 6000D after 1.5 (N01, N03, N06); volume
    after 3 to 8 months (N03); about nine months to rebuild a stopped line.
    """
    cut = params.products.designed_for >= 0
    lead = approach(world.cadence_lead, _lead_sought(orders, params), params.cadence_lag)
    launched = np.maximum(world.ramp, _launch_curve(world.month, lead, params))
    parent = launched[:, cut_from(params.products)]
    wanted = cut & _is_targeted(orders, params.products)
    left = _count_down(world.design_left, wanted & (parent > 0.0), params, chance)
    selling = wanted & (left == 0.0) & (world.us_gate > 0.0)
    growing = np.maximum(world.ramp, approach(world.ramp, parent, params.design_ramp))
    cut_ramp = np.where(selling, growing, fade(world.ramp, params.line_decay))
    return {
        "design_left": np.where(cut, left, world.design_left),
        "ramp": np.where(cut, cut_ramp, launched),
        "cadence_lead": lead,
    }


def _lead_sought(orders: Orders, params: Params) -> Floats:
    """Return the months on the road map that the cadence gains in the long run; (R, 1)."""
    return params.cadence_gain * (orders.cadence - 1.0)


def _launch_curve(month: int, lead: Floats, params: Params) -> Floats:
    """Return the volume a part's age would give, 0 before launch and 1 at the end; (R, K)."""
    since = np.add(month + lead, -params.products.launch, order="F")
    age = np.minimum(np.maximum(since / params.world_ramp, 0.0), 1.0)
    curve: Floats = age * age * (3.0 - 2.0 * age)
    return curve


def _is_targeted(orders: Orders, products: Products) -> Flags:
    """Return whether a part's line is the one Nvidia designs for and sells under; (R, K)."""
    aimed_at: Flags = np.equal(np.rint(orders.design_target), products.designed_for, order="F")
    running: Flags = orders.china_line == 0.0
    return aimed_at & running


def _count_down(left: Floats, wanted: Flags, params: Params, chance: Chance) -> Floats:
    """Return the months to announcement: a wanted design is begun, or a month further on."""
    starting = wanted & (left >= _NOT_BEGUN)
    if starting.any():
        luck = chance.uniform("design_lag", left.shape[1])
        lag = params.design_lag_low + (params.design_lag_high - params.design_lag_low) * luck
        left = np.where(starting, lag, left)
    return np.where(wanted, np.maximum(left - 1.0, 0.0), left)
