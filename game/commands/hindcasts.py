"""What the command `hindcast` plays, writes and tells."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from rich.table import Table
from tqdm import tqdm

from game.errors import UserError
from game.hindcast.page.tables import write_csv
from game.hindcast.scores.assess import meet, score_numbers, score_series
from game.hindcast.scores.judge import Judged, count_steps, judge
from game.hindcast.scores.simulated import Simulated
from game.hindcast.simulate import Hindcast, hindcast
from game.hindcast.targets.targets import Target, public_targets, read_targets
from game.state.calendar import month_label

MONTHS = 60
# What the command prints; the files hold everything.
TOLD = ("nv_cn_rev_bill", "nv_cn_units", "nv_cn_h100e", "cn_share_domestic", "smuggled_h100e")
TOLD_PERIODS = ("2022", "2023", "2024", "2025", "2026")
FISCAL = ("FY2023", "FY2024", "FY2025", "FY2026")


def read_doses(texts: Sequence[str]) -> dict[str, float]:
    """Read `U15=0.5` and the like.

    Raises
    ------
    UserError
        If a text has another form, or an event comes twice.
    """
    doses: dict[str, float] = {}
    for text in texts:
        event, equals, number = text.partition("=")
        try:
            dose = float(number)
        except ValueError:
            dose = float("nan")
        if not equals or math.isnan(dose):
            raise UserError("--scale", f"{text!r} is no dose of an event", "write EVENT=0.5")
        if event in doses:
            raise UserError("--scale", f"{event} comes twice", "keep one")
        doses[event] = dose
    return doses


def play_hindcast(
    replicates: int,
    *,
    seed: int,
    free: Sequence[str],
    without_events: Sequence[str],
    scaled: Mapping[str, float],
    until: str,
    spread: float,
    quiet: bool,
) -> Hindcast:
    """Play a hindcast, with a bar where it takes long."""
    bar = tqdm(total=MONTHS, unit=" months", delay=1.0, leave=False, disable=quiet or None)
    with bar:
        return hindcast(
            replicates,
            seed=seed,
            free=free,
            without_events=without_events,
            scaled=scaled,
            until=until,
            spread=spread,
            tick=lambda: bar.update(),
        )


def write_tables(done: Hindcast, folder: Path, *, per_replicate: bool) -> list[Path]:
    """Write all observables, their bands and the orders; return the files.

    Raises
    ------
    UserError
        If the folder cannot be written to.
    """
    files = [folder / name for name in ("observables.parquet", "observables.csv", "orders.csv")]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        done.frame.to_parquet(files[0], index=False)
        write_csv(done.bands(), files[1])
        write_csv(done.orders, files[2])
        if per_replicate:
            files.append(folder / "replicates.csv")
            write_csv(done.frame, files[3])
    except OSError as error:
        raise UserError("--out", f"{folder}: {error.strerror or error}", "name another") from None
    return files


def hindcast_table(done: Hindcast) -> Table:
    """Return medians of the principal observables, year by year."""
    table = Table(title="Medians of the hindcast")
    table.add_column("observable")
    for period in TOLD_PERIODS:
        table.add_column(period, justify="right")
    medians = done.bands().set_index(["name", "period"])["median"].to_dict()
    for name in TOLD:
        periods = FISCAL if (name, FISCAL[-1]) in medians else TOLD_PERIODS
        cells = [f"{medians[name, one]:,.4g}" if (name, one) in medians else "" for one in periods]
        table.add_row(f"{name} (fiscal)" if periods is FISCAL else name, *cells)
    return table


def score_table(series: pd.DataFrame) -> Table:
    """Return how near each series came: error over that of the last value, bands, score."""
    table = Table(title="Against what was published (error below 1 beats the last value)")
    for head in ("series", "use", "points", "error", "in 50 %", "in 90 %", "score"):
        table.add_column(head, justify="left" if head in ("series", "use") else "right")
    for row in series.sort_values("score").to_dict("records"):
        numbers = [float(row[name]) for name in ("mase", "coverage_50", "coverage_90", "score")]
        cells = ["" if math.isnan(number) else f"{number:.2f}" for number in numbers]
        table.add_row(str(row["observable"]), str(row["use"]), str(row["points"]), *cells)
    return table


def hindcast_object(done: Hindcast, series: pd.DataFrame) -> dict[str, Any]:
    """Return what the hindcast came to as one JSON value: who was free when, bands, scores.

    Bands are the 5, 25, 50, 75 and 95 % points.
    """
    bands = done.bands()
    scores = series.astype(object).where(series.notna(), None)
    return {
        "replicates": int(done.frame["replicate"].nunique()),
        "until": month_label(done.plan.last),
        "free_from": {actor: month_label(month) for actor, month in done.plan.free.items()},
        "scores": scores.to_dict("records"),
        "observables": {
            str(name): {
                str(row.period): [row.low90, row.low50, row.median, row.high50, row.high90]
                for row in part.itertuples()
            }
            for name, part in bands.groupby("name", sort=False)
        },
    }


def read_wanted(targets: Path | None) -> tuple[Target, ...]:
    """Return the targets of a file, the public ones by default.

    Raises
    ------
    UserError
        If the file cannot be read.
    """
    return read_targets(targets or public_targets())


def score_hindcast(done: Hindcast, wanted: Sequence[Target]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the scores of the series and of the single numbers."""
    met = meet(Simulated(done.frame), wanted)
    return score_series(met), score_numbers(met)


def write_scores(series: pd.DataFrame, numbers: pd.DataFrame, folder: Path) -> list[Path]:
    """Write the scores of a changed hindcast; return the files."""
    files = [folder / "series.csv", folder / "numbers.csv"]
    for file, frame in zip(files, (series, numbers), strict=True):
        write_csv(frame, file)
    return files


def judge_hindcast(replicates: int, seed: int, targets: Path | None, *, quiet: bool) -> Judged:
    """Judge the hindcast with its placebos, with a bar where it takes long."""
    bar = tqdm(total=count_steps(), unit=" runs", delay=1.0, leave=False, disable=quiet or None)
    with bar:
        return judge(replicates, targets=targets, seed=seed, tick=lambda _: bar.update())


def tell_refused(done: Hindcast) -> Iterator[str]:
    """Say which orders of the record were refused, if any."""
    first = {actor: month_label(month) for actor, month in done.plan.free.items()}
    for row in done.orders[done.orders["refused"] > 0.0].itertuples():
        if str(row.month) < first[str(row.order).partition(":")[0]]:
            yield f"{row.month}: {row.order} was refused in {row.refused:.0%} of the runs"
