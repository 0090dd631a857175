"""Quantities of the gates and of legal trade."""

from __future__ import annotations

import numpy as np

from game.model.market.frontier import passing_both
from game.model.market.licences import controlled_parts
from game.state.arrays import ratio, total
from game.state.reading import QUANTITIES, Quantity, Seen, quantity
from game.state.world import Floats


def _tier_gate(gate: Floats, seen: Seen, tier: str) -> Floats:
    """Return the widest gate over the parts of a tier that are in production, (R, 1)."""
    index = seen.params.axes.tiers.index(tier)
    parts = np.flatnonzero(seen.params.products.tier == index)
    offered = np.where(seen.world.ramp[:, parts] > 0.0, gate[:, parts], 0.0)
    widest: Floats = offered.max(axis=-1, keepdims=True)
    return widest


def _register_gates() -> None:
    for side, place in (("us", "Washington"), ("cn", "Beijing")):
        for short in ("h20", "h200", "blackwell"):

            def measure(seen: Seen, side: str = side, short: str = short) -> Floats:
                return _tier_gate(getattr(seen.world, f"{side}_gate"), seen, f"{short}_class")

            name = f"gate_{side}_{short}"
            says = f"share of {short.upper()}-class orders that {place} lets through"
            QUANTITIES[name] = Quantity(name=name, unit="share", says=says, measure=measure)


_register_gates()


@quantity("share", "widest Washington gate among controlled parts in production")
def licence_open(seen: Seen) -> Floats:
    world = seen.world
    controlled = controlled_parts(seen.orders, seen.params)
    gate = np.where(world.ramp > 0.0, world.us_gate * controlled, 0.0)
    widest: Floats = gate.max(axis=-1, keepdims=True)
    return widest


@quantity("share", "widest passage through both capitals among parts in production")
def legal_open(seen: Seen) -> Floats:
    world = seen.world
    both = np.where(world.ramp > 0.0, passing_both(world), 0.0)
    widest: Floats = both.max(axis=-1, keepdims=True)
    return widest


@quantity("k chips", "legal Nvidia deliveries to China in the quarter", adds_up=True)
def nv_cn_units(seen: Seen) -> Floats:
    return seen.over_quarter("shipped")


@quantity("k H100e", "compute of legal Nvidia deliveries to China in the quarter", adds_up=True)
def nv_cn_h100e(seen: Seen) -> Floats:
    return _summed(seen, "shipped", seen.params.products.compute)


@quantity("k H100e", "memory bandwidth of legal deliveries in the quarter, H100 = 1", adds_up=True)
def nv_cn_bandwidth(seen: Seen) -> Floats:
    return _summed(seen, "shipped", seen.params.products.bandwidth_index)


@quantity("k H100e", "compute of Nvidia's world output in the quarter", adds_up=True)
def nv_gl_h100e(seen: Seen) -> Floats:
    return _summed(seen, "made", seen.params.products.compute)


def _summed(seen: Seen, field: str, weight: Floats) -> Floats:
    """Return chips of the quarter's months, each part by its weight; (R, 1)."""
    return seen.sum_months(lambda world: total(getattr(world, field) * weight))


@quantity("%", "China's share of Nvidia's new compute")
def cn_flow_share(seen: Seen) -> Floats:
    return 100.0 * ratio(seen.value("nv_cn_h100e"), seen.value("nv_gl_h100e"))


@quantity("flag", "no part for the line that Nvidia designs to has been announced")
def design_pending(seen: Seen) -> Floats:
    lines = seen.params.products.designed_for
    target = seen.params.lines(seen.orders.design_target)
    meant = np.equal(target, lines, order="F") & (lines >= 0)
    announced = meant & (seen.world.design_left == 0.0)
    pending = meant.any(axis=-1, keepdims=True) & ~announced.any(axis=-1, keepdims=True)
    waiting: Floats = pending * 1.0
    return waiting


@quantity("k chips", "legal orders placed in the quarter", adds_up=True)
def ordered_units(seen: Seen) -> Floats:
    return seen.over_quarter("ordered")


@quantity("k chips", "legal orders not yet delivered")
def backlog_units(seen: Seen) -> Floats:
    return total(seen.world.backlog)


@quantity("ratio", "deliveries over orders in the quarter")
def licence_use(seen: Seen) -> Floats:
    return ratio(seen.value("nv_cn_units"), seen.value("ordered_units"))
