"""Markdown that several kinds of page share: links, tables, sources."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from game.config.schema.fields import Source, Step, leaves

Pages = dict[str, str]

CONFIDENCE = {"H": "high", "M": "medium", "L": "low"}


def link(page: str, target: str, text: str) -> str:
    """Return a link from a page to another, both named from the reference folder."""
    path, _, anchor = target.partition("#")
    relative = posixpath.relpath(path, posixpath.dirname(page) or ".")
    return f"[{text}]({relative}{'#' + anchor if anchor else ''})"


def code(text: str) -> str:
    """Return text as code."""
    return f"`{text}`"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table, or nothing where it has no rows."""
    lines = [f"| {' | '.join(map(_cell, row))} |" for row in rows]
    if not lines:
        return ""
    return "\n".join([f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *lines])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def section(title: str, *parts: str) -> str:
    """Return a section, or nothing where all its parts are empty."""
    kept = [part for part in parts if part]
    return "\n\n".join([f"## {title}", *kept]) if kept else ""


def page(title: str, *parts: str) -> str:
    """Return a page of the parts that are not empty."""
    return "\n\n".join([f"# {title}", *(part for part in parts if part)]) + "\n"


def listed(items: Iterable[str]) -> str:
    """Return a bulleted list, or nothing."""
    return "\n".join(f"- {item}" for item in items)


def sources(given: Iterable[Source]) -> str:
    """Return a section of sources."""
    return section("Sources", listed(_source(one) for one in given))


def _source(source: Source) -> str:
    title = f"[{source.title}]({source.url})" if source.url else source.title
    date = f" ({source.date})" if source.date else ""
    return f"{title}{date}{': ' + source.says if source.says else ''}"


def number(value: float | str) -> str:
    """Return a number in at most six significant digits, a setting's name as code."""
    return code(value) if isinstance(value, str) else f"{value:.6g}"


def members(value: Any) -> str:
    """Return a number, or one a member, on one line."""
    if not isinstance(value, dict):
        return number(value)
    return ", ".join(f"{'.'.join(path)} {number(one)}" for path, one in leaves(value)) or "0"


def setting(value: float | str | Step) -> str:
    """Return a setting as a policy or a scenario writes it."""
    if isinstance(value, Step):
        return f"{value.by:+d}"
    if isinstance(value, str):
        return f'"{value}"' if value in ("on", "off") else value
    return number(value)


def settings(moves: Mapping[str, float | str | Step]) -> str:
    """Return what a clause sets, as code."""
    return ", ".join(f"`{target}: {setting(value)}`" for target, value in moves.items())
