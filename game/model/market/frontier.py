"""What the US frontier offers Chinese buyers beyond what both gates let through."""

from __future__ import annotations

import numpy as np

from game.model.market.lineup import paper_worth, sold_worldwide
from game.state.arrays import across, ratio, shares, total
from game.state.memo import remembered
from game.state.params import Params, Products
from game.state.world import Floats, World, seal_array


def frontier_gap(world: World, params: Params) -> Floats:
    """Return how far the best legal part trails the best part on the world market, (R, 1), 0..1.

    gap = 1 - best legal worth / best world worth
    worth = sqrt(compute x bandwidth_index) x ramp                              [H100 = 1, (R, K)]

    A part counts as legal by the share of orders that passes both gates, and by stock in store as
    well as by volume (`offered_volume`).
    Source: H20 against H100, 0.15 by compute and 1.19 by bandwidth (HW11); diversion follows the
    gap, not the law (F9).
    """
    offered = offered_volume(world, params)
    return _gap(world.ramp, offered, passing_both(world), params.products)


def offered_volume(world: World, params: Params) -> Floats:
    """Return how far a part can be had in China, by its line or out of store, (R, K), 0..1.

    offered = max(ramp, min(1, stock for China / chips a month's budgets would buy at list price))

    Stock outlives the line: some hundred thousand H20 were left when theirs was wound down in 2025.
    """
    return _offered(world.ramp, world.china_stock, world.budget, params.products)


def consent(world: World) -> Floats:
    """Return the share of orders for each part that China's own side lets through, (R, K).

    consent = sum over buyers of budget share x min(cn_gate, 1 - guidance_felt)

    Gate, guidance and ban are three ways to the same end: for each buyer the strictest decides.
    """
    return _consent(world.cn_gate, world.guidance_felt, world.budget)


def passing_both(world: World) -> Floats:
    """Return the share of orders for each part that both capitals let through, (R, K)."""
    return _both(world.us_gate, consent(world))


def spent_elsewhere(world: World, params: Params) -> Floats:
    """Return what goes to the gray market and to rented sites abroad, US$ bn/month, (R, 1).

    elsewhere = list price x (gray_flow x (1 + premium) + offshore / offshore_months) / 1000
    """
    bought = world.gray_flow * (1.0 + world.premium) + world.offshore / params.offshore_months
    return bought * list_price(world, params) / 1000.0


def foreign_elsewhere(world: World, params: Params) -> Floats:
    """Return what the gray market and rented sites serve, at list price, US$ bn/month, (R, 1)."""
    served = world.gray_flow + world.offshore / params.offshore_months
    return served * list_price(world, params) / 1000.0


def barred_share(world: World, params: Params) -> Floats:
    """Return the share of world output, by compute, that Washington keeps from China, (R, 1)."""
    return _barred(world.made, world.us_gate, params.products)


def refused_share(world: World, params: Params) -> Floats:
    """Return the share of world output, by compute, that either capital keeps out, (R, 1)."""
    return _barred(world.made, passing_both(world), params.products)


def list_price(world: World, params: Params) -> Floats:
    """Return the list price of world output, thousand US$ per H100e, (R, 1); 0 without output.

    Source: chips.csv prices at 2024-25 level.
    """
    return _price(world.made, params.products)


@remembered
def _consent(cn_gate: Floats, guidance_felt: Floats, budget: Floats) -> Floats:
    weight, willing = shares(budget), 1.0 - guidance_felt
    admitted = np.zeros_like(cn_gate)
    for buyer in range(budget.shape[1]):
        column = slice(buyer, buyer + 1)
        admitted = admitted + weight[:, column] * np.minimum(cn_gate, willing[:, column])
    return seal_array(admitted)


@remembered
def _both(us_gate: Floats, admitted: Floats) -> Floats:
    return seal_array(us_gate * admitted)


@remembered
def _gap(ramp: Floats, offered: Floats, passing: Floats, products: Products) -> Floats:
    worth = paper_worth(products)
    best_world = (ramp * (worth * sold_worldwide(products))).max(axis=-1, keepdims=True)
    best_legal = (offered * passing * worth).max(axis=-1, keepdims=True)
    return seal_array(1.0 - ratio(np.minimum(best_legal, best_world), best_world))


@remembered
def _offered(ramp: Floats, stock: Floats, budget: Floats, products: Products) -> Floats:
    months = across(ratio(np.full((1, 1), 0.001), total(budget)), products.price) * stock
    return seal_array(np.maximum(ramp, np.minimum(months, 1.0)))


@remembered
def _barred(made: Floats, passing: Floats, products: Products) -> Floats:
    compute = made * products.compute
    everything = total(compute)
    return seal_array(ratio(everything - total(compute * passing), everything))


@remembered
def _price(made: Floats, products: Products) -> Floats:
    return seal_array(ratio(total(made * products.price), total(made * products.compute)))
