"""What a Chinese buyer gets for a dollar: legal imports against domestic parts."""

from __future__ import annotations

import functools

import numpy as np

from game.mathematics import power
from game.model.market.licences import controlled_parts
from game.model.market.lineup import paper_worth, sold_worldwide
from game.model.market.roadmap import Part
from game.state.arrays import across, ratio, total
from game.state.memo import remembered
from game.state.orders import Orders
from game.state.params import Params
from game.state.settings import Setting
from game.state.world import Floats, World, seal_array

STACKED = Setting("design_memory", "hbm")


def import_worth(orders: Orders, params: Params) -> Floats:
    """Return the worth of each legal part as built, H100 = 1; (R, K).

    Graphics memory slows a cut part that would have had stacks. A part cut to a bandwidth line has
    no stacks, so stacked memory gains it nothing.
    """
    parts = params.products
    stacked = (parts.designed_for >= 0) & (parts.stacks > 0)
    slow = np.logical_and(orders.design_memory < params.setting(STACKED), stacked, order="F")
    return paper_worth(parts) * np.where(slow, np.sqrt(params.gddr_bandwidth), 1.0)


@functools.lru_cache(maxsize=8)
def import_price(orders: Orders, params: Params) -> Floats:
    """Return what a buyer pays for a legal part, in thousand US$; (R, K).

    price = list x china_price x (1 + fee_passed_on x revenue_share where licensed)
    """
    fee = params.fee_passed_on * orders.revenue_share * controlled_parts(orders, params)
    return seal_array(across(orders.china_price, params.products.price) * (1.0 + fee))


@functools.lru_cache(maxsize=8)
def import_value(orders: Orders, params: Params) -> Floats:
    """Return worth per thousand US$ of a legal part with its share of the system; (R, K)."""
    cost = import_price(orders, params) + params.system_cost
    return seal_array(import_worth(orders, params) / cost)


def domestic_value(world: World, orders: Orders, params: Params, part: Part) -> Floats:
    """Return worth per thousand US$ of each maker's part as a buyer feels it; (R, F).

    value = worth x software x (1 - switching_cost x cuda_share)
          x (1 - power_handicap x (1 - power_subsidy))
          x (1 + local_content_push x local_content) / (price x domestic_price + system_cost)

    Sources: power use 30 to 50 % worse and halved power bills (C20); the design arithmetic of
    energy as a tenth of total cost; directives that override price (C13, C16, C21).
    """
    return _domestic_value(world.software, world.cuda_share, part, orders, params)


def legal_at_list(world: World, orders: Orders) -> Floats:
    """Return legal imports at list price, US$ bn a month: the need they serve; (R, 1)."""
    return total(world.spent_legal) / orders.china_price


def domestic_at_list(world: World, orders: Orders) -> Floats:
    """Return home sales of Chinese parts at list price, US$ bn a month; (R, 1)."""
    return total(world.spent_domestic) / orders.domestic_price


def ordering_value(world: World, offered: Floats, value: Floats, params: Params) -> Floats:
    """Return the best of the legal parts' values (R, K) as one who orders sees it; (R, 1).

    A part counts by what is on offer (`offered`, (R, K)) and the odds of delivery learned so far;
    an order costs little, so poor odds on a good part still draw some. Rules that may not last
    weigh by the root of `permanence`.
    """
    reach = within_reach(offered * world.delivery_odds, params)
    best: Floats = (value * reach).max(axis=-1, keepdims=True)
    return best * np.sqrt(world.permanence)


def gray_value(world: World, params: Params) -> Floats:
    """Return worth per thousand US$ of the best world part at the gray price; (R, 1)."""
    return _best_worldwide(world.ramp, 1.0 + world.premium, params)


def frontier_value(world: World, params: Params) -> Floats:
    """Return worth per thousand US$ of the best world part at its list price; (R, 1)."""
    return _best_worldwide(world.ramp, np.ones_like(world.premium), params)


def within_reach(offered: Floats, params: Params) -> Floats:
    """Return how far a part on offer at this share of full volume counts as an option."""
    return offered / (offered + params.scarce_offer)


def home_share(domestic: Floats, legal: Floats, params: Params) -> Floats:
    """Return the share of its budget a buyer would spend at home, free to choose; (R, C).

    share = domestic ^ choosiness / (domestic ^ choosiness + legal ^ choosiness)

    `domestic` are the makers' values (R, F), 0 for those with nothing in stock: the best counts,
    times the buyer's home bias; `legal` (R, 1) is `ordering_value`.
    """
    best = power(domestic.max(axis=-1, keepdims=True), params.choosiness)
    at_home = across(best, power(params.home_bias, params.choosiness))
    return ratio(at_home, at_home + power(legal, params.choosiness))


def _best_worldwide(ramp: Floats, markup: Floats, params: Params) -> Floats:
    parts = params.products
    worth = ramp * (paper_worth(parts) * sold_worldwide(parts))
    cost = across(markup, parts.price) + params.system_cost
    best: Floats = (worth / cost).max(axis=-1, keepdims=True)
    return best


@remembered
def _domestic_value(
    software: Floats, cuda_share: Floats, part: Part, orders: Orders, params: Params
) -> Floats:
    felt = 1.0 - params.switching_cost * cuda_share
    powered = 1.0 - params.power_handicap * (1.0 - orders.power_subsidy)
    pushed = 1.0 + params.local_content_push * orders.local_content
    cost = part.price * orders.domestic_price + params.system_cost
    return seal_array(part.worth * software * (felt * powered * pushed) / cost)
