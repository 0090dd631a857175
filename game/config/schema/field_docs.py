"""What each field of a schema is, as the text under it says; read from the source when asked for.

pydantic can attach these texts to the fields itself, but then every command would parse the source
of all schemas before it does anything.
"""

from __future__ import annotations

import ast
import functools
import inspect
import sys
from collections.abc import Mapping

from pydantic import BaseModel


@functools.cache
def field_docs(model: type[BaseModel]) -> Mapping[str, str]:
    """Return the text under each field of a schema, by name; inherited fields have theirs."""
    docs: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base.__module__ != BaseModel.__module__:
            docs |= _docs_of_module(base.__module__).get(base.__name__, {})
    return {name: docs[name] for name in model.model_fields if name in docs}


@functools.cache
def _docs_of_module(name: str) -> Mapping[str, Mapping[str, str]]:
    tree = ast.parse(inspect.getsource(sys.modules[name]))
    return {node.name: _docs_of_class(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _docs_of_class(node: ast.ClassDef) -> Mapping[str, str]:
    docs = {}
    for field, text in zip(node.body, node.body[1:], strict=False):
        match field, text:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(said))),
            ):
                docs[name] = inspect.cleandoc(said)
    return docs
