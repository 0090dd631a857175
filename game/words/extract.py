"""The texts that catalogues translate, from the code of the window and the configs."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import jinja2

from game.config.library import Library
from game.paths import PACKAGE, assets_dir
from game.words import numbers
from game.words.texts import readable_texts, units

# The rooms whose code says texts to a person.
SPEAKING = ("classroom", "seat", "text", "window", "words")
MARKS = frozenset({"say", "say_config", "later"})
# Units of levers that are told with their settings.
TOLD_OF_LEVERS = frozenset({"names", "months of sales"})
# One text, or the text for one and for many.
Key = str | tuple[str, str]


def extract(library: Library) -> dict[Key, list[str]]:
    """Return every text that can be said, with the places it stands at."""
    places_of: dict[Key, list[str]] = {}
    for place, key in (*code_texts(), *_shaped(library), *readable_texts(library)):
        places = places_of.setdefault(key, [])
        if place not in places:
            places.append(place)
    return places_of


def code_texts() -> Iterator[tuple[str, Key]]:
    """Yield the texts marked in the code of the rooms that speak, with their files."""
    for path in speaking_files():
        for key in keys_of(ast.parse(path.read_text("utf-8"))):
            yield path.relative_to(PACKAGE.parent).as_posix(), key
    for path in sorted((PACKAGE / "classroom" / "pages").glob("*.html")):
        for key in template_keys(path.read_text("utf-8")):
            yield path.relative_to(PACKAGE.parent).as_posix(), key


def speaking_files() -> list[Path]:
    """Return every file of code whose texts a person may read in the window."""
    return sorted(path for room in SPEAKING for path in (PACKAGE / room).rglob("*.py"))


def keys_of(tree: ast.AST) -> Iterator[Key]:
    """Yield the literals that are given to `say` and its like."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
            continue
        if node.func.id in MARKS:
            yield from _strings(node.args[0])
        elif node.func.id == "say_count":
            single, many = node.args[:2]
            if isinstance(single, ast.Constant) and isinstance(many, ast.Constant):
                yield str(single.value), str(many.value)


def template_keys(text: str) -> Iterator[Key]:
    """Yield the literals that a page gives to `say` and its like."""
    for call in jinja2.Environment().parse(text).find_all(jinja2.nodes.Call):
        if not isinstance(call.node, jinja2.nodes.Name):
            continue
        given = [arg.value for arg in call.args if isinstance(arg, jinja2.nodes.Const)]
        if call.node.name in MARKS and given:
            yield str(given[0])
        elif call.node.name == "say_count":
            yield str(given[0]), str(given[1])


def _strings(node: ast.expr) -> Iterator[str]:
    """Yield the texts of a literal: the values of a mapping, and what a call is told to say."""
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Dict(values=parts):
            for part in parts:
                yield from _strings(part)
        case ast.Call(keywords=values):
            for value in values:
                if value.arg == "says":
                    yield from _strings(value.value)
        case ast.IfExp(body=body, orelse=other):
            yield from _strings(body)
            yield from _strings(other)


def _shaped(library: Library) -> Iterator[tuple[str, Key]]:
    """Yield what is shaped from configs before it is said: units, settings, members, places."""
    levers = library.levers_by_name.values()
    shares = {lever.unit for lever in levers if lever.unit.startswith("share")}
    for unit in sorted(units(library) | shares | TOLD_OF_LEVERS):
        if scale := numbers.SCALE.fullmatch(unit):
            yield "units", scale[1]
        elif unit != "flag" and unit not in numbers.PLAIN_UNITS:
            yield "units", numbers.amount_pattern(unit)
            if unit.startswith("US$ bn"):
                yield "units", numbers.amount_pattern(unit, small=True)
    for lever in levers:
        for name in lever.settings or {}:
            yield "settings", lever.setting_title(name)
    for axis in type(library.axes).model_fields:
        members = getattr(library.axes, axis)
        for name in members if isinstance(members, Mapping) else ():
            yield f"axes {axis}", numbers.member_name(name)
    drawn = json.loads((assets_dir() / "map" / "world.json").read_text("utf-8"))
    for hub in drawn["hubs"].values():
        yield "map", hub["name"]
