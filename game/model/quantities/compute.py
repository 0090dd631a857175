"""Quantities of the gray market, of compute and of capability."""

from __future__ import annotations

import numpy as np

from game.state.arrays import ratio, total
from game.state.reading import Seen, quantity
from game.state.world import Floats


def _bloc(seen: Seen, name: str) -> slice:
    return seen.params.axes.column("blocs", name)


@quantity("k H100e", "controlled compute diverted into China in the quarter", adds_up=True)
def smuggled_h100e(seen: Seen) -> Floats:
    return seen.over_quarter("gray_flow")


@quantity("share", "diverted compute in what China adds")
def gray_share(seen: Seen) -> Floats:
    gray = seen.value("smuggled_h100e")
    return ratio(gray, gray + seen.value("nv_cn_h100e") + seen.value("domestic_h100e"))


@quantity("effort", "US enforcement: effort times funds, 2025 = 1")
def enforcement_effect(seen: Seen) -> Floats:
    return seen.orders.enforcement * np.sqrt(seen.world.enforcement_funds)


@quantity("ratio", "useful compute, United States over China")
def compute_ratio(seen: Seen) -> Floats:
    compute = seen.world.compute
    return ratio(compute[:, _bloc(seen, "us")], compute[:, _bloc(seen, "cn")])


@quantity("share", "China's share of the world's useful AI compute")
def cn_share(seen: Seen) -> Floats:
    compute = seen.world.compute
    return ratio(compute[:, _bloc(seen, "cn")], total(compute))


@quantity("ratio", "compute added in the quarter, United States over China")
def cn_us_ratio_new(seen: Seen) -> Floats:
    return ratio(seen.value("us_compute_added"), seen.value("cn_compute_added"))


@quantity("k H100e", "useful compute that the United States added in the quarter", adds_up=True)
def us_compute_added(seen: Seen) -> Floats:
    return _compute_added(seen, "us")


@quantity("k H100e", "useful compute that China added in the quarter", adds_up=True)
def cn_compute_added(seen: Seen) -> Floats:
    return _compute_added(seen, "cn")


def _compute_added(seen: Seen, bloc: str) -> Floats:
    added = np.maximum(seen.world.compute - seen.months[0].compute, 0.0)
    return added[:, _bloc(seen, bloc)]


@quantity("months", "change of China's lag over the quarter", adds_up=True)
def lag_change(seen: Seen) -> Floats:
    return seen.world.lag - seen.months[0].lag


@quantity("ln", "growth of Chinese capability over the quarter", adds_up=True)
def cn_capability_gain(seen: Seen) -> Floats:
    return (seen.world.capability - seen.months[0].capability)[:, _bloc(seen, "cn")]


@quantity("ln", "growth of US capability over the quarter", adds_up=True)
def us_capability_gain(seen: Seen) -> Floats:
    return (seen.world.capability - seen.months[0].capability)[:, _bloc(seen, "us")]
