"""From a table to a schema's entry, with every problem at its line and in the house form."""

from __future__ import annotations

import difflib
import re
import types
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, Tag, ValidationError

from game.config.loader import Key, Mark, PlacedTable, Rows, mark_at, place_of
from game.config.scalars import with_ascii_figures
from game.config.schema.field_docs import field_docs
from game.config.schema.fields import REMEDIES, Entry
from game.errors import UserError, did_you_mean

E = TypeVar("E", bound=Entry)


class UnknownFieldError(UserError):
    """A field that there is none of, by its key."""

    key: str = ""


_FORMS = {
    "model": "`key: value` lines",
    "dict": "`key: value` lines",
    "mapping": "`key: value` lines",
    "tuple": "a list",
    "float": "a number",
    "int": "a whole number",
    "string": "text",
    "bool": "true or false",
}
_QUOTES = "'\""
_LETTERS = {"high": "H", "medium": "M", "middle": "M", "low": "L"}


def validate(
    tree: Any, model: type[E], problems: list[UserError], name: str = "", *, sound: bool = True
) -> E | None:
    """Return the entry a table holds, or None after putting what is wrong into `problems`.

    `name` is that of an entry among others in its file. Where a file is not `sound`, faults were
    told as it was read; that its fields do not fit each other may follow from these, and is not.
    """
    try:
        return model.model_validate(tree)
    except ValidationError as error:
        details = error.errors(include_url=False)
    misspelt = {_meant(detail, model) for detail in details if detail["type"] == "extra_forbidden"}
    for detail in details:
        # A misspelt field is not missing too.
        is_echo = detail["type"] == "missing" and detail["loc"] in misspelt
        if not is_echo and (sound or not detail.get("ctx", {}).get("at")):
            problems.append(_explain(detail, tree, model, name))
    return None


def _meant(detail: Any, model: type[BaseModel]) -> tuple[Key, ...]:
    """Return the path of the field that an unknown one probably stands for."""
    path = detail["loc"]
    owner = _model_at(model, path[:-1])
    near = difflib.get_close_matches(str(path[-1]), owner.model_fields if owner else (), n=1)
    return (*path[:-1], *near)


def unknown_field(place: str, key: str, fields: Iterable[str]) -> UnknownFieldError:
    """Return what is told of a key that is none of the fields."""
    unknown = UnknownFieldError(place, f"unknown field {key!r}", did_you_mean(key, fields))
    unknown.key = key
    return unknown


def check_name(name: str, pattern: str, place: str, problems: list[UserError]) -> None:
    """Report a name that does not follow its pattern."""
    if not re.fullmatch(pattern, name):
        problems.append(UserError(place, f"{name!r} is not a name here", REMEDIES[pattern]))


def _explain(detail: Any, tree: Any, model: type[BaseModel], name: str) -> UserError:
    kind: str = detail["type"]
    context: Mapping[str, Any] = detail.get("ctx", {})
    path: tuple[Key, ...] = (*detail["loc"], *context.get("at", ()))
    place_in_tree = _found(tree, path)
    place = place_of(mark_at(tree, path))
    key = _spell(place_in_tree)
    if kind == "refused":
        place = place_of(_given_mark(tree, detail["loc"], context))
        named = str(context["problem"]).replace("{key}", key)
        return UserError(place, named, str(context["remedy"]).replace("{key}", key))
    if kind == "missing":
        return _explain_missing(path, key or name, place, model)
    if kind == "extra_forbidden":
        owner = _model_at(model, detail["loc"][:-1])
        return unknown_field(place, str(path[-1]), owner.model_fields if owner else ())
    if path[-1:] == ("[key]",):
        remedy = REMEDIES[str(context["pattern"])]
        return UserError(place, f"{detail['input']!r} is not a name here", remedy)
    return UserError(place, *_explain_value(detail, context, tree, place_in_tree, key))


def _given_mark(tree: Any, path: tuple[Key, ...], context: Mapping[str, Any]) -> Mark:
    """Return where one of two parts that do not fit is given, rather than inherited."""
    inherited = tree.marks.get("extends") if isinstance(tree, PlacedTable) else None
    marks = [mark_at(tree, (*path, *context[part])) for part in ("at", "against") if context[part]]
    given = [mark for mark in marks if mark != inherited]
    return (given or marks or [mark_at(tree, path)])[0]


def _explain_missing(
    path: tuple[Key, ...], owner: str, place: str, model: type[BaseModel]
) -> UserError:
    name = path[-1]
    if isinstance(name, int):
        return UserError(place, f"{owner} has too few items", "write [low, high]")
    problem = f"{owner} has no {name!r}" if owner else f"{name!r} is missing"
    holder = _model_at(model, path[:-1])
    says = field_docs(holder).get(name) if holder else None
    return UserError(
        place, problem, f"add {name} ({_uncapitalise(says)})" if says else f"add {name}"
    )


