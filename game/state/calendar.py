"""Months as numbers, counted from January 2022, and how they are written."""

from __future__ import annotations

EPOCH = 2022


def month_number(year: int, month: int) -> int:
    """Return a month of a year, 1 to 12, as the months since January 2022."""
    return 12 * (year - EPOCH) + month - 1


def count_months(text: str) -> int:
    """Return the months since January 2022 of a month or day: `2025-12`, `2025-12-31`."""
    year, month = (int(part) for part in text.split("-")[:2])
    return month_number(year, month)


def quarter_start(text: str) -> int:
    """Return the first month of a quarter written `2025-Q3`."""
    year, quarter = text.split("-Q")
    return month_number(int(year), 3 * int(quarter) - 2)


def year_and_month(month: int) -> tuple[int, int]:
    """Return a counted month as its year and its place in it, 1 to 12."""
    years, rest = divmod(month, 12)
    return EPOCH + years, rest + 1


def month_label(month: int) -> str:
    """Return a counted month as `2023-01`."""
    year, within = year_and_month(month)
    return f"{year}-{within:02d}"


def quarter_label(month: int) -> str:
    """Return the quarter that a counted month lies in, as `2023 Q1`."""
    year, within = year_and_month(month)
    return f"{year} Q{(within + 2) // 3}"
