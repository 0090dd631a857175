"""Patterns of retaliation, minerals, truces, Washington, Congress and allies."""

from __future__ import annotations

import numpy as np

from game.hindcast.patterns.registry import pattern
from game.hindcast.patterns.tracks import Tracks, first_month, over, rank_correlations
from game.state.calendar import count_months
from game.state.orders import Flags
from game.state.ties import above, at_least, signs
from game.state.world import Floats

# Broad American moves from mid-2023 on, as the record dates them.
BROAD = ("2023-10", "2024-12", "2025-02", "2025-04", "2025-09")


@pattern("F6", "cn_escalated")
def answer_within_a_turn(tracks: Tracks) -> Flags:
    """Answer within a turn.

    The median broad American move since mid-2023 is answered within a quarter.
    """
    waits = np.column_stack([_wait(tracks, month) for month in BROAD])
    answered = np.where(np.isfinite(waits), waits, 99.0)
    return np.asarray(np.median(answered, axis=1) <= 2.0)


def _wait(tracks: Tracks, month: str) -> Floats:
    start = count_months(month)
    return first_month(above(tracks.columns("cn_escalated", start, start + 5), 0.0))


@pattern("S5", "cn_escalated", "us_tightness")
def answer_in_kind(tracks: Tracks) -> Flags:
    """Answer in kind.

    Quarter by quarter since mid-2023, Beijing's steps rank with Washington's (above 0.5).
    """
    moves = np.maximum(np.diff(tracks.span("us_tightness", "2023-06", "2025-12"), axis=1), 0.0)
    steps = tracks.span("cn_escalated", "2023-07", "2025-12")
    quarterly = [part.reshape(len(part), -1, 3).sum(axis=2) for part in (moves, steps)]
    return above(rank_correlations(quarterly[0], quarterly[1]), 0.5)


@pattern("F12", "mineral_level", "truce", "talks")
def buy_talks_with_minerals(tracks: Tracks) -> Flags:
    """Buy talks with minerals.

    A truce holds by July 2025, and did not in March, before the control of April.
    """
    before = tracks.at("truce", "2025-03")
    return np.asarray((before == 0.0) & (tracks.peak("truce", "2025-05", "2025-07") == 1.0))


@pattern("F13", "truce", "us_tightness")
def hold_still_in_a_truce(tracks: Tracks) -> Flags:
    """Hold still in a truce.

    From 2024 to March 2026, controls are added at most half as fast in truce months as out of
    them, in runs with at least three of each.
    """
    moves = np.maximum(np.diff(tracks.span("us_tightness", "2023-12", "2026-03"), axis=1), 0.0)
    truce = tracks.span("truce", "2023-12", "2026-02") == 1.0
    inside, outside = truce.sum(axis=1), (~truce).sum(axis=1)
    rate_in = over((moves * truce).sum(axis=1), inside.astype(float))
    rate_out = over((moves * ~truce).sum(axis=1), outside.astype(float))
    return np.asarray((inside >= 3) & (outside >= 3) & at_least(0.5 * rate_out, rate_in))


@pattern("F14", "us_tightness")
def reverse_under_a_deal_maker(tracks: Tracks) -> Flags:
    """Reverse under a deal maker.

    Moves are reversed at least three times as often in 2025 as from October 2022 to 2024.
    """
    early = _flips(tracks.span("us_tightness", "2022-09", "2024-12")) / 27.0
    late = _flips(tracks.span("us_tightness", "2024-12", "2025-12")) / 12.0
    return above(late, 0.0) & at_least(late, 3.0 * early)


def _flips(levels: Floats) -> Floats:
    """Return how often the sign of the moves of each row changes, (R,)."""
    counts = np.zeros(len(levels))
    last = np.zeros(len(levels))
    for column in signs(np.diff(levels, axis=1)).T:
        counts += (column * last) < 0.0
        last = np.where(column != 0.0, column, last)
    return counts


@pattern("F15", "access", "us_tightness")
def move_by_access(tracks: Tracks) -> Flags:
    """Move by access.

    Access is higher in the quarter of the meetings of July and August 2025 than in the quarter
    before, and Washington eases by October.
    """
    before, after = (
        tracks.mean("access", *span) for span in (("2025-04", "2025-06"), ("2025-07", "2025-09"))
    )
    moves = np.diff(tracks.span("us_tightness", "2025-06", "2025-10"), axis=1)
    return above(after, before) & above(0.0, moves).any(axis=1)


