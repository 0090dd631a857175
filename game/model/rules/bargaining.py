"""Coercion and bargaining: pressure, talks, truces and trust between the two capitals."""

from __future__ import annotations

import numpy as np

from game.mathematics import exp, expm1
from game.model.market.worth import legal_at_list
from game.state.arrays import approach, ratio, total
from game.state.chance import Chance
from game.state.orders import Flags, Orders
from game.state.params import Params
from game.state.settings import Setting
from game.state.world import Changes, Floats, World

# Federal elections: November of even years, in months since January 2022.
ELECTION, ELECTION_EVERY = 10, 24

US_SEEKS, US_BREAKS = Setting("us_truce", "seek"), Setting("us_truce", "break_off")
CN_SEEKS, CN_BREAKS = Setting("cn_truce", "seek"), Setting("cn_truce", "break_off")


def feel_pressure(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Let both capitals feel what the quarrel costs them.

    pressure -> 10 x (1 - exp(-load)), over `pressure_lag` months                      [0 to 10]
    US load  = (pain at home / a + allies' pain / b + tariff cost / c + missing approval / d)
               x (1 + election_weight x exp(-months to the vote / election_near))
    CN load  = tariff x tariff_law / e + shortage / f + us_breadth / g + face / h
    face     = nationalist x legal imports at list price / budget

    All are (R, 1); a to h are the `*_bearable` params, each the burden that alone makes a pressure
    of 6.3. Prices and markets hurt most before a vote; chip rules as such move few voters (PO18).
    Living on chips that Washington lets go is felt as weakness by who would refuse them (F20).

    Source: facts F12, PO9, PO17, PO18; Clayton, Maggiori, Schreger: targets yield when the loss
    from being cut off exceeds the cost of complying.
    """
    return {
        "us_pressure": _press(world.us_pressure, _us_load(world, params), params),
        "cn_pressure": _press(world.cn_pressure, _cn_load(world, orders, params), params),
    }


def negotiate(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Move talks and trust, and sign, renew, break or outlive a truce.

    signed   : both seek, no truce or its last `renewal_window` months, u < chance of signing
    chance   = floor + (1 - floor) x min(1, (talks + trust_counts x trust) / talks_ripe)
    collapse : hazard 1 - exp(-collapse_rate x exp(provoked x breach - stake x trust)) a month
    breach   = truce x (new US controls + mineral steps + named firms + the ownership rule),
               see `_breach`

    All are (R, 1). A truce lasts `truce_length` months from its signature, makes a
    breach of every new control on either side, and ends by expiry, by an order to break off, or by
    collapse. Offers are pulses, so they count in the first month of a turn only.

    Left out: duties raised in a truce, which break nothing here; truces of other lengths (90 days
    in 2025); what is traded inside a deal, which is for the levers of both sides.
    Source: facts F12, F13, PO9, PO10; timeline T05-T10; Fearon (1994), Domestic political audiences
    and the escalation of international disputes.
    """
    breach = _breach(world, orders, params)
    broken = orders.us_truce == params.setting(US_BREAKS)
    broken = broken | (orders.cn_truce == params.setting(CN_BREAKS))
    signed = _sign(world, orders, params, chance)
    holding = world.truce > 0.0
    collapse = chance.uniform("truce_collapse") < _collapse_chance(world, breach, params)
    left = np.maximum(world.truce_left - 1.0, 0.0)
    ruptured = holding & ~signed & (broken | collapse)
    kept = holding & ~signed & ~ruptured & (left > 0.0)
    return {
        "truce": np.where(signed | kept, 1.0, 0.0),
        "truce_left": np.where(signed, params.truce_length, np.where(kept, left, 0.0)),
        "talks": _talk(world, orders, params, ruptured),
        "trust": _trust(world, params, breach, ruptured),
    }


def _press(now: Floats, load: Floats, params: Params) -> Floats:
    return approach(now, -10.0 * expm1(-load), params.pressure_lag)


def _us_load(world: World, params: Params) -> Floats:
    pain = world.mineral_pain
    away = total(pain[:, 1:] * params.ally_pain_counts)
    missing = np.maximum(params.approval_safe - world.approval, 0.0)
    burden = (pain[:, :1] + away) / params.mineral_pain_bearable
    burden = burden + world.tariff_cost / params.tariff_cost_bearable
    burden = burden + missing / params.disapproval_bearable
    to_vote = (ELECTION - world.month) % ELECTION_EVERY
    near = exp(-to_vote / params.election_near)
    return burden * (1.0 + params.election_weight * near)


def _cn_load(world: World, orders: Orders, params: Params) -> Floats:
    tariff = orders.tariff * world.tariff_law / params.tariff_bearable
    hunger = world.shortage / params.shortage_bearable
    lived_on = np.minimum(ratio(legal_at_list(world, orders), total(world.budget)), 1.0)
    face = world.nationalist * lived_on / params.face_bearable
    return tariff + hunger + world.us_breadth / params.breadth_bearable + face


def _sign(world: World, orders: Orders, params: Params, chance: Chance) -> Flags:
    """Tell where both sides seek a truce that may be signed and luck lets them, (R, 1)."""
    us_seeks, cn_seeks = _offers(orders, params)
    due = (world.truce == 0.0) | (world.truce_left <= params.renewal_window)
    ripe = (world.talks + params.trust_counts * world.trust) / params.talks_ripe
    floor = params.signing_floor
    likely = floor + (1.0 - floor) * np.minimum(ripe, 1.0)
    signed: Flags = us_seeks & cn_seeks & due & (chance.uniform("truce_signed") < likely)
    return signed


def _offers(orders: Orders, params: Params) -> tuple[Flags, Flags]:
    """Tell where Washington and where Beijing seek a truce, (R, 1) each."""
    us_seeks: Flags = orders.us_truce == params.setting(US_SEEKS)
    cn_seeks: Flags = orders.cn_truce == params.setting(CN_SEEKS)
    return us_seeks, cn_seeks


def _collapse_chance(world: World, breach: Floats, params: Params) -> Floats:
    """Return the chance that a truce collapses within the month, (R, 1).

    A proportional hazard: provocation multiplies it, and what both sides still expect of the deal,
    their trust, holds it down (Fearon 1994 on what it costs to be the one who backs out).
    """
    log_hazard = params.collapse_provoked * breach - params.collapse_stake * world.trust
    return -expm1(-params.collapse_rate * exp(log_hazard))


def _breach(world: World, orders: Orders, params: Params) -> Floats:
    """Return how badly a truce is being broken in spirit, (R, 1), 0 without one.

    A truce forgives what was in the air when it was signed: controls count by
    1 - exp(-age / truce_grace), age being the months since signature. A step up the mineral ladder
    counts `mineral_breach` in its month, the naming of firms `firm_breach`. The ownership rule,
    whose suspension was the price of the truce of November 2025 (U24), counts `ownership_breach`
    in each month that it stands.
    """
    age = np.maximum(params.truce_length - world.truce_left, 0.0)
    controls = -world.us_breadth * expm1(-age / params.truce_grace)
    minerals = params.mineral_breach * (world.licence_age < 1.0) * (age >= 1.0)
    named = params.firm_breach * orders.firm_retaliation
    reimposed = params.ownership_breach * orders.ownership_rule
    return world.truce * (controls + minerals + named + reimposed)


def _talk(world: World, orders: Orders, params: Params, ruptured: Flags) -> Floats:
    """Return how far talks have come, (R, 1).

    target = 1 - exp(-drive x (1 - doubt x (1 - trust)))
    drive  = (us_pressure / stirs)^2 + (cn_pressure / stirs)^2 + goodwill + deadline

    Pressure on either side brings talks within `talks_lag`, one to three months (F12, PO9); the
    square lets everyday friction pass unheeded. The end of a truce draws negotiators (F13).
    """
    us, cn = world.us_pressure / params.pressure_stirs, world.cn_pressure / params.pressure_stirs
    goodwill = params.purchase_talks * orders.purchases + params.quiet_talks * orders.stand_down
    goodwill = goodwill + params.eased_talks * world.us_eased
    deadline = params.deadline_pull * world.truce * exp(-world.truce_left / params.deadline_near)
    drive = us * us + cn * cn + goodwill + deadline
    credible = 1.0 - params.doubt * (1.0 - world.trust)
    talks = approach(world.talks, -expm1(-drive * credible), params.talks_lag)
    us_seeks, cn_seeks = _offers(orders, params)
    talks = talks + (1.0 - talks) * params.offer_talks * (us_seeks * 1.0 + cn_seeks)
    sour = 1.0 - params.sour_talks * np.maximum(orders.licence_hold, orders.firm_retaliation)
    left: Floats = talks * sour * np.where(ruptured, 1.0 - params.rupture_talks, 1.0)
    return left


def _trust(world: World, params: Params, breach: Floats, ruptured: Flags) -> Floats:
    """Return how far a deal is expected to hold, (R, 1): slow to build, quick to lose (M44)."""
    level = np.where(world.truce > 0.0, params.trust_kept, params.trust_without)
    months = np.where(world.truce > 0.0, params.trust_gain_lag, params.trust_drift_lag)
    trust = approach(world.trust, level, months) * exp(-params.trust_harm * breach)
    return trust * np.where(ruptured, 1.0 - params.rupture_trust, 1.0)
