"""Files made from the schemas: JSON Schema for editors, and the tables of configs/README.md.

`python -m game.config.documents` writes them anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from game.config.schema.field_docs import field_docs
from game.config.schema.fields import DATE, MONTH, NAME, QUARTER, Entry
from game.config.schema.kinds import KINDS, Kind, schemas
from game.paths import configs_dir

Json = dict[str, Any]

BEGIN = "<!-- what follows is made by `python -m game.config.documents` -->\n"

FORMS = {MONTH: "month, 2026-01", QUARTER: "quarter, 2026-Q1", DATE: "date", NAME: "name"}

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_WORDS = {
    "string": "text",
    "number": "number",
    "integer": "whole number",
    "boolean": "true or false",
    "null": "null",
    "object": "mapping",
    "array": "list",
}


def schema_of(kind: Kind) -> Json:
    """Return the JSON Schema of a file of this kind."""
    made = kind.model.model_json_schema(mode="validation", ref_template="#/$defs/{model}")
    parts: Json = made.pop("$defs", {})
    parts[kind.model.__name__] = made
    models = {model.__name__: model for model in schemas()}
    for name, part in parts.items():
        _describe(part, models[name])
        _tidy(part)
    entry: Json = {"$ref": f"#/$defs/{kind.model.__name__}"}
    file = entry
    if kind.names is not None:
        names = {"pattern": kind.names}
        file = {"type": "object", "propertyNames": names, "additionalProperties": entry}
    return {"$schema": _DRAFT, "title": kind.says, **file, "$defs": parts}


def write_schemas(folder: Path) -> None:
    """Write the JSON Schema of every kind to `folder/<kind>.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS.values():
        text = json.dumps(schema_of(kind), indent=1, ensure_ascii=False) + "\n"
        (folder / f"{kind.name}.json").write_text(text, encoding="utf-8")


def write_readme(path: Path) -> None:
    """Write the tables of fields anew under the text of `path` that a person wrote."""
    written = path.read_text(encoding="utf-8").partition(BEGIN)[0] if path.exists() else ""
    path.write_text(written + BEGIN + tables(), encoding="utf-8")


def tables() -> str:
    """Return a Markdown table of the fields of every kind, and of every part they share."""
    shared: dict[str, Json] = {}
    text = "\n| kind | files | one file holds | what |\n| --- | --- | --- | --- |\n"
    sections = ""
    for kind in KINDS.values():
        schema = schema_of(kind)
        holds = "one" if kind.names is None else "name: entry, many"
        text += f"| [{kind.name}](#{kind.name}) | `{kind.where}` | {holds} | {kind.says} |\n"
        main = kind.model.__name__
        parts: dict[str, Json] = schema["$defs"]
        sections += f"\n## {kind.name}\n\n{parts[main]['description']}\n\n{_table(parts[main])}"
        shared |= {name: part for name, part in parts.items() if name != main}
    sections += "\n## Parts\n"
    for name, part in sorted(shared.items()):
        sections += f"\n### {name}\n\n{part['description']}\n\n{_table(part)}"
    return text + sections


def _table(part: Json) -> str:
    required = part.get("required", part.get("else", {}).get("required", ()))
    lines = ["| field | | value | what |", "| --- | --- | --- | --- |"]
    for name, field in part["properties"].items():
        need = "" if name in required else _default(field)
        says = field.get("description", "").replace("|", "\\|")
        lines.append(f"| `{name}` | {need} | {_value(field)} | {says} |")
    return "\n".join(lines) + "\n"


def _default(field: Json) -> str:
    default = field.get("default")
    if default is None or default in ([], {}):
        return "optional"
    return f"default {str(default).lower() if isinstance(default, bool) else default}"


def _value(field: Json) -> str:
    """Say what a value looks like, in words."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "const" in field:
        return f"`{field['const']}`"
    if field.get("pattern") in FORMS:
        return FORMS[field["pattern"]]
    options = field.get("anyOf", field.get("oneOf"))
    if options is not None:
        types = [option.get("type") for option in options]
        if types[:3] == ["string", "number", "boolean"]:
            return "expression"
        if options[0].get("pattern") == DATE:
            return FORMS[DATE]
        return " or ".join(dict.fromkeys(_value(o) for o in options if o.get("type") != "null"))
    if field["type"] == "array":
        items = field.get("prefixItems")
        return "[low, high]" if items else f"list of {_value(field['items'])}"
    if field["type"] == "object":
        return f"name: {_value(_entry(field))}"
    return _WORDS[field["type"]] + _limits(field)


def _entry(field: Json) -> Json:
    patterns = list(field.get("patternProperties", {}).values())
    entry: Json = patterns[0] if patterns else field["additionalProperties"]
    return entry


def _limits(field: Json) -> str:
    signs = {"minimum": ">=", "exclusiveMinimum": ">", "maximum": "<=", "exclusiveMaximum": "<"}
    limits = [f"{sign} {field[key]:.15g}" for key, sign in signs.items() if key in field]
    return f" {', '.join(limits)}" if limits else ""


def _describe(schema: Json, model: type[Entry]) -> None:
    """Say in a schema what each field is."""
    for name, says in field_docs(model).items():
        field = schema["properties"][name] | {"description": says}
        schema["properties"][name] = dict(sorted(field.items()))


def _tidy(schema: Json) -> None:
    """Take out made-up titles and line breaks, and close mappings to names out of pattern."""
    for part in _walk(schema):
        if isinstance(part.get("title"), str):
            del part["title"]
        if isinstance(part.get("description"), str):
            part["description"] = re.sub(r"\s+", " ", part["description"])
        if "patternProperties" in part:
            part["additionalProperties"] = False


def _walk(schema: Any) -> Iterator[Json]:
    parts: Iterable[Any] = ()
    if isinstance(schema, dict):
        yield schema
        parts = schema.values()
    elif isinstance(schema, list):
        parts = schema
    for part in parts:
        yield from _walk(part)


if __name__ == "__main__":
    write_schemas(configs_dir() / "schema")
    write_readme(configs_dir() / "README.md")
