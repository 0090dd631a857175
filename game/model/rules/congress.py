"""Congress: much heat, many bills, few laws."""

from __future__ import annotations

import numpy as np

from game.mathematics import expm1
from game.state.arrays import approach, fade, logistic, ratio, total
from game.state.calendar import CONGRESS_SITS, MONTHS_A_YEAR, Recurring, month_number
from game.state.chance import Chance
from game.state.orders import Flags, Orders
from game.state.params import Params
from game.state.settings import MemberSettings, Setting
from game.state.world import Changes, Floats, World

SECURITY_PARTNER = Setting("public_argument", "security_partner")
IDLE, PUSH = Setting("bill", "idle"), Setting("bill", "push")
RIDERS = MemberSettings("defence_rider", "bills")

# The defence act is settled in December.
DEFENCE_ACT = Recurring(month_number(2022, 12), MONTHS_A_YEAR)


def heat_congress(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Heat Congress over chip sales, and pay for enforcement.

    target = logistic(base + scandal + hawk + eased + transfer + opposed_house + bills
                      - stand_down - security argument - lobbying)               [log odds]
    heat'  = heat + (1 - heat) x (letter, hearing, hold: a push each)               [share]
    funds -> funds_base + funds_step x enforcement_money, over `funds_lag` months   [2025 = 1]

    All are (R, 1). `transfer` is the share of Nvidia's new compute that goes to China: critics
    say that a small opening already strengthens the rival (M15). Heat rises fast, fades slowly.

    Source: facts F10, F11, K02-K11; funds K06 (191 to 303 million dollars asked), W19.
    """
    target = logistic(_heat_score(world, orders, params))
    lag = np.where(target > world.congress_heat, params.heat_rise, params.heat_fall)
    heat = approach(world.congress_heat, target, lag)
    push = params.letter_heat * orders.letter + params.hearing_heat * orders.hearing
    push = push + params.hold_heat * orders.licence_hold
    funds = params.funds_base + params.funds_step * orders.enforcement_money
    return {
        "congress_heat": heat + (1.0 - heat) * push,
        "enforcement_funds": approach(world.enforcement_funds, funds, params.funds_lag),
    }


def move_bills(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Carry bills through committee, and once in a while into law.

    stage -> reach(bill lever) over `bill_lag` x crowd / (heat + 0.5) months, else stale  [(R, N)]
    crowd = max(1, bills on the way, pushed = 1, introduced = 1/2, over `floor_time`)
    P(law alone)    = alone x max(0, stage - 0.8) / 0.2 x heat x (1 - resistance)      [a month]
    P(rider is law) = rider x heat x (0.25 + 0.75 stage) x (1 - resistance)         [a December]

    Bills pass committees by wide margins and almost never become law by themselves; the defence
    act, settled in December, is the vehicle, and the White House can strip a rider out. Bills
    lapse when a new Congress sits; laws stay.

    Left out: the two chambers apart, veto and override, repeal.
    Source: facts F11, S7, PO11 (0-2 chip laws a Congress, mean 0.5); K08, K10, K12; Kc, Kh, Kl.
    """
    sits = CONGRESS_SITS.falls_in(world.month)
    if sits.all():
        return {"bill_stage": np.zeros_like(world.bill_stage)}
    stage = _advance(world, orders, params)
    willing = world.congress_heat * (1.0 - _resistance(world, orders, params))
    alone = params.law_alone * np.maximum(stage - 0.8, 0.0) / 0.2 * willing
    passed = chance.uniform("law_alone", stage.shape[1]) < alone
    settled = DEFENCE_ACT.falls_in(world.month)
    if settled.any():
        likely = params.rider_law * willing * (0.25 + 0.75 * stage)
        lucky = chance.uniform("defence_rider", stage.shape[1]) < likely
        passed = passed | (lucky & settled & _riders(orders, params))
    if not passed.any():
        return {"bill_stage": stage}
    return {
        "bill_stage": np.where(passed | sits, 0.0, stage),
        "law": np.where(passed & ~sits, 1.0, world.law),
    }


def _heat_score(world: World, orders: Orders, params: Params) -> Floats:
    compute = params.products.compute
    transfer = ratio(total(world.shipped * compute), total(world.made * compute))
    drive = total(orders.bill) / orders.bill.shape[1]
    calm = params.heat_stand_down * orders.stand_down + params.heat_lobby * world.lobby_stock
    argued = orders.public_argument == params.setting(SECURITY_PARTNER)
    calm = calm + params.heat_security * argued
    score = params.heat_base + params.heat_scandal * world.scandal + params.heat_hawk * world.hawk
    score = score + params.heat_eased * world.us_eased + params.heat_transfer * transfer
    score = score + params.heat_opposed * world.opposed_house + params.heat_bills * drive
    heat: Floats = score - calm
    return heat


def _advance(world: World, orders: Orders, params: Params) -> Floats:
    """Return how far bills have come after a month of drive, share (R, N).

    A bill at rest goes stale. One that is introduced or pushed moves towards the stage its sponsors
    can reach, faster the hotter Congress is, not at all while it stands down for talks. Committees
    and the floor have time for few: what is pushed beside others waits for its turn.
    """
    reach = np.where(
        orders.bill >= params.setting(PUSH), params.reach_pushed, params.reach_introduced
    )
    heat = (world.congress_heat + 0.5) * (1.0 - orders.stand_down)
    stage = world.bill_stage
    crowd = np.maximum(total(orders.bill) / params.setting(PUSH) / params.floor_time, 1.0)
    moved = stage + np.maximum(reach - stage, 0.0) * -expm1(-heat / (params.bill_lag * crowd))
    return np.where(orders.bill > params.setting(IDLE), moved, fade(stage, params.bill_stale))


def _resistance(world: World, orders: Orders, params: Params) -> Floats:
    """Return the share of attempts that the White House and industry stop, (R, 1).

    1 - (1 - deals) x (1 - truce) x (1 - industry) x (1 - stand_down): each blocks independently.
    A deal-maker resists unless hawks have the upper hand; firms resist with access and money.
    """
    deals = params.resist_deal * world.deal_maker * (1.0 - world.hawk)
    industry = params.resist_access * world.access
    industry = industry + params.resist_lobby * world.lobby_stock / (1.0 + world.lobby_stock)
    through = (1.0 - deals) * (1.0 - params.resist_truce * world.truce) * (1.0 - industry)
    return 1.0 - through * (1.0 - params.resist_stand_down * orders.stand_down)


def _riders(orders: Orders, params: Params) -> Flags:
    """Return whether the defence act carries each bill, (R, N)."""
    carried: Flags = orders.defence_rider == params.settings_of_members(RIDERS)
    return carried
