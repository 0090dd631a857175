"""Files of a user's own: policies, scenarios and experiments, given one by one or as a folder."""

from __future__ import annotations

import dataclasses
import difflib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from game.config.files import SUFFIXES, is_yaml, read_text, real_path, shown, yaml_files
from game.config.loader import PlacedTable, place_of
from game.config.schema.fields import NAME
from game.config.schema.kinds import KINDS
from game.errors import UserError

OWN_KINDS = ("policies", "scenarios", "experiments", "classes")
ONE_OF = {
    "policies": "a policy",
    "scenarios": "a scenario",
    "experiments": "an experiment",
    "classes": "a plan of a class",
}
# How near a key is to a field that it stands for.
LIKE = 0.75
NAMED = "name a policy, a scenario, an experiment or a plan of a class"
_TOLD_BY = (
    "a policy has 'actor:', a scenario 'start:' or 'extends:', an experiment 'question:', "
    "a plan of a class 'debrief:'"
)


@dataclasses.dataclass(frozen=True)
class OwnFile:
    """A file of the user's own as text.

    `place` is how messages name it. `kind` is what it must hold, empty for whatever it holds.
    `path` is where it lies, None for one that a log carries.
    """

    name: str
    text: str
    place: str
    kind: str = ""
    path: Path | None = None


def is_file_name(text: str) -> bool:
    """Whether what was typed names a file or a folder; no name of a config has a dot or a slash."""
    return any(sign in text for sign in {".", "/", os.sep})


def expect_yaml(path: Path) -> None:
    """Refuse a file of one's own that has not the name of a YAML file.

    Raises
    ------
    UserError
        If it has not.
    """
    if not is_yaml(path):
        suggested = path.with_suffix(SUFFIXES[0]).name
        raise UserError(shown(path), "its name does not end in .yaml", f"name it {suggested}")


def gather(
    named: Iterable[tuple[Path, str]], shipped: Path, problems: list[UserError]
) -> list[OwnFile]:
    """Return the files that were named, each once, without those of the shipped folder.

    A file comes with the kind that it must be, a folder with the files in it, of whatever kind.
    What cannot be read goes into `problems`.
    """
    seen: set[Path] = set()
    files: list[OwnFile] = []
    for path, kind in named:
        try:
            for file in _files_of(path):
                real = real_path(file)
                if real not in seen and not real.is_relative_to(real_path(shipped)):
                    seen.add(real)
                    wanted = kind if file == path else ""
                    files.append(OwnFile(file.stem, read_text(file), shown(file), wanted, real))
        except UserError as error:
            problems.append(error)
    return files


def _files_of(path: Path) -> list[Path]:
    # These functions take any name, also one that no file can have.
    if not os.path.isdir(path):
        if os.path.exists(path):
            expect_yaml(path)
        return [path]
    if is_configs_folder(path):
        raise UserError(shown(path), "is a whole configs folder", f"{NAMED}, or a folder of them")
    files = yaml_files(path)
    if not files:
        raise UserError(shown(path), "holds no YAML file", NAMED)
    return files


def is_configs_folder(path: Path) -> bool:
    """Whether a path is a whole folder of configs, of every kind."""
    return os.path.isfile(path / "axes.yaml")


def beside(file: OwnFile, name: str, kind: str) -> OwnFile | None:
    """Return the file of a name that lies in the same folder as another, if there is one.

    Raises
    ------
    UserError
        If it cannot be read.
    """
    if file.path is None or not re.fullmatch(NAME, name):
        return None
    for suffix in SUFFIXES:
        path = file.path.with_name(f"{name}{suffix}")
        if os.path.isfile(path):
            return OwnFile(path.stem, read_text(path), shown(path), kind, real_path(path))
    return None


def kind_of(table: PlacedTable) -> str:
    """Return which kind of file a table is by its fields, misspelt ones included, "" for none."""
    score = {kind: len(table.keys() & fields) for kind, fields in _TELLING.items()}
    if not any(score.values()):
        score = {kind: len(_telling_keys(table, kind)) for kind in OWN_KINDS}
    best = max(OWN_KINDS, key=lambda kind: score[kind])
    return best if score[best] else ""


def expect_kind(table: PlacedTable, wanted: str) -> str:
    """Return the kind of a table, the wanted one where it could be that.

    Raises
    ------
    UserError
        If it is another, or none.
    """
    kind = kind_of(table) or wanted
    if not kind:
        problem = "is no policy, scenario, experiment or plan of a class"
        raise UserError(place_of(table.mark), problem, _TOLD_BY)
    if wanted and kind != wanted:
        key = _telling_keys(table, kind)[0]
        problem = f"is {ONE_OF[kind]} (it has {key!r}), not {ONE_OF[wanted]}"
        raise UserError(place_of(table.marks[key]), problem, f"name {ONE_OF[wanted]}")
    return kind


def _telling_keys(table: PlacedTable, kind: str) -> list[str]:
    return [key for key in table if _is_like(key, _TELLING[kind])]


def _is_like(key: str, fields: Iterable[str]) -> bool:
    return bool(difflib.get_close_matches(key, fields, n=1, cutoff=LIKE))


def _telling_fields() -> dict[str, frozenset[str]]:
    """Return the fields that only files of one kind have."""
    fields = {kind: frozenset(KINDS[kind].model.model_fields) for kind in OWN_KINDS}
    return {
        kind: fields_of_kind.difference(
            *(others for other, others in fields.items() if other != kind)
        )
        for kind, fields_of_kind in fields.items()
    }


_TELLING = _telling_fields()


def references(table: PlacedTable, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the name of what a file of one's own may take from files beside it.

    A policy is named `actor/name`.
    """
    if kind == "scenarios":
        yield "scenarios", _text(table.get("extends"))
        yield from _cast(table.get("policies"))
    if kind == "experiments":
        yield "scenarios", _text(table.get("scenario"))
        for line_up in _mapping(table.get("profiles")).values():
            yield from _cast(_mapping(line_up).get("policies"))
        for actor, names in _mapping(table.get("grid")).items():
            for name in names if isinstance(names, list) else ():
                yield "policies", f"{actor}/{_text(name)}"


def _cast(policies: Any) -> Iterator[tuple[str, str]]:
    for actor, name in _mapping(policies).items():
        yield "policies", f"{actor}/{_text(name)}"


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, PlacedTable) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
