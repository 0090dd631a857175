"""Pieces of a page: what the templates make of plain texts, tables and charts.

Texts are escaped by the templates. Pieces are `Markup`, which joins with `+`; a plain text that is
added to one is escaped too, so nothing reaches a page as markup by oversight.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"
MISSING = "\N{EN DASH}"


@functools.cache
def environment() -> jinja2.Environment:
    """Return the templates, which escape every text and allow no name that is missing."""
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # As short as can be, with the keys of a chart in their order.
    templates.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    return templates


def heading(text: str) -> Markup:
    """Return a heading within a section."""
    return _fragment("heading", text)


def paragraphs(*sentences: str) -> Markup:
    """Return sentences as paragraphs; empty ones are left out."""
    return _fragment("paragraphs", sentences)


def bullets(items: Iterable[str]) -> Markup:
    """Return sentences as a list."""
    return _fragment("bullets", items)


def findings(items: Iterable[tuple[str, str]]) -> Markup:
    """Return what was found as a list: each a sentence, and the numbers behind it or nothing."""
    return _fragment("findings", items)


def note(*parts: str | tuple[str, str]) -> Markup:
    """Return small print; a part with a colour stands in it."""
    return _fragment("note", [(part, "") if isinstance(part, str) else part for part in parts])


def warning(body: Markup) -> Markup:
    """Return what a reader must know before the rest."""
    return _fragment("warning", body)


def listing(text: str) -> Markup:
    """Return lines as they are, such as commands."""
    return _fragment("listing", text)


def folded(summary: str, body: Markup) -> Markup:
    """Return what only a reader who asks for it sees."""
    return _fragment("folded", summary, body)


def figure(name: str, says: str, spec: Mapping[str, Any]) -> Markup:
    """Return a chart by its Vega-Lite specification; `says` is what a screen reader gives for it.

    `name` is unique in the page, of letters, digits and underscores.
    """
    return _fragment("figure", name, says, spec)


def table(frame: pd.DataFrame, caption: str, formats: Mapping[str, str] | None = None) -> Markup:
    """Return a table; the first column names the rows.

    Parameters
    ----------
    formats
        Python's format of the numbers of a column, such as ".1f"; "g" with three digits otherwise.
    """
    wanted = formats or {}
    columns = [str(name) for name in frame.columns]
    rows = [
        [_cell(value, wanted.get(name, ".3g")) for name, value in zip(columns, row, strict=True)]
        for row in frame.itertuples(index=False)
    ]
    template = environment().get_template("table.html.jinja")
    return Markup(
        template.render(
            caption=caption,
            columns=[name.replace("_", " ") for name in columns],
            numeric=[pd.api.types.is_numeric_dtype(kind) for kind in frame.dtypes],
            rows=rows,
        )
    )


def _cell(value: object, form: str) -> str:
    if isinstance(value, str):
        return value
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return MISSING
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else "no"
    return format(value, form).replace("-", "\N{MINUS SIGN}")


def _fragment(macro: str, *values: object) -> Markup:
    fragments = environment().get_template("fragments.html.jinja").module
    piece: Markup = getattr(fragments, macro)(*values)
    return piece
