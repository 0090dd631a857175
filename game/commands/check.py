"""The command `check`: whether configs can be played, every problem with its file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def run(
    path: Annotated[
        list[Path] | None,
        typer.Argument(help="Policies, scenarios, experiments, or a configs folder."),
    ] = None,
) -> None:
    """Check the configs, or policies, scenarios and experiments of your own."""
    from game.commands._checked_configs import check_paths

    checked = check_paths(path or [])
    for problem in checked.problems:
        print(problem)
    if checked.problems:
        raise typer.Exit(2)
    if path and len(path) == 1 and path[0].is_file():
        print(f"{path[0]} can be played.")
    else:
        print(f"{checked.count} scenarios and policies can be played.")