def _after_claims(tracks: Tracks, shift: int) -> Floats:
    """Return 1 where claims of parity tighten before 2025 and loosen after, (R,); NaN untested.

    Hawks are compared three months after and before a claim, or as long before the claim as
    `shift` says.
    """
    struck = tracks.span("struck.capability_parity_claim", "2022-10", "2025-09") == 1.0
    hawk = tracks.span("hawk", "2022-01", "2025-12")
    deal = tracks.span("deal_maker", "2022-10", "2025-09") > 0.5
    right = np.zeros(len(struck))
    asked = np.zeros(len(struck))
    for column in range(6, struck.shape[1]):
        at = column + 9 - shift
        change = hawk[:, at + 3] - hawk[:, at]
        hit = struck[:, column]
        right += hit & np.where(deal[:, column], above(0.0, change), above(change, 0.0))
        asked += hit
    return np.where(asked > 0, (over(right, asked) > 0.5).astype(float), np.nan)


def _before_claims(tracks: Tracks) -> Floats:
    return _after_claims(tracks, 6)


@pattern("F16", "struck.capability_parity_claim", "hawk", "deal_maker", sham=_before_claims)
def read_parity_by_office(tracks: Tracks) -> Floats:
    """Read parity by office.

    Hawks rise in the quarter after most claims of parity under a rule-based administration, and
    fall under a deal-maker.
    """
    return _after_claims(tracks, 0)


@pattern("F11", "laws_cn_chip", "bills_moving")
def talk_and_not_legislate(tracks: Tracks) -> Flags:
    """Talk and not legislate.

    Bills move, and at most two chip laws are in force at the end of 2025.
    """
    moving = tracks.peak("bills_moving", "2022-03", "2025-12")
    return above(moving, 0.3) & at_least(2.0, tracks.at("laws_cn_chip", "2025-12"))


@pattern("S7", "laws_cn_chip", "bills_moving", "us_tightness")
def let_the_executive_move_first(tracks: Tracks) -> Flags:
    """Let the executive move first.

    Washington tightens at least five times before a first chip law, if there is one.
    """
    moves = above(np.diff(tracks.span("us_tightness", "2022-06", "2025-12"), axis=1), 0.0)
    lawless = tracks.span("laws_cn_chip", "2022-07", "2025-12") == 0.0
    bills = above(tracks.peak("bills_moving", "2022-03", "2025-12"), 0.3)
    return np.asarray(((moves & lawless).sum(axis=1) >= 5) & bills)


@pattern("F19", "alignment")
def follow_late(tracks: Tracks) -> Flags:
    """Follow late.

    Half of the allies' move by the middle of 2024 comes 4 to 11 months after October 2022.
    """
    wait = _aligned_after(tracks, 0.5)
    return (wait >= 4.0) & (wait <= 11.0)


@pattern("S9", "alignment")
def follow_in_force(tracks: Tracks) -> Flags:
    """Follow in force.

    Two thirds of it comes 8 to 12 months after October 2022.
    """
    wait = _aligned_after(tracks, 2.0 / 3.0)
    return (wait >= 8.0) & (wait <= 12.0)


def _aligned_after(tracks: Tracks, share: float) -> Floats:
    """Return the months from October 2022 until so much of the rise to mid-2024 is done, (R,)."""
    start = tracks.at("alignment", "2022-09")
    rise = tracks.at("alignment", "2024-06") - start
    path = tracks.span("alignment", "2022-10", "2024-06") - start[:, None]
    wait = first_month(at_least(path, share * rise[:, None]))
    return np.where(above(rise, 0.05), wait, np.nan)


@pattern("S4", "magnet_exp")
def trough_and_recover_in_steps(tracks: Tracks) -> Flags:
    """Trough and recover in steps.

    Magnet exports have their low within two months of April 2025 at less than 60 % of before,
    then rise at least twice by October, to no more than before.
    """
    before = tracks.mean("magnet_exp", "2025-01", "2025-03")
    path = tracks.span("magnet_exp", "2025-04", "2025-09")
    lowest = path.min(axis=1)
    trough = at_least(lowest[:, None], path).argmax(axis=1) <= 2
    deep = above(0.6 * before, lowest)
    steps = above(np.diff(path, axis=1), 0.01 * before[:, None]).sum(axis=1) >= 2
    return np.asarray(trough & deep & steps & at_least(1.1 * before, path[:, -1]))


@pattern("S6", "ga_price_row", "ga_price_cn")
def part_the_two_prices(tracks: Tracks) -> Flags:
    """Part the two prices.

    Gallium costs more abroad over its price at home in the half-year after August 2023, by a
    fifth, than in the half-year before; and less at home.
    """
    after, before = (
        over(tracks.mean("ga_price_row", *span), tracks.mean("ga_price_cn", *span))
        for span in (("2023-10", "2024-03"), ("2023-01", "2023-06"))
    )
    home = tracks.mean("ga_price_cn", "2023-10", "2024-03")
    earlier = tracks.mean("ga_price_cn", "2023-01", "2023-06")
    return above(after, 1.2 * before) & above(earlier, home)
