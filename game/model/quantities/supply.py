"""Quantities of Chinese demand and supply."""

from __future__ import annotations

import numpy as np

from game.model.market.bottleneck import output_ahead
from game.model.market.roadmap import current_part
from game.model.market.worth import domestic_at_list
from game.state.arrays import ratio, total
from game.state.params import Params
from game.state.reading import Seen, quantity
from game.state.world import Floats, World


@quantity("US$ bn/month", "what Chinese buyers would spend on accelerators")
def demand(seen: Seen) -> Floats:
    return total(seen.world.budget)


@quantity("share", "demand nobody served legally or at home")
def unmet_share(seen: Seen) -> Floats:
    return ratio(seen.world.unmet, seen.value("demand"))


@quantity("US$ bn/month", "spending on legal imports")
def legal_sales(seen: Seen) -> Floats:
    return total(seen.world.spent_legal)


@quantity("US$ bn/month", "spending on Chinese accelerators")
def domestic_sales(seen: Seen) -> Floats:
    return total(seen.world.spent_domestic)


@quantity("share", "Chinese parts in what Chinese buyers spend")
def domestic_share(seen: Seen) -> Floats:
    home = seen.value("domestic_sales")
    return ratio(home, home + seen.value("legal_sales"))


@quantity("share", "Chinese parts in the accelerators China buys")
def domestic_share_units(seen: Seen) -> Floats:
    home = seen.value("cards_domestic")
    return ratio(home, home + seen.value("nv_cn_units"))


@quantity("%", "Chinese supply over Chinese demand, by value at list price")
def selfsuff_value(seen: Seen) -> Floats:
    return 100.0 * ratio(seen.value("domestic_list_sales"), seen.value("demand"))


@quantity("k H100e", "useful output that lines built and begun would give without imports")
def home_output_ahead(seen: Seen) -> Floats:
    return 3.0 * output_ahead(seen.world, seen.params)


@quantity("k chips", "Chinese accelerators made in the quarter", adds_up=True)
def domestic_units(seen: Seen) -> Floats:
    return seen.over_quarter("made_domestic")


@quantity("k H100e", "paper compute of Chinese accelerators made in the quarter", adds_up=True)
def domestic_h100e(seen: Seen) -> Floats:
    return seen.sum_months(lambda world: total(_made_h100e(world, seen.params)))


@quantity("k chips", "accelerators made by Huawei in the quarter", adds_up=True)
def huawei_units(seen: Seen) -> Floats:
    column = seen.params.axes.column("makers", "huawei")
    return seen.sum_months(lambda world: world.made_domestic[:, column])


@quantity("k H100e", "paper compute Huawei made in the quarter", adds_up=True)
def huawei_h100e(seen: Seen) -> Floats:
    column = seen.params.axes.column("makers", "huawei")
    return seen.sum_months(lambda world: _made_h100e(world, seen.params)[:, column])


def _made_h100e(world: World, params: Params) -> Floats:
    """Return the paper compute that each maker made in a month, k H100e (R, F)."""
    return world.made_domestic * current_part(world, params).compute


@quantity("US$ bn/month", "Chinese accelerators sold at home, at list price")
def domestic_list_sales(seen: Seen) -> Floats:
    return domestic_at_list(seen.world, seen.before)


@quantity("ratio", "legal orders of the quarter over the pace of the month before it")
def front_loading(seen: Seen) -> Floats:
    before = total(seen.months[0].ordered) * (len(seen.months) - 1)
    return np.minimum(99.0, ratio(seen.value("ordered_units"), before))


@quantity("ratio", "useful compute of the best Chinese part, H100 = 1")
def chip_parity(seen: Seen) -> Floats:
    parts = current_part(seen.world, seen.params)
    best: Floats = (parts.worth * seen.world.software).max(axis=-1, keepdims=True)
    return best


@quantity("months", "months of Chinese output that the memory in store would feed")
def hbm_months(seen: Seen) -> Floats:
    parts = current_part(seen.world, seen.params)
    used = total(seen.world.made_domestic * parts.stacks)
    return np.minimum(99.0, ratio(total(seen.world.hbm_stock), used))


@quantity("k wafers/month", "advanced wafer starts for Chinese AI chips")
def ai_wafers(seen: Seen) -> Floats:
    return total(seen.world.wafers)


@quantity("share", "yield of Chinese advanced dies, weighted by wafers")
def mean_yield(seen: Seen) -> Floats:
    world = seen.world
    return ratio(total(world.wafers * world.yield_rate), total(world.wafers))
