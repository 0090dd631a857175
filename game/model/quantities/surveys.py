"""Quantities as filings and surveys publish them, on their own bases."""

from __future__ import annotations

import numpy as np

from game.mathematics import power
from game.model.market.roadmap import current_part
from game.model.market.worth import import_price
from game.state.arrays import ratio, total
from game.state.reading import Seen, quantity
from game.state.world import Floats


@quantity("US$ bn", "Nvidia's H20 sales to China in the quarter, systems included")
def h20_sales(seen: Seen) -> Floats:
    column = seen.params.axes.column("products", "h20")
    price = import_price(seen.before, seen.params)[:, column]
    units = seen.constant(0.0)
    for world in seen.months[1:]:
        units = units + world.shipped[:, column]
    return (1.0 + seen.params.attach) * units * price / 1000.0


@quantity("US$ bn", "Nvidia's write-downs of China stock in the quarter")
def china_charge(seen: Seen) -> Floats:
    return seen.world.nv_written_off - seen.months[0].nv_written_off


@quantity("%", "move of Nvidia's market value in the quarter beyond what its revenue explains")
def abnormal_return(seen: Seen) -> Floats:
    before, now = seen.months[0], seen.world
    growth = ratio(now.nv_rev, np.maximum(before.nv_rev, 1e-6))
    explained = power(growth, seen.params.value_elasticity)
    return 100.0 * (ratio(now.nv_value, before.nv_value * explained) - 1.0)


@quantity("names", "Chinese names added to the Entity List in the quarter")
def names_listed(seen: Seen) -> Floats:
    return seen.world.entity_list - seen.months[0].entity_list


@quantity("k cards", "Chinese accelerators sold at home in the quarter")
def cards_domestic(seen: Seen) -> Floats:
    return seen.over_quarter("sold_domestic")


@quantity("k cards", "accelerators of Huawei sold at home in the quarter")
def cards_huawei(seen: Seen) -> Floats:
    return _sold_by(seen, "huawei")


@quantity("k cards", "Nvidia cards sold in China in the quarter, other boards included")
def cards_nvidia(seen: Seen) -> Floats:
    others = seen.params.other_cards * (len(seen.months) - 1)
    return seen.value("nv_cn_units") + others


@quantity("US$ bn", "accelerator sales of Cambricon at home in the quarter")
def cambricon_sales(seen: Seen) -> Floats:
    column = seen.params.axes.column("makers", "cambricon")
    price = current_part(seen.world, seen.params).price[:, column]
    return _sold_by(seen, "cambricon") * price * seen.before.domestic_price / 1000.0


@quantity("RMB bn", "the same in Chinese money")
def cambricon_yuan(seen: Seen) -> Floats:
    return seen.value("cambricon_sales") * seen.params.yuan_per_dollar


@quantity("k H100e", "memory bandwidth of legal Nvidia deliveries in the quarter, H100 = 1")
def nv_cn_bandwidth(seen: Seen) -> Floats:
    summed = seen.constant(0.0)
    for world in seen.months[1:]:
        summed = summed + total(world.shipped * seen.params.products.bandwidth_index)
    return summed


@quantity("US$ bn/month", "Chinese accelerators sold at home, at list price")
def domestic_list_sales(seen: Seen) -> Floats:
    return total(seen.world.spent_domestic) / seen.before.domestic_price


def _sold_by(seen: Seen, maker: str) -> Floats:
    column = seen.params.axes.column("makers", maker)
    units = seen.constant(0.0)
    for world in seen.months[1:]:
        units = units + world.sold_domestic[:, column]
    return units


@quantity("k H100e", "useful compute that the United States added in the quarter")
def us_compute_added(seen: Seen) -> Floats:
    return _compute_added(seen, "us")


@quantity("k H100e", "useful compute that China added in the quarter")
def cn_compute_added(seen: Seen) -> Floats:
    return _compute_added(seen, "cn")


def _compute_added(seen: Seen, bloc: str) -> Floats:
    added = np.maximum(seen.world.compute - seen.months[0].compute, 0.0)
    return added[:, seen.params.axes.column("blocs", bloc)]
