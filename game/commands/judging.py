"""The commands `dock` and `patterns`: the model held against what was published."""

from __future__ import annotations

from typing import Annotated

import typer
from tqdm import tqdm

from game.commands.options import AsJson, Seed
from game.commands.printing import console, print_json

SECONDS_BEFORE_A_BAR = 1.0


def dock(as_json: AsJson = False) -> None:
    """Hold the compute ledger against published arithmetic, with politics off."""
    # Read here: table libraries take a second that other commands do not need.
    from game.commands.judgements import (
        docked_object,
        docking_table,
        export_object,
        exports_table,
    )
    from game.hindcast.docking.arithmetic import dock as run_docking
    from game.hindcast.docking.exports_2026 import compare_exports, order_agreement

    docked, compared = run_docking(), compare_exports()
    agreement = order_agreement(compared)
    if as_json:
        found = {
            "arithmetic": [docked_object(one) for one in docked],
            "exports_2026": [export_object(one) for one in compared],
            "spearman": agreement,
        }
        print_json(found)
    else:
        console.print(docking_table(docked))
        console.print(exports_table(compared, agreement))
    if not all(one.agrees for one in docked):
        raise typer.Exit(1)


def patterns(
    names: Annotated[
        list[str] | None, typer.Argument(help="F1 to F20 and S1 to S10; all by default.")
    ] = None,
    replicates: Annotated[
        int, typer.Option(min=10, help="Histories side by side in each run.")
    ] = 400,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Look for the patterns of 2022 to 2025 in runs and in placebo runs."""
    from game.commands.judgements import patterns_table, shown_object
    from game.hindcast.patterns.shares import count_settings, show_patterns
    from game.hindcast.targets.series import find_pattern

    for name in names or []:
        find_pattern(name)
    bar = tqdm(
        total=count_settings(names),
        unit=" runs",
        delay=SECONDS_BEFORE_A_BAR,
        leave=False,
        disable=None,
    )
    with bar:
        shown = show_patterns(replicates, seed=seed, names=names, tick=bar.update)
    if as_json:
        found = {"replicates": replicates, "patterns": [shown_object(one) for one in shown]}
        print_json(found)
        return
    console.print(patterns_table(shown))
