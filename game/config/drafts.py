"""Everything under a configs folder, entry by entry, before it is checked as a whole."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from game.config.loader import (
    Key,
    Mark,
    PlacedTable,
    mark_at,
    place_of,
    read_file,
    shown,
    yaml_files,
)
from game.config.schema.fields import NAME
from game.config.schema.kinds import KINDS, Kind
from game.config.validation import check_name, validate
from game.errors import UserError, did_you_mean


@dataclasses.dataclass(frozen=True)
class Found:
    """An entry and the text it was read from; `actor` owns it, where its folder or file says so."""

    name: str
    entry: Any
    tree: Any
    mark: Mark
    actor: str = ""

    def place(self, *path: Key) -> str:
        """Return `file:line` of a part of the entry."""
        return place_of(mark_at(self.tree, path)) if path else place_of(self.mark)


class Drafts:
    """What was read: for each kind, entries by name (policies by `actor/name`), and problems."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[UserError] = []
        self.unread = False  # whether a file could not be read at all
        self.refused: set[str] = set()  # names of entries that exist but hold mistakes
        self.found: dict[str, dict[str, Found]] = {kind: {} for kind in KINDS}

    def read(
        self, policies: Iterable[Path], scenarios: Iterable[Path], experiments: Iterable[Path]
    ) -> None:
        """Read the whole folder, then further files that a user names."""
        if not self.folder.is_dir():
            self.report(shown(self.folder), "no such folder", "name a folder of configs")
            self.unread = True
            return
        self._read_one(KINDS["axes"], self.folder / "axes.yaml")
        if (self.folder / "timeline.yaml").exists():
            self._read_many(KINDS["timeline"], self.folder / "timeline.yaml")
        for kind in KINDS.values():
            folder, star, _ = kind.where.partition("/")
            if not star or kind.name == "scenarios":
                continue
            for path in yaml_files(self.folder / folder):
                self._read_many(kind, path) if kind.names else self._read_one(kind, path)
        for kind_name, paths in (("policies", policies), ("experiments", experiments)):
            for path in self._further(paths, kind_name):
                self._read_one(KINDS[kind_name], path)
        shipped = yaml_files(self.folder / "scenarios")
        self._read_scenarios([*shipped, *self._further(scenarios, "scenarios")])

    def entries(self, kind: str) -> Iterator[Found]:
        """Yield the entries of a kind in the order they were read."""
        yield from self.found[kind].values()

    def report(self, place: str, problem: str, remedy: str = "") -> None:
        """Note a problem."""
        self.problems.append(UserError(place, problem, remedy))

    def _further(self, paths: Iterable[Path], kind: str) -> Iterator[Path]:
        """Yield the files of paths that are files or folders, without those of the folder."""
        seen = {path.resolve() for path in yaml_files(self.folder / kind)}
        for path in paths:
            for file in yaml_files(path) if path.is_dir() else [path]:
                if file.resolve() not in seen:
                    seen.add(file.resolve())
                    yield file

    def _read_table(self, path: Path) -> PlacedTable | None:
        table = read_file(path, self.problems)
        self.unread |= table is None
        return table

    def _read_many(self, kind: Kind, path: Path) -> None:
        table = self._read_table(path)
        if table is None:
            return
        for name, tree in table.items():
            mark = table.marks[name]
            check_name(name, kind.names or NAME, place_of(mark), self.problems)
            if not isinstance(tree, PlacedTable):
                self.report(place_of(mark), f"{name} should be `key: value` lines", "indent them")
                self.refused.add(name)
                continue
            tree.mark = mark  # an entry begins at its name
            actor = path.stem if kind.where == f"{kind.name}/<actor>.yaml" else ""
            self._keep(kind, name, tree, mark, actor)

    def _read_one(self, kind: Kind, path: Path) -> None:
        table = self._read_table(path)
        if table is None:
            return
        check_name(path.stem, NAME, shown(path), self.problems)
        name, actor = path.stem, ""
        if kind.name == "policies":
            actor = str(table.get("actor", ""))
            name = f"{actor}/{path.stem}"
            if not self._is_at_home(path, table):
                self.refused.add(path.stem)
                return
        self._keep(kind, name, table, table.mark, actor)

    def _is_at_home(self, path: Path, table: PlacedTable) -> bool:
        policies = self.folder / "policies"
        if "actor" not in table or not path.is_relative_to(policies):
            return True
        actor, owner = table["actor"], path.relative_to(policies).parts[0]
        if owner != actor:
            place = place_of(table.marks["actor"])
            self.report(place, f"actor is {actor!r} in the folder of {owner!r}", "move the file")
        return bool(owner == actor)

    def _read_scenarios(self, paths: list[Path]) -> None:
        """Read scenarios, each after the one it extends."""
        tables = {path.stem: self._read_table(path) for path in paths}
        raw = {name: table for name, table in tables.items() if table is not None}
        for name, table in raw.items():
            merged = self._extend(name, raw)
            if merged is None:
                self.refused.add(name)
            else:
                self._keep(KINDS["scenarios"], name, merged, table.mark, "")

    def _extend(self, name: str, raw: dict[str, PlacedTable]) -> PlacedTable | None:
        merged = raw[name]
        seen = [name]
        while isinstance(base := raw[seen[-1]].get("extends"), str):
            place = place_of(raw[seen[-1]].marks["extends"])
            if base in seen:
                self.report(place, f"scenario {base!r} extends itself", "break the circle")
                return None
            if base not in raw:
                options = [other for other in raw if other != seen[-1]]
                self.report(place, f"unknown scenario {base!r}", did_you_mean(base, options))
                return None
            merged = _merge(raw[base], merged)
            seen.append(base)
        return merged

    def _keep(self, kind: Kind, name: str, tree: PlacedTable, mark: Mark, actor: str) -> None:
        told = {problem.place for problem in self.problems}
        fresh: list[UserError] = []
        entry = validate(tree, kind.model, fresh, name if kind.names else "")
        # What the reader or a scenario's base already told of a line is not told again.
        self.problems += [problem for problem in fresh if problem.place not in told]
        if (first := self.found[kind.name].get(name)) is not None:
            self.report(place_of(mark), f"{name!r} is also at {first.place()}", "keep one")
            return
        own = getattr(entry, "name", name)
        if "name" in kind.model.model_fields and kind.name != "policies" and own != name:
            place = place_of(mark_at(tree, ("name",)))
            self.report(place, f"name is {own!r} in a file called {name}.yaml", f"write {name}")
        if entry is None:
            self.refused.add(name.rpartition("/")[2])
        else:
            self.found[kind.name][name] = Found(name, entry, tree, mark, actor)


def _merge(base: PlacedTable, over: PlacedTable) -> PlacedTable:
    """Return `base` with what `over` sets; mappings key by key, lists and values as a whole."""
    merged = PlacedTable(over.mark)
    merged.plus = over.plus | (base.plus - over.keys())
    for table in (base, over):
        for key, value in table.items():
            old = merged.get(key)
            if isinstance(old, PlacedTable) and isinstance(value, PlacedTable):
                value = _merge(old, value)
            merged[key] = value
            merged.marks[key] = table.marks[key]
    return merged
