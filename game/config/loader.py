"""Strict YAML: every value has one reading, and every key remembers its line.

The only module that imports yaml. Refused with `file:line`: repeated keys, scalars with two
readings (`1e5`, `no`, `1:30`, `0777`, `1_000`, `.inf`), empty values, tabs, tags, anchors and
aliases, several documents in a file, control characters. Dates stay text. Keys are always text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from game.config.files import line_at, lines_of, read_text, shown
from game.config.scalars import Doubt, read_plain
from game.errors import UserError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 12
# Ends of lines for YAML 1.1, and for no editor; meanwhile, private characters stand for them.
_FOREIGN_BREAKS = "\x85\u2028\u2029"
_PRIVATE = range(0xE000, 0xF900)
# What a terminal obeys, or what turns the direction of the text that follows.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")

Key = str | int
Mark = tuple[str, int]


class PlacedTable(dict[str, Any]):
    """A YAML mapping with the place of each key.

    `plus` holds the keys whose number was written with a plus sign (`+1`: one step up).
    """

    __slots__ = ("mark", "marks", "plus")

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.marks: dict[str, Mark] = {}
        self.plus: set[str] = set()


class Rows(list[Any]):
    """A YAML list with the place of each item."""

    __slots__ = ("mark", "marks")

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.marks: list[Mark] = []


class AmbiguousValueError(UserError):
    """A value with two readings, and the key it stands under."""

    key: str = ""


def place_of(mark: Mark) -> str:
    """Return a mark as `file:line`."""
    return f"{mark[0]}:{mark[1]}"


def mark_at(tree: Any, path: Iterable[Key]) -> Mark:
    """Return the mark of the deepest part of a key path that the tree holds.

    Parts that the tree does not hold at their level (tags of a validator) are passed over.
    """
    mark: Mark = tree.mark
    for key in path:
        if isinstance(tree, PlacedTable) and key in tree:
            mark = tree.marks[str(key)]
            tree = tree[str(key)]
        elif isinstance(tree, Rows) and isinstance(key, int) and key < len(tree):
            mark = tree.marks[key]
            tree = tree[key]
    return mark


def read_file(path: Path, problems: list[UserError]) -> PlacedTable | None:
    """Read one file whose top level is a mapping; put what is wrong into `problems`."""
    try:
        text = read_text(path)
    except UserError as error:
        problems.append(error)
        return None
    return read_table(text, shown(path), problems)


def read_table(text: str, name: str, problems: list[UserError]) -> PlacedTable | None:
    """Read YAML text as if it were a file called `name`; put what is wrong into `problems`."""
    if "\t" in text:
        for number, line in enumerate(lines_of(text), 1):
            if "\t" in line:
                problems.append(UserError(f"{name}:{number}", "a tab character", "use spaces"))
        return None
    try:
        return _Reader(text, name, problems).read()
    except yaml.MarkedYAMLError as error:
        problems.append(_syntax_error(error, name))
    except yaml.YAMLError as error:
        place = f"{name}:{line_at(text, getattr(error, 'position', 0))}"
        problems.append(UserError(place, "a character YAML does not allow", "delete it"))
    except UserError as error:
        problems.append(error)
    return None


def _syntax_error(error: yaml.MarkedYAMLError, name: str) -> UserError:
    mark = error.problem_mark or error.context_mark
    place = f"{name}:{mark.line + 1}" if mark else name
    problem, context = error.problem or "not YAML", error.context or ""
    if "escape" in problem or "hexdecimal" in problem:
        remedy = "write \\\\ for \\, or use single quotes"
        return UserError(place, f"not YAML here: {problem}", remedy)
    if mark and error.context_mark and ("quoted scalar" in context or "flow" in context):
        what = "quote" if "quoted scalar" in context else "bracket"
        seen = f"a {what} that is not closed (as line {mark.line + 1} shows)"
        return UserError(f"{name}:{error.context_mark.line + 1}", seen, "close it")
    if "mapping values are not allowed" in problem:
        return UserError(place, "a second ': ' on the line", "put the text in quotes")
    if "cannot start any token" in problem:
        return UserError(place, problem, "put the text in quotes")
    if "could not find expected ':'" in problem:
        return UserError(place, "a line without ': '", "write key: value, or indent the text")
    return UserError(place, f"not YAML here: {problem}", "check indentation, brackets and quotes")


def _hide_breaks(text: str) -> tuple[str, dict[int, str]]:
    """Return a text without the characters that end a line for YAML alone, and the way back."""
    foreign = [sign for sign in _FOREIGN_BREAKS if sign in text]
    free = (chr(code) for code in _PRIVATE if chr(code) not in text)
    hidden = dict(zip(foreign, free, strict=False))
    ways = {ord(old): new for old, new in hidden.items()}
    return text.translate(ways), {ord(new): old for old, new in hidden.items()}


class _Reader:
    """Builds tables and rows from the parser's events in one pass."""

    def __init__(self, text: str, name: str, problems: list[UserError]) -> None:
        self.name = name
        self.problems = problems
        self.doubts: list[tuple[Mark, PlacedTable | Rows, str, str, Doubt]] = []
        self.empties: list[tuple[Mark, PlacedTable | Rows, str]] = []
        hidden, self.hidden = _hide_breaks(text)
        self.parser = _Loader(hidden)

    def next(self) -> Any:
        event = self.parser.get_event()
        if self.hidden and isinstance(event, yaml.ScalarEvent):
            event.value = event.value.translate(self.hidden)
        return event

    def read(self) -> PlacedTable | None:
        self.next()  # the start of the stream
        top = None if isinstance(self.next(), yaml.StreamEndEvent) else self.next()
        if top is None or (isinstance(top, yaml.ScalarEvent) and not top.value):
            raise UserError(f"{self.name}:1", "the file is empty", "write `key: value` lines")
        place = place_of(self._mark(top))
        if not isinstance(top, yaml.MappingStartEvent):
            what = "a list" if isinstance(top, yaml.SequenceStartEvent) else f"{top.value!r}"
            raise UserError(place, f"the file should hold `key: value` lines, got {what}")
        table = self._table(top, 0)
        self.next()  # the end of the document
        after = self.next()
        if not isinstance(after, yaml.StreamEndEvent):
            place = place_of(self._mark(after))
            raise UserError(place, "a second document ('---')", "make it a file of its own")
        self._report_empties()
        self._report_doubts()
        return table

    def _mark(self, event: Any) -> Mark:
        return (self.name, event.start_mark.line + 1)

    def _table(self, start: Any, depth: int) -> PlacedTable:
        table = PlacedTable(self._mark(start))
        self._refuse_extras(start, depth)
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            mark = self._mark(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise UserError(place_of(mark), "a key that is not a word", "write `key: value`")
            self._refuse_extras(event, depth)
            key: str = event.value
            value = self._node(self.next(), table, key, mark, depth)
            if not key:
                self._report(mark, "a value without a key", "write `key: value`")
            elif key == "<<":
                self._report(mark, "a merge key '<<'", "write the keys out")
            elif key in table:
                first = table.marks[key][1]
                self.empties = [e for e in self.empties if e[1] is not table or e[2] != key]
                table[key] = table[key] or value  # an empty one is not taken at its word
                self._report(mark, f"{key!r} is set twice (first on line {first})", "keep one")
            else:
                table[key] = value
                table.marks[key] = mark
        return table

    def _rows(self, start: Any, key: str, depth: int) -> Rows:
        rows = Rows(self._mark(start))
        self._refuse_extras(start, depth)
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            mark = self._mark(event)
            rows.append(self._node(event, rows, key, mark, depth))
            rows.marks.append(mark)
        return rows

    def _node(
        self, event: Any, holder: PlacedTable | Rows, key: str, mark: Mark, depth: int
    ) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, holder, key, mark)
        if isinstance(event, yaml.MappingStartEvent):
            return self._table(event, depth + 1)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._rows(event, key, depth + 1)
        raise UserError(place_of(mark), f"an alias '*{event.anchor}'", "write the value out")

    def _scalar(self, event: Any, holder: PlacedTable | Rows, key: str, mark: Mark) -> Any:
        self._refuse_extras(event, 0)
        raw: str = event.value
        self._refuse_controls(raw, mark)
        if event.style:  # quoted or block text, in which "\\r" ends a line as CR does in a file
            return raw.replace("\r\n", "\n").replace("\r", "\n")
        if not raw:
            self.empties.append((mark, holder, key))
            return None
        value = read_plain(raw)
        if isinstance(value, Doubt):
            self.doubts.append((mark, holder, key, raw, value))
            return value.likely
        if raw[0] == "+" and isinstance(holder, PlacedTable) and not isinstance(value, str):
            holder.plus.add(key)
        return value

    def _refuse_controls(self, raw: str, mark: Mark) -> None:
        # YAML refuses most as they are; written as "\\e" they would reach terminals all the same.
        if control := _CONTROL.search(raw):
            self._report(mark, f"a control character ({control[0]})", "delete it")

    def _refuse_extras(self, event: Any, depth: int) -> None:
        if event.anchor is not None:
            self._report(self._mark(event), f"an anchor '&{event.anchor}'", "write the value out")
        if event.tag is not None:
            self._report(self._mark(event), f"a tag '{event.tag}'", "delete it")
        if depth > _DEEPEST:
            raise UserError(
                place_of(self._mark(event)), f"nested more than {_DEEPEST} deep", "close brackets"
            )

    def _report(self, mark: Mark, problem: str, remedy: str) -> None:
        self.problems.append(UserError(place_of(mark), problem, remedy))

    def _report_empties(self) -> None:
        # Last, because a key that is set twice is one fault, whether or not one of them is empty.
        for mark, holder, key in self.empties:
            where = f"{key!r} has no value" if isinstance(holder, PlacedTable) else "an empty item"
            split = " " in key  # text cut in two rather than a key
            way = "a comma ends text in { }, so quote the text" if split else "write null for none"
            self._report(mark, where, way)

    def _report_doubts(self) -> None:
        # Last, because a sibling `unit` makes the message clearer and may come after the value.
        for mark, holder, key, raw, doubt in self.doubts:
            unit = holder.get("unit") if isinstance(holder, PlacedTable) else None
            kind = doubt.expected
            if isinstance(unit, str):
                kind = re.sub("^a number", f"a number ({unit})", kind)
            problem = f"{key} should be {kind}, got {raw!r}"
            ambiguous = AmbiguousValueError(place_of(mark), problem, doubt.remedy)
            ambiguous.key = key
            self.problems.append(ambiguous)
