"""The command `report`: a page for people from the folder of a batch."""

from __future__ import annotations

from game.commands._options import BatchFolder


def run(folder: BatchFolder) -> None:
    """Write a page that answers the question of a batch, and its figures as SVG and PNG."""
    from game.reports.report import FIGURES, write_report

    page = write_report(folder)
    print(f"{page}: open it in a browser; it needs no network")
    print(f"{folder / FIGURES}: its figures as SVG and PNG")
