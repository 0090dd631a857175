"""Quantities that look a step ahead: what a gate, a stop or a ban would bring, all else as it is.

They are what a decision is weighed by, not forecasts: each takes the world of today and one
setting otherwise, lets buyers answer that setting, and nothing else follow.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from game.model.market.frontier import offered_volume
from game.model.market.roadmap import current_part
from game.model.market.worth import (
    domestic_value,
    home_share,
    import_price,
    import_value,
    within_reach,
)
from game.state.arrays import ratio, total
from game.state.reading import QUANTITIES, Quantity, Seen, quantity
from game.state.world import Floats

Look = Callable[[Seen, str], Floats]

MONTHS = 12.0


def _prospect_compute(seen: Seen, tier: str) -> Floats:
    """Return what a year of the gate held open for a tier brings against it shut, k H100e.

    compute = 12 x sum of (money for the part / its price) x us_gate x gate x compute    [(R, 1)]

    Guidance counts as lifted, as who opens a gate means it; what Washington lets pass stays.
    """
    opened, shut = (_compute_in_a_year(seen, _with_gate(seen, tier, gate)) for gate in (1.0, 0.0))
    return np.maximum(0.0, opened - shut)


def _prospect_home(seen: Seen, tier: str) -> Floats:
    """Return what a year of the gate held open for a tier takes from home sales, US$ bn.

    Where home supply sells out anyway, it takes nothing.
    """
    opened, shut = (
        total(_home_sales(seen, _legal_value(seen, _with_gate(seen, tier, gate))))
        for gate in (1.0, 0.0)
    )
    return MONTHS * np.maximum(0.0, shut - opened)


def _register_gates() -> None:
    kinds = (
        ("compute", "k H100e", "would bring, against it shut", _prospect_compute),
        ("home", "US$ bn", "would take from home sales", _prospect_home),
    )
    for short, title in (("h20", "H20"), ("h200", "H200"), ("blackwell", "Blackwell")):
        for kind, unit, does, look in kinds:

            def measure(seen: Seen, tier: str = f"{short}_class", look: Look = look) -> Floats:
                return look(seen, tier)

            name = f"prospect_{kind}_{short}"
            says = f"what a year of the gate open to the {title} class {does}"
            QUANTITIES[name] = Quantity(name=name, unit=unit, says=says, measure=measure)


_register_gates()


@quantity("share", "how far buyers expect today's licences to hold for a year")
def supply_outlook(seen: Seen) -> Floats:
    return seen.world.permanence * (1.0 - seen.world.fear)


@quantity("US$ bn/month", "US output that a ban of all minerals would cost once stocks are gone")
def ban_cost_us(seen: Seen) -> Floats:
    return _ban_cost(seen, "us")


@quantity(
    "US$ bn/month", "allied output that a ban of all minerals would cost once stocks are gone"
)
def ban_cost_allies(seen: Seen) -> Floats:
    return _ban_cost(seen, "allies")


def _ban_cost(seen: Seen, destination: str) -> Floats:
    """Return full pain x short x sqrt(short), short = the need that only China can meet."""
    short = seen.value("mineral_leverage")
    column = seen.params.axes.column("destinations", destination)
    return seen.params.mineral_full_pain[..., column] * short * np.sqrt(short)


def _with_gate(seen: Seen, tier: str, gate: float) -> Floats:
    """Return Beijing's gate with one tier held open (1) or shut (0), share (R, K)."""
    products = seen.params.products
    of_tier = products.tier == seen.params.axes.tiers.index(tier)
    held: Floats = np.where(of_tier, gate, seen.world.cn_gate)
    return held


def _on_offer(seen: Seen, gate: Floats) -> Floats:
    """Return how far each part can be had past both gates, share (R, K)."""
    return offered_volume(seen.world, seen.params) * seen.world.us_gate * gate


def _legal_value(seen: Seen, gate: Floats) -> Floats:
    """Return the value for money of the best legal part, by its reach and the outlook; (R, 1)."""
    reach = within_reach(_on_offer(seen, gate), seen.params)
    best = (import_value(seen.orders, seen.params) * reach).max(axis=-1, keepdims=True)
    best_in_time: Floats = best * np.sqrt(seen.world.permanence)
    return best_in_time


def _home_sales(seen: Seen, legal: Floats) -> Floats:
    """Return what each buyer would spend at home, as far as there is supply, US$ bn a month."""
    world, params = seen.world, seen.params
    part = current_part(world, params)
    supply = world.made_domestic + world.stock_domestic / MONTHS
    value = domestic_value(world, seen.orders, params, part) * (supply > 0.0)
    chosen = home_share(value, legal, params) * world.budget
    on_offer = total(supply * part.price) * seen.orders.domestic_price / 1000.0
    return chosen * ratio(on_offer, np.maximum(on_offer, total(chosen)))


def _compute_in_a_year(seen: Seen, gate: Floats) -> Floats:
    world, params = seen.world, seen.params
    legal = _legal_value(seen, gate)
    left = total(world.budget - _home_sales(seen, legal))
    money = left * ratio(legal, legal + params.worth_buying)
    drawn = np.square(np.square(import_value(seen.orders, params))) * _on_offer(seen, gate)
    price = import_price(seen.orders, params)
    ordered = drawn * ratio(1000.0 * money, total(drawn)) / price
    return MONTHS * total(ordered * world.us_gate * gate * params.products.compute)
