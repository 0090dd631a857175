"""Patterns of Chinese supply, of Beijing's gate, and of the gray market."""

from __future__ import annotations

import numpy as np

from game.hindcast.patterns.registry import pattern
from game.hindcast.patterns.tracks import Tracks, over, rank_correlations
from game.state.orders import Flags
from game.state.ties import above, at_least
from game.state.world import Floats

CARDS = ("cards_domestic", "nv_cn_units")
GATE = "import_gate.h20_class"
HUAWEI_MADE = "made_domestic.huawei"


def _home_share(tracks: Tracks, since: str, until: str) -> Floats:
    """Return home parts in all data-centre parts that China takes over a span, (R,)."""
    home, imported = (tracks.total(name, since, until) for name in CARDS)
    return over(home, home + imported)


@pattern("F4", *CARDS)
def gain_share_and_keep_it(tracks: Tracks) -> Flags:
    """Gain share and keep it.

    The home share of units gains more in the year after October 2023 than in the year before, and
    does not fall back after the easing of August 2025.
    """
    first = _home_share(tracks, "2022-01", "2022-10")
    second = _home_share(tracks, "2022-11", "2023-10")
    third = _home_share(tracks, "2023-11", "2024-10")
    before, after = second - first, third - second
    late = _home_share(tracks, "2025-09", "2025-12")
    kept = at_least(late, 0.95 * _home_share(tracks, "2025-04", "2025-07"))
    return above(after, before) & above(after, 0.0) & kept


@pattern("F5", "investment", "building.huawei", "wafers.huawei")
def draw_capital(tracks: Tracks) -> Flags:
    """Draw capital.

    Money going into Chinese chips is higher by a quarter two to eight months after October 2023
    than in the half-year before, and advanced lines by half four to eight quarters after.
    """
    money = over(
        tracks.mean("investment", "2023-12", "2024-06"),
        tracks.mean("investment", "2023-04", "2023-09"),
    )
    lines = over(
        tracks.mean("wafers.huawei", "2024-10", "2025-10"),
        tracks.mean("wafers.huawei", "2023-07", "2023-09"),
    )
    return above(money, 1.25) & above(lines, 1.5)


@pattern("F7", GATE, "boycott_guidance", "state_ban")
def refuse_what_is_eased(tracks: Tracks) -> Flags:
    """Refuse what is eased.

    Beijing's gate or guidance is tighter within a quarter of the easing of August 2025 than
    before it, and was not tightened from 2022 to 2024.
    """
    early = _refusal(tracks, "2022-03", "2024-12")
    before = _refusal(tracks, "2025-07", "2025-07")[:, 0]
    after = _refusal(tracks, "2025-08", "2025-10").max(axis=1)
    return above(after, before) & at_least(early[:, 0], early[:, -1])


def _refusal(tracks: Tracks, since: str, until: str) -> Floats:
    steps = tracks.span(GATE, since, until) + tracks.span("boycott_guidance", since, until)
    return np.asarray(steps + tracks.span("state_ban", since, until))


@pattern("F9", "gray_flow", "premium", "demand")
def divert_by_the_price_gap(tracks: Tracks) -> Flags:
    """Divert by the price gap.

    Diversion for each dollar of demand ranks with the premium from September 2022 to 2025, and
    10,000 to 500,000 H100-equivalents are diverted in 2024.
    """
    span = ("2022-09", "2025-12")
    flow = over(tracks.span("gray_flow", *span), tracks.span("demand", *span))
    volume = tracks.total("gray_flow", "2024-01", "2024-12")
    follows = above(rank_correlations(flow, tracks.span("premium", *span)), 0.5)
    return follows & at_least(volume, 10.0) & at_least(500.0, volume)


@pattern("F10", "gray_flow", "seized")
def prosecute_late(tracks: Tracks) -> Flags:
    """Prosecute late.

    Cases come 6 to 18 months after the flow they are about, by the middle of both, and in
    clusters: the busiest quarter has more than twice the cases of the mean quarter.
    """
    flow = tracks.span("gray_flow", "2022-09", "2025-12")
    cases = tracks.span("seized", "2022-09", "2025-12")
    lag = _median_month(cases) - _median_month(flow)
    quarters = cases[:, : cases.shape[1] // 3 * 3].reshape(len(cases), -1, 3).sum(axis=2)
    clustered = above(quarters.max(axis=1), 2.0 * quarters.mean(axis=1))
    return np.asarray((lag >= 6.0) & (lag <= 18.0) & clustered)


def _median_month(
    flow: Floats,
) -> Floats:
    """Return the column by which half of a flow has passed, (R,), NaN where nothing flows."""
    passed = np.cumsum(flow, axis=1)
    half = at_least(passed, 0.5 * passed[:, -1:]).argmax(axis=1).astype(float)
    return np.where(above(passed[:, -1], 0.0), half, np.nan)


@pattern("F18", "hbm_stock.huawei", "die_bank.huawei", HUAWEI_MADE)
def move_the_bottleneck(tracks: Tracks) -> Flags:
    """Move the bottleneck.

    What Huawei's stored memory would pack, over what its stored dies would, falls over 2025 and is
    below 1 at its end (four stacks a die).
    """
    early, late = (
        over(tracks.at("hbm_stock.huawei", at) / 4.0, tracks.at("die_bank.huawei", at))
        for at in ("2024-12", "2025-12")
    )
    return above(early, late) & above(1.0, late)


@pattern("F20", "nationalist")
def refuse_after_security_demands(tracks: Tracks) -> Flags:
    """Refuse after security demands.

    The weight of those who refuse rises by more than 0.02 in the three months after the location
    bill of May 2025.
    """
    rise = tracks.at("nationalist", "2025-08") - tracks.at("nationalist", "2025-05")
    return above(rise, 0.02)


@pattern("S8", *CARDS)
def gain_after_each_tightening(tracks: Tracks) -> Flags:
    """Gain after each tightening.

    The home share of units is higher in the year after each of October 2022, October 2023 and
    April 2025 (to March 2026) than in the year before it.
    """
    years = (
        (("2022-01", "2022-08"), ("2022-11", "2023-10")),
        (("2022-11", "2023-10"), ("2023-11", "2024-10")),
        (("2024-04", "2025-03"), ("2025-05", "2026-03")),
    )
    gains = [
        above(_home_share(tracks, *after), _home_share(tracks, *before)) for before, after in years
    ]
    return np.asarray(np.logical_and.reduce(gains))


@pattern("S10", HUAWEI_MADE)
def bridge_by_stores(tracks: Tracks) -> Flags:
    """Bridge by stores.

    Huawei's output in the year after the foundry and memory rules is at least that of the year
    before: stores delay the bite.
    """
    before = tracks.total(HUAWEI_MADE, "2024-01", "2024-12")
    return at_least(tracks.total(HUAWEI_MADE, "2025-01", "2025-12"), before)
