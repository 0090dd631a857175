"""Everything that the hindcast is judged by, played and scored from scratch."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from game.config.fingerprint import config_hash
from game.config.scenarios import shipped_library
from game.hindcast.docking.arithmetic import Docked, dock
from game.hindcast.docking.exports_2026 import ExportRatio, compare_exports
from game.hindcast.patterns.shares import Shown, count_settings, show_patterns
from game.hindcast.record.moves import DatedOrder, list_orders
from game.hindcast.record.scenario import NAME
from game.hindcast.scores.assess import (
    Met,
    expect_met,
    meet,
    score_numbers,
    score_origins,
    score_series,
    untested,
    weighted_score,
)
from game.hindcast.scores.simulated import Simulated
from game.hindcast.simulate import hindcast
from game.hindcast.targets.series import bars
from game.hindcast.targets.targets import Target, public_targets, read_targets
from game.state.ties import above, ranks

REPLICATES = 400
UNTIL = "2026-03"
# Ends of the windows that a fit may see: June 2024 and March 2025.
ORIGINS = (datetime.date(2024, 6, 30), datetime.date(2025, 3, 31))

Tick = Callable[[str], object]


@dataclasses.dataclass(frozen=True, kw_only=True)
class SeriesJudged:
    """Runs held against targets."""

    replicates: int
    met: Sequence[Met]
    series: pd.DataFrame
    numbers: pd.DataFrame
    windows: pd.DataFrame
    untested: Sequence[Target]
    orders: Sequence[DatedOrder]
    seed: int = 0
    config_hash: str = ""

    @property
    def beaten(self) -> tuple[int, int]:
        """How many truth series beat the persistence forecast, of how many that can be told."""
        scored = self.series[(self.series["use"] == "truth") & self.series["mase"].notna()]
        return int(above(bars()["mase"], scored["mase"]).sum()), len(scored)

    @property
    def score(self) -> float:
        """The weighted score over all columns."""
        return weighted_score(self.series)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Judged:
    """All that the page of the hindcast shows."""

    history: SeriesJudged
    patterns: Sequence[Shown]
    docked: Sequence[Docked]
    exports: Sequence[ExportRatio]


def judge(
    replicates: int = REPLICATES,
    *,
    targets: Path | None = None,
    seed: int = 0,
    tick: Tick = lambda _: None,
) -> Judged:
    """Play the hindcast, its placebos and the docking, and score them.

    Raises
    ------
    UserError
        If the file of targets cannot be read.
    """
    history = judge_series(replicates, targets=targets, seed=seed)
    tick("hindcast")
    shown = show_patterns(replicates, seed=seed, tick=lambda: tick("patterns"))
    return Judged(history=history, patterns=shown, docked=dock(), exports=compare_exports())


def count_steps() -> int:
    """Return how often `judge` ticks."""
    return 1 + count_settings()


def judge_series(
    replicates: int = REPLICATES, *, targets: Path | None = None, seed: int = 0
) -> SeriesJudged:
    """Play the hindcast and hold it against a file of targets, the shipped one by default.

    Raises
    ------
    UserError
        If the file cannot be read, or nothing in it can be scored.
    """
    wanted = read_targets(targets or public_targets())
    library = shipped_library()
    played = hindcast(replicates, seed=seed, until=UNTIL)
    runs = Simulated(played.frame)
    drawn = hindcast(replicates, seed=seed, until=UNTIL, spread=bars()["spread"])
    met = meet(runs, wanted, Simulated(drawn.frame))
    expect_met(met, runs, wanted)
    return SeriesJudged(
        replicates=replicates,
        met=met,
        series=score_series(met),
        numbers=score_numbers(met),
        windows=score_origins(lambda _: runs, wanted, ORIGINS),
        untested=untested(runs, wanted),
        orders=sorted(list_orders(played.plan.record), key=lambda order: order.month),
        seed=seed,
        config_hash=config_hash(library, library.scenarios[NAME]),
    )


MISSES = ("observable", "points", "mase", "ranges_away", "bias", "score")


def worst_misses(history: SeriesJudged) -> pd.DataFrame:
    """Return the columns of the targets, worst first, with how far they miss.

    `miss` is the scaled error against the last value where there is one, else the mean distance of
    the single numbers in units of their published half range, at most 10.
    """
    rows = []
    for row in history.series.to_dict("records"):
        if row["use"] in ("input", "sign"):
            continue
        numbers = history.numbers[history.numbers["observable"] == row["observable"]]
        half = np.maximum((numbers["high"] - numbers["low"]) / 2.0, 1e-9)
        middle = (numbers["high"] + numbers["low"]) / 2.0
        far = np.minimum(np.abs(numbers["q50"] - middle) / half, 10.0)
        mase = float(row["mase"])
        rows.append(
            {
                "observable": row["observable"],
                "points": row["points"],
                "mase": mase,
                "ranges_away": float(far.mean()),
                "bias": float(numbers["miss"].median()),
                "score": row["score"],
            }
        )
    frame = pd.DataFrame(rows, columns=list(MISSES))
    worst = np.lexsort((ranks(frame["ranges_away"], descending=True), ranks(frame["score"])))
    return frame.iloc[worst].reset_index(drop=True)
