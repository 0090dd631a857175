"""What was published about 2022 to 2025, read strictly, and how a run's periods meet it."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import functools
import io
import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from game.config.files import lines_of, read_text, shown
from game.config.scalars import with_ascii_figures
from game.config.scenarios import shipped_library
from game.errors import UserError, did_you_mean
from game.paths import configs_dir
from game.state.calendar import month_number

COLUMNS = (
    "id", "observable", "period_start", "period_end", "value", "unit", "low", "high", "source",
    "confidence", "note",
)  # fmt: skip
CONFIDENCES = ("H", "M", "L")
# What may part the cells of a row; the first where the head does not tell.
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
NUMBER = r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?"
DAYS_A_MONTH = 30.44
# Fiscal quarters end a few days before or after the end of January, April, July and October.
FISCAL_START = {1: 2, 2: 2, 4: 5, 5: 5, 7: 8, 8: 8, 10: 11, 11: 11}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Target:
    """One published number; `period` is the label that frames use, empty for a constant."""

    id: str
    observable: str
    start: datetime.date | None
    end: datetime.date | None
    value: float
    unit: str
    low: float
    high: float
    source: str
    confidence: str
    note: str
    place: str

    @property
    def period(self) -> str:
        """The label of the period as frames write it: 2023-01, 2023Q1, FY2024Q3, 2023."""
        if self.start is None:
            return ""
        return period_label(self.start, self.end or self.start)

    @property
    def key(self) -> tuple[str, str]:
        """What tells a target from the others: observable and period."""
        return self.observable, self.period


def public_targets() -> Path:
    """Return the file of targets that comes with the program."""
    return configs_dir() / "targets" / "public.csv"


def read_targets(path: Path) -> tuple[Target, ...]:
    """Read a file of targets in the form of configs/targets/public.csv.

    Cells may be parted by commas, semicolons or tabs, as spreadsheets write them.

    Raises
    ------
    UserError
        At the first line that cannot be read, with what would be right.
    """
    targets = _read(path)
    for target in targets if path != public_targets() else ():
        expect_unit(target)
    return targets


def _read(path: Path) -> tuple[Target, ...]:
    place, text = shown(path), read_text(path)
    separator = _separator(text)
    targets = []
    # Only CR and LF end a row: other breaks are text, as pasted from the web.
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begun = 1
    try:
        for number, row in enumerate(rows):
            if number == 0 and tuple(row) != COLUMNS:
                raise UserError(f"{place}:1", *_wrong_head(row))
            if number and any(row):  # spreadsheets leave rows of empty cells behind
                targets.append(_read_row(row, f"{place}:{begun}", separator))
            begun = rows.line_num + 1
    except csv.Error as error:
        if "field larger" in str(error):
            most = f"keep each within {csv.field_size_limit():,} characters"
            raise UserError(f"{place}:{begun}", "a cell is too long", most) from None
        problem = f"a row that does not end ({error})"
        raise UserError(f"{place}:{begun}", problem, "close the quote") from None
    _refuse_repeats(targets)
    if not targets:
        raise UserError(place, "no targets in it", "write one number a line")
    return tuple(targets)


def _separator(text: str) -> str:
    """Return what parts the cells: what the head says, a comma where it says nothing."""
    head = next(iter(lines_of(text)), "")
    return next((sign for sign in _SEPARATORS if head.split(sign) == list(COLUMNS)), ",")


@functools.cache
def _public_units() -> Mapping[str, tuple[str, ...]]:
    """Return the units in which each column of the public targets is published."""
    units: dict[str, dict[str, None]] = {}
    for target in _read(public_targets()):
        units.setdefault(target.observable, {})[target.unit] = None
    return {name: tuple(names) for name, names in units.items()}


def expect_unit(target: Target) -> None:
    """Refuse a number in another unit than that of its column: it would be scored as if in it."""
    units = _public_units().get(target.observable) or _own_unit(target.observable)
    if units and target.unit not in units:
        problem = f"unit of {target.observable} is {target.unit!r}"
        raise UserError(target.place, problem, f"give the number in {' or '.join(units)}")


def _own_unit(name: str) -> tuple[str, ...]:
    """Return the unit of an observable of which nothing is published, none where there is none."""
    observable = shipped_library().observables.get(name)
    return (observable.unit,) if observable else ()


def _wrong_head(head: list[str]) -> tuple[str, str]:
    for sign, name in {**_SEPARATORS, "|": "bars"}.items():
        if len(head) == 1 and sign in head[0]:
            cells = head[0].split(sign)
            problem, remedy = _wrong_head(cells) if tuple(cells) != COLUMNS else ("", "")
            problem_told = f"cells are parted by {name}" + (f", and {problem}" if problem else "")
            return problem_told, remedy or "save it as CSV, parted by commas"
    for name in head:
        if name not in COLUMNS:
            return f"unknown column {name!r}", did_you_mean(name, COLUMNS)
    missing = [name for name in COLUMNS if name not in head]
    if missing:
        return f"column {missing[0]!r} is missing", f"write {','.join(COLUMNS)}"
    return "columns out of order", f"write {','.join(COLUMNS)}"


def _read_row(row: list[str], place: str, separator: str) -> Target:
    if len(row) != len(COLUMNS):
        problem = f"{len(row)} cells where the head has {len(COLUMNS)}"
        raise UserError(place, problem, f"put text with {_SEPARATORS[separator]} in quotes")
    cells = dict(zip(COLUMNS, row, strict=True))
    for name in ("id", "observable", "unit", "source"):
        if not cells[name].strip():
            raise UserError(place, f"{name} is empty", f"write the {name}")
    if cells["confidence"] not in CONFIDENCES:
        raise UserError(place, f"confidence is {cells['confidence']!r}", "write H, M or L")
    start, end = (_date(cells[name], name, place) for name in ("period_start", "period_end"))
    if start is not None and end is not None and end < start:
        raise UserError(place, f"the period ends on {end}, before {start}", "swap the dates")
    comma = separator != ","
    value = _number(cells["value"], "value", place, comma=comma)
    low, high = (
        _number(cells[name], name, place, comma=comma) if cells[name] else math.nan
        for name in ("low", "high")
    )
    if low > high:
        raise UserError(place, f"low = {low:g} is above high = {high:g}", "swap them")
    if value < low or value > high:
        side = f"below its low = {low:g}" if value < low else f"above its high = {high:g}"
        raise UserError(place, f"value = {value:g} is {side}", "correct one of the two")
    return Target(
        id=cells["id"],
        observable=cells["observable"],
        start=start,
        end=end,
        value=value,
        unit=cells["unit"],
        low=low,
        high=high,
        source=cells["source"],
        confidence=cells["confidence"],
        note=cells["note"],
        place=place,
    )


def _date(text: str, name: str, place: str) -> datetime.date | None:
    if not text:
        return None
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise UserError(place, f"{name} is {text!r}", "write a date, 2023-01-31")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise UserError(place, f"{name} is {text!r}, no day of any year", "correct it") from None


def _number(text: str, name: str, place: str, *, comma: bool) -> float:
    """Return the number that a cell holds; its decimal sign may be a comma where none parts cells.

    A comma before three digits parts thousands in some countries: that has two readings.
    """
    if comma and re.fullmatch(r"[-+]?[0-9]+,[0-9]+", text):
        if re.fullmatch(r"[-+]?[1-9][0-9]{0,2},[0-9]{3}", text):
            other = text.replace(",", "")
            remedy = f"write {text.replace(',', '.')}, or {other} where thousands are meant"
            raise UserError(place, f"{name} is {text!r}, which has two readings", remedy)
        text = text.replace(",", ".")
    if not re.fullmatch(NUMBER, text) or not math.isfinite(float(text)):
        plain = with_ascii_figures(text).strip()
        near = plain if plain != text and re.fullmatch(NUMBER, plain) else "a number"
        raise UserError(place, f"{name} is {text!r}", f"write {near}")
    return float(text)


def _refuse_repeats(targets: Iterable[Target]) -> None:
    seen: dict[tuple[str, str, str], Target] = {}
    for target in targets:
        if not target.period:
            continue
        key = (target.observable, str(target.start), str(target.end))
        if (first := seen.setdefault(key, target)) is not target:
            problem = f"{target.observable} for {target.period} is also at {first.place}"
            raise UserError(target.place, problem, "keep one")


def period_label(start: datetime.date, end: datetime.date) -> str:
    """Return the label of a span of days; spans of no usual length read `first..last` month.

    Quarters and years that begin within a week of the end of January, April, July or October are
    Nvidia's fiscal ones, named for the January in which their year ends.
    """
    months = round((end - start).days / DAYS_A_MONTH)
    if start.day >= 24 or (start.day <= 7 and start.month in (2, 5, 8, 11) and months >= 3):
        fiscal = _fiscal_label(start, months)
        if fiscal:
            return fiscal
    if months <= 1:
        return f"{start:%Y-%m}"
    if start.day == 1 and months == 3 and start.month % 3 == 1:
        return f"{start.year}Q{(start.month + 2) // 3}"
    if start.day == 1 and months == 12 and start.month == 1:
        return f"{start.year}"
    return f"{start:%Y-%m}..{end:%Y-%m}"


def _fiscal_label(start: datetime.date, months: int) -> str:
    first = FISCAL_START.get(start.month)
    if first is None or months not in (3, 12):
        return ""
    year = start.year + 1
    if months == 12:
        return f"FY{year}" if first == 2 else ""
    return f"FY{year}Q{(first + 1) // 3}"


def period_span(label: str) -> tuple[int, int]:
    """Return the first and last month of a period, counted from January 2022.

    Raises
    ------
    UserError
        If no period is written like this.
    """
    if match := re.fullmatch(r"(\d{4})-(\d{2})(?:\.\.(\d{4})-(\d{2}))?", label):
        first = month_number(int(match[1]), int(match[2]))
        return first, first if match[3] is None else month_number(int(match[3]), int(match[4]))
    if match := re.fullmatch(r"(FY)?(\d{4})(?:Q([1-4]))?", label):
        year = int(match[2])
        january = month_number(year, 1) if match[1] is None else month_number(year - 1, 2)
        if match[3] is None:
            return january, january + 11
        return january + 3 * int(match[3]) - 3, january + 3 * int(match[3]) - 1
    raise UserError("period", f"unknown period {label!r}", "write 2023-01, 2023Q1, FY2024Q3, 2023")
