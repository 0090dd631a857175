"""The command `report`: a page for people from the folder of a batch."""

from __future__ import annotations

from game.commands._options import BatchFolder, BatchPack
from game.commands._terminal import print_line


def run(folder: BatchFolder, pack: BatchPack = None) -> None:
    """Write a page that answers the question of a batch, and its figures as SVG and PNG."""
    from game.batch.finished import open_batch
    from game.batch.verify import reopen
    from game.commands._clause_shares import read_clause_shares
    from game.config.scenarios import library_with
    from game.errors import UserError
    from game.reports.report import FIGURES, write_report

    shares, why_not = None, ""
    batch = open_batch(folder)
    # A mistake in what is handed over is told; only that games cannot be played again is not one.
    if pack:
        library_with(pack=pack)
    try:
        shares = read_clause_shares(reopen(batch, pack or ()))
    except UserError as error:
        why_not = f"these games cannot be played again here ({error.problem})"
    page = write_report(folder, shares, why_not)
    print_line(f"{page}: open it in a browser; it needs no network")
    print_line(f"{folder / FIGURES}: its figures as SVG and PNG")
