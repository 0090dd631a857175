"""Entries of configs as they are read, before they are checked against each other."""

from __future__ import annotations

import dataclasses
import difflib
import functools
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from game.config import CODED_POLICIES
from game.config.extends import extend, placed_at
from game.config.files import shown, yaml_files
from game.config.loader import (
    AmbiguousValueError,
    Key,
    Mark,
    PlacedTable,
    mark_at,
    place_of,
    read_file,
    read_table,
)
from game.config.own_files import LIKE, OWN_KINDS, OwnFile, beside, expect_kind, references
from game.config.schema.fields import NAME
from game.config.schema.kinds import KINDS, Kind
from game.config.validation import UnknownFieldError, check_name, unknown_field, validate
from game.errors import UserError, did_you_mean

# The file of levers that each actor has who is a party to deals, under its own name.
EVERY_ACTOR = "every_actor"


@dataclasses.dataclass(frozen=True)
class FoundEntry:
    """An entry and the text it was read from.

    `actor` owns it, where its folder or file says so. Where it names settings, a checked entry has
    their numbers, and `written` is the entry as it was read.
    """

    name: str
    entry: Any
    read_tree: Callable[[], PlacedTable] = dataclasses.field(repr=False, compare=False)
    mark: Mark
    actor: str = ""
    written: Any = None

    @property
    def tree(self) -> PlacedTable:
        """The entry's text as tables, which few need: configs that are kept read it when asked."""
        return self.read_tree()

    def place(self, *path: Key) -> str:
        """Return `file:line` of a part of the entry."""
        return place_of(mark_at(self.tree, path)) if path else place_of(self.mark)


def _as_read(tree: PlacedTable) -> PlacedTable:
    return tree


