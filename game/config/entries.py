"""Files of entries by name that stand beside the library: read and checked one by one."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from game.config.loader import PlacedTable, place_of, read_file
from game.config.schema.fields import Entry
from game.config.validation import validate
from game.errors import UserError

E = TypeVar("E", bound=Entry)


def read_entries(path: Path, model: type[E]) -> dict[str, E]:
    """Read a file of entries by name.

    Raises
    ------
    UserError
        At the first entry that cannot be read.
    """
    problems: list[UserError] = []
    table = read_file(path, problems)
    entries: dict[str, E] = {}
    for name, tree in (table or {}).items():
        if not isinstance(tree, PlacedTable):
            place = place_of(table.marks[name]) if table is not None else ""
            raise UserError(place, f"{name} should be `key: value` lines", "indent them")
        entry = validate(tree, model, problems, name)
        if entry is not None:
            entries[name] = entry
    if problems:
        raise problems[0]
    return entries
