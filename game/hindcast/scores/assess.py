"""Runs held against targets: a row a number, a row a series, and one weighted score."""

from __future__ import annotations

import dataclasses
import datetime
import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from game.config.scenarios import shipped_library
from game.errors import UserError, did_you_mean
from game.hindcast.scores.scoring_rules import (
    coverage,
    crps,
    held_value,
    interval_score,
    last_value,
    range_score,
    scaled_error,
    turning_hits,
)
from game.hindcast.scores.simulated import Simulated
from game.hindcast.targets.series import all_published, bars, title_of
from game.hindcast.targets.targets import Target, period_span
from game.state.periods import Over
from game.state.ties import above, signs
from game.state.world import Floats

BANDS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Met:
    """A target and what the runs say of it: one value a replicate, in the target's unit.

    `wide` are runs whose parameters are drawn from their ranges; bands are theirs, where there are
    any, and the middle is that of `values`.
    """

    target: Target
    values: Floats
    wide: Floats | None = None

    @property
    def median(self) -> float:
        """The middle of the runs."""
        return float(np.median(self.values))

    @property
    def spread(self) -> Floats:
        """The runs that bands are made of."""
        return self.values if self.wide is None else self.wide


def meet(runs: Simulated, targets: Sequence[Target], wide: Simulated | None = None) -> list[Met]:
    """Return the targets that the runs say something about, in order of column and time."""
    met = []
    for target in targets:
        if not _is_about_runs(target):
            continue
        over = _over(target.observable)
        values = runs.value(target.observable, target.period, over)
        if values is not None:
            others = None if wide is None else wide.value(target.observable, target.period, over)
            met.append(Met(target=target, values=values, wide=others))
    return sorted(
        met, key=lambda forecast: (forecast.target.observable, *period_span(forecast.target.period))
    )


def _over(name: str) -> Over | None:
    """Return how shorter periods of an observable make a longer one; None where they cannot."""
    observable = shipped_library().observables.get(name)
    if observable is None:
        return "sum"
    return None if observable.per else observable.over


def _is_about_runs(target: Target) -> bool:
    about = all_published().get(target.observable)
    return bool(target.period) and (about is None or about.use != "input")


