"""Allies and third countries: late, narrow, hit first, and hedging."""

from __future__ import annotations

import numpy as np

from game.mathematics import expm1
from game.state.arrays import approach, total
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.world import Changes, Floats, World


def align_allies(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Let allies follow Washington, bear a grudge, and build their own way.

    alignment   -> (interest + (1 - interest) x (1 - exp(-asked))) x (1 - strain_divides x strain)
    asked        = diplomacy_pull x ally_diplomacy + law_pull x tools law
    ally_strain -> 1 - exp(-(pain abroad / a + tariff x b + named firms x c + asked x d))
    hedging     -> 1 - exp(-(base + reversals x e + strain x f + extraterritorial minerals x g
                             + revenue_share x h))

    All are shares, (R, 1), each with its lag: allies align over 4 to 11 months, third countries
    turn elsewhere over a year and more, and come back no faster. A law on tools with a date for
    allies pulls like diplomacy.

    A fee on licences tells third countries that access is for sale, to others as well.

    Left out: single allies; Korea and Taiwan, which comply at once under product rules.
    Source: facts F19, S9, PO19; timeline A01-A06, A09, C03, C17; seeds M22, M25, M29, M30.
    """
    asked = params.diplomacy_pull * orders.ally_diplomacy + params.law_pull * _tools_law(
        world, params
    )
    interest = params.ally_interest
    follow = interest - (1.0 - interest) * expm1(-asked)
    follow = follow * (1.0 - params.strain_divides * world.ally_strain)
    grudge = -expm1(-_grievance(world, orders, params) - params.strain_asked * asked)
    return {
        "alignment": approach(world.alignment, follow, params.align_lag),
        "ally_strain": approach(world.ally_strain, grudge, params.strain_lag),
        "hedging": approach(world.hedging, _doubt(world, orders, params), params.hedge_lag),
    }


def _tools_law(world: World, params: Params) -> Floats:
    column = params.axes.column("bills", "tools")
    return world.law[:, column]


def _grievance(world: World, orders: Orders, params: Params) -> Floats:
    """Return what allies and others suffer from the quarrel of others, (R, 1)."""
    pain = total(world.mineral_pain[:, 1:]) / params.strain_pain
    tariff = params.strain_tariff * orders.tariff / 100.0 * world.tariff_law
    return pain + tariff + params.strain_named * orders.firm_retaliation


def _doubt(world: World, orders: Orders, params: Params) -> Floats:
    """Return how far third countries want to be free of both sides, share (R, 1)."""
    cause = params.hedge_reversals * world.reversals + params.hedge_strain * world.ally_strain
    cause = cause + params.hedge_fee * orders.revenue_share
    reach = np.maximum(orders.mineral_level - params.hedge_rung, 0.0)
    return -expm1(-params.hedge_base - cause - params.hedge_minerals * reach)
