"""What a licence lets through: the line, the policy, the checks, and the statutes over them."""

from __future__ import annotations

import numpy as np

from game.orders import Orders
from game.params import Integers, Params
from game.shapes import ratio
from game.world import Floats, World


def controlled_parts(orders: Orders, params: Params) -> Floats:
    """Return 1 where the line in force makes a part subject to licence; (R, K)."""
    return params.vintages.controlled[_line(orders)]


def licensed_share(world: World, orders: Orders, params: Params) -> Floats:
    """Return the share of licence requests granted in the long run; (R, K).

    licensed = pass(licence_policy) x licensable x (1 - burden per step of checks)
             x (1 - licence_block_share if Congress reviews) x (1 - codified)
    """
    codified = _law(world, params, "codify_ceiling")
    reviewed = _law(world, params, "licence_block")
    checked = 1.0 - params.verification_burden * verification_in_force(world, orders, params)
    lawful = (1.0 - codified) * (1.0 - params.licence_block_share * reviewed)
    passed = _licence_pass(orders, params)[:, params.products.tier]
    licensed: Floats = passed * params.vintages.licensable[_line(orders)] * (checked * lawful)
    return licensed


def verification_in_force(world: World, orders: Orders, params: Params) -> Floats:
    """Return the checks in force: those ordered, or on-chip location (3) by statute; (R, 1)."""
    return np.maximum(orders.verification, 3.0 * _law(world, params, "chip_security"))


def stopped_by_letter(orders: Orders, params: Params) -> Floats:
    """Return 1 for the tier an is-informed letter stops, counted from 1; (R, T)."""
    tiers = np.arange(1.0, len(params.axes.tiers) + 1.0)
    return np.where(orders.informed_letter == tiers, 1.0, 0.0)


def closed_share(world: World, orders: Orders, params: Params) -> Floats:
    """Return the share of each tier's parts that China may not buy; (R, T).

    All parts of a tier count alike, launched or not: a launch is no change of rules.
    """
    shut = controlled_parts(orders, params) * (1.0 - licensed_share(world, orders, params))
    stopped = stopped_by_letter(orders, params)
    member = params.products.tier == np.arange(stopped.shape[1])[:, None]
    parts = np.broadcast_to(shut[:, None, :], (len(shut), *member.shape))
    mean = ratio((parts * member).sum(axis=-1), member.sum(axis=-1).astype(float)[None])
    return np.maximum(mean, stopped)


def _licence_pass(orders: Orders, params: Params) -> Floats:
    """Return the share of requests that each tier's licence policy grants; (R, T)."""
    policy = orders.licence_policy
    weighed = np.where(policy == 1.0, params.case_by_case_pass, 0.0)
    return np.where(policy == 2.0, params.approval_pass, weighed)


def _law(world: World, params: Params, bill: str) -> Floats:
    """Return 1 where the bill has become law; (R, 1)."""
    column = params.axes.bills.index(bill)
    return world.law[:, column : column + 1]


def _line(orders: Orders) -> Integers:
    """Return the rule text in force as an index on the vintages; (R,)."""
    return np.rint(orders.chip_ceiling[:, 0]).astype(np.intp)