@dataclasses.dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A target that is not scored, and why."""

    target: Target
    reason: str


def left_out(runs: Simulated, targets: Sequence[Target]) -> list[LeftOut]:
    """Return the targets that the runs say nothing about, each with the reason."""
    return [
        LeftOut(target=target, reason=_reason(runs, target)) for target in untested(runs, targets)
    ]


def _reason(runs: Simulated, target: Target) -> str:
    if not target.period:
        return "it has no period"
    if not _is_about_runs(target):
        return "the record gives it to the runs"
    if target.observable not in runs.names:
        nearest = did_you_mean(target.observable, runs.names)
        return "the runs have no such observable" + (
            f"; {nearest}" if nearest.startswith("did") else ""
        )
    return f"the runs do not cover {target.period}"


def expect_met(met: Sequence[Met], runs: Simulated, targets: Sequence[Target]) -> None:
    """Refuse targets of which none can be scored.

    Raises
    ------
    UserError
        If so, with the first of them and why.
    """
    if not met:
        first = left_out(runs, targets)[0]
        problem = f"{first.target.observable} cannot be scored: {first.reason}"
        remedy = f"none of {len(targets)} targets can" if len(targets) > 1 else ""
        raise UserError(first.target.place, problem, remedy)


def untested(runs: Simulated, targets: Sequence[Target]) -> list[Target]:
    """Return the targets that the runs say nothing about."""
    met = {forecast.target.place for forecast in meet(runs, targets)}
    return [target for target in targets if target.place not in met]


def target_range(target: Target) -> tuple[float, float]:
    """Return the published range, or one as wide as the confidence of the number allows.

    A number with one published edge ("more than") is open on the other side by the same margin.
    """
    margin = bars()[f"margin_{target.confidence.lower()}"] * abs(target.value)
    low = target.low if math.isfinite(target.low) else target.value - margin
    high = target.high if math.isfinite(target.high) else target.value + margin
    if target.value == 0.0 and low == high:
        high = low  # nothing was sold: only nothing is right
    return low, high


def score_numbers(met: Sequence[Met]) -> pd.DataFrame:
    """Return a row a target: what was published, the bands of the runs, and the score."""
    rows = []
    for forecast in met:
        low, high = target_range(forecast.target)
        edges = np.quantile(forecast.spread, BANDS)
        rows.append(
            {
                "id": forecast.target.id,
                "observable": forecast.target.observable,
                "period": forecast.target.period,
                "published": forecast.target.value,
                "low": low,
                "high": high,
                "unit": forecast.target.unit,
                "confidence": forecast.target.confidence,
                **{f"q{round(100 * at):02d}": edge for at, edge in zip(BANDS, edges, strict=True)},
                "q50": forecast.median,
                "score": _number_score(forecast, low, high),
                "miss": _miss(forecast),
            }
        )
    return pd.DataFrame(rows)


def _number_score(forecast: Met, low: float, high: float) -> float:
    about = all_published().get(forecast.target.observable)
    if about is not None and about.use == "sign":
        return 1.0 if signs(forecast.median) * forecast.target.value > 0.0 else -0.5
    return range_score(forecast.median, low, high)


def _miss(forecast: Met) -> float:
    """Return how far the median lies from the number, as a share of it (of 1 where it is 0)."""
    return (forecast.median - forecast.target.value) / (abs(forecast.target.value) or 1.0)


def score_series(met: Sequence[Met]) -> pd.DataFrame:
    """Return a row a column of the targets with all the scores it can have.

    Columns of fewer than `series_points` periods have no scaled error and no coverage.
    """
    rows = []
    for name, ones in by_column(met).items():
        about = all_published().get(name)
        row: dict[str, object] = {
            "observable": name,
            "title": title_of(name),
            "use": about.use if about else "truth",
            "weight": about.weight if about else 1.0,
            "points": len(ones),
            "number_score": float(score_numbers(ones)["score"].mean()),
        }
        steps = series_of(ones)
        if len(steps) >= bars()["series_points"] and row["use"] != "sign":
            row |= _series_scores(steps)
        row["score"] = _score_of(row)
        rows.append(row)
    return pd.DataFrame(rows, columns=list(COLUMNS))


COLUMNS = (
    "observable", "title", "use", "weight", "points", "mase", "mase_held", "crps", "turns",
    "turns_met", "false_turns", "coverage_50", "coverage_90", "winkler_90", "number_score", "score",
)  # fmt: skip


def by_column(met: Sequence[Met]) -> dict[str, list[Met]]:
    """Return what was met column by column, in order."""
    columns: dict[str, list[Met]] = {}
    for forecast in met:
        columns.setdefault(forecast.target.observable, []).append(forecast)
    return columns


def series_of(ones: Sequence[Met]) -> list[Met]:
    """Return the numbers of a column that make a series: those of its commonest length.

    A year beside quarters, or two numbers for one month, would not be the next step of anything.
    """
    lengths = [
        last - first for first, last in (period_span(forecast.target.period) for forecast in ones)
    ]
    common = max(sorted(set(lengths)), key=lengths.count)
    kept = {
        forecast.target.period: forecast
        for forecast, length in zip(ones, lengths, strict=True)
        if length == common
    }
    return list(kept.values())


def stack(ones: Sequence[Met]) -> tuple[Floats, Floats, Floats]:
    """Return published numbers (P,), the middle of the runs (P,) and the runs of bands (R, P)."""
    actual = np.array([forecast.target.value for forecast in ones])
    middle = np.array([forecast.median for forecast in ones])
    return actual, middle, np.column_stack([forecast.spread for forecast in ones])


def _series_scores(ones: Sequence[Met]) -> dict[str, object]:
    actual, median, ensemble = stack(ones)
    hits, turns, alarms = turning_hits(actual, median)
    return {
        "mase": scaled_error(actual, median, last_value(actual)),
        "mase_held": scaled_error(actual, median, held_value(actual, 1)),
        "crps": float(crps(actual, ensemble).mean()),
        "turns": turns,
        "turns_met": hits,
        "false_turns": alarms,
        "coverage_50": coverage(actual, ensemble, 0.5),
        "coverage_90": coverage(actual, ensemble, 0.9),
        "winkler_90": float(interval_score(actual, ensemble, 0.9).mean()),
    }


def _score_of(row: Mapping[str, object]) -> float:
    """Return the share of the bars that a series meets; of a few numbers, their mean score."""
    if "mase" not in row:
        return max(float(str(row["number_score"])), 0.0)
    bar = bars()
    mase, half, most = (float(str(row[name])) for name in ("mase", "coverage_50", "coverage_90"))
    passed = (
        bool(above(bar["mase"], mase)),
        bar["coverage_50_low"] <= half <= bar["coverage_50_high"],
        bar["coverage_90_low"] <= most <= bar["coverage_90_high"],
    )
    return sum(passed) / len(passed)


def weighted_score(series: pd.DataFrame) -> float:
    """Return the mean score of the series by their weights, NaN without any."""
    weight = series["weight"].to_numpy(dtype=np.float64)
    score = series["score"].to_numpy(dtype=np.float64)
    return float((weight * score).sum() / weight.sum()) if weight.sum() > 0.0 else math.nan


# -- rolling origin ------------------------------------------------------------------------------


def split_by_origin(
    targets: Sequence[Target], origin: datetime.date, ahead: int = 4
) -> tuple[tuple[Target, ...], tuple[Target, ...]]:
    """Return the targets whose period ends by the origin, and the next few of each column.

    `ahead` periods of each column are scored after the origin: T+1 to T+4.
    """
    inside = tuple(target for target in targets if target.period and _end(target) <= origin)
    later: dict[str, list[Target]] = {}
    for target in sorted(
        (target for target in targets if target.period and _end(target) > origin), key=_end
    ):
        later.setdefault(target.observable, []).append(target)
    return inside, tuple(target for ones in later.values() for target in ones[:ahead])


def _end(target: Target) -> datetime.date:
    return target.end or target.start or datetime.date.max


def score_origins(
    fit: Callable[[datetime.date], Simulated],
    targets: Sequence[Target],
    origins: Sequence[datetime.date],
    ahead: int = 4,
) -> pd.DataFrame:
    """Return the error inside and outside the fitting window side by side, a row a column.

    Parameters
    ----------
    fit
        What was fitted to the targets up to an origin, as runs over the whole span.

    Returns
    -------
    DataFrame
        `origin`, `observable`, `inside` and `outside` (mean absolute error over the mean of the
        published numbers), their `gap`, and `persistence`: the same for the last value held.
    """
    rows = []
    for origin in origins:
        runs = fit(origin)
        inside, outside = split_by_origin(targets, origin, ahead)
        before, after = (by_column(meet(runs, part)) for part in (inside, outside))
        for name in sorted(before.keys() & after.keys()):
            seen_by_then, ahead_of = before[name], after[name]
            held = abs(
                np.array([forecast.target.value for forecast in ahead_of])
                - seen_by_then[-1].target.value
            )
            error, outer = _relative_error(seen_by_then), _relative_error(ahead_of)
            rows.append(
                {
                    "origin": origin.isoformat(),
                    "observable": name,
                    "inside": error,
                    "outside": outer,
                    "gap": outer / error if error > 0.0 else math.nan,
                    "persistence": float(held.mean()) / _scale(ahead_of),
                }
            )
    columns = ["origin", "observable", "inside", "outside", "gap", "persistence"]
    return pd.DataFrame(rows, columns=columns)


def _relative_error(ones: Sequence[Met]) -> float:
    return float(
        np.mean([abs(forecast.median - forecast.target.value) for forecast in ones])
    ) / _scale(ones)


def _scale(ones: Sequence[Met]) -> float:
    return float(np.mean([abs(forecast.target.value) for forecast in ones])) or 1.0
