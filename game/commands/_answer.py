"""What `sensitivity`, `regret` and `discover` share: a batch opened, an answer written and told."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from rich.table import Table

from game.analysis.runs import Runs, read_runs
from game.batch.finished import sha256
from game.batch.manifest import RUNS
from game.batch.runner import run_batch
from game.batch.study import build_study
from game.commands._terminal import print_json, print_line, print_lines, print_table
from game.config.experiments import find_experiment
from game.config.files import is_yaml
from game.config.schema.experiment import Experiment
from game.errors import UserError
from game.files.kept_answers import Answer, answer_folder, keep_answer
from game.files.tables import write_tables
from game.reports.figures import Chart, save_figure

# Rows of a table that are printed; the file has all.
MOST_ROWS = 40
# Columns whose band is in the columns low and high.
BANDED = frozenset({"share", "value"})


def open_batch(
    wanted: str,
    out: Path | None,
    check: Callable[[Experiment, str], object] | None = None,
    pack: Sequence[Path] | None = None,
) -> tuple[Runs, tuple[Path, Path]]:
    """Return the games of a folder, or of an experiment, which is played into --out first.

    Beside them stand the folder of the batch and that of answers.

    `check` refuses an experiment before that; `pack` has files of the user's own that it names.
    """
    folder = Path(wanted)
    if not folder.is_dir():
        folder = _play(wanted, out, check, pack or ())
    return read_runs(folder), (folder, out or folder)


def _play(
    wanted: str,
    out: Path | None,
    check: Callable[[Experiment, str], object] | None,
    pack: Sequence[Path],
) -> Path:
    if "/" in wanted and not is_yaml(Path(wanted)):
        raise UserError(wanted, "no such folder", "name the --out folder of a batch")
    library, experiment = find_experiment(wanted, pack)
    if check is not None:
        check(experiment, experiment.name)
    if out is None:
        raise UserError("--out", "no folder is named", f"write --out out/{experiment.name}")
    report = run_batch(build_study(library, experiment), out)
    if report.games == 0:
        raise UserError(str(out), "every game failed", "see manifest.json")
    return out


def write_answer(
    where: tuple[Path, Path],
    name: str | None,
    command: str,
    asked: Mapping[str, Any],
    says: Sequence[str],
    tables: Mapping[str, pd.DataFrame],
    chart: Chart,
) -> Path:
    """Write an answer into a folder of its own, with its question; return that.

    Tables are Parquet and CSV, the figure is SVG and PNG. `where` are the folders of the batch and
    of answers; what was not asked for is left out of the question.
    """
    batch, out = where
    question = {key: value for key, value in asked.items() if value not in (None, (), False)}
    folder = answer_folder(out, command, question, name)
    write_tables(tables, folder)
    save_figure(chart, folder / command)
    runs = sha256(batch / RUNS)
    keep_answer(folder, Answer(command=command, asked=question, says=tuple(says), runs=runs))
    return folder


def print_object(
    numbers: Mapping[str, Any], says: Sequence[str], tables: Mapping[str, pd.DataFrame]
) -> None:
    """Print an answer as one JSON value: its numbers, its sentences, its tables row by row."""
    rows = {name: table.to_dict("records") for name, table in tables.items()}
    print_json(_without_nan({**numbers, "says": list(says), **rows}))


def print_answer(folder: Path, says: Sequence[str], tables: Mapping[str, pd.DataFrame]) -> None:
    """Print the sentences of an answer, its tables, and where they were written."""
    print_lines(says)
    for name, table in tables.items():
        if table.empty:
            continue
        print()
        print_table(_show(name, table))
    print()
    print_line(f"Tables (CSV and Parquet) and the figure (SVG and PNG) are in {folder}.")


def _show(name: str, table: pd.DataFrame) -> Table:
    title = name.replace("_", " ")
    if len(table) > MOST_ROWS:
        title = f"{title}: {MOST_ROWS} of {len(table)} rows, all of them in {name}.csv"
    shown = Table(title=title, title_justify="left", box=None, pad_edge=False)
    banded = {column for column in table if f"{column}_low" in table or column in BANDED}
    ends = {f"{column}_{end}" for column in banded for end in ("low", "high")} | {"low", "high"}
    columns = [column for column in table if not (banded and column in ends)]
    for column in columns:
        shown.add_column(str(column).replace("_", " "), overflow="fold")
    for _, row in table.head(MOST_ROWS).iterrows():
        shown.add_row(*(_cell(row, column, column in banded) for column in columns))
    return shown


def _cell(row: pd.Series[Any], column: Any, banded: bool) -> str:
    value = row[column]
    if not isinstance(value, float):
        return str(value)
    if math.isnan(value):
        return ""
    if not banded:
        return f"{value:.3g}"
    low, high = (row.get(f"{column}_{end}", row.get(end)) for end in ("low", "high"))
    if low is None or math.isnan(low):
        return f"{value:.3g}"
    return f"{value:.3g} ({low:.3g} to {high:.3g})"


def _without_nan(value: Any) -> Any:
    """Return a value with missing numbers as None, which JSON has."""
    if isinstance(value, Mapping):
        return {str(key): _without_nan(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(part) for part in value]
    if isinstance(value, str) or value is None:
        return value
    number = value.item() if hasattr(value, "item") else value
    return None if isinstance(number, float) and math.isnan(number) else number
