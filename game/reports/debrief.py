"""The debrief of one game as a page: text, tables and charts in one file that needs no network."""

from __future__ import annotations

from pathlib import Path

from game.seat.debrief.account import Account, Among


def write_debrief(account: Account, among: Among | None, path: Path) -> None:
    """Write what a debrief tells as one HTML file.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    # Read here: the window hands this function over to a process that has the second they take.
    from game.reports.debrief_sections import sections
    from game.reports.page import write_page

    title, lead = f"{account.seat_title}: {account.scenario}", f"{account.verdict}. {account.why}"
    write_page(path, title, lead, list(sections(account, among)))
