"""The command `batch`: the games of an experiment, played into tables."""

from __future__ import annotations

import dataclasses
import datetime
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.commands._options import BatchPack, Workers
from game.commands._terminal import print_lines
from game.config import MOST
from game.errors import UserError
from game.words.counts import count_of

if TYPE_CHECKING:
    from game.batch.runner import Report
    from game.batch.study import Study

# Failures that are told one by one.
TOLD = 10


def run(
    experiment: Annotated[str, typer.Argument(help="A shipped experiment, or a YAML file.")],
    out: Annotated[Path | None, typer.Option(help="The folder of the tables.")] = None,
    workers: Workers = None,
    dask: Annotated[str | None, typer.Option(help="The address of a Dask scheduler.")] = None,
    chunk: Annotated[
        int | None, typer.Option(min=1, max=MOST, help="Games played side by side.")
    ] = None,
    also: Annotated[
        list[str] | None, typer.Option(help="A format of the tables beside Parquet: csv.")
    ] = None,
    pack: BatchPack = None,
    replicates: Annotated[
        int | None,
        typer.Option(
            min=1, max=MOST, help="Lucks at each point; more than a finished batch has enlarge it."
        ),
    ] = None,
    kernels: Annotated[
        bool, typer.Option("--kernels", help="Play by compiled code; the tables are the same.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell the size, the time and the disk.")
    ] = False,
) -> None:
    """Play all games of an experiment, or go on where they were stopped."""
    if dry_run:
        print_lines(_forecast(experiment, pack or (), replicates, workers, chunk, kernels))
        return
    from game.batch.enlarge import Way, enlarge
    from game.batch.runner import run_batch
    from game.batch.study import build_study
    from game.config.experiments import find_experiment, with_lucks

    library, chosen = find_experiment(experiment, pack or ())
    if replicates is not None:
        chosen = with_lucks(chosen, replicates, "--replicates")
    study = build_study(library, chosen)
    if kernels:
        study = _by_kernels(study)
    if out is None:
        raise UserError("--out", "no folder is named", f"write --out out/{study.experiment.name}")
    try:
        way = Way(workers=workers, dask=dask, chunk=chunk, also=tuple(also or ()))
        report = enlarge(library, study, out, way) or run_batch(study, out, **vars(way))
    except KeyboardInterrupt:
        print("Stopped. The same command goes on from here.", file=sys.stderr)
        raise
    print_lines(tell_report(report))
    if report.failures:
        raise typer.Exit(1)


def _by_kernels(study: Study) -> Study:
    from game.fused.c_compiler import find_compiler

    if find_compiler() is None:
        print("There is no C compiler here; numpy plays, with the same numbers.", file=sys.stderr)
        return study
    return dataclasses.replace(study, kernels=True)


def _forecast(
    wanted: str,
    pack: Sequence[Path],
    replicates: int | None,
    workers: int | None,
    chunk: int | None,
    kernels: bool,
) -> Iterator[str]:
    """Say how large a batch is and what it will take; nothing is sampled, built or played."""
    from game.batch.forecast import forecast
    from game.config.experiments import find_experiment, with_lucks

    library, experiment = find_experiment(wanted, pack)
    if replicates is not None:
        experiment = with_lucks(experiment, replicates, "--replicates")
    expected = forecast(library, experiment, workers, chunk, kernels=kernels)
    yield (
        f"{count_of(expected.games, 'game')}: {count_of(expected.arms, 'profile')} x "
        f"{count_of(expected.points, 'point')} x {count_of(expected.replicates, 'replicate')}, "
        f"in {count_of(expected.tasks, 'task')}"
    )
    source = "as the last batch here" if expected.measured else "as a small machine plays"
    yield (
        f"about {_duration(expected.seconds)} at {expected.rate:,.0f} games a second "
        f"with {count_of(expected.workers, 'process', 'es')}, {source}"
    )
    yield f"about {expected.size / 1e6:,.1f} MB of tables"


def tell_report(report: Report) -> Iterator[str]:
    """Say what a batch came to and where it is."""
    fresh = report.games - report.resumed
    for name in report.lost:
        yield f"{name} was not there any more, and is written again."
    for first, last in report.mended:
        yield f"The part of games {first:,} to {last:,} was damaged or not whole: played again."
    if fresh > 0:
        yield (
            f"{count_of(fresh, 'game')} in {_duration(report.seconds)}, "
            f"{fresh / max(report.seconds, 1e-3):,.0f} a second with all tables"
        )
    else:
        yield "Nothing was left to play."
    if report.failures:
        lost = sum(failure["games"] for failure in report.failures)
        yield f"{count_of(lost, 'game')} failed; the same command tries again:"
        for failure in report.failures[:TOLD]:
            inputs = ", ".join(f"{name} {value:g}" for name, value in failure["inputs"].items())
            yield (
                f"  {failure['profile']}, point {failure['point']} ({inputs or 'no inputs'}), "
                f"replicate {failure['replicate']}: {failure['error']}"
            )
        if len(report.failures) > TOLD:
            yield f"  and {len(report.failures) - TOLD} more in manifest.json"
    yield (
        f"{count_of(report.games, 'game')} in {report.folder}: "
        "runs.parquet, series.parquet, codebook.md"
    )


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s" if seconds >= 1 else f"{seconds:.1f} s"
    return str(datetime.timedelta(seconds=round(seconds)))
