"""Months: counted from January 2022, written, and read back."""

import pytest

from game.state.calendar import (
    count_months,
    month_label,
    month_number,
    quarter_label,
    quarter_start,
    year_and_month,
)


def test_january_2022_is_month_0_and_a_day_lies_in_its_month():
    assert count_months("2022-01") == month_number(2022, 1) == 0
    assert count_months("2025-12-31") == month_number(2025, 12) == 47


@pytest.mark.parametrize("month", [0, 11, 12, 47, 60])
def test_a_written_month_reads_back(month):
    assert count_months(month_label(month)) == month
    assert month_number(*year_and_month(month)) == month


def test_months_before_2022_count_backwards():
    assert month_label(-1) == "2021-12"
    assert count_months("2021-12") == -1


def test_a_quarter_begins_with_its_first_month_and_holds_three():
    first = quarter_start("2025-Q3")
    assert month_label(first) == "2025-07"
    labels = [quarter_label(month) for month in range(first, first + 4)]
    assert labels == ["2025 Q3", "2025 Q3", "2025 Q3", "2025 Q4"]
