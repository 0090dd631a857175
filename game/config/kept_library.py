"""Checked configs kept as JSON, so that a command need not read and check all YAML again.

They are kept under the hash of every config file, of the code that reads and checks them, and of
the version. The JSON names schemas and holds values; reading it runs nothing that it names.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from game.config.drafts import FoundEntry
from game.config.files import shown, yaml_files
from game.config.kept_name import configs_hash
from game.config.library import Library, gather_library
from game.config.loader import Mark, PlacedTable, Rows
from game.config.schema.fields import Entry, Step
from game.config.schema.kinds import schemas
from game.files.caches import keep, read_kept

KIND = "configs"


class KeptConfigs:
    """A place for one version of a configs folder.

    Raises
    ------
    OSError
        If a file of it cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._name = f"{configs_hash(folder)}.json"
        self._places = [shown(path) for path in yaml_files(folder)]

    def read(self) -> Library | None:
        """Return the library that was kept, or None."""
        content = read_kept(KIND, self._name)
        if content is None:
            return None
        entries, *trees = content.split(b"\n")
        return _Reader(self._places, trees).library(self.folder, entries)

    def keep(self, library: Library) -> None:
        """Keep a library that was read without problems or hints."""
        writer = _Writer(self._places)
        entries = {kind: list(map(writer.entry, kept.values())) for kind, kept in _kinds(library)}
        # Trees are for messages and few need one: each kind has a line, read when it is asked for.
        trees = [
            {name: writer.tree(draft.tree) for name, draft in kept.items()}
            for _, kept in _kinds(library)
        ]
        keep(KIND, self._name, "\n".join(map(_dump, (entries, *trees))).encode())


def _kinds(library: Library) -> Iterator[tuple[str, Mapping[str, FoundEntry]]]:
    yield from library.found.items()


def _dump(content: Any) -> str:
    return json.dumps(content, separators=(",", ":"))


class _Writer:
    """From entries and tables to what JSON can say.

    What JSON lacks is an object with what it is under "": the name of a schema, "tuple" or "step".
    Under "-" an entry has the fields that were not given. Tables are lists with their places.
    """

    def __init__(self, places: Sequence[str]) -> None:
        self._files = {place: number for number, place in enumerate(places)}

    def entry(self, draft: FoundEntry) -> list[Any]:
        """Return an entry, its name, place and owner, and what was written for it."""
        values = map(self.value, (draft.entry, draft.written))
        return [draft.name, draft.actor, *self._mark(draft.mark), *values]

    def value(self, value: Any) -> Any:
        """Return a value of a checked entry."""
        if isinstance(value, Entry):
            content = {name: self.value(part) for name, part in value.__dict__.items()}
            left_out = sorted(value.__dict__.keys() - value.model_fields_set)
            return {"": type(value).__name__, "-": left_out, **content}
        if isinstance(value, Step):
            return {"": "step", "by": value.by}
        if isinstance(value, tuple):
            return {"": "tuple", "of": list(map(self.value, value))}
        if isinstance(value, Mapping):
            return {key: self.value(part) for key, part in value.items()}
        return value

    def tree(self, tree: Any) -> Any:
        """Return a table as it was read, with the place of each part."""
        if isinstance(tree, PlacedTable):
            parts: list[Any] = [
                [key, *self._mark(tree.marks[key]), int(key in tree.plus), self.tree(part)]
                for key, part in tree.items()
            ]
            return ["table", *self._mark(tree.mark), *parts]
        if isinstance(tree, Rows):
            rows = zip(tree.marks, tree, strict=True)
            parts = [[*self._mark(mark), self.tree(part)] for mark, part in rows]
            return ["rows", *self._mark(tree.mark), *parts]
        return tree

    def _mark(self, mark: Mark) -> tuple[int, int]:
        return self._files[mark[0]], mark[1]


class _Reader:
    """From what `_Writer` said to entries and tables."""

    def __init__(self, places: Sequence[str], trees: Sequence[bytes]) -> None:
        self._places = places
        self._trees = trees
        self._trees_of: dict[str, bytes] = {}
        self._schemas = {schema.__name__: schema for schema in schemas()}

    def library(self, folder: Path, entries: bytes) -> Library:
        """Return the library."""
        kinds = json.loads(entries, object_hook=self._value)
        entries_kept = {
            kind: {kept[0]: self._entry(kind, *kept) for kept in rows}
            for kind, rows in kinds.items()
        }
        self._trees_of = dict(zip(kinds, self._trees, strict=True))
        return gather_library(entries_kept, folder, entries_kept["axes"]["axes"].entry)

    def _entry(
        self, kind: str, name: str, actor: str, file: int, line: int, entry: Any, written: Any
    ) -> FoundEntry:
        tree = functools.partial(self._read_tree, kind, name)
        return FoundEntry(name, entry, tree, (self._places[file], line), actor, written)

    def _value(self, said: dict[str, Any]) -> Any:
        """Return what an object of the JSON stands for; what is within it has been read."""
        if "" not in said:
            return said
        what = said.pop("")
        if what == "tuple":
            return tuple(said["of"])
        if what == "step":
            return Step(said["by"])
        left_out = said.pop("-")
        schema = self._schemas[what]
        entry = schema.__new__(schema)
        # As pydantic reads pickles: what was checked is not looked at again.
        entry.__setstate__(
            {
                "__dict__": said,
                "__pydantic_fields_set__": said.keys() - left_out,
                "__pydantic_extra__": None,
                "__pydantic_private__": None,
            }
        )
        return entry

    def _read_tree(self, kind: str, name: str) -> Any:
        return self._tree(self._kind_of_trees(kind)[name])

    @functools.cache  # noqa: B019 (a reader lives as long as its library)
    def _kind_of_trees(self, kind: str) -> Any:
        return json.loads(self._trees_of[kind])

    def _tree(self, said: Any) -> Any:
        if not isinstance(said, list):
            return said
        what, file, line, *parts = said
        if what == "rows":
            rows = Rows((self._places[file], line))
            for its_file, its_line, part in parts:
                rows.marks.append((self._places[its_file], its_line))
                rows.append(self._tree(part))
            return rows
        table = PlacedTable((self._places[file], line))
        for key, its_file, its_line, has_plus, part in parts:
            table.marks[key] = (self._places[its_file], its_line)
            table[key] = self._tree(part)
            if has_plus:
                table.plus.add(key)
        return table
