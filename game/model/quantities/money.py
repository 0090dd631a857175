"""Quantities of money."""

from __future__ import annotations

from game.state.arrays import ratio
from game.state.reading import Seen, quantity
from game.state.world import Floats


@quantity("US$ bn", "Nvidia revenue in the quarter")
def nv_rev_quarter(seen: Seen) -> Floats:
    return seen.over_quarter("nv_rev")


@quantity("US$ bn", "Nvidia data-centre revenue in the quarter")
def nv_dc_rev_quarter(seen: Seen) -> Floats:
    return seen.over_quarter("nv_dc_rev")


@quantity("US$ bn", "Nvidia revenue billed to China in the quarter")
def nv_cn_rev_bill_quarter(seen: Seen) -> Floats:
    return seen.over_quarter("nv_cn_rev_bill")


@quantity("US$ bn", "Nvidia revenue from Chinese-owned buyers in the quarter")
def nv_cn_rev_hq_quarter(seen: Seen) -> Floats:
    return seen.over_quarter("nv_cn_rev_hq")


@quantity("share", "China in Nvidia's revenue, by billing place")
def nv_cn_share_rev(seen: Seen) -> Floats:
    return ratio(seen.value("nv_cn_rev_bill_quarter"), seen.value("nv_rev_quarter"))


@quantity("ratio", "Nvidia revenue of the last month over the month before the quarter")
def nv_growth(seen: Seen) -> Floats:
    return ratio(seen.world.nv_rev, seen.months[0].nv_rev)


@quantity("US$ k", "Nvidia's US lobbying spending in the quarter")
def nv_lobby(seen: Seen) -> Floats:
    return seen.params.lobby_base + seen.params.lobby_step * seen.orders.lobbying
