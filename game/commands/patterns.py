"""The command `patterns`: those of 2022 to 2025, looked for in runs, placebos and knock-outs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from game.commands._options import AsJson, Seed
from game.commands._terminal import print_json, print_table, progress_bar
from game.config import MOST

if TYPE_CHECKING:
    from game.hindcast.patterns.shares import Shown


def run(
    names: Annotated[
        list[str] | None, typer.Argument(help="F1 to F20 and S1 to S10; all by default.")
    ] = None,
    replicates: Annotated[
        int, typer.Option(min=10, max=MOST, help="Histories side by side in each run.")
    ] = 400,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Look for the patterns of 2022 to 2025 in runs, placebos and ablations."""
    from game.hindcast.patterns.shares import count_settings, show_patterns
    from game.hindcast.targets.series import find_pattern

    for name in names or []:
        find_pattern(name)
    with progress_bar(count_settings(names), "runs") as bar:
        shown = show_patterns(replicates, seed=seed, names=names, tick=bar.update)
    if as_json:
        patterns = [shown_object(pattern) for pattern in shown]
        print_json({"replicates": replicates, "patterns": patterns})
    else:
        print_table(patterns_table(shown))


def shown_object(shown: Shown) -> dict[str, Any]:
    """Return a pattern and the shares of runs, placebo runs and knock-outs that show it."""
    return {
        "name": shown.name,
        "title": shown.pattern.title,
        "treated": shown.treated,
        "placebo": shown.placebo,
        "knocked_out": shown.knocked_out,
        "label": shown.pattern.label,
        "counts": shown.counts,
        "telling": shown.pattern.telling,
    }


def patterns_table(patterns: Sequence[Shown]) -> Table:
    """Return the patterns with their shares; a star marks those that tell most."""
    table = Table("", "pattern", "runs", "placebos", "knock-outs", "counts")
    for shown in patterns:
        star = " *" if shown.pattern.telling else ""
        table.add_row(
            shown.name + star,
            shown.pattern.title,
            f"{shown.treated:.0%}",
            f"{shown.placebo:.0%}",
            "label" if shown.knocked_out is None else f"{shown.knocked_out:.0%}",
            "yes" if shown.counts else "no",
        )
    return table
