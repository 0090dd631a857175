"""Stored openings: what the hindcast came to at a date, history by history.

A file of configs/openings is a table. Its first row names the histories, the most typical first;
each other row is a number of the world or a setting, with one value for all histories or one for
each. Numbers that are 0 in all of them are left out. What holds a setting names it.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from game.config.files import lines_of, read_text, shown
from game.errors import UserError
from game.state.axes import Axes
from game.state.opening import ANEW, DERIVED
from game.state.world import FIELDS, Floats

FOLDER = "openings"
WRITER = "python -m game.hindcast.openings"
LEVER = "lever"


@dataclasses.dataclass(frozen=True, kw_only=True)
class StoredOpening:
    """The state of several histories at a date.

    `fields` has an array (histories, ...) for each field but those that follow from others or begin
    anew in a game; `settings` the settings in force, by actor and lever or `lever.member`; `named`
    the setting that a field of settings holds.
    """

    histories: tuple[int, ...]
    fields: Mapping[str, Floats]
    settings: Mapping[str, Mapping[str, str]]
    named: Mapping[str, str]


def opening_path(folder: Path, month: str) -> Path:
    """Return the file that holds the openings at the end of a month, in a folder of configs."""
    return folder / FOLDER / f"{month}.csv"


def stored_months(folder: Path) -> list[str]:
    """Return the months at whose end openings are stored."""
    return sorted(path.stem for path in (folder / FOLDER).glob("*.csv"))


@functools.lru_cache(maxsize=16)
def opening_hash(folder: Path, month: str) -> str:
    """Return the SHA-256 of the openings stored for a month."""
    text = read_text(opening_path(folder, month))
    return hashlib.sha256("\n".join(lines_of(text)).encode()).hexdigest()


@functools.lru_cache(maxsize=16)
def read_opening(folder: Path, month: str, axes: Axes) -> StoredOpening:
    """Return the openings stored for a month.

    Raises
    ------
    UserError
        If there is no such file, or it is not for the configs beside it.
    """
    path = opening_path(folder, month)
    rows = [
        (number, line.split(","))
        for number, line in enumerate(lines_of(read_text(path)), 1)
        if not line.startswith("#")
    ]
    number, (_, *cells) = rows[0] if rows else (1, [""])
    histories = _read_histories(cells, f"{shown(path)}:{number}")
    fields = {
        name: np.zeros(axes.shape(field.axes, len(histories)))
        for name, field in FIELDS.items()
        if is_stored(name)
    }
    settings: dict[str, dict[str, str]] = {actor: {} for actor in axes.actors}
    named: dict[str, str] = {}
    for number, (target, *cells) in rows[1:]:
        try:
            kind, _, rest = target.partition(".")
            if kind == LEVER:
                actor, _, lever = rest.partition(".")
                settings[actor][lever] = cells[0]
            elif FIELDS[kind].lever:
                named[kind] = cells[0]
            else:
                _set_number(fields[kind], target, cells, axes)
        except (KeyError, IndexError, ValueError):
            problem = f"{target!r} is no number of this model with its values"
            raise UserError(f"{shown(path)}:{number}", problem, f"run {WRITER}") from None
    return StoredOpening(histories=histories, fields=fields, settings=settings, named=named)


def _read_histories(cells: list[str], place: str) -> tuple[int, ...]:
    """Return the numbers of the histories, which the first row has."""
    if not cells or not all(map(_is_history, cells)):
        raise UserError(place, "is no row of histories by their numbers", f"run {WRITER}")
    return tuple(map(int, cells))


def _is_history(cell: str) -> bool:
    return cell.isascii() and cell.isdecimal() and len(cell) < 10


def is_stored(name: str) -> bool:
    """Whether stored openings hold a field: it neither follows from others nor begins anew."""
    return name not in DERIVED and name not in ANEW


def _set_number(array: Floats, target: str, cells: list[str], axes: Axes) -> None:
    name, *members = target.split(".")
    letters = FIELDS[name].axes[1:]
    place = tuple(
        axes.members(letter).index(member) for letter, member in zip(letters, members, strict=True)
    ) or (0,)
    index: tuple[slice | int, ...] = (slice(None), *place)
    values = np.array([float(cell) for cell in cells])
    if not ((FIELDS[name].low <= values) & (values <= FIELDS[name].high)).all():
        raise ValueError(target)
    array[index] = values
