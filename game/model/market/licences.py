"""What a licence lets through: the line, the policy, the checks, and the statutes over them."""

from __future__ import annotations

import functools

import numpy as np

from game.state.arrays import entries, side_by_side, total
from game.state.memo import remembered
from game.state.orders import Orders
from game.state.params import Params
from game.state.settings import MemberSettings, Setting
from game.state.world import Floats, World, seal_array

CASE_BY_CASE = Setting("licence_policy", "case_by_case")
APPROVE = Setting("licence_policy", "approve")
STACKS = Setting("memory_controls", "stacks")
FOREIGN_PRODUCT = Setting("memory_controls", "foreign_product")
ON_CHIP = Setting("verification", "on_chip")
STOPPED = MemberSettings("informed_letter", "tiers")


@functools.lru_cache(maxsize=8)
def controlled_parts(orders: Orders, params: Params) -> Floats:
    """Return 1 where the line in force makes a part subject to licence; (R, K)."""
    return seal_array(entries(params.vintages.controlled, params.lines(orders.chip_ceiling[:, 0])))


def licensed_share(world: World, orders: Orders, params: Params) -> Floats:
    """Return the share of licence requests granted in the long run; (R, K).

    licensed = pass(licence_policy) x licensable x (1 - burden per step of checks)
             x (1 - licence_block_share if Congress reviews) x (1 - codified)
    """
    return _licensed(world.law, orders, params)


def verification_in_force(world: World, orders: Orders, params: Params) -> Floats:
    """Return the checks in force: those ordered, or on-chip location by statute; (R, 1)."""
    return _verification(world.law, orders, params)


def stopped_by_letter(orders: Orders, params: Params) -> Floats:
    """Return 1 for the tier an is-informed letter stops; (R, T)."""
    tiers = params.settings_of_members(STOPPED)
    stopped: Floats = np.equal(orders.informed_letter, tiers, order="F") * 1.0
    return stopped


def closed_share(world: World, orders: Orders, params: Params) -> Floats:
    """Return the share of each tier's parts that China may not buy; (R, T).

    All parts of a tier count alike, launched or not: a launch is no change of rules.
    """
    return _closed(world.law, orders, params)


def memory_open(orders: Orders, params: Params) -> Floats:
    """Return the share of foreign memory stacks that may still be bought; (R, 1)."""
    level = orders.memory_controls
    partly = np.where(level >= params.setting(STACKS), params.foreign_stack_share, 1.0)
    caught = level >= params.setting(FOREIGN_PRODUCT)
    return np.where(caught, params.foreign_stack_leak, partly)


def tools_denied(world: World, orders: Orders, params: Params) -> Floats:
    """Return the share of foreign fab tools that controls keep out, stores aside; (R, 1).

    denied = step x tool_controls, at most 1, half of it where allies follow neither by agreement
    nor by law. Source: lever menu (W11, W16: allies double the effect).
    """
    follow = 0.5 + 0.5 * np.maximum(world.alignment, _is_law("tools", world.law, params))
    return np.minimum(orders.tool_controls * params.tool_bite_step, 1.0) * follow


@functools.lru_cache(maxsize=8)
def _passed_parts(orders: Orders, params: Params) -> Floats:
    """Return the share of requests for each part that licence policy grants by the line; (R, K)."""
    policy = orders.licence_policy
    weighed = np.where(policy == params.setting(CASE_BY_CASE), params.case_by_case_pass, 0.0)
    by_tier = np.where(policy == params.setting(APPROVE), params.approval_pass, weighed)
    passed = by_tier[:, params.products.tier]
    licensable = entries(params.vintages.licensable, params.lines(orders.chip_ceiling[:, 0]))
    return seal_array(passed * licensable)


# Statutes change once in a game and orders once a turn, but these are asked for every month.
@remembered
def _licensed(law: Floats, orders: Orders, params: Params) -> Floats:
    codified = _is_law("codify_ceiling", law, params)
    reviewed = _is_law("licence_block", law, params)
    checked = 1.0 - params.verification_burden * _verification(law, orders, params)
    lawful = (1.0 - codified) * (1.0 - params.licence_block_share * reviewed)
    return seal_array(_passed_parts(orders, params) * (checked * lawful))


@remembered
def _verification(law: Floats, orders: Orders, params: Params) -> Floats:
    by_law = params.setting(ON_CHIP) * _is_law("chip_security", law, params)
    return seal_array(np.maximum(orders.verification, by_law))


@remembered
def _closed(law: Floats, orders: Orders, params: Params) -> Floats:
    shut = controlled_parts(orders, params) * (1.0 - _licensed(law, orders, params))
    stopped = stopped_by_letter(orders, params)
    member = params.products.tier == np.arange(stopped.shape[1])[:, None]
    mean = side_by_side(total(shut[:, parts]) / max(1, int(parts.sum())) for parts in member)
    return seal_array(np.maximum(mean, stopped))


def _is_law(bill: str, law: Floats, params: Params) -> Floats:
    """Return 1 where the bill has become law; (R, 1)."""
    column = params.axes.column("bills", bill)
    return law[:, column]
