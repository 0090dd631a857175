"""The names that code gives to configs, or takes from them: quantities, fields, settings."""

from __future__ import annotations

import functools
import importlib
import pkgutil
import re
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import game.model
from game.config import CODED_POLICIES
from game.config.stored_openings import stored_months
from game.model.quantities import QUANTITIES
from game.model.quantities.dates import CALENDAR
from game.paths import PACKAGE
from game.state.axes import LETTERS
from game.state.reading import Term
from game.state.settings import MemberSettings, PartSetting, Setting
from game.state.world import FIELDS

if TYPE_CHECKING:
    from game.config.checks.shared import Names
    from game.config.library import Library

# What follows from what is there, and what a turn is.
ROOMS_THAT_READ = ("model", "state", "turn")
_READ = re.compile(r"\b(params|orders)\.(?=([a-z]\w*))")


def program_names(library: Library) -> Names:
    """Return every name that the library's expressions, events and scenarios may use.

    `fields` has the path of each number of the world (`installed.us.h100`) and of each array or
    row of one; `effects` those that an event can change; `quantities` what expressions may read;
    `payoffs` the same with their means and opening values; `view` what every policy may read;
    `settings` the settings of levers that rules name, each with the file that does; `openings` the
    months at whose end openings are stored.
    """
    fields: set[str] = set()
    effects: set[str] = set()
    readable = readable_names(library)
    for field in FIELDS.values():
        axes = [library.members(LETTERS[letter]) for letter in field.axes[1:]]
        for depth in range(len(axes) + 1):
            fields |= {".".join((field.name, *members)) for members in product(*axes[:depth])}
        effects.add(field.name)
        if len(axes) == 1:
            effects |= {f"{field.name}.{member}" for member in axes[0]}
    return {
        "fields": fields,
        "effects": effects,
        "quantities": readable,
        "payoffs": readable | Term.prefixed(readable),
        "view": view_names(library),
        "policies": CODED_POLICIES,
        "settings": _settings_named(library),
        "openings": stored_months(library.folder),
    }


def view_names(library: Library) -> frozenset[str]:
    """Return the names that every policy may read: announced settings, the date, its capital."""
    announced = {
        target
        for levers in library.levers.values()
        for name, lever in levers.items()
        if not lever.covert
        for target in (
            [f"{name}.{m}" for m in library.members(lever.axis)] if lever.axis else [name]
        )
    }
    return frozenset({*announced, *CALENDAR, "capital"})


def readable_names(library: Library) -> frozenset[str]:
    """Return the names that the library's expressions about the world may read."""
    readable = {*QUANTITIES, *library.targets()}
    for field in FIELDS.values():
        if len(field.axes) == 1:
            readable.add(field.name)
        elif len(field.axes) == 2:
            members = library.members(LETTERS[field.axes[1]])
            readable |= {f"{field.name}.{member}" for member in members}
    return frozenset(readable)


def names_read(subject: str) -> Mapping[str, str]:
    """Return what the code of the model and of a turn reads of `params` or `orders` by name.

    Each name comes with a file that reads it.
    """
    return _all_names_read()[subject]


@functools.cache
def _all_names_read() -> Mapping[str, Mapping[str, str]]:
    reads: dict[str, dict[str, str]] = {"params": {}, "orders": {}}
    for room in ROOMS_THAT_READ:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            file = path.relative_to(PACKAGE.parent).as_posix()
            for subject, name in _READ.findall(path.read_text(encoding="utf-8")):
                reads[subject].setdefault(name, file)
    return reads


def _settings_named(library: Library) -> dict[str, str]:
    """Return the settings that the model names, as `lever.setting`, and a file that names each."""
    settings: dict[str, str] = {}
    for named, file in _declared_settings():
        names = library.members(named.axis) if isinstance(named, MemberSettings) else (named.name,)
        levers = _writers(library, named.part) if isinstance(named, PartSetting) else [named.lever]
        for lever in levers:
            for name in names:
                settings.setdefault(f"{lever}.{name}", file)
    return settings


def _writers(library: Library, part: str) -> list[str]:
    """Return the levers by which actors write a part of their papers."""
    return [name for name, lever in library.levers_by_name.items() if lever.part == part]


@functools.cache
def _declared_settings() -> tuple[tuple[Setting | PartSetting | MemberSettings, str], ...]:
    """Return what the files of the model name at their top, with the file."""
    declared = []
    for part in pkgutil.walk_packages(game.model.__path__, "game.model."):
        module = importlib.import_module(part.name)
        file = Path(module.__file__ or "").relative_to(PACKAGE.parent).as_posix()
        for value in vars(module).values():
            if isinstance(value, Setting | PartSetting | MemberSettings):
                declared.append((value, file))
    return tuple(declared)
