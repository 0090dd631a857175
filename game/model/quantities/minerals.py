"""Quantities of mineral exports, prices and leverage."""

from __future__ import annotations

from game.state.arrays import total
from game.state.reading import Seen, quantity
from game.state.world import Floats


def _flow(seen: Seen, mineral: str) -> Floats:
    """Return exports of a mineral over normal, all destinations weighted by need, (R, 1)."""
    index = seen.params.axes.minerals.index(mineral)
    return total(seen.world.mineral_flow[:, index, :] * seen.params.mineral_demand)


def _of(values: Floats, seen: Seen, mineral: str) -> Floats:
    return values[:, seen.params.axes.column("minerals", mineral)]


@quantity("share of normal", "Chinese mineral exports over normal, weighted by worth")
def mineral_exports(seen: Seen) -> Floats:
    weight = seen.params.mineral_weight
    flow = seen.world.mineral_flow * seen.params.mineral_demand[..., None, :]
    return total(total(flow)[..., 0] * weight)


@quantity("t/month", "Chinese exports of rare-earth magnets")
def magnet_exp(seen: Seen) -> Floats:
    return _flow(seen, "magnets") * seen.params.magnet_exports_normal


@quantity("t/month", "Chinese exports of rare-earth magnets to the United States")
def magnet_exp_us(seen: Seen) -> Floats:
    index = seen.params.axes.minerals.index("magnets")
    us = seen.params.axes.column("destinations", "us")
    return seen.world.mineral_flow[:, index, us] * seen.params.magnet_exports_us_normal


@quantity("kg/month", "Chinese exports of gallium")
def ga_exp(seen: Seen) -> Floats:
    return _flow(seen, "gallium") * seen.params.gallium_exports_normal


@quantity("kg/month", "Chinese exports of germanium")
def ge_exp(seen: Seen) -> Floats:
    return _flow(seen, "germanium") * seen.params.germanium_exports_normal


@quantity("US$/kg", "price of gallium outside China")
def ga_price_row(seen: Seen) -> Floats:
    price = _of(seen.world.mineral_price_row, seen, "gallium")
    return price * seen.params.gallium_price_normal


@quantity("US$/kg", "price of gallium in China")
def ga_price_cn(seen: Seen) -> Floats:
    return _of(seen.world.mineral_price_cn, seen, "gallium") * seen.params.gallium_price_normal


@quantity("US$/kg", "price of germanium outside China")
def ge_price_row(seen: Seen) -> Floats:
    price = _of(seen.world.mineral_price_row, seen, "germanium")
    return price * seen.params.germanium_price_normal


@quantity("US$/kg", "price of germanium in China")
def ge_price_cn(seen: Seen) -> Floats:
    price = _of(seen.world.mineral_price_cn, seen, "germanium")
    return price * seen.params.germanium_price_normal


@quantity("US$/t", "price of antimony outside China")
def sb_price_row(seen: Seen) -> Floats:
    price = _of(seen.world.mineral_price_row, seen, "antimony")
    return price * seen.params.antimony_price_normal


@quantity("US$ bn/month", "US output lost for want of minerals")
def mineral_pain_us(seen: Seen) -> Floats:
    return seen.world.mineral_pain[:, seen.params.axes.column("destinations", "us")]


@quantity("US$ bn/month", "allied output lost for want of minerals")
def mineral_pain_allies(seen: Seen) -> Floats:
    return seen.world.mineral_pain[:, seen.params.axes.column("destinations", "allies")]


@quantity("share", "foreign need that only China can meet, weighted by worth")
def mineral_leverage(seen: Seen) -> Floats:
    return total((1.0 - seen.world.mineral_alternative) * seen.params.mineral_weight)


@quantity("months", "US mineral stocks")
def mineral_cover_us(seen: Seen) -> Floats:
    return seen.world.mineral_cover[:, seen.params.axes.column("destinations", "us")]
