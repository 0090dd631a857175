"""Controlled compute that Chinese firms rent in third countries."""

from __future__ import annotations

import numpy as np

from game.mathematics import power
from game.model.market.frontier import frontier_gap, list_price, refused_share
from game.state.arrays import approach, ratio, total
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.settings import Setting
from game.state.world import Changes, Floats, World

ALLOW = Setting("offshore_policy", "allow")


def rent_offshore(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Rent abroad what may not come home.

    offshore -> 1000 x offshore_months x appetite x open / price                       [k H100e]
    appetite  = budget x (offshore_base + offshore_desire x gap x refused share)
                x home price ^ offshore_for_home                                   [US$ bn/month]
    open      = policy x (1 - cloud) x (1 - ownership) x (1 - ally strictness)           [share]

    All are (R, 1). Price is the list price of world output, thousand US$ per H100e; gap is how
    far the best legal part trails the frontier. Firms with business abroad rent some in any case.
    Rentals never exceed `offshore_max` of the compute outside both blocs. A rule that reaches the
    cloud, by order or by statute, empties the sites within a few months; allies who follow
    Washington close some.

    What either capital keeps out may be rented abroad: a buyer whom Beijing refuses too. Chinese
    chips that are dear at home send clouds abroad, where contracts keep them for years.

    Left out: which country hosts; rental of legal chips.
    Source: facts GM8, GM9, FI11; levers W9, W14, W15, B19.
    """
    lacking = frontier_gap(world, params) * refused_share(world, params)
    part = params.offshore_base + params.offshore_desire * lacking
    dear = power(orders.domestic_price, params.offshore_for_home)
    appetite = total(world.budget) * part * dear
    stock = 1000.0 * params.offshore_months * ratio(appetite, list_price(world, params))
    target = stock * _openness(world, orders, params)
    target = np.minimum(target, params.offshore_max * _installed_elsewhere(world, params))
    return {"offshore": approach(world.offshore, target, params.offshore_lag)}


def _openness(world: World, orders: Orders, params: Params) -> Floats:
    """Return the share of the wanted rental that rules and hosts allow, (R, 1)."""
    column = params.axes.column("bills", "remote_access")
    closed = np.maximum(orders.cloud_rule, world.law[:, column])
    promoted = orders.offshore_policy - params.setting(ALLOW)
    policy = 1.0 + params.offshore_policy_step * promoted
    cloud = 1.0 - params.cloud_rule_reach * closed
    subsidiaries = 1.0 - params.ownership_reach * orders.ownership_rule
    hosts = 1.0 - params.host_strictness * world.alignment
    return policy * cloud * subsidiaries * hosts


def _installed_elsewhere(world: World, params: Params) -> Floats:
    other = params.axes.blocs.index("other")
    return total(world.fleet[:, other] * params.products.compute)
