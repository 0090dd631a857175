"""Quantities of money."""

from __future__ import annotations

from game.model.market.worth import import_price
from game.state.arrays import ratio, total
from game.state.reading import Seen, quantity
from game.state.world import Floats

MONTHS_PER_QUARTER = 3.0


@quantity("US$ bn", "Nvidia revenue in the quarter", adds_up=True)
def nv_rev_quarter(seen: Seen) -> Floats:
    return seen.over_quarter("nv_rev")


@quantity("US$ bn", "Nvidia data-centre revenue in the quarter", adds_up=True)
def nv_dc_rev_quarter(seen: Seen) -> Floats:
    return seen.over_quarter("nv_dc_rev")


@quantity("US$ bn", "Nvidia revenue billed to China in the quarter", adds_up=True)
def nv_cn_rev_bill_quarter(seen: Seen) -> Floats:
    return seen.over_quarter("nv_cn_rev_bill")


@quantity("US$ bn", "Nvidia revenue from Chinese-owned buyers in the quarter", adds_up=True)
def nv_cn_rev_hq_quarter(seen: Seen) -> Floats:
    return seen.over_quarter("nv_cn_rev_hq")


@quantity("US$ bn", "what Nvidia earns on Chinese-owned buyers in the quarter", adds_up=True)
def nv_cn_earned_quarter(seen: Seen) -> Floats:
    """Sales less the cost of goods, the fee to the Treasury and stock written off; (R, 1)."""
    params, before, now = seen.params, seen.months[0], seen.world
    lost = now.us_fee - before.us_fee + now.nv_written_off - before.nv_written_off
    price = import_price(seen.before, params)
    cost = (1.0 - params.margin_china) / seen.before.china_price
    earned = seen.constant(0.0)
    for world in seen.months[1:]:
        chips = (1.0 + params.attach) * total(world.shipped * price) / 1000.0
        other = world.nv_cn_rev_hq - chips
        earned = earned + chips * (1.0 - cost) + params.margin_world * other
    return earned - lost


@quantity("share", "China in Nvidia's revenue, by billing place")
def nv_cn_share_rev(seen: Seen) -> Floats:
    return ratio(seen.value("nv_cn_rev_bill_quarter"), seen.value("nv_rev_quarter"))


@quantity("ratio", "Nvidia revenue of the last month over the month before the quarter")
def nv_growth(seen: Seen) -> Floats:
    return ratio(seen.world.nv_rev, seen.months[0].nv_rev)


@quantity("US$ k", "Nvidia's US lobbying spending in the quarter", adds_up=True)
def nv_lobby(seen: Seen) -> Floats:
    spending = seen.params.lobby_base + seen.params.lobby_step * seen.orders.lobbying
    return spending * ((len(seen.months) - 1) / MONTHS_PER_QUARTER)