def _explain_value(
    detail: Any, context: Mapping[str, Any], tree: Any, keys: tuple[Key, ...], key: str
) -> tuple[str, str]:
    kind: str = detail["type"]
    value = detail["input"]
    form, _, what = kind.rpartition("_")
    if (what == "type" and form in _FORMS) or kind == "model_attributes_type":
        wanted = _FORMS.get(form, _FORMS["model"])
        if form in {"float", "int"}:
            wanted += _unit(tree, keys)
        return f"{key} should be {wanted}, got {_show(value)}", _hint(form, value)
    if kind == "int_from_float":
        return f"{key} should be a whole number, got {_show(value)}", ""
    if kind == "literal_error":
        return f"{key} = {_show(value)} is not one of {context['expected']}", _near(value, context)
    if kind == "string_pattern_mismatch":
        remedy = REMEDIES.get(context["pattern"], f"pattern {context['pattern']}")
        return f"{key} = {_show(value)} is not in the right form", remedy
    if kind in {"greater_than", "greater_than_equal", "less_than", "less_than_equal"}:
        sign, limit = next((s, context[s]) for s in ("gt", "ge", "lt", "le") if s in context)
        words = {"gt": "above", "ge": "at least", "lt": "below", "le": "at most"}
        return (
            f"{key} = {_show(value)} is out of bounds",
            f"it should be {words[sign]} {limit:.15g}",
        )
    if kind in {"too_short", "string_too_short"}:
        return f"{key} is empty", f"give at least {context.get('min_length', 1)}"
    if kind == "too_long":
        return f"{key} has {len(value)} items", f"give {context['max_length']} at most"
    return f"{key}: {detail['msg']}, got {_show(value)}", ""


def _found(tree: Any, path: Iterable[Key]) -> tuple[Key, ...]:
    """Return the part of a path that the tree holds, without a validator's tags."""
    kept: list[Key] = []
    for key in path:
        if isinstance(tree, PlacedTable) and key in tree:
            tree = tree[str(key)]
        elif isinstance(tree, Rows) and isinstance(key, int) and key < len(tree):
            tree = tree[key]
        else:
            continue
        kept.append(key)
    return tuple(kept)


def _spell(path: tuple[Key, ...]) -> str:
    text = ""
    for key in path:
        text += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if text else key
    return text


def _unit(tree: Any, keys: tuple[Key, ...]) -> str:
    holder = tree
    for key in keys[:-1]:
        holder = holder[key]
    unit = holder.get("unit") if isinstance(holder, PlacedTable) else None
    return f" ({unit})" if isinstance(unit, str) else ""


def _show(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "null"
    if isinstance(value, PlacedTable):
        return "a mapping"
    if isinstance(value, Rows):
        return "a list"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}...{text[-1] if text[-1] in _QUOTES else ''}"


def _hint(form: str, value: Any) -> str:
    if form in {"float", "int"} and isinstance(value, str):
        plain = with_ascii_figures(value)
        if re.fullmatch(r"[-+]?([0-9]{1,15}\.?[0-9]*|\.[0-9]+) ?%", plain):
            return f"write the share, {float(plain.rstrip('% ')) / 100:g}"
        if re.fullmatch(r"[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", plain):
            return f"write {plain.replace(',', '')}"
        if re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?([eE][-+][0-9]+)?", plain):
            return f"write {plain} without quotes" if plain == value else f"write {plain}"
    if form == "string" and isinstance(value, int | float):
        return f"write '{_show(value)}' in quotes"
    if form == "tuple" and not isinstance(value, dict):
        return "write [a, b], or one `- item` a line"
    return ""


def _near(value: Any, context: Mapping[str, Any]) -> str:
    options = re.findall(r"'([^']*)'", str(context["expected"]))
    if isinstance(value, str) and _LETTERS.get(value.lower()) in options:
        return f"write {_LETTERS[value.lower()]}"
    return did_you_mean(value, options) if isinstance(value, str) and len(value) > 1 else ""


def _uncapitalise(text: str) -> str:
    return (text[:1].lower() + text[1:]).rstrip(".")


def _model_at(model: Any, path: Iterable[Key]) -> type[BaseModel] | None:
    """Return the schema that stands at a path of a schema."""
    there = model
    for key in path:
        tagged = _tagged(there)
        if key in tagged:
            there = tagged[key]
            continue
        here, there = _strip(there), None
        if isinstance(here, type) and issubclass(here, BaseModel):
            field = here.model_fields.get(str(key))
            there = field.annotation if field else None
        elif get_origin(here) is tuple or get_origin(here) is dict:
            there = get_args(here)[-1 if get_origin(here) is dict else 0]
    here = _strip(there)
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _tagged(annotation: Any) -> dict[Key, Any]:
    """Return the parts of a union by the tags that errors name them by."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) not in (Union, types.UnionType):
        return {}
    return {
        mark.tag: part
        for part in get_args(annotation)
        for mark in getattr(part, "__metadata__", ())
        if isinstance(mark, Tag)
    }


def _strip(annotation: Any) -> Any:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        return _strip(next(a for a in get_args(annotation) if a is not type(None)))
    return annotation
