"""Names of periods: months, quarters, halves and years, and the quarters of Nvidia's books.

Months are counted from January 2022. Nvidia's fiscal quarters end late in January, April, July
and October, and a fiscal year is named by the year in which it ends: FY2026Q1 is February to April
2025. A quarter of the books therefore never is a quarter of the calendar.
"""

from __future__ import annotations

from typing import Literal

from game.errors import UserError

Step = Literal["month", "quarter", "half", "year", "since", "fiscal_quarter", "fiscal_year"]
MONTHS: dict[Step, int] = {
    "month": 1,
    "quarter": 3,
    "half": 6,
    "year": 12,
    "since": 12,
    "fiscal_quarter": 3,
    "fiscal_year": 12,
}
EPOCH = 2022
# A fiscal year begins in February of the year before it.
FISCAL_LEAD = 1


def period_of(month: int, step: Step) -> str:
    """Return the period that holds a month: 2023-01, 2023Q1, 2023-01..2023-06, 2023, FY2024Q1.

    The step `since` ends with the month's year and began in January 2022: 2022-01..2023-12.
    """
    if step.startswith("fiscal"):
        year, rest = divmod(month - FISCAL_LEAD, 12)
        year += EPOCH + 1
        return f"FY{year}Q{rest // 3 + 1}" if step == "fiscal_quarter" else f"FY{year}"
    year, rest = divmod(month, 12)
    if step == "half":
        return f"{month_label(month - rest % 6)}..{month_label(month - rest % 6 + 5)}"
    if step == "since" and year:
        return f"{month_label(0)}..{month_label(12 * year + 11)}"
    labels = {
        "since": f"{year + EPOCH}",
        "month": month_label(month),
        "quarter": f"{year + EPOCH}Q{rest // 3 + 1}",
        "year": f"{year + EPOCH}",
    }
    return labels[step]


def month_label(month: int) -> str:
    """Return a month as 2023-01."""
    year, rest = divmod(month, 12)
    return f"{year + EPOCH}-{rest + 1:02d}"


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
        return 12 * (int(year) - EPOCH) + int(month) - 1
    raise UserError(place, f"{text!r} is no month", "write it as 2024-06")
