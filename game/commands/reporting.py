"""The command report: a page for people from the folder of a batch."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(help="The --out folder of a batch.")]


def report(folder: Folder) -> None:
    """Write one page that answers the question of a batch, and its figures as SVG and PNG."""
    # Read here: figures bring a library that other commands do not need.
    from game.reports.report import FIGURES, write_report

    page = write_report(folder)
    print(f"{page}: open it in a browser; it needs no network")
    print(f"{folder / FIGURES}: its figures as SVG and PNG")
