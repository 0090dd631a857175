"""What an article of the encyclopedia names, read from typed fields and from code."""

from __future__ import annotations

import ast
import functools
import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from types import CodeType
from typing import Any

from pydantic import BaseModel

from game.config.fingerprint import PROSE
from game.language.expression import names_in

# Texts cite rows of the timeline by their ids, as papers cite by numbers.
ROW = re.compile(r"\b[A-Z][A-Za-z]?[0-9]{2}\b")
# What the parameters are called in rules and measures.
PARAMS = "params"
# Fields that no game reads, and that name nothing: texts for people.
TEXTS = PROSE - {"extends", "postures", "rows"}


def names_of_entry(entry: BaseModel) -> frozenset[str]:
    """Return the names that an entry of the configs holds."""
    return frozenset(_named(entry)).union(*map(ROW.findall, _texts(entry)))


def _named(value: Any) -> Iterator[str]:
    """Yield the names that the fields of an entry hold: alone, as targets, in expressions."""
    if isinstance(value, BaseModel):
        for field in type(value).model_fields:
            if field not in TEXTS:
                yield from _named(getattr(value, field))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _named(key)
            yield from _named(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _named(part)
    elif isinstance(value, str):
        yield value
        yield from names_in(value)


def _texts(value: Any) -> Iterator[str]:
    """Yield all texts of an entry, those for people included."""
    if isinstance(value, BaseModel):
        value = {field: getattr(value, field) for field in type(value).model_fields}
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple | list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str):
        yield value


def names_of_code(code: CodeType) -> frozenset[str]:
    """Return the names that a function's code reads or asks for, with those of its inner ones."""
    asked_for = (part for part in code.co_consts if isinstance(part, str))
    inner = (part for part in code.co_consts if isinstance(part, CodeType))
    return frozenset(code.co_names).union(asked_for, *map(names_of_code, inner))


def parameters_of(rule: Callable[..., Any]) -> frozenset[str]:
    """Return the parameters that a rule's module reads, and those that it uses functions of."""
    used = vars(sys.modules[rule.__module__]).values()
    modules = {rule.__module__} | {
        part.__module__
        for part in used
        if inspect.isfunction(part) and part.__module__.startswith("game.")
    }
    return frozenset().union(*map(_read_in, modules))


@functools.cache
def _read_in(module: str) -> frozenset[str]:
    """Return the parameters that the functions of a module read."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return frozenset(
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and _last_name(node.value) == PARAMS
    )


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
