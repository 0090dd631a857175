"""What Beijing lets be bought: the import gate, and guidance to buyers."""

from __future__ import annotations

import functools

import numpy as np

from game.model.market.worth import import_price
from game.state.arrays import across, approach, logistic, ratio, total
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.settings import Setting
from game.state.world import Changes, Floats, World, seal_array

OPEN = Setting("import_gate", "open")
RATIO = Setting("import_gate", "ratio")
CASE_BY_CASE = Setting("import_gate", "case_by_case")


def apply_import_gate(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Set the share of orders for each part that Beijing lets through.

    open 1; block 0                                                                   [(R, K)]
    ratio: import_ratio x domestic sales / orders waiting, both US$ bn a month, at most 1
    case by case: case_share x logistic(case_slope x (shortage - nationalist))

    A gate shuts at once and opens over `gate_lag` months.
    Sources: customs sweeps C19; approval gate C23; no import ratio has been published.
    """
    gate = orders.import_gate
    allowed = _ratio_share(world, orders, params)
    weighed = params.case_share * logistic(params.case_slope * (world.shortage - world.nationalist))
    by_tier = (gate == params.setting(OPEN)) + (gate == params.setting(RATIO)) * allowed
    by_tier = by_tier + (gate == params.setting(CASE_BY_CASE)) * weighed
    target = by_tier[:, params.products.tier]
    return {"cn_gate": np.minimum(target, approach(world.cn_gate, target, params.gate_lag))}


def heed_guidance(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Let buyers follow guidance against foreign chips.

    guidance_felt -> compliance x guidance_step x boycott_guidance, over `guidance_lag`  [(R, C)]

    A ban in state-funded sites binds state buyers whole and at once.
    Sources: C13 (orders cut within weeks), C16 (platforms told to stop), C21 (state sites).
    """
    pressure = np.minimum(1.0, params.guidance_step * orders.boycott_guidance)
    felt = approach(world.guidance_felt, across(pressure, params.compliance), params.guidance_lag)
    banned = across(orders.state_ban, _is_state(params))
    return {"guidance_felt": np.maximum(felt, banned)}


def _ratio_share(world: World, orders: Orders, params: Params) -> Floats:
    """Return the share of waiting orders that the import ratio admits; (R, 1)."""
    price = _price_under_ratio(orders, params)
    asked = total(world.backlog * world.us_gate * price) / (1000.0 * params.delivery_months)
    admitted = params.import_ratio * total(world.spent_domestic)
    return ratio(admitted, np.maximum(admitted, asked))


@functools.lru_cache(maxsize=4)
def _price_under_ratio(orders: Orders, params: Params) -> Floats:
    """Return the price of parts that the import ratio governs, 0 for others, k US$; (R, K)."""
    governed = (orders.import_gate == params.setting(RATIO))[:, params.products.tier]
    return seal_array(import_price(orders, params) * governed)


def _is_state(params: Params) -> Floats:
    """Return 1 for the buyer that stands for state-funded sites; (C,)."""
    return np.array([float(name == "state") for name in params.axes.buyers])
