"""How tight the US controls in force are, on one scale."""

from __future__ import annotations

import functools

from game.model.market.licences import closed_share, verification_in_force
from game.state.arrays import total
from game.state.orders import Orders
from game.state.params import Params
from game.state.world import Floats, World, seal_array


@functools.lru_cache(maxsize=4)
def tightness(orders: Orders, world: World, params: Params) -> Floats:
    """Return the weighted sum of the US controls these orders put in force; (R, 1).

    The unit is a round of a hundred Entity List names, the smallest move that drew minerals. Chip
    controls count by what they close of each tier, so that a line, a licence policy, a letter and
    a statute to the same effect weigh the same. A round of names ordered now is included.

    Source: retaliation by breadth of the US move (F6); weights in configs/params/regime.yaml.
    """
    line = total(params.line_weight * closed_share(world, orders, params))
    supply_side = (
        params.tool_weight * orders.tool_controls
        + params.memory_weight * orders.memory_controls
        + params.foundry_weight * orders.foundry_controls
        + params.cloud_weight * orders.cloud_rule
    )
    trade = (
        params.entity_weight * (world.entity_list + orders.entity_round) / 100.0
        + params.ownership_weight * orders.ownership_rule
        + params.verification_weight * verification_in_force(world, orders, params)
        + params.tariff_weight * orders.tariff * world.tariff_law / 50.0
    )
    return seal_array(line + supply_side + trade + total(params.law_weight * world.law))
