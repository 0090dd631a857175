"""Targets are read strictly, and every period has a label that frames share."""

import dataclasses
import datetime
from pathlib import Path
from typing import get_args

import pytest

from game.config.scenarios import shipped_library
from game.errors import UserError
from game.hindcast.targets.targets import (
    COLUMNS,
    expect_unit,
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
        (ROW.replace("bn,,", "bn,8,9"), r"value = 7.2 is below its low = 8"),
        (ROW.replace("bn,,", "bn,,7"), r"value = 7.2 is above its high = 7"),
        (ROW.replace("nv_rev", ""), r"observable is empty"),
        (ROW + "x" * 200_000, r"a cell is too long; keep each within 131,072 characters"),
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


CASES = Path(__file__).with_name("cases")
CELLS = ["P1", "nv_rev", "2023-01-01", "2023-03-31", "7.2", "US$ bn", "", "", "Filing", "H", ""]


@pytest.mark.parametrize("name", ["line_separator", "semicolon", "semicolon_decimal_comma"])
def test_every_way_a_spreadsheet_writes_a_table_gives_the_same_numbers(name):
    values = [2.08, 1.6, 1.15, 0.954, 1.59]
    assert [target.value for target in read_targets(CASES / f"{name}.csv")] == values


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("inside", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\n"])
def test_only_cr_and_lf_outside_quotes_end_a_row(separator, end, encoding, inside, tmp_path):
    path = tmp_path / "mine.csv"
    cells = CELLS.copy()
    cells[-1] = f'"one{inside}two"'
    lines = [separator.join(COLUMNS), separator.join(cells)]
    path.write_bytes((end.join(lines) + end).encode(encoding))
    (target,) = read_targets(path)
    assert target.note == f"one{inside}two"


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("1_000", "'1_000'"),
        ("\uff12\uff0e\uff15", "write 2.5"),
        ("\u0663", "write 3"),
        (" 2.5", "write 2.5"),
        ("\u00b2", "write a number"),
        ("nan", "write a number"),
        ("1e999", "write a number"),
        ("0x10", "write a number"),
        ("2,08", "cells where the head has 11"),
    ],
)
def test_what_is_no_plain_number_is_refused(cell, told, tmp_path):
    cells = CELLS.copy()
    cells[COLUMNS.index("value")] = cell
    with pytest.raises(UserError, match=told):
        read_targets(written(tmp_path, ",".join(cells)))


def test_a_comma_with_two_readings_is_refused_with_both(tmp_path):
    cells = CELLS.copy()
    cells[COLUMNS.index("value")] = "1,234"
    path = tmp_path / "mine.csv"
    path.write_text("\n".join([";".join(COLUMNS), ";".join(cells)]))
    with pytest.raises(UserError, match=r"mine.csv:2: .*two readings; write 1.234, or 1234"):
        read_targets(path)


def test_a_table_parted_otherwise_is_told_for_what_it_is(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("|".join(COLUMNS))
    with pytest.raises(UserError, match="cells are parted by bars; save it as CSV"):
        read_targets(path)


def test_a_quote_that_is_not_closed_is_told_where_it_begins(tmp_path):
    cells = CELLS.copy()
    with pytest.raises(UserError, match=r":2: a row that does not end"):
        read_targets(written(tmp_path, ",".join([*cells[:-1], '"open']), ROW, ROW))


def test_a_number_in_another_unit_is_refused_with_the_unit_wanted():
    told = r"us_mn.csv:2: unit of nv_cn_rev_bill is 'US\$ mn'; .*US\$ bn"
    with pytest.raises(UserError, match=told):
        read_targets(CASES / "us_mn.csv")


@pytest.mark.parametrize("name", sorted(shipped_library().observables))
def test_no_number_is_scored_in_another_unit_than_its_observables(name, tmp_path):
    with pytest.raises(UserError, match=f":2: unit of {name} is 'furlongs'; give the number in "):
        read_targets(written(tmp_path, ROW.replace("nv_rev", name).replace("US$ bn", "furlongs")))


def test_rows_of_empty_cells_are_none(tmp_path):
    assert len(read_targets(written(tmp_path, ROW, "", "," * (len(COLUMNS) - 1)))) == 1


@pytest.mark.parametrize("target", read_targets(public_targets()), ids=lambda t: t.place)
def test_no_unit_of_the_public_targets_can_be_changed_unseen(target):
    changed = dataclasses.replace(target, unit=f"k {target.unit}")
    with pytest.raises(UserError, match="unit of"):
        expect_unit(changed)
    expect_unit(target)
