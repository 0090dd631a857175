"""Months as numbers, counted from January 2022, and how they are written."""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt

EPOCH = 2022
MONTHS_A_YEAR = 12


def month_number(year: int, month: int) -> int:
    """Return a month of a year, 1 to 12, as the months since January 2022."""
    return MONTHS_A_YEAR * (year - EPOCH) + month - 1


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
    return EPOCH + month // MONTHS_A_YEAR, place_in_year(month) + 1


def place_in_year(month: int) -> int:
    """Return how many months of its year lie before a counted month: 0 for January."""
    return month % MONTHS_A_YEAR


def month_label(month: int) -> str:
    """Return a counted month as `2023-01`."""
    year, within = year_and_month(month)
    return f"{year}-{within:02d}"


def quarter_label(month: int) -> str:
    """Return the quarter that a counted month lies in, as `2023 Q1`."""
    year, within = year_and_month(month)
    return f"{year} Q{(within + 2) // 3}"


@dataclasses.dataclass(frozen=True)
class Recurring:
    """Months that come back: the first one, and every so many months before and after it."""

    first: int
    every: int

    def falls_in(self, month: int) -> npt.NDArray[np.bool_]:
        """Return whether a counted month is one of them, ()."""
        falls: npt.NDArray[np.bool_] = np.equal(month % self.every, self.first % self.every)
        return falls


# A new Congress sits in January of odd years.
CONGRESS_SITS = Recurring(month_number(2023, 1), 2 * MONTHS_A_YEAR)
