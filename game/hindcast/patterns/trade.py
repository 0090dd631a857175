"""Patterns of lines, cut parts and what is sold through them."""

from __future__ import annotations

import numpy as np

from game.hindcast.patterns.registry import pattern
from game.hindcast.patterns.tracks import Tracks, first_month, over
from game.state.calendar import count_months
from game.state.orders import Flags
from game.state.ties import above, at_least
from game.state.world import Floats

# A part that runs at half its volume is in volume production; 0.05 of it is the start of its line.
VOLUME, STARTED = 0.5, 0.05
LINES = (("2022-10", "a800"), ("2023-10", "h20"), ("2025-04", "rtx6000d"))
DESIGNED = tuple(f"design_left.{part}" for _, part in LINES)
RAMPED = tuple(f"ramp.{part}" for _, part in LINES)


def _months_to(tracks: Tracks, name: str, line: str, level: float, *, below: bool) -> Floats:
    """Return the months from a line to a quantity's reaching a level, (R,), NaN if it never does.

    A quantity already there before the line has not answered it.
    """
    start = count_months(line)
    values = tracks.columns(name, start - 1, start + 12)
    there = at_least(level, values) if below else at_least(values, level)
    return np.where(there[:, 0], np.nan, first_month(there[:, 1:]))


@pattern("F1", *DESIGNED, *RAMPED)
def follow_with_compliant_part(tracks: Tracks) -> Flags:
    """Follow with compliant part.

    After each of two lines at least: announced within a quarter, in volume within three.
    """
    met = np.zeros(tracks.replicates)
    for line, part in LINES:
        announced = _months_to(tracks, f"design_left.{part}", line, 0.0, below=True)
        volume = _months_to(tracks, f"ramp.{part}", line, VOLUME, below=False)
        met += (announced <= 3.0) & (volume <= 9.0)
    return met >= 2.0


@pattern("F2", "chip_line")
def redraw_after_a_year(tracks: Tracks) -> Flags:
    """Redraw after a year.

    Before 2025 the line rises again, 9 to 18 months after it last did.
    """
    lines = tracks.span("chip_line", "2022-07", "2024-12")
    rises = above(np.diff(lines, axis=1), 0.0)
    first = first_month(rises)
    later = rises.copy()
    for row, at in enumerate(first):
        later[row, : int(at) + 1 if np.isfinite(at) else None] = False
    gap = first_month(later) - first
    return (gap >= 9.0) & (gap <= 18.0)


@pattern("F3", "nv_cn_rev_bill")
def halve_and_recover(tracks: Tracks) -> Flags:
    """Halve and recover.

    Revenue falls by 40 to 65 % from the best to the worst quarter around the line of October
    2023, and is back at nine tenths of the best within four quarters of the worst.
    """
    best, worst, after = _dip(tracks, "2023-07", "2023-10", "2024-05", "2025-05")
    fall = 1.0 - over(worst, best)
    return at_least(fall, 0.40) & at_least(0.65, fall) & at_least(after, 0.9 * best)


def _dip(
    tracks: Tracks, rise: str, date: str, bottom: str, end: str
) -> tuple[Floats, Floats, Floats]:
    """Return the best quarter up to a date, the worst to `bottom`, the best up to `end`."""
    before = _quarters(tracks.span("nv_cn_rev_bill", rise, date))
    trough = _quarters(tracks.span("nv_cn_rev_bill", date, bottom))
    after = _quarters(tracks.span("nv_cn_rev_bill", bottom, end))
    return before.max(axis=1), trough.min(axis=1), after.max(axis=1)


def _quarters(monthly: Floats) -> Floats:
    """Return moving sums of three months, (R, months - 2)."""
    return monthly[:, :-2] + monthly[:, 1:-1] + monthly[:, 2:]


@pattern("F8", "ordered_units")
def rush_before_expected_stop(tracks: Tracks) -> Flags:
    """Rush before expected stop.

    Orders of the best quarter of June to September 2023 are 2.5 to 8 times those of a quarter of
    the half-year before, and those before the letters of August 2022 are less than 1.5 times.
    """
    rush = _quarters(tracks.span("ordered_units", "2023-06", "2023-09")).max(axis=1)
    normal = 3.0 * tracks.mean("ordered_units", "2022-12", "2023-05")
    letter = tracks.total("ordered_units", "2022-06", "2022-08")
    calm = 3.0 * tracks.mean("ordered_units", "2022-02", "2022-05")
    times = over(rush, normal)
    return at_least(times, 2.5) & at_least(8.0, times) & above(1.5, over(letter, calm))


WORLD_PARTS = ("a100", "h100", "h200", "b200")


@pattern("F17", *(f"{kind}.{part}" for part in WORLD_PARTS for kind in ("us_gate", "ramp")))
def stay_one_step_behind(tracks: Tracks) -> Flags:
    """Stay one step behind.

    From November 2023 on, no world part of the newest generation in volume may be sold; one of
    the generation before only once the newer is in volume.
    """
    since, until = "2023-11", "2025-12"
    fresh = at_least(tracks.span("ramp.b200", since, until), VOLUME)
    hopper = np.maximum(
        tracks.span("us_gate.h100", since, until), tracks.span("us_gate.h200", since, until)
    )
    newest = above(tracks.span("us_gate.b200", since, until), STARTED)
    early = above(hopper, STARTED) & ~fresh
    is_dated = np.isfinite(hopper).all(axis=1)
    return np.asarray(is_dated & ~newest.any(axis=1) & ~early.any(axis=1))


@pattern("S1", "nv_cn_units", "nv_cn_h100e")
def give_way_in_quality(tracks: Tracks) -> Flags:
    """Give way in quality.

    From 2023 to 2024 units more than double while their compute changes by less than 25 %.
    """
    units = over(*_two_years(tracks, "nv_cn_units"))
    compute = over(*_two_years(tracks, "nv_cn_h100e"))
    return above(units, 2.0) & above(0.25, np.abs(compute - 1.0))


def _two_years(tracks: Tracks, name: str) -> tuple[Floats, Floats]:
    return tracks.total(name, "2024-01", "2024-12"), tracks.total(name, "2023-01", "2023-12")


@pattern("S2", "nv_cn_units")
def peak_then_slump(tracks: Tracks) -> Flags:
    """Peak then slump.

    The third quarter of 2023 is the best so far, and the fourth lies more than 40 % below it.
    """
    quarters = [
        tracks.total("nv_cn_units", f"{year}-{month:02d}", f"{year}-{month + 2:02d}")
        for year, month in ((2022, 10), (2023, 1), (2023, 4), (2023, 7), (2023, 10))
    ]
    earlier = np.maximum(np.maximum(quarters[0], quarters[1]), quarters[2])
    return above(quarters[3], earlier) & above(0.6 * quarters[3], quarters[4])


@pattern("S3", *DESIGNED, *RAMPED)
def design_to_just_under(tracks: Tracks) -> Flags:
    """Design to just under.

    The part cut to the density line of October 2023 (1.3 % under it) runs within two quarters,
    as does one of the parts cut to the lines of October 2022 and April 2025.
    """
    reached = [
        _months_to(tracks, f"ramp.{part}", line, STARTED, below=False) <= 6.0
        for line, part in LINES
    ]
    return np.asarray(reached[1] & (reached[0] | reached[2]))
