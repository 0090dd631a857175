"""The commands `sensitivity`, `regret` and `discover`: questions put to a batch."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.table import Table

from game.commands.options import AsJson
from game.commands.printing import console, print_json, print_lines
from game.errors import UserError

if TYPE_CHECKING:
    import pandas as pd

    from game.analysis.runs import Runs
    from game.config.schema.experiment import Experiment
    from game.reports.figures import Chart

# Rows of a table that are printed; the file has all.
MOST_ROWS = 40
# Columns whose band is in the columns low and high.
BANDED = frozenset({"share", "value"})

Wanted = Annotated[
    str, typer.Argument(metavar="DIR", help="The --out folder of a batch, or an experiment.")
]
Out = Annotated[
    Path | None, typer.Option(help="The folder of tables and figures; the batch's by default.")
]
Outcome = Annotated[str | None, typer.Option(help="An expression over the outcomes.")]
Profiles = Annotated[
    list[str] | None, typer.Option("--profile", help="Only this profile; may be repeated.")
]
Resamples = Annotated[int, typer.Option(min=10, help="How often games are drawn again for bands.")]
Seed = Annotated[int, typer.Option(min=0, help="The luck of the resampling.")]


class Better(StrEnum):
    """Whether more of an outcome is better, or less."""

    HIGH = "high"
    LOW = "low"


def sensitivity(
    batch: Wanted,
    outcome: Outcome = None,
    profile: Profiles = None,
    against: Annotated[
        str | None, typer.Option(help="Look at the differences from this profile.")
    ] = None,
    out: Out = None,
    resamples: Resamples = 300,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Find what decides an outcome, or the order of profiles: parameters, and luck."""
    # Read here: table libraries take a second that other commands do not need.
    from game.analysis.deciding import sort_indices
    from game.analysis.sensitivity import expect_design
    from game.analysis.sensitivity import sensitivity as find
    from game.reports.charts.sensitivity import tornado

    runs, folder = _open(batch, out, expect_design)
    chosen = tuple(profile or ())
    found = find(runs, outcome, profiles=chosen, against=against, resamples=resamples, seed=seed)
    tables = {"sensitivity": sort_indices(found), "sensitivity_luck": found.luck}
    if len(found.interactions):
        tables["sensitivity_pairs"] = found.interactions
    told = {"method": found.method, "outcome": found.outcome, "games": found.games}
    _write(folder, tables, "sensitivity", tornado(found))
    _tell(as_json, folder, found.says, tables, told)


