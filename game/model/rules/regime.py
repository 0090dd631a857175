"""What Washington lets be sold, and how its moves are read."""

from __future__ import annotations

import numpy as np

from game.mathematics import exp
from game.model.market.licences import (
    controlled_parts,
    licensed_share,
    stopped_by_letter,
    verification_in_force,
)
from game.model.market.tightness import tightness
from game.state.arrays import approach, fade
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.world import Changes, World

# A move smaller than this is rounding, not policy.
_NO_MOVE = 1e-9


def apply_regime(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Set the share of orders for each part that Washington lets through.

    target = 1 - controlled x (1 - licensed), and 0 for a tier stopped by letter      [(R, K)]

    A gate closes at once and opens as licences are written: over `licence_lag` months, plus
    `verification_delay` for each step of checks. A part the line does not catch is free at once.

    Left out: the status of single buyers on the Entity List.
    Sources: rule texts in configs/vintages; letters U01, U15; licences U18, U19, U25.
    """
    controlled = controlled_parts(orders, params)
    licensed = licensed_share(world, orders, params) * (1.0 - orders.licence_hold)
    stopped = stopped_by_letter(orders, params)[:, params.products.tier]
    target = (1.0 - controlled * (1.0 - licensed)) * (1.0 - stopped)
    delay = params.licence_lag + params.verification_delay * verification_in_force(
        world, orders, params
    )
    opening = np.minimum(target, approach(world.us_gate, target, delay))
    return {"us_gate": np.where(controlled > 0, opening, target)}


def track_rule_changes(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Weigh all US controls in force, and remember which way they moved.

    us_tightness  = `game.model.market.tightness`                                       [(R, 1)]
    us_breadth    = what was added lately, fading over `breadth_memory` months
    us_eased      = what was lifted lately, likewise
    us_direction  = sign of the last move
    reversals     = changes of sign, fading over `reversal_memory` months
    line_age      = months since the rule text on chips last changed
    permanence   -> exp(-reversal_doubt x reversals) x (1 - deal_doubt x deal_maker)
                    x (1 - fee_doubt x revenue_share)

    A licence with a price says that the line can be bought, so that fewer trust it to stand.
    Sources: F6 and F14 (stylised facts on retaliation by breadth and on policy half-life); M25.
    """
    now = tightness(orders, world, params)
    move = now - world.us_tightness
    sign = np.where(np.abs(move) > _NO_MOVE, np.sign(move), 0.0)
    flips = (sign * world.us_direction < 0.0).astype(float)
    reversals = fade(world.reversals, params.reversal_memory) + flips
    same_line = orders.chip_ceiling == world.chip_line
    expected = exp(-params.reversal_doubt * reversals)
    expected = expected * (1.0 - params.deal_doubt * world.deal_maker)
    expected = expected * (1.0 - params.fee_doubt * orders.revenue_share)
    return {
        "us_tightness": now,
        "us_breadth": fade(world.us_breadth, params.breadth_memory) + np.maximum(move, 0.0),
        "us_eased": fade(world.us_eased, params.breadth_memory) + np.maximum(-move, 0.0),
        "us_direction": np.where(sign == 0.0, world.us_direction, sign),
        "reversals": reversals,
        "chip_line": orders.chip_ceiling + np.zeros_like(world.chip_line),
        "line_age": np.where(same_line, np.minimum(world.line_age + 1.0, 240.0), 0.0),
        "permanence": approach(world.permanence, expected, params.permanence_lag),
        "entity_list": world.entity_list + orders.entity_round,
    }
