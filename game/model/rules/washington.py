"""Washington politics: approval, the weight of hawks, access, belief, elections."""

from __future__ import annotations

import math

import numpy as np

from game.mathematics import expm1, tanh
from game.state.arrays import approach, fade, logistic, ratio, total
from game.state.calendar import CONGRESS_SITS, MONTHS_A_YEAR, Recurring, month_number
from game.state.chance import Chance
from game.state.orders import Flags, Orders
from game.state.params import Params
from game.state.reading import see_month
from game.state.settings import Setting
from game.state.world import Changes, Floats, World

SILENT = Setting("public_argument", "none")
MARKET_LOSS = Setting("public_argument", "market_loss")

# A President takes office in January after years that four divides.
TERM_BEGINS = Recurring(month_number(2025, 1), 4 * MONTHS_A_YEAR)


def sway_washington(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Move opinion, the weight of hawks, Nvidia's access and the estimate of the rival.

    All are (R, 1); see `_approval` [%], `_hawk`, `_access` and `_belief` [shares].
    lobby_stock -> lobbying, over `lobby_memory` months: money works slowly, meetings at once

    Source: facts F14-F16, PO5, PO6, PO12-PO18; Bombardini and Trebbi 2020 (lobbying buys access
    to timing), Kang 2016 (money shifts a little).
    """
    return {
        "approval": _approval(world, orders, params, chance),
        "hawk": _hawk(world, orders, params),
        "access": _access(world, orders, params),
        "lobby_stock": approach(world.lobby_stock, orders.lobbying, params.lobby_memory),
        "rival_belief": _belief(world, orders, params, chance),
    }


def hold_elections(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Seat the winners of the November vote: the House every two years, the President every four.

    P(House opposed, midterm) = 1 / (1 + exp((approval - midterm_even) / vote_spread))
    P(House opposed, with a presidential vote) = `split_ticket`
    P(other party wins)       = 1 / (1 + exp((approval - office_even) / vote_spread))

    Drawn in January, when the vote takes effect; approval [%] moves little from November. A new
    party brings the other style (rule-based or deal-making), `honeymoon` approval and a firm that
    must make its way in anew.

    Left out: the Senate, which needs 60 votes either way; a new President of the same party.
    Source: levers.md 1.1 (composition 2021-2028); facts F14; midterms of 2006-2022.
    """
    sits, begins = CONGRESS_SITS.falls_in(world.month), TERM_BEGINS.falls_in(world.month)
    if not sits.any():
        return {}
    vote = chance.uniform("election", 2)
    house, office = vote[:, :1], vote[:, 1:]
    midterm = logistic((params.midterm_even - world.approval) / params.vote_spread)
    opposed = np.where(house < np.where(begins, params.split_ticket, midterm), 1.0, 0.0)
    changes = {"opposed_house": np.where(sits, opposed, world.opposed_house)}
    if not begins.any():
        return changes
    lost = office < logistic((params.office_even - world.approval) / params.vote_spread)
    lost = lost & begins
    return changes | {
        "deal_maker": np.where(lost, 1.0 - world.deal_maker, world.deal_maker),
        "approval": np.where(lost, params.honeymoon, world.approval),
        "access": np.where(lost, params.access_kept * world.access, world.access),
    }


def _approval(world: World, orders: Orders, params: Params, chance: Chance) -> Floats:
    """Return approval of the President's office, in %.

    target = base + cheer - approval_loss x (1 - exp(-grief))
    grief  = tariff cost / a + pain at home / b + scandal x c
    cheer  = truce, purchases (farm states), industry money, each by its weight in points
             + protection x (1 - exp(-tariff / half))

    Signs by the approval block of the facts: prices hurt, chip rules matter little (PO18), a truce
    helps a little. Protected places reward a tariff whether or not jobs return (Autor and others
    2024), the first points most; its price grows with each point. Polls add noise that is uniform
    with a standard deviation of `poll_noise`.
    """
    grief = world.tariff_cost / params.tariff_grief
    grief = grief + world.mineral_pain[:, :1] / params.mineral_grief
    grief = grief + params.scandal_grief * world.scandal
    cheer = params.truce_cheer * world.truce + params.purchase_cheer * orders.purchases
    cheer = cheer + params.industry_cheer * orders.industry_money
    tariff = orders.tariff * world.tariff_law
    cheer = cheer - params.protection_cheer * expm1(-tariff / params.protection_half)
    target = params.approval_base + cheer + params.approval_loss * expm1(-grief)
    noise = params.poll_noise * _surprise(chance, "approval")
    return approach(world.approval, target, params.approval_lag) + noise


def _hawk(world: World, orders: Orders, params: Params) -> Floats:
    """Return the pressure for tighter controls.

    target = logistic(base + rules x (1 - deal_maker) + parity + heat + scandal
                      - truce - access - lobbying)                      [log odds]
    parity = belief x (alarm x (1 - deal_maker) - ease x deal_maker) x (1 + argued)

    The belief that Chinese chips come close tightens under a rule-based administration and loosens
    under a deal-maker (F16); the case of lost markets makes both louder. Pressure rises within
    `hawk_rise` months and falls slowly, but faster under a deal-maker (F14, PO5, PO6).
    """
    deal = world.deal_maker
    argued = orders.public_argument == params.setting(MARKET_LOSS)
    parity = world.rival_belief * (1.0 + params.argument_weight * argued)
    parity = parity * (params.parity_alarm * (1.0 - deal) - params.parity_ease * deal)
    score = params.hawk_base + params.hawk_rules * (1.0 - deal) + parity
    score = score + params.hawk_heat * world.congress_heat + params.hawk_scandal * world.scandal
    score = score - params.hawk_truce * world.truce - params.hawk_access * world.access
    score = score - params.hawk_lobby * world.lobby_stock
    target = logistic(score)
    fall = params.hawk_fall_rules + (params.hawk_fall_deal - params.hawk_fall_rules) * deal
    return approach(world.hawk, target, np.where(target > world.hawk, params.hawk_rise, fall))


def _access(world: World, orders: Orders, params: Params) -> Floats:
    """Return Nvidia's access to the President's office.

    access' = kept + (1 - kept) x (1 - exp(-gain x openness x effort)), kept = access fading
    effort  = (lobbying + argument) x (1 + stake x lost share); lost share = 1 - legal / budget

    A meeting works for a quarter (F15); lost markets are the argument (M64, M69). A deal-maker's
    door stands wider; a scandal narrows it, a hearing shuts it for a while.
    """
    kept = fade(world.access, params.access_life)
    lost = 1.0 - np.minimum(ratio(total(world.spent_legal), total(world.budget)), 1.0)
    argued: Flags = orders.public_argument != params.setting(SILENT)
    effort = orders.lobbying + params.argument_effort * argued
    effort = effort * (1.0 + params.stake_weight * lost)
    openness = params.door_rules + (params.door_deal - params.door_rules) * world.deal_maker
    openness = openness * (1.0 - params.scandal_shuts * world.scandal)
    gained = -expm1(-params.access_gain * openness * effort)
    return (kept + (1.0 - kept) * gained) * (1.0 - params.hearing_shuts * orders.hearing)


def _belief(world: World, orders: Orders, params: Params, chance: Chance) -> Floats:
    """Return how close Chinese chips come to an H100, as Washington sees it.

    belief -> 2 x tanh(seen / 2), over `belief_lag` months
    seen    = parity x (1 - blind x (1 - domestic share)) x (1 + rack x cluster_scale) x (1 + noise)

    Estimates lag by `belief_lag` months and are too low while few chips are about: officials spoke
    of 200,000 Ascends in a year of some 800,000 (K06). Racks of weak chips impress (M55, M58), and
    beyond twice an H100 nobody is impressed further.
    """
    reading = see_month(world, orders, params)
    parity, share = reading.value("chip_parity"), reading.value("domestic_share")
    noise = params.belief_noise * _surprise(chance, "rival_belief")
    seen = parity * (1.0 - params.belief_blind * (1.0 - share)) * (1.0 + noise)
    seen = seen * (1.0 + params.belief_rack * orders.cluster_scale)
    return approach(world.rival_belief, 2.0 * tanh(seen / 2.0), params.belief_lag)


def _surprise(chance: Chance, name: str) -> Floats:
    """Return a uniform draw of mean 0 and standard deviation 1, (R, 1)."""
    return (chance.uniform(name) - 0.5) * math.sqrt(12.0)
