"""What a rule reads and writes, taken from its source and that of the functions it calls."""

from __future__ import annotations

import ast
import dataclasses
import functools
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from game.state.world import FIELDS

# By contract every rule and every helper calls its arguments so.
READERS = ("world", "orders", "params")


@dataclasses.dataclass
class Reads:
    """Names by what they belong to; fields and parameters among others not told apart yet."""

    world: set[str] = dataclasses.field(default_factory=set)
    orders: set[str] = dataclasses.field(default_factory=set)
    params: set[str] = dataclasses.field(default_factory=set)
    quantities: set[str] = dataclasses.field(default_factory=set)
    draws: set[str] = dataclasses.field(default_factory=set)
    written: set[str] = dataclasses.field(default_factory=set)


@functools.cache
def reads_of(function: Callable[..., Any]) -> Reads:
    """Return what a function of the program reads, helpers included."""
    reads = Reads()
    for part in _reached(function, set()):
        tree = ast.parse(textwrap.dedent(inspect.getsource(part)))
        for node in ast.walk(tree):
            _note(node, reads)
        if part.__annotations__.get("return") == "Changes":
            reads.written |= {name for node in ast.walk(tree) for name in _keys(node)}
    return reads


def _reached(function: Callable[..., Any], known: set[Any]) -> Iterator[Any]:
    """Yield the function and all functions of the program that it names, each once."""
    plain: Any = inspect.unwrap(function)
    if plain in known:
        return
    known.add(plain)
    yield plain
    for name in plain.__code__.co_names:
        other = inspect.unwrap(plain.__globals__.get(name))
        if inspect.isfunction(other) and other.__module__.startswith("game."):
            yield from _reached(other, known)


def _note(node: ast.AST, reads: Reads) -> None:
    match node:
        case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
            if owner in READERS:
                getattr(reads, owner).add(name)
        case ast.Call(func=ast.Name(id="monthly"), args=[*_, ast.Constant(value=str(name))]):
            reads.quantities.add(name)
        case ast.Call(func=ast.Attribute(attr="uniform"), args=[ast.Constant(value=name), *_]):
            reads.draws.add(str(name))
        case ast.Call(args=[ast.Name(id="chance"), ast.Constant(value=str(name)), *_]):
            reads.draws.add(name)


def _keys(node: ast.AST) -> Iterator[str]:
    """Yield the fields that a dictionary display names."""
    if isinstance(node, ast.Dict):
        for key in node.keys:
            if isinstance(key, ast.Constant) and key.value in FIELDS:
                yield key.value
