"""What `tournament` and `duel` share: games that are played, tables of them, what is printed."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Group
from rich.table import Table
from rich.text import Text

from game.analysis.runs import read_runs
from game.batch.runner import run_batch
from game.batch.study import Study
from game.commands._terminal import print_line, print_table

CORES = os.cpu_count() or 1
# Profiles, each of which takes a moment however few its games: from here on processes pay.
WORTH_PROCESSES = 40
# How many equilibria, profiles and clauses are printed; all are in the files.
MOST_ROWS = 8


@contextlib.contextmanager
def resumable(out: Path | None) -> Iterator[None]:
    """Say after Ctrl-C that the games that are kept are not lost."""
    try:
        yield
    except KeyboardInterrupt:
        if out is not None:
            print("Stopped. The same command goes on from here.", file=sys.stderr)
        raise


def play_study(study: Study, out: Path | None, workers: int | None) -> pd.DataFrame:
    """Play what is not played yet, in a folder that is kept where one is named.

    Raises
    ------
    UserError
        If games fail, or the folder holds something else.
    """
    count = workers or (CORES if len(study.arms) >= WORTH_PROCESSES else 1)
    with _folder(out) as folder:
        run_batch(study, folder, workers=count)
        return read_runs(folder).table


@contextlib.contextmanager
def _folder(out: Path | None) -> Iterator[Path]:
    if out is not None:
        yield out
        return
    with tempfile.TemporaryDirectory(prefix="highfence-") as folder:
        yield Path(folder)


def frame_of(study: Study) -> dict[str, Any]:
    """Return what was played, as the first part of a JSON value."""
    experiment = study.experiment
    return {
        "scenario": experiment.scenario,
        "seed": experiment.seed,
        "replicates": experiment.replicates,
        "profiles": len(study.arms),
        "games": study.games,
    }


def records_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as JSON has them."""
    rows: list[dict[str, Any]] = json.loads(table.to_json(orient="records", double_precision=10))
    return rows


def print_parts(parts: Iterable[Group | str]) -> None:
    """Print sentences and tables one below the other."""
    for part in parts:
        if isinstance(part, str):
            # Whole lines: what is copied or read by a program is not folded.
            print(part)
        else:
            print_table(part)
            print()


def print_folder(out: Path | None) -> None:
    """Print where tables and figures were written, if they were."""
    if out is not None:
        print_line(f"Tables (CSV and Parquet) and figures (SVG and PNG) are in {out}.")


def plain_table() -> Table:
    """Return an empty table without a frame."""
    return Table(box=None, pad_edge=False)


def titled(title: str, table: Table, note: str = "") -> Group:
    """Return a table under its title; rich would fold both to the width of a narrow table."""
    below = [Text(note, style="dim")] if note else []
    return Group(Text(title, style="italic"), table, *below)


def rest_of(table: Table, count: int) -> str:
    """Return how many of so many rows a table leaves out, in words."""
    left = count - table.row_count
    return f"and {left:,} more" if left > 0 else ""
