"""Differences of two groups of games under common random numbers, and what they mean."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Literal, TypeAlias

import numpy as np
import pandas as pd

from game.config.schema.experiment import Comparison
from game.reports.finished import Finished, plain
from game.state.ties import above, tied

Verdict: TypeAlias = Literal["more", "less", "same", "open"]

# The share of the draws from which on a direction is an answer.
MOST = 2 / 3
BAND = (0.05, 0.95)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Compared:
    """What came of a comparison.

    `differences` has one number a draw of the uncertain numbers, the mean over luck; without such
    draws one a replicate. `low` and `high` hold nine in ten of them. `shares` are those with more,
    with less, and with no difference that matters.
    """

    name: str
    comparison: Comparison
    label: str
    of: str
    against: str
    where: str
    differences: pd.Series[float]
    pairs: int
    by_draw: bool
    median: float
    low: float
    high: float
    shares: Mapping[str, float]
    verdict: Verdict

    @property
    def unit(self) -> str:
        """What the differences are spread over."""
        return "draws" if self.by_draw else "games"


def compare(finished: Finished, name: str) -> Compared:
    """Work out one comparison of an experiment."""
    comparison = finished.experiment.comparisons[name]
    paired, pairs = _pair(finished, comparison)
    by_draw = finished.points > 1
    differences = paired.groupby("point").mean() if by_draw else paired
    size = float(finished.runs.table[comparison.outcome].abs().max())
    differences = differences.mask(tied(differences, 0.0, size), 0.0)
    low, median, high = differences.quantile([BAND[0], 0.5, BAND[1]])
    matters = comparison.matters
    more, less = above(differences, matters, size), above(-matters, differences, size)
    # Where nothing is too small to matter, only a tie is no difference.
    shares = {
        "more": float(more.mean()),
        "less": float(less.mean()),
        "same": float((~more & ~less & differences.notna()).mean()),
    }
    return Compared(
        name=name,
        comparison=comparison,
        label=_label(finished, comparison.outcome),
        of=_group(finished, comparison.of),
        against=_group(finished, comparison.against),
        where=_group(finished, comparison.where),
        differences=differences,
        pairs=pairs,
        by_draw=by_draw,
        median=float(median),
        low=float(low),
        high=float(high),
        shares=shares,
        verdict=_judge(shares),
    )


def compare_all(finished: Finished) -> list[Compared]:
    """Work out all comparisons of an experiment, in its order."""
    return [compare(finished, name) for name in finished.experiment.comparisons]


def tell_meaning(compared: Compared) -> str:
    """Say what a comparison means, in a sentence that its numbers bear out."""
    verdict, shares = compared.verdict, compared.shares
    if verdict == "open":
        return (
            f"{_subject(compared)}: the {compared.unit} do not agree. Against "
            f"“{compared.against}”, “{compared.of}” gives more in {shares['more']:.0%} of the "
            f"{compared.unit}, less in {shares['less']:.0%}, and no difference that matters in "
            f"{shares['same']:.0%}."
        )
    told = getattr(compared.comparison, verdict) or _plain_meaning(compared)
    share, count = shares[verdict], len(compared.differences)
    often = f"all {count:,}" if share == 1.0 else f"{share:.0%} of {count:,}"
    return f"{told} This holds in {often} {compared.unit}."


def tell_numbers(compared: Compared) -> str:
    """Say how large a difference is and how far it spreads."""
    where = f", with “{compared.where}”" if compared.where else ""
    return (
        f"{compared.label}: {signed(compared.median)} with “{compared.of}” against "
        f"“{compared.against}”{where} (nine in ten of {len(compared.differences):,} "
        f"{compared.unit}: {signed(compared.low)} to {signed(compared.high)}; "
        f"{compared.pairs:,} pairs of games under the same luck)."
    )


def signed(number: float) -> str:
    """Return a difference with its sign and the two or three digits that count."""
    size = abs(number)
    if tied(number, 0.0):
        return "0"
    text = f"{number:+,.0f}" if size >= 100 else f"{number:+.{3 if size >= 10 else 2}g}"
    return text.replace("-", "\N{MINUS SIGN}")


def _judge(shares: Mapping[str, float]) -> Verdict:
    verdicts: tuple[Verdict, ...] = ("more", "less", "same")
    return next((one for one in verdicts if shares[one] >= MOST), "open")


def _plain_meaning(compared: Compared) -> str:
    means = {"more": "gives more than", "less": "gives less than", "same": "makes no difference to"}
    word = means[compared.verdict]
    return f"{_subject(compared)}: “{compared.of}” {word} “{compared.against}”."


def _subject(compared: Compared) -> str:
    return f"{compared.label}, with “{compared.where}”" if compared.where else compared.label


def _label(finished: Finished, outcome: str) -> str:
    label = finished.label(outcome)
    return f"{label} (percentage points)" if _is_condition(finished, outcome) else label


def _is_condition(finished: Finished, outcome: str) -> bool:
    return outcome in finished.experiment.outcomes.written("condition")


def _group(finished: Finished, keys: Mapping[str, str]) -> str:
    return "; ".join(finished.part(key, name) for key, name in keys.items())


def _pair(finished: Finished, comparison: Comparison) -> tuple[pd.Series[float], int]:
    """Return the differences of games that share point, luck and all else, and their number."""
    games = _with_parts(finished, comparison.outcome)
    games = _chosen(games, comparison.where)
    others = [key for key in finished.dimensions if key not in comparison.of]
    keys = ["point", "replicate", *others]
    first, second = (
        _chosen(games, group).set_index(keys)["value"]
        for group in (comparison.of, comparison.against)
    )
    paired = (first - second).dropna()
    return paired, len(paired)


def _with_parts(finished: Finished, outcome: str) -> pd.DataFrame:
    table = finished.runs.table
    parts = finished.parts().reindex(table["profile"])
    frame = {key: parts[key].to_numpy() for key in parts}
    frame |= {key: table[key].to_numpy() for key in ("point", "replicate")}
    unit = 100.0 if _is_condition(finished, outcome) else 1.0
    return pd.DataFrame({**frame, "value": unit * table[outcome].to_numpy(np.float64)})


def _chosen(games: pd.DataFrame, keys: Mapping[str, str]) -> pd.DataFrame:
    for key, name in keys.items():
        games = games[games[key] == name]
    return games


def thirds(finished: Finished, compared: Compared) -> pd.DataFrame:
    """Return a comparison within the lower, middle and upper third of each uncertain number.

    Columns: `input`, `third`, `median`, `low`, `high`, `draws`. Empty with fewer than thirty draws.
    """
    points = finished.runs.points
    rows = []
    if not compared.by_draw or len(points) < 30:
        return pd.DataFrame(columns=["input", "third", "median", "low", "high", "draws"])
    for name in points:
        # By rank, so that a grid with few levels is cut too.
        third = pd.qcut(points[name].rank(method="first"), 3, labels=("low", "middle", "high"))
        for part, inside in compared.differences.groupby(third, observed=True):
            low, median, high = inside.quantile([BAND[0], 0.5, BAND[1]])
            row = {"input": plain(str(name)), "third": part, "median": median}
            rows.append({**row, "low": low, "high": high, "draws": len(inside)})
    return pd.DataFrame(rows)
