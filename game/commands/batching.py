"""The commands batch and verify."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from tqdm import tqdm

from game.commands.options import Workers
from game.commands.printing import print_lines
from game.errors import UserError

FurtherPolicies = Annotated[
    list[Path] | None,
    typer.Option("--policies", help="Policies of your own: a file, or a folder of them."),
]


def batch(
    experiment: Annotated[str, typer.Argument(help="A shipped experiment, or a YAML file.")],
    out: Annotated[Path | None, typer.Option(help="The folder of the tables.")] = None,
    workers: Workers = None,
    dask: Annotated[str | None, typer.Option(help="The address of a Dask scheduler.")] = None,
    chunk: Annotated[int | None, typer.Option(min=1, help="Games played side by side.")] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Write the tables as CSV too.")] = False,
    policies: FurtherPolicies = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell the size, the time and the disk.")
    ] = False,
) -> None:
    """Play all games of an experiment, or go on where they were stopped."""
    # Read here: table libraries take a second that other commands do not need.
    from game.batch.runner import forecast, run_batch
    from game.batch.study import build_study, find_experiment
    from game.commands.batches import tell_forecast, tell_report

    study = build_study(*find_experiment(experiment, tuple(policies or ())))
    if dry_run:
        print_lines(tell_forecast(forecast(study, workers, chunk)))
        return
    if out is None:
        raise UserError("--out", "no folder is named", f"write --out out/{study.experiment.name}")
    try:
        report = run_batch(study, out, workers=workers, dask=dask, chunk=chunk, csv=csv)
    except KeyboardInterrupt:
        print("Stopped. The same command goes on from here.", file=sys.stderr)
        raise
    print_lines(tell_report(report))
    if report.failures:
        raise typer.Exit(1)


def verify_batch(
    folder: Annotated[Path, typer.Argument(help="The --out folder of a batch.")],
    games: Annotated[int, typer.Option(min=1, help="How many games to play again.")] = 20,
    policies: FurtherPolicies = None,
) -> None:
    """Play a sample of a batch again, game by game, and compare every number."""
    from game.batch.verify import reopen, verify
    from game.commands.batches import tell_differences

    study = reopen(folder, tuple(policies or ()))
    played = list(tqdm(verify(study, folder, games), unit=" games", leave=False, disable=None))
    differences = [one for game in played for one in game]
    print_lines(tell_differences(differences, len(played)))
    if differences:
        raise typer.Exit(1)
