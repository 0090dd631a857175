"""The command `hindcast`: the years from 2022 played again, and held against what happened."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from game.commands._options import AsJson, Seed
from game.commands._terminal import (
    finite_or_none,
    print_json,
    print_lines,
    print_table,
    progress_bar,
)
from game.commands.dock import docked_object, export_object
from game.commands.patterns import patterns_table, shown_object
from game.config import MOST
from game.errors import UserError

if TYPE_CHECKING:
    import pandas as pd

    from game.hindcast.scores.assess import LeftOut
    from game.hindcast.scores.judge import Judged
    from game.hindcast.simulate import Hindcast
    from game.hindcast.targets.targets import Target

MONTHS = 60
# What the command prints; the files hold everything.
TOLD = ("nv_cn_rev_bill", "nv_cn_units", "nv_cn_h100e", "cn_share_domestic", "smuggled_h100e")
TOLD_PERIODS = ("2022", "2023", "2024", "2025", "2026")
FISCAL = ("FY2023", "FY2024", "FY2025", "FY2026")

LAST = "2026-12"

Replicates = Annotated[int, typer.Option(min=1, max=MOST, help="Histories side by side.")]
Free = Annotated[
    list[str] | None,
    typer.Option(metavar="ACTOR@MONTH", help="Leave an actor to its ordinary policies."),
]
Without = Annotated[
    list[str] | None, typer.Option(metavar="EVENT", help="Delete an event of the record.")
]
Scale = Annotated[
    list[str] | None, typer.Option(metavar="EVENT=X", help="Multiply an event's orders.")
]
Spread = Annotated[
    float, typer.Option(help="Draw parameters from so much of their ranges, 0 to 1.")
]
Until = Annotated[str, typer.Option(metavar="MONTH", help="The last month.")]
TargetsFile = Annotated[
    Path | None, typer.Option(help="A CSV of targets; the public ones by default.")
]
Out = Annotated[Path | None, typer.Option(help="The folder of tables, scores and the page.")]
PerReplicate = Annotated[
    bool, typer.Option("--per-replicate", help="Write every replicate as CSV too.")
]


def run(
    replicates: Replicates = 200,
    seed: Seed = 0,
    free: Free = None,
    without: Without = None,
    scale: Scale = None,
    spread: Spread = 0.0,
    until: Until = LAST,
    targets: TargetsFile = None,
    out: Out = None,
    per_replicate: PerReplicate = False,
    as_json: AsJson = False,
) -> None:
    """Play 2022 to 2026 again under the record, and hold it against what was published.

    With --out, the record as it was, to its end, gets a page with placebos, patterns and docking.
    """
    wanted = read_wanted(targets)
    done = play_hindcast(
        replicates,
        seed=seed,
        free=tuple(free or ()),
        without_events=tuple(without or ()),
        scaled=read_doses(scale or ()),
        until=until,
        spread=spread,
        quiet=as_json,
    )
    series, numbers, omitted = score_hindcast(done, wanted)
    judged: Judged | None = None
    files: list[Path] = []
    if out is not None:
        files = write_observables(done, out, per_replicate=per_replicate)
        if free or without or scale or spread or until != LAST:
            files += _write_scores(series, numbers, out)
        else:
            judged = judge_hindcast(replicates, seed, targets, quiet=as_json)
            files += _write_page(judged, out)
            series = judged.history.series
    if as_json:
        answer = hindcast_object(done, series) | {"left_out": omitted_object(omitted)}
        answer |= judged_object(judged) if judged else {}
        print_json(answer | {"files": [str(file) for file in files]})
        return
    print_table(hindcast_table(done))
    print_table(score_table(series))
    print_lines(tell_omitted(omitted, len(wanted)))
    if judged:
        print_table(patterns_table(judged.patterns))
    for line in (*tell_refused(done), *(f"wrote {file}" for file in files)):
        print(line)


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
    from game.hindcast.simulate import hindcast

    with progress_bar(MONTHS, "months", quiet=quiet) as bar:
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


def write_observables(done: Hindcast, folder: Path, *, per_replicate: bool) -> list[Path]:
    """Write all observables, their bands and the orders; return the files.

    Raises
    ------
    UserError
        If the folder cannot be written to.
    """
    from game.files.tables import write_tables, write_texts

    files = write_tables({"observables": done.frame}, folder, ["parquet"])
    files += write_texts({"observables": done.bands(), "orders": done.orders}, folder)
    return files + (write_texts({"replicates": done.frame}, folder) if per_replicate else [])


def hindcast_table(done: Hindcast) -> Table:
    """Return medians of the principal observables, year by year."""
    table = Table(title="Medians of the hindcast")
    table.add_column("observable")
    for period in TOLD_PERIODS:
        table.add_column(period, justify="right")
    medians = done.bands().set_index(["name", "period"])["median"].to_dict()
    for name in TOLD:
        periods = FISCAL if (name, FISCAL[-1]) in medians else TOLD_PERIODS
        cells = [
            f"{medians[name, period]:,.4g}" if (name, period) in medians else ""
            for period in periods
        ]
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
    from game.state.calendar import month_label

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
    from game.hindcast.targets.targets import public_targets, read_targets

    return read_targets(targets or public_targets())


def score_hindcast(
    done: Hindcast, wanted: Sequence[Target]
) -> tuple[pd.DataFrame, pd.DataFrame, list[LeftOut]]:
    """Return the scores of the series and of the single numbers, and what is not scored.

    Raises
    ------
    UserError
        If nothing can be scored.
    """
    from game.hindcast.scores.assess import (
        expect_met,
        left_out,
        meet,
        score_numbers,
        score_series,
    )
    from game.hindcast.scores.simulated import Simulated

    runs = Simulated(done.frame)
    met = meet(runs, wanted)
    expect_met(met, runs, wanted)
    return score_series(met), score_numbers(met), left_out(runs, wanted)


def tell_omitted(omitted: Sequence[LeftOut], count: int) -> Iterator[str]:
    """Yield how many targets were read and scored, and which were not, with their lines and why."""
    yield f"{count} targets read: {count - len(omitted)} scored, {len(omitted)} left out."
    lines: dict[tuple[str, str], list[str]] = {}
    for omission in omitted:
        line = omission.target.place.rpartition(":")[2]
        lines.setdefault((omission.target.observable, omission.reason), []).append(line)
    for (observable, reason), numbers in lines.items():
        word = "line" if len(numbers) == 1 else "lines"
        yield f"  {observable} ({word} {', '.join(numbers)}): {reason}"


def omitted_object(omitted: Sequence[LeftOut]) -> list[dict[str, str]]:
    """Return what is not scored as JSON values."""
    return [
        {
            "place": omission.target.place,
            "observable": omission.target.observable,
            "reason": omission.reason,
        }
        for omission in omitted
    ]


def judge_hindcast(replicates: int, seed: int, targets: Path | None, *, quiet: bool) -> Judged:
    """Judge the hindcast with its placebos, with a bar where it takes long."""
    from game.hindcast.scores.judge import count_steps, judge

    with progress_bar(count_steps(), "runs", quiet=quiet) as bar:
        return judge(replicates, targets=targets, seed=seed, tick=lambda _: bar.update())


def tell_refused(done: Hindcast) -> Iterator[str]:
    """Say which orders of the record were refused, if any."""
    from game.state.calendar import month_label

    first = {actor: month_label(month) for actor, month in done.plan.free.items()}
    for row in done.orders[done.orders["refused"] > 0.0].itertuples():
        if str(row.month) < first[str(row.actor)]:
            yield f"{row.month}: {row.order} was refused in {row.refused:.0%} of the runs"


def judged_object(judged: Judged) -> dict[str, Any]:
    """Return what the page of the hindcast says beyond the series."""
    beaten, judged_series = judged.history.beaten
    return {
        "weighted_score": finite_or_none(judged.history.score),
        "truth_series_that_beat_the_last_value": [beaten, judged_series],
        "patterns": [shown_object(pattern) for pattern in judged.patterns],
        "arithmetic": [docked_object(check) for check in judged.docked],
        "exports_2026": [export_object(ratio) for ratio in judged.exports],
    }


def _write_scores(series: pd.DataFrame, numbers: pd.DataFrame, folder: Path) -> list[Path]:
    """Write the scores of a changed hindcast; return the files."""
    from game.files.tables import write_texts

    return write_texts({"series": series, "numbers": numbers}, folder)


def _write_page(judged: Judged, folder: Path) -> list[Path]:
    from game.hindcast.page.write import write_hindcast_page

    return write_hindcast_page(judged, folder)
