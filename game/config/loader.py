"""Strict YAML: every value has one reading, and every key remembers its line.

The only module that imports yaml. Refused with `file:line`: repeated keys, scalars with two
readings (`1e5`, `no`, `1:30`, `0777`, `1_000`, `.inf`), empty values, tabs, tags, anchors and
aliases, several documents in a file. Dates stay text. Keys are always text.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from game.config.scalars import Doubt, read_plain
from game.errors import UserError, did_you_mean

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 12

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


def shown(path: Path) -> str:
    """Return a path as messages print it: relative to the working directory when under it."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


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
    text = _read_text(path, problems)
    return None if text is None else read_text(text, shown(path), problems)


def read_text(text: str, name: str, problems: list[UserError]) -> PlacedTable | None:
    """Read YAML text as if it were a file called `name`; put what is wrong into `problems`."""
    if "\t" in text:
        for number, line in enumerate(text.splitlines(), 1):
            if "\t" in line:
                problems.append(UserError(f"{name}:{number}", "a tab character", "use spaces"))
        return None
    try:
        return _Reader(text, name, problems).read()
    except yaml.MarkedYAMLError as error:
        problems.append(_syntax_error(error, name))
    except yaml.YAMLError as error:
        where = text.count("\n", 0, getattr(error, "position", 0)) + 1
        problems.append(
            UserError(f"{name}:{where}", "a character YAML does not allow", "delete it")
        )
    except UserError as error:
        problems.append(error)
    return None


def yaml_files(folder: Path) -> list[Path]:
    """Return the YAML files of a folder and its folders, in order of name."""
    found = [
        Path(parent, name)
        for parent, _, names in os.walk(folder)
        for name in names
        if name.endswith((".yaml", ".yml")) and not name.startswith(".")
    ]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _read_text(path: Path, problems: list[UserError]) -> str | None:
    place = shown(path)
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        beside = [file.name for file in path.parent.glob("*.yaml")]
        problems.append(UserError(place, "no such file", did_you_mean(path.name, beside)))
    except IsADirectoryError:
        problems.append(UserError(place, "this is a folder", "name a YAML file"))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problems.append(UserError(f"{place}:{line}", "not UTF-8 text", "save it as UTF-8"))
    except OSError as error:
        problems.append(UserError(place, f"cannot be read ({error.strerror})"))
    return None


def _syntax_error(error: yaml.MarkedYAMLError, name: str) -> UserError:
    mark = error.problem_mark or error.context_mark
    place = f"{name}:{mark.line + 1}" if mark else name
    problem = error.problem or "not YAML"
    if "mapping values are not allowed" in problem:
        return UserError(place, "a second ': ' on the line", "put the text in quotes")
    if "cannot start any token" in problem:
        return UserError(place, problem, "put the text in quotes")
    if "could not find expected ':'" in problem:
        return UserError(place, "a line without ': '", "write key: value, or indent the text")
    return UserError(place, f"not YAML here: {problem}", "check indentation, brackets and quotes")


class _Reader:
    """Builds tables and rows from the parser's events in one pass."""

    def __init__(self, text: str, name: str, problems: list[UserError]) -> None:
        self.name = name
        self.problems = problems
        self.doubts: list[tuple[Mark, PlacedTable | Rows, str, str, Doubt]] = []
        self.next: Any = _Loader(text).get_event

    def read(self) -> PlacedTable | None:
        self.next()  # the start of the stream
        top = None if isinstance(self.next(), yaml.StreamEndEvent) else self.next()
        if top is None or (isinstance(top, yaml.ScalarEvent) and not top.value):
            raise UserError(self.name, "the file is empty", "write `key: value` lines")
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
        if event.style:  # quoted or block text
            return raw
        if not raw:
            where = f"{key!r} has no value" if isinstance(holder, PlacedTable) else "an empty item"
            split = " " in key  # text cut in two rather than a key
            remedy = (
                "a comma ends text in { }, so quote the text" if split else "write null for none"
            )
            self._report(mark, where, remedy)
            return None
        value = read_plain(raw)
        if isinstance(value, Doubt):
            self.doubts.append((mark, holder, key, raw, value))
            return raw
        if raw[0] == "+" and isinstance(holder, PlacedTable) and not isinstance(value, str):
            holder.plus.add(key)
        return value

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

    def _report_doubts(self) -> None:
        # Last, because a sibling `unit` makes the message clearer and may come after the value.
        for mark, holder, key, raw, doubt in self.doubts:
            unit = holder.get("unit") if isinstance(holder, PlacedTable) else None
            kind = doubt.expected
            if kind == "a number" and isinstance(unit, str):
                kind = f"a number ({unit})"
            self._report(mark, f"{key} should be {kind}, got {raw!r}", doubt.remedy)
