"""Design to the line: a new ceiling is answered by a part that passes it."""

from __future__ import annotations

import numpy as np

from game.model.market.lineup import cut_from, cut_parts, uncut_parts
from game.state.arrays import approach, fade
from game.state.chance import Chance
from game.state.orders import Flags, Orders
from game.state.params import Integers, Params
from game.state.settings import Setting
from game.state.world import Changes, Floats, World

RUN = Setting("china_line", "run")
YEARLY = Setting("cadence", "yearly")

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
    uncut, cut = uncut_parts(params.products), cut_parts(params.products)
    lead = approach(world.cadence_lead, _lead_sought(orders, params), params.cadence_lag)
    ramp, left = world.ramp.copy(order="K"), world.design_left.copy(order="K")
    launched = _launch_curve(world.month, lead, params.products.launch[uncut], params)
    ramp[:, uncut] = np.maximum(ramp[:, uncut], launched)
    parent, line = ramp[:, cut_from(params.products)[cut]], ramp[:, cut]
    wanted = _is_targeted(orders, params.products.designed_for[cut], params)
    begun = wanted & (parent > 0.0)
    left[:, cut] = _count_down(left[:, cut], begun, world, params, chance)
    selling = wanted & (left[:, cut] == 0.0) & (world.us_gate[:, cut] > 0.0)
    growing = np.maximum(line, approach(line, parent, params.design_ramp))
    ramp[:, cut] = np.where(selling, growing, fade(line, params.line_decay))
    return {"design_left": left, "ramp": ramp, "cadence_lead": lead}


def _lead_sought(orders: Orders, params: Params) -> Floats:
    """Return the months on the road map that the cadence gains in the long run; (R, 1)."""
    return params.cadence_gain * (orders.cadence - params.setting(YEARLY))


def _launch_curve(month: int, lead: Floats, launch: Floats, params: Params) -> Floats:
    """Return the volume that ages of parts would give, 0 before launch, 1 at the end; (R, n)."""
    since = np.add(month + lead, -launch, order="F")
    age = np.clip(since / params.world_ramp, 0.0, 1.0)
    curve: Floats = age * age * (3.0 - 2.0 * age)
    return curve


def _is_targeted(orders: Orders, lines: Integers, params: Params) -> Flags:
    """Return whether a line is the one Nvidia designs for and sells under; (R, n)."""
    aimed_at: Flags = np.equal(params.lines(orders.design_target), lines, order="F")
    running: Flags = orders.china_line == params.setting(RUN)
    return aimed_at & running


def _count_down(
    left: Floats, wanted: Flags, world: World, params: Params, chance: Chance
) -> Floats:
    """Return the months to announcement: a wanted design is begun, or a month further on."""
    starting = wanted & (left >= _NOT_BEGUN)
    if starting.any():
        luck = chance.uniform("design_lag", world.ramp.shape[1])[:, cut_parts(params.products)]
        lag = params.design_lag_low + (params.design_lag_high - params.design_lag_low) * luck
        left = np.where(starting, lag, left)
    return np.where(wanted, np.maximum(left - 1.0, 0.0), left)
