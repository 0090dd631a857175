"""Quantities of politics: announced moves, offers, laws."""

from __future__ import annotations

import numpy as np

from game.model.market.tightness import tightness
from game.state.arrays import total
from game.state.orders import Orders
from game.state.reading import Seen, quantity
from game.state.settings import Setting
from game.state.world import Floats

US_SEEKS, CN_SEEKS = Setting("us_truce", "seek"), Setting("cn_truce", "seek")


def _announced(seen: Seen) -> Floats:
    """Return how much tighter this turn's sealed orders are than those before them, (R, 1)."""
    now = tightness(seen.orders, seen.world, seen.params)
    return now - tightness(seen.before, seen.world, seen.params)


@quantity("index", "US controls added lately, those announced this turn included")
def us_breadth(seen: Seen) -> Floats:
    return seen.world.us_breadth + np.maximum(_announced(seen), 0.0)


@quantity("index", "US controls lifted lately, those announced this turn included")
def us_eased(seen: Seen) -> Floats:
    return seen.world.us_eased + np.maximum(-_announced(seen), 0.0)


def _cn_hardness(orders: Orders) -> Floats:
    level = orders.mineral_level + orders.probe + orders.firm_retaliation
    hardness: Floats = (
        level
        + total(orders.import_gate) / orders.import_gate.shape[1]
        + orders.boycott_guidance / 2.0
    )
    return hardness


@quantity(
    "index", "steps by which Beijing hardened in the turn at hand, or the last one before orders"
)
def cn_escalated(seen: Seen) -> Floats:
    return np.maximum(_cn_hardness(seen.sealed) - _cn_hardness(seen.earlier), 0.0)


@quantity(
    "index", "steps by which Beijing eased in the turn at hand, or the last one before orders"
)
def cn_eased(seen: Seen) -> Floats:
    return np.maximum(_cn_hardness(seen.earlier) - _cn_hardness(seen.sealed), 0.0)


@quantity("flag", "Washington sought a truce when it last gave orders")
def truce_offered_us(seen: Seen) -> Floats:
    return np.where(seen.sealed.us_truce == seen.params.setting(US_SEEKS), 1.0, 0.0)


@quantity("flag", "Beijing sought a truce when it last gave orders")
def truce_offered_cn(seen: Seen) -> Floats:
    return np.where(seen.sealed.cn_truce == seen.params.setting(CN_SEEKS), 1.0, 0.0)


@quantity("laws", "chip bills that became law")
def laws_cn_chip(seen: Seen) -> Floats:
    return total(seen.world.law)


@quantity("stages", "how far all chip bills have come, added up")
def bills_moving(seen: Seen) -> Floats:
    return total(seen.world.bill_stage)
