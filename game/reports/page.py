"""Pages: one HTML file that holds its text, tables, figures and script, and needs no network."""

from __future__ import annotations

import dataclasses
import functools
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import jinja2
import pandas as pd
import vl_convert
from markupsafe import Markup, escape

from game import __version__

TEMPLATES = Path(__file__).parent / "templates"
MISSING = "\N{EN DASH}"


@dataclasses.dataclass(frozen=True)
class Section:
    """One part of a page: `html` is trusted as it is, `name` is the target of links to it."""

    title: str
    html: str
    name: str


def write_page(path: Path, title: str, lead: str, sections: Sequence[Section]) -> None:
    """Write sections with a list of contents as one HTML file.

    `lead` is the plain sentence under the title. What scripts draw is allowed by the page's own
    policy, what would be fetched is not.
    """
    drawn = any('class="spec"' in section.html for section in sections)
    text = (
        _environment()
        .get_template("page.html.jinja")
        .render(
            title=title,
            lead=lead,
            sections=[dataclasses.replace(one, html=Markup(one.html)) for one in sections],
            bundle=Markup(_bundle()) if drawn else "",
            version=__version__,
        )
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written beside and renamed: a page that has its name is whole.
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    os.replace(fresh, path)


def table(frame: pd.DataFrame, caption: str, formats: Mapping[str, str] | None = None) -> str:
    """Return a table as HTML; the first column names the rows.

    Parameters
    ----------
    formats
        Python's format of the numbers of a column, such as ".1f"; "g" with three digits otherwise.
    """
    wanted = formats or {}
    columns = [str(name) for name in frame.columns]
    numeric = [pd.api.types.is_numeric_dtype(kind) for kind in frame.dtypes]
    rows = [
        [_cell(value, wanted.get(name, ".3g")) for name, value in zip(columns, row, strict=True)]
        for row in frame.itertuples(index=False)
    ]
    return (
        _environment()
        .get_template("table.html.jinja")
        .render(
            caption=caption,
            columns=[name.replace("_", " ") for name in columns],
            numeric=numeric,
            rows=rows,
        )
    )


def paragraphs(*sentences: str) -> str:
    """Return plain sentences as paragraphs of HTML."""
    return "".join(f"<p>{escape(one)}</p>" for one in sentences if one)


def bullets(items: Sequence[str]) -> str:
    """Return plain sentences as a list of HTML."""
    return "<ul>" + "".join(f"<li>{escape(one)}</li>" for one in items) + "</ul>"


def _cell(value: object, form: str) -> str:
    if isinstance(value, str):
        return value
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return MISSING
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else "no"
    return format(value, form).replace("-", "\N{MINUS SIGN}")


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@functools.cache
def _bundle() -> str:
    # Assembling it takes two seconds; these would end the script element, or keep it from ending.
    code = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    for markup in ("</script", "<script", "<!--"):
        code = code.replace(markup, markup.replace("<", "\\u003c"))
    return code
