"""Targets are read strictly, and every period has a label that frames share."""

import datetime
from typing import get_args

import pytest

from game.errors import UserError
from game.hindcast.targets.targets import (
    COLUMNS,
    period_label,
    period_span,
    public_targets,
    read_targets,
)
from game.state.periods import Step, whole_periods

ROW = 'P1,nv_rev,2023-01-01,2023-03-31,7.2,US$ bn,,,"Filing, 10-Q",H,'


HEAD = ",".join(COLUMNS)


def written(tmp_path, *rows, head=HEAD):
    path = tmp_path / "mine.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def test_the_shipped_targets_are_read_whole():
    targets = read_targets(public_targets())
    assert len(targets) == 223
    first = targets[0]
    assert (first.key, first.value) == (("nv_cn_rev_bill", "FY2023Q1"), 2.08)


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        ("2022-01-31", "2022-05-01", "FY2023Q1"),
        ("2023-07-31", "2023-10-29", "FY2024Q3"),
        ("2023-10-30", "2024-01-28", "FY2024Q4"),
        ("2024-01-29", "2025-01-26", "FY2025"),
        ("2023-07-01", "2023-09-30", "2023Q3"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2023-06-30", "2023-06-30", "2023-06"),
        ("2022-01-01", "2023-12-31", "2022-01..2023-12"),
        ("2023-01-01", "2023-06-30", "2023-01..2023-06"),
    ],
)
def test_a_span_of_days_has_the_label_of_its_period(start, end, label):
    day = datetime.date.fromisoformat
    assert period_label(day(start), day(end)) == label


@pytest.mark.parametrize("step", get_args(Step))
def test_labels_of_the_hindcast_span_the_months_they_came_from(step):
    for label, months in whole_periods(0, 59, step):
        assert period_span(label) == (months.start, months.stop - 1)


def test_an_unknown_period_is_a_users_error():
    with pytest.raises(UserError, match="write 2023-01"):
        period_span("2023-Q1")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (ROW.replace("7.2", "seven"), r":2: value is 'seven'; write a number"),
        (ROW.replace("7.2", "nan"), r"value is 'nan'"),
        (ROW.replace(",H,", ",X,"), r"confidence is 'X'; write H, M or L"),
        (ROW.replace("2023-01-01", "2023-13-01"), r"no day of any year"),
        (ROW.replace("2023-01-01", "1.1.2023"), r"write a date, 2023-01-31"),
        (ROW.replace("2023-01-01", "2024-01-01"), r"ends on 2023-03-31, before 2024-01-01"),
        (ROW.replace("bn,,", "bn,9,8"), r"low = 9 is above high = 8"),
        (ROW.replace("nv_rev", ""), r"observable is empty"),
        (ROW + ",more", r"12 cells where the head has 11"),
    ],
)
def test_a_mistake_in_a_row_is_told_in_one_line_with_its_place(tmp_path, row, message):
    with pytest.raises(UserError, match=message) as raised:
        read_targets(written(tmp_path, row))
    assert "mine.csv:2" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_wrong_head_suggests_the_right_column(tmp_path):
    head = ",".join(COLUMNS).replace("observable", "observables")
    with pytest.raises(UserError, match="did you mean 'observable'"):
        read_targets(written(tmp_path, ROW, head=head))
    with pytest.raises(UserError, match="'note' is missing"):
        read_targets(written(tmp_path, ROW, head=",".join(COLUMNS[:-1])))


def test_the_same_period_twice_is_refused(tmp_path):
    with pytest.raises(UserError, match=r"2023Q1 is also at .*:2; keep one"):
        read_targets(written(tmp_path, ROW, ROW))


def test_a_file_that_is_missing_or_empty_is_refused(tmp_path):
    with pytest.raises(UserError, match="no such file"):
        read_targets(tmp_path / "none.csv")
    with pytest.raises(UserError, match="no targets in it"):
        read_targets(written(tmp_path))
