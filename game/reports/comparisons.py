"""Differences of two groups of games under common random numbers, and what they come to."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping

import numpy as np
import pandas as pd

from game.analysis.cells import Judgement, SharedCell, judge_cells
from game.analysis.verdicts import Evidence, Span, median_span
from game.batch.manifest import OutcomeThreshold
from game.config.schema.experiment import Comparison
from game.reports.confounding import differing
from game.reports.finished import Finished, plain
from game.reports.pairs import Pairs, is_condition, pair
from game.state.ties import tied
from game.words.counts import count_of

BAND = (0.05, 0.95)
# Thresholds at which a verdict is worked out again, besides the one that counts.
STEPS = 12


@dataclasses.dataclass(frozen=True, kw_only=True)
class RatioParts:
    """What became of numerator and denominator of a ratio, in the median draw with its band.

    `common` is the difference of the ratio if both groups had the denominator of the second.
    `agrees` says of a direction whether the numerator surely goes the same way.
    """

    over: str
    under: str
    medians: Mapping[str, float]
    spans: Mapping[str, Span]
    agrees: Mapping[str, bool]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Compared:
    """What came of a comparison.

    `differences` has one number a draw of the uncertain numbers, the mean over luck and over the
    cells by their weights; `low` and `high` hold nine in ten of them. `shares` are those with more,
    with less, and with no difference that matters, `share_spans` their bands over draws and lucks,
    and `median_span` that of the median. `elsewhere` is the threshold of all experiments, where the
    comparison takes another. `cells` are the combinations that both groups met.
    """

    name: str
    comparison: Comparison
    label: str
    of: str
    against: str
    where: str
    differences: pd.Series[float]
    lucks: int
    cells: tuple[SharedCell, ...]
    titles: tuple[Mapping[str, str], ...]
    evidence: Evidence
    judgement: Judgement
    threshold: OutcomeThreshold
    elsewhere: float | None
    median: float
    median_span: Span
    low: float
    high: float
    shares: Mapping[str, float]
    share_spans: Mapping[str, Span]
    parts: RatioParts | None
    is_ratio: bool
    still: tuple[str, ...]
    differing: tuple[str, ...]
    values: tuple[float, float]

    @property
    def verdict(self) -> str:
        """What the comparison comes to."""
        return self.judgement.overall

    @property
    def draws(self) -> int:
        """How many draws of the uncertain numbers are compared."""
        return len(self.differences)

    @property
    def counts(self) -> str:
        """What a sentence rests on, in words."""
        lucks = count_of(self.lucks, "luck")
        return f"{lucks} x {self.draws:,} draws" if self.draws > 1 else lucks

    @functools.cached_property
    def curve(self) -> pd.DataFrame:
        """The shares and the verdict over other thresholds than the one that counts.

        Columns: `matters`, `more`, `less`, `same`, `verdict`, `counts` (whether it is the one).
        """
        least, reach = self.threshold.least, float(np.abs(self.differences).max())
        others = np.linspace(0.0, max(2.0 * least, 1.25 * reach), STEPS)
        rows = [
            {
                "matters": matters,
                **self.evidence.shares(matters),
                "verdict": judge_cells(self.cells, self.evidence, matters).overall,
                "counts": matters == least,
            }
            for matters in sorted({least, *others.tolist()})
        ]
        return pd.DataFrame(rows)


def compare(finished: Finished, name: str) -> Compared:
    """Work out one comparison of an experiment."""
    comparison = finished.experiment.comparisons[name]
    pairs = pair(finished, comparison, comparison.outcome)
    cells, together = pairs.cells(), pairs.together()
    threshold = threshold_of(finished, comparison)
    low, high = np.quantile(together.means, BAND)
    return Compared(
        name=name,
        comparison=comparison,
        label=_label(finished, comparison.outcome),
        of=_group(finished, comparison.of),
        against=_group(finished, comparison.against),
        where=_group(finished, comparison.where),
        differences=pd.Series(together.means, index=pd.Index(pairs.points, name="point")),
        lucks=together.lucks,
        cells=cells,
        titles=tuple(_parts(finished, cell.keys) for cell in cells),
        evidence=together,
        judgement=judge_cells(cells, together, threshold.least),
        threshold=threshold,
        elsewhere=_elsewhere(finished, comparison),
        median=float(np.median(together.means)),
        median_span=median_span(together),
        low=float(low),
        high=float(high),
        shares=together.shares(threshold.least),
        share_spans=together.spans(threshold.least),
        parts=_compare_parts(finished, comparison, pairs, threshold),
        is_ratio=threshold.is_ratio,
        still=_still(finished, comparison, pairs),
        differing=tuple(differing(finished, comparison)),
        values=(float(pairs.of.min()), float(pairs.of.max())),
    )


def compare_all(finished: Finished) -> list[Compared]:
    """Work out all comparisons of an experiment, in its order."""
    return [compare(finished, name) for name in finished.experiment.comparisons]


def threshold_of(finished: Finished, comparison: Comparison) -> OutcomeThreshold:
    """Return from which difference on an outcome matters, 0 where nobody said so.

    A comparison may say so itself; what a ratio is made of stays as it is.
    """
    none = OutcomeThreshold(least=0.0, unit="", reason="")
    shared = finished.manifest.thresholds.get(comparison.outcome, none)
    if comparison.matters is None:
        return shared
    changes = {"least": comparison.matters, "reason": comparison.because or "no reason is given"}
    return shared.model_copy(update=changes)


def _elsewhere(finished: Finished, comparison: Comparison) -> float | None:
    """Return the threshold of all experiments, where a comparison takes another."""
    shared = finished.manifest.thresholds.get(comparison.outcome)
    if comparison.matters is None or shared is None or tied(shared.least, comparison.matters):
        return None
    return shared.least


def _compare_parts(
    finished: Finished, comparison: Comparison, ratio: Pairs, threshold: OutcomeThreshold
) -> RatioParts | None:
    """Return what became of the numerator and the denominator, where both were written down."""
    if not (threshold.over and threshold.under):
        return None
    over, under = (pair(finished, comparison, part) for part in (threshold.over, threshold.under))
    same = (ratio.of.shape == over.of.shape) and (over.of.shape == under.of.shape)
    if not same or not (under.against > 0.0).all():
        return None
    common = dataclasses.replace(
        over,
        of=threshold.times * over.of / under.against,
        against=threshold.times * over.against / under.against,
    )
    pairs_by_part = {"over": over, "under": under, "common": common}
    shown = {name: pairs.together() for name, pairs in pairs_by_part.items()}
    verdicts = [cell.evidence.judge(0.0) for cell in over.cells()]
    pooled = shown["over"].judge(0.0)
    return RatioParts(
        over=_label(finished, threshold.over),
        under=_label(finished, threshold.under),
        medians={name: float(np.median(evidence.means)) for name, evidence in shown.items()},
        spans={name: median_span(evidence) for name, evidence in shown.items()},
        agrees={
            name: pooled == name
            and all(verdict in (name, "lucks", "draws") for verdict in verdicts)
            for name in ("more", "less")
        },
    )


def _still(finished: Finished, comparison: Comparison, pairs: Pairs) -> tuple[str, ...]:
    """Return the groups in whose games the outcome is one number, each told once."""
    groups = {"of": comparison.of, "against": comparison.against}
    values_held = []
    for name, place in pairs.still():
        values = getattr(pairs, name)[place]
        where = _group(finished, pairs.keys[place]) if len(pairs.keys) > 1 else ""
        inside = f", with “{where}”" if where else ""
        values_held.append(f"“{_group(finished, groups[name])}”{inside}: {values.flat[0]:.3g}")
    return tuple(values_held)


def _label(finished: Finished, outcome: str) -> str:
    label = finished.label(outcome)
    return f"{label} (percentage points)" if is_condition(finished, outcome) else label


def _group(finished: Finished, keys: Mapping[str, str]) -> str:
    return "; ".join(_parts(finished, keys).values())


def _parts(finished: Finished, keys: Mapping[str, str]) -> dict[str, str]:
    return {key: finished.part(key, name) for key, name in keys.items()}


def same_verdict(table: pd.DataFrame) -> tuple[float, float]:
    """Return the thresholds around the one that counts between which its verdict stays."""
    here = int(np.flatnonzero(table["counts"])[0])
    verdicts = list(table["verdict"])
    low = high = here
    while low > 0 and verdicts[low - 1] == verdicts[here]:
        low -= 1
    while high < len(verdicts) - 1 and verdicts[high + 1] == verdicts[here]:
        high += 1
    return float(table["matters"][low]), float(table["matters"][high])


def thirds(finished: Finished, compared: Compared) -> pd.DataFrame:
    """Return a comparison within the lower, middle and upper third of each uncertain number.

    Columns: `input`, `third`, `median`, `low`, `high`, `draws`. Empty with fewer than thirty draws.
    """
    points = finished.runs.points
    rows = []
    if compared.draws < 30:
        return pd.DataFrame(columns=["input", "third", "median", "low", "high", "draws"])
    for name in points:
        drawn = points[name].loc[compared.differences.index]
        # By rank, so that a grid with few levels is cut too.
        third = pd.qcut(drawn.rank(method="first"), 3, labels=("low", "middle", "high"))
        for part, inside in compared.differences.groupby(third, observed=True):
            low, median, high = inside.quantile([BAND[0], 0.5, BAND[1]])
            row = {"input": plain(str(name)), "third": part, "median": median}
            rows.append({**row, "low": low, "high": high, "draws": len(inside)})
    return pd.DataFrame(rows)