class Drafts:
    """What was read: for each kind, entries by name (policies by `actor/name`), and problems.

    `known` are entries that were read and checked before; what is read besides may name them.
    """

    def __init__(self, entries: Mapping[str, Mapping[str, FoundEntry]] | None = None) -> None:
        self.problems: list[UserError] = []
        self.hints: list[UserError] = []  # what is right, and could be said better
        self.unread = False  # whether a file of the folder could not be read at all
        self.found = {kind: dict((entries or {}).get(kind, {})) for kind in KINDS}
        self.fresh: dict[str, list[FoundEntry]] = {kind: [] for kind in KINDS}
        # Names of entries that exist but hold mistakes, by kind.
        self.refused: dict[str, set[str]] = {kind: set() for kind in KINDS}
        self.own: list[OwnFile] = []  # files of the user's own that could be read, with their kind

    def read_folder(self, folder: Path) -> None:
        """Read a whole configs folder."""
        if not folder.is_dir():
            self.report(shown(folder), "no such folder", "name a folder of configs")
            self.unread = True
            return
        for kind in KINDS.values():
            part, star, _ = kind.where.partition("/")
            if not star:
                self._read_single(kind, folder / part)
            elif kind.name == "scenarios":
                files = yaml_files(folder / part)
                tables = [(path.stem, self._read_file(path)) for path in files]
                self._keep_scenarios(tables)
            else:
                for path in yaml_files(folder / part):
                    self._read_path(kind, path, folder)

    def _read_single(self, kind: Kind, path: Path) -> None:
        if kind.names is None or path.exists():
            self._read_path(kind, path, path.parent)

    def _read_path(self, kind: Kind, path: Path, folder: Path) -> None:
        table = self._read_file(path)
        if table is None:
            return
        if kind.names:
            self._keep_many(kind, table, path.stem)
        elif kind.name != "policies" or self._is_at_home(path, table, folder):
            self._keep_one(kind, path.stem, table)
        else:
            self.refused[kind.name].add(path.stem)

    def read_own(self, files: Iterable[OwnFile]) -> None:
        """Read files of the user's own, and those beside them that they name."""
        scenarios: list[tuple[str, PlacedTable | None]] = []
        waiting = list(files)
        for file in waiting:
            kind, table = self._read_own_file(file)
            if table is None:
                continue
            waiting += self._find_beside(file, references(table, kind), waiting)
            if kind == "scenarios":
                scenarios.append((file.name, table))
            else:
                self._keep_one(KINDS[kind], file.name, table)
        self._keep_scenarios(scenarios)

    def _read_own_file(self, file: OwnFile) -> tuple[str, PlacedTable | None]:
        kind, table = file.kind, read_table(file.text, file.place, self.problems)
        try:
            kind = expect_kind(table, kind) if table is not None else kind
        except UserError as error:
            self.problems.append(error)
            table = None
        if table is None:
            for name in [kind] if kind else OWN_KINDS:
                self.refused[name].add(file.name)
        else:
            self.own.append(dataclasses.replace(file, kind=kind))
        return kind, table

    def _find_beside(
        self, file: OwnFile, named: Iterable[tuple[str, str]], given: list[OwnFile]
    ) -> list[OwnFile]:
        """Return the files beside a file that it names, where nothing else has their names."""
        further: list[OwnFile] = []
        for kind, name in named:
            stem = name.rpartition("/")[2]
            taken = any(o.name == stem and o.kind in {"", kind} for o in (*given, *further))
            if taken or name in self.found[kind] or stem in CODED_POLICIES:
                continue
            try:
                near = beside(file, stem, kind)
            except UserError as error:
                self.problems.append(error)
                self.refused[kind].add(stem)
                continue
            further += [near] if near else []
        return further

    def report(self, place: str, problem: str, remedy: str = "") -> None:
        """Note a problem."""
        self.problems.append(UserError(place, problem, remedy))

    def _read_file(self, path: Path) -> PlacedTable | None:
        table = read_file(path, self.problems)
        self.unread |= table is None
        return table

    def _keep_many(self, kind: Kind, table: PlacedTable, owner: str) -> None:
        for name, tree in table.items():
            mark = table.marks[name]
            check_name(name, kind.names or NAME, place_of(mark), self.problems)
            if not isinstance(tree, PlacedTable):
                self.report(place_of(mark), f"{name} should be `key: value` lines", "indent them")
                self.refused[kind.name].add(name)
                continue
            tree.mark = mark  # an entry begins at its name
            actor = owner if kind.where == f"{kind.name}/<actor>.yaml" else ""
            if actor == EVERY_ACTOR:
                for party in self._parties():
                    self._keep(kind, f"{party}_{name}", tree, party)
            else:
                self._keep(kind, name, tree, actor)

    def _parties(self) -> list[str]:
        """Return the actors that share a term with another, in the order of the terms."""
        terms = [draft.entry for draft in self.found["terms"].values()]
        return list(dict.fromkeys(actor for term in terms for actor in (term.giver, term.receiver)))

    def _keep_one(self, kind: Kind, stem: str, table: PlacedTable) -> None:
        place = place_of(table.mark)
        check_name(stem, NAME, place, self.problems)
        name, actor = stem, ""
        if kind.name == "policies":
            actor = str(table.get("actor", ""))
            name = f"{actor}/{stem}"
            if stem in CODED_POLICIES:
                self.report(place, f"{stem!r} is a policy written in code", "name yours otherwise")
        self._keep(kind, name, table, actor)

    def _is_at_home(self, path: Path, table: PlacedTable, folder: Path) -> bool:
        if "actor" not in table:
            return True
        actor, owner = table["actor"], path.relative_to(folder / "policies").parts[0]
        if owner != actor:
            place = place_of(table.marks["actor"])
            self.report(place, f"actor is {actor!r} in the folder of {owner!r}", "move the file")
        return bool(owner == actor)

    def _keep_scenarios(self, tables: Iterable[tuple[str, PlacedTable | None]]) -> None:
        """Keep scenarios, each with what it takes from the one it extends."""
        raw: dict[str, PlacedTable] = {}
        for name, table in tables:
            if table is None or not self._names_base(table):
                self.refused["scenarios"].add(name)
            elif name in raw:
                self._refuse_twin(name, table.mark, raw[name].mark)
            elif not self._is_taken(KINDS["scenarios"], name, table.mark):
                raw[name] = table
        for name in raw:
            merged = self._extend(name, raw)
            if merged is None:
                self.refused["scenarios"].add(name)
            else:
                self._keep(KINDS["scenarios"], name, merged, "")

    def _names_base(self, table: PlacedTable) -> bool:
        """Whether `extends` is a name or left out; what is missing for want of it is one fault."""
        fields = KINDS["scenarios"].model.model_fields
        unknown = [key for key in table if key not in fields]
        if "extends" in table:
            place, given = place_of(table.marks["extends"]), table["extends"]
            if not isinstance(given, str) and not self._is_told(place):
                problem = "extends should be the name of a scenario"
                self.report(place, problem, "write extends: lesson")
            return isinstance(given, str)
        near = difflib.get_close_matches("extends", unknown, n=1, cutoff=LIKE)
        for key in near:
            self._add([unknown_field(place_of(table.marks[key]), key, ["extends"])])
        return not near

    def _extend(self, name: str, raw: Mapping[str, PlacedTable]) -> PlacedTable | None:
        table = merged = raw[name]
        seen = [name]
        while "extends" in table:
            base, mark = table["extends"], table.marks["extends"]
            if base in seen:
                self.report(place_of(mark), f"scenario {base!r} extends itself", "break the circle")
                return None
            if base in raw:
                table, merged = raw[base], extend(raw[base], merged)
                seen.append(base)
            elif base in self.found["scenarios"]:
                # It was found right before: what clashes with it is told where it is taken.
                return extend(placed_at(mark, self.found["scenarios"][base].tree), merged)
            else:
                self._report_base(place_of(mark), base, raw.keys() - {name})
                return None
        return merged

    def _report_base(self, place: str, base: str, others: Iterable[str]) -> None:
        if base not in self.refused["scenarios"] and not self._is_told(place):
            options = [*self.found["scenarios"], *others]
            self.report(place, f"unknown scenario {base!r}", did_you_mean(base, options))

    def _is_told(self, place: str) -> bool:
        return any(problem.place == place for problem in self.problems)

    def _keep(self, kind: Kind, name: str, tree: PlacedTable, actor: str) -> None:
        places = {problem.place for problem in self.problems}
        sound = tree.mark[0] not in {place.rpartition(":")[0] for place in places}
        fresh: list[UserError] = []
        entry = validate(tree, kind.model, fresh, name if kind.names else "", sound=sound)
        self._add(fresh)
        if self._is_taken(kind, name, tree.mark):
            return
        given = getattr(entry, "name", name)
        place = place_of(mark_at(tree, ("name",)))
        is_named = "name" in kind.model.model_fields and kind.name != "policies"
        if is_named and given != name and not self._is_told(place):
            self.report(place, f"name is {given!r} in a file called {name}.yaml", f"write {name}")
        if entry is None:
            self.refused[kind.name].add(name.rpartition("/")[2])
        else:
            self.found[kind.name][name] = FoundEntry(
                name, entry, functools.partial(_as_read, tree), tree.mark, actor
            )
            self.fresh[kind.name].append(self.found[kind.name][name])

    def _add(self, fresh: Iterable[UserError]) -> None:
        """Note problems, but for lines of which the reader or a scenario's base told one already.

        A field that is not known is told instead of its value.
        """
        fresh = list(fresh)
        for problem in fresh:
            if isinstance(problem, UnknownFieldError):
                self.forget_value(problem.place, problem.key)
        places = {problem.place for problem in self.problems}
        self.problems += [problem for problem in fresh if problem.place not in places]

    def forget_value(self, place: str, key: str) -> None:
        """Forget that the value of a key has two readings: the key itself is wrong."""
        self.problems = [
            problem
            for problem in self.problems
            if not isinstance(problem, AmbiguousValueError)
            or (problem.place, problem.key) != (place, key)
        ]

    def _is_taken(self, kind: Kind, name: str, mark: Mark) -> bool:
        first = self.found[kind.name].get(name)
        if first is not None:
            is_fresh = first in self.fresh[kind.name]
            self._refuse_twin(name, mark, first.mark, "" if is_fresh else "give yours another name")
        return first is not None

    def _refuse_twin(self, name: str, mark: Mark, first: Mark, remedy: str = "") -> None:
        problem = f"{name!r} is also at {place_of(first)}"
        self.report(place_of(mark), problem, remedy or "keep one")
