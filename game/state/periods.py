"""Periods: months, quarters, halves and years, the quarters of Nvidia's books, and their names.

Months are counted from January 2022. Nvidia's fiscal quarters end late in January, April, July
and October, and a fiscal year is named by the year in which it ends: FY2026Q1 is February to April
2025. A quarter of the books therefore never is a quarter of the calendar.
"""

from __future__ import annotations

from typing import Literal

from game.errors import UserError
from game.state.calendar import (
    MONTHS_A_YEAR,
    month_label,
    month_number,
    place_in_year,
    quarter_label,
)

Step = Literal["month", "quarter", "half", "year", "since", "fiscal_quarter", "fiscal_year"]
# What becomes of the months of a period.
Over = Literal["sum", "mean", "last"]
MONTHS: dict[Step, int] = {
    "month": 1,
    "quarter": 3,
    "half": 6,
    "year": 12,
    "since": 12,
    "fiscal_quarter": 3,
    "fiscal_year": 12,
}
# A fiscal year begins in February of the year before it.
FISCAL_LEAD = 1


def period_of(month: int, step: Step) -> str:
    """Return the period that holds a month: 2023-01, 2023Q1, 2023-01..2023-06, 2023, FY2024Q1.

    The step `since` ends with the month's year and began in January 2022: 2022-01..2023-12.
    """
    if step.startswith("fiscal"):
        label = quarter_label(month - FISCAL_LEAD + MONTHS_A_YEAR).replace(" ", "")
        return f"FY{label}" if step == "fiscal_quarter" else f"FY{label[:4]}"
    if step == "half":
        return _span(month - month % 6, 6)
    if step == "since" and month >= MONTHS_A_YEAR:
        return _span(0, month - place_in_year(month) + MONTHS_A_YEAR)
    quarter = quarter_label(month).replace(" ", "")
    labels = {
        "since": quarter[:4],
        "month": month_label(month),
        "quarter": quarter,
        "year": quarter[:4],
    }
    return labels[step]


def _span(first: int, months: int) -> str:
    return f"{month_label(first)}..{month_label(first + months - 1)}"


def whole_periods(first: int, last: int, step: Step) -> list[tuple[str, range]]:
    """Return the periods of a step that lie wholly between two months, with their months."""
    length = MONTHS[step]
    return [
        (period_of(month, step), range(0 if step == "since" else month, month + length))
        for month in range(first, last - length + 2)
        if period_of(month - 1, step) != period_of(month, step)
    ]


def read_month(text: str, place: str) -> int:
    """Return the month that a text such as 2024-06 names.

    Raises
    ------
    UserError
        If it names none.
    """
    year, dash, month = text.partition("-")
    if dash and year.isdigit() and month.isdigit() and 1 <= int(month) <= 12:
        return month_number(int(year), int(month))
    raise UserError(place, f"{text!r} is no month", "write it as 2024-06")
