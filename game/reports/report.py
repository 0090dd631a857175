"""The report on a finished batch: one page that works offline, and its figures as files."""

from __future__ import annotations

from pathlib import Path

from game.batch.clause_shares import ClauseShares
from game.reports import sections
from game.reports.analysed import (
    analyse,
    boxes,
    decides,
    find_box,
    regrets,
    tell_box,
    tell_deciding,
)
from game.reports.answers import depends, differences
from game.reports.asked import asked
from game.reports.clauses_section import clauses
from game.reports.comparisons import compare_all
from game.reports.figures import Figures
from game.reports.finished import read_finished
from game.reports.page import Section, write_page

PAGE = "report.html"
FIGURES = "figures"


def write_report(folder: Path, shares: ClauseShares | None = None, why_not: str = "") -> Path:
    """Write `report.html` and `figures/` into the folder of a batch; return the page.

    Parameters
    ----------
    shares, why_not
        What became of the policies' clauses in games played again, or why that was not counted.

    Raises
    ------
    UserError
        If the folder holds no finished batch.
    """
    finished, figures = read_finished(folder), Figures()
    compared, sensitivity, box = compare_all(finished), analyse(finished), find_box(finished)
    further = (tell_deciding(finished, sensitivity), tell_box(finished, box))
    parts: list[Section | None] = [
        sections.question(finished, compared, further),
        differences(compared, figures),
        sections.over_time(finished, figures),
        sections.endings(finished, figures),
        sections.chances(finished, figures),
        sections.first_dates(finished, figures),
        regrets(finished, figures),
        decides(finished, sensitivity, figures),
        boxes(finished, box, figures),
        depends(finished, compared, figures),
        asked(finished),
        clauses(finished, shares, why_not),
        sections.line_ups(finished),
        sections.inputs(finished),
        sections.remake(finished),
    ]
    experiment = finished.experiment
    shown = [section for section in parts if section is not None]
    write_page(folder / PAGE, experiment.title, experiment.question, shown)
    figures.save(folder / FIGURES)
    return folder / PAGE