def regret(
    batch: Wanted,
    outcome: Outcome = None,
    by: Annotated[
        str | None, typer.Option(help="What is compared: an actor's policies, profile or arm.")
    ] = None,
    better: Annotated[Better, typer.Option(help="Whether more is better, or less.")] = Better.HIGH,
    enough: Annotated[
        float | None, typer.Option(help="The value that is good enough; the median by default.")
    ] = None,
    out: Out = None,
    resamples: Resamples = 300,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Find which policy stands up in which worlds: value, regret, and whether they agree."""
    from game.analysis.regret import regret as find
    from game.reports.charts.regret import regret_chart

    runs, folder = _open(batch, out)
    way: Literal["high", "low"] = "low" if better is Better.LOW else "high"
    found = find(runs, outcome, by=by, better=way, enough=enough, resamples=resamples, seed=seed)
    tables = {"regret": found.summary, "regret_worlds": found.worlds}
    _write(folder, tables, "regret", regret_chart(found))
    shown = found.summary if as_json else _list_ranks(found.summary)
    told = {"by": found.by, "outcomes": found.outcomes, "better": way, "enough": found.enough}
    _tell(as_json, folder, found.says, {"regret": shown}, told)


def discover(
    batch: Wanted,
    where: Annotated[str, typer.Option(help="A condition over outcomes: 'self_reliance > 50'.")],
    profile: Profiles = None,
    box: Annotated[int | None, typer.Option(min=0, help="Tell this box of the way.")] = None,
    most: Annotated[int, typer.Option(min=1, help="Inputs that the box may restrict.")] = 4,
    out: Out = None,
    resamples: Annotated[int, typer.Option(min=1, help="Random halves to try the box on.")] = 20,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Find the worlds in which a condition holds, as a box of inputs (PRIM and CART)."""
    from game.analysis.discover import discover as find
    from game.reports.charts.discover import discovery_chart

    runs, folder = _open(batch, out)
    chosen = tuple(profile or ())
    found = find(runs, where, profiles=chosen, box=box, most=most, resamples=resamples, seed=seed)
    tables = {
        "discover": found.limits,
        "discover_boxes": found.trajectory,
        "discover_tree": found.tree,
    }
    _write(folder, tables, "discover", discovery_chart(found))
    told = {"where": found.where, "base": found.base, "box": found.box}
    told["left_out"] = found.left_out
    leaves = found.tree.loc[found.tree["density"] > found.base, ["density", "coverage", "rule"]]
    shown = {"discover": found.limits, "discover_tree": leaves}
    _tell(as_json, folder, found.says, tables if as_json else shown, told)


def _open(
    wanted: str, out: Path | None, check: Callable[[Experiment, str], object] | None = None
) -> tuple[Runs, Path]:
    """Return the games of a folder, or of an experiment, which is played into --out first.

    `check` refuses an experiment before that.
    """
    from game.analysis.runs import read_runs

    folder = Path(wanted)
    if not folder.is_dir():
        folder = _play(wanted, out, check)
    return read_runs(folder), out or folder


def _play(wanted: str, out: Path | None, check: Callable[[Experiment, str], object] | None) -> Path:
    from game.batch.runner import run_batch
    from game.batch.study import build_study, find_experiment

    if "/" in wanted and not wanted.endswith((".yaml", ".yml")):
        raise UserError(wanted, "no such folder", "name the --out folder of a batch")
    library, experiment = find_experiment(wanted)
    if check is not None:
        check(experiment, experiment.name)
    if out is None:
        raise UserError("--out", "no folder is named", f"write --out out/{experiment.name}")
    report = run_batch(build_study(library, experiment), out)
    if report.games == 0:
        raise UserError(str(out), "every game failed", "see manifest.json")
    return out


def _write(folder: Path, tables: Mapping[str, pd.DataFrame], name: str, chart: Chart) -> None:
    from game.reports.figures import save_figure
    from game.reports.files import write_tables

    write_tables(tables, folder)
    save_figure(chart, folder / name)


def _tell(
    as_json: bool,
    folder: Path,
    says: Sequence[str],
    tables: Mapping[str, pd.DataFrame],
    told: Mapping[str, Any],
) -> None:
    if as_json:
        rows = {name: table.to_dict("records") for name, table in tables.items()}
        found = {**told, "says": list(says), **rows}
        print_json(_without_nan(found))
        return
    print_lines(says)
    for name, table in tables.items():
        if table.empty:
            continue
        print()
        console.print(_show(name, table))
    print(f"\nTables (CSV and Parquet) and the figure (SVG and PNG) are in {folder}.")


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
    return f"{value:.3g} ({low:.3g} to {high:.3g})"


def _list_ranks(summary: pd.DataFrame) -> pd.DataFrame:
    """Return ranks with values, one row for each payoff set, structure and alternative."""
    shown = summary["rank"], summary["value"]
    told = [f"{rank} ({value:.3g})" for rank, value in zip(*shown, strict=True)]
    table = summary.assign(told=told).pivot_table(
        index=["payoffs", "structure", "alternative"],
        columns="metric",
        values="told",
        aggfunc="first",
        sort=False,
    )
    rows = table.reset_index()
    return rows if rows["structure"].nunique() > 1 else rows.drop(columns="structure")


def _without_nan(value: Any) -> Any:
    """Return a value with missing numbers as None, which JSON has."""
    if isinstance(value, Mapping):
        return {str(key): _without_nan(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(one) for one in value]
    if isinstance(value, str) or value is None:
        return value
    number = value.item() if hasattr(value, "item") else value
    return None if isinstance(number, float) and math.isnan(number) else number
