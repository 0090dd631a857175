"""Quantities as filings and surveys publish them, on their own bases."""

from __future__ import annotations

import numpy as np

from game.mathematics import power
from game.model.market.roadmap import current_part
from game.model.market.worth import import_price
from game.state.arrays import ratio
from game.state.reading import Seen, quantity
from game.state.world import Floats, World


@quantity("US$ bn", "Nvidia's H20 sales to China in the quarter, systems included", adds_up=True)
def h20_sales(seen: Seen) -> Floats:
    column = seen.params.axes.column("products", "h20")
    price = import_price(seen.before, seen.params)[:, column]
    units = seen.sum_months(lambda world: world.shipped[:, column])
    return (1.0 + seen.params.attach) * units * price / 1000.0


@quantity("US$ bn", "Nvidia's write-downs of China stock in the quarter", adds_up=True)
def china_charge(seen: Seen) -> Floats:
    return seen.world.nv_written_off - seen.months[0].nv_written_off


@quantity("%", "move of Nvidia's market value in the quarter beyond what its revenue explains")
def abnormal_return(seen: Seen) -> Floats:
    before, now = seen.months[0], seen.world
    growth = ratio(now.nv_rev, np.maximum(before.nv_rev, 1e-6))
    explained = power(growth, seen.params.value_elasticity)
    return 100.0 * (ratio(now.nv_value, before.nv_value * explained) - 1.0)


@quantity("names", "Chinese names added to the Entity List in the quarter", adds_up=True)
def names_listed(seen: Seen) -> Floats:
    return seen.world.entity_list - seen.months[0].entity_list


@quantity("k cards", "Chinese accelerators sold at home in the quarter", adds_up=True)
def cards_domestic(seen: Seen) -> Floats:
    return seen.over_quarter("sold_domestic")


@quantity("k cards", "accelerators of Huawei sold at home in the quarter", adds_up=True)
def cards_huawei(seen: Seen) -> Floats:
    return _sold_by(seen, "huawei")


@quantity("k cards", "Nvidia cards sold in China in the quarter, with other boards", adds_up=True)
def cards_nvidia(seen: Seen) -> Floats:
    others = seen.params.other_cards * (len(seen.months) - 1)
    return seen.value("nv_cn_units") + others


@quantity("US$ bn", "accelerator sales of Cambricon at home in the quarter", adds_up=True)
def cambricon_sales(seen: Seen) -> Floats:
    column = seen.params.axes.column("makers", "cambricon")

    def sales(world: World) -> Floats:
        return world.sold_domestic[:, column] * current_part(world, seen.params).price[:, column]

    return seen.sum_months(sales) * seen.before.domestic_price / 1000.0


@quantity("RMB bn", "the same in Chinese money", adds_up=True)
def cambricon_yuan(seen: Seen) -> Floats:
    return seen.value("cambricon_sales") * seen.params.yuan_per_dollar


def _sold_by(seen: Seen, maker: str) -> Floats:
    column = seen.params.axes.column("makers", maker)
    return seen.sum_months(lambda world: world.sold_domestic[:, column])
