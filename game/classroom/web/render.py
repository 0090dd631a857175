"""How pages are drawn: templates, and the shapes that they share."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from game.classroom.access import new_key
from game.classroom.public_view import Signs
from game.classroom.web.map_drawing import countries, read_map
from game.config.scenarios import shipped_library
from game.seat.debrief.worth_text import parts_lines, points_text, sum_text, worth_lines
from game.words.language import languages, say, say_config, say_count
from game.words.numbers import minus, tenths, thin, upper_first

PAGES = Path(__file__).resolve().parent.parent / "pages"
MOST_PIPS = 14


def render(name: str, **values: Any) -> str:
    """Return a page in the language in use."""
    return _environment().get_template(name).render(**values)


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number_at"] = lambda value, number: number.place(value)
    environment.globals.update(
        say=say,
        say_config=say_config,
        say_count=say_count,
        languages=languages,
        emblem=emblem,
        pips=pips,
        bar=bar,
        qr=qr,
        new_key=new_key,
        world_map=world_map,
        clock_text=clock_text,
        colon=colon,
        comma=comma,
        minutes_text=minutes_text,
        minus=minus,
        parts_lines=parts_lines,
        points=points_text,
        sum_text=sum_text,
        tenths=tenths,
        thin=thin,
        upper_first=upper_first,
        worth_lines=worth_lines,
    )
    return environment


def comma(first: str, second: str) -> str:
    """Put two things beside each other as the language does: `Beijing, table 2`."""
    return say("{first}, {second}", first=first, second=second)


def colon(first: str, second: str) -> str:
    """Put what is said of something after it as the language does: `Import gate: open`."""
    return say("{first}: {second}", first=first, second=second)


def clock_text(seconds: float | None) -> str:
    """Write what is left as a clock does: `2:40`; "" without a clock."""
    if seconds is None:
        return ""
    whole = int(seconds + 0.999)
    if whole >= 3600:
        return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
    return f"{whole // 60}:{whole % 60:02d}"


def minutes_text(minutes: float) -> str:
    """Write minutes of a plan: `4.5`, `16`."""
    return f"{minutes:.4g}"


def _draw(name: str, *values: Any) -> Markup:
    macros: Any = _environment().get_template("_drawings.html").module
    drawing: Markup = getattr(macros, name)(*values)
    return drawing


@functools.cache
def emblem(actor: str, size: int = 24, state: str = "full") -> Markup:
    """Draw an actor's shape with its letter: `full`, `hollow`, or `dashed` for a policy."""
    given = shipped_library().actors[actor].emblem
    points = " ".join(f"{x:g},{y:g}" for x, y in given.shape)
    xs = [x for x, _ in given.shape]
    middle = f"{(min(xs) + max(xs)) / 2.0:g}"
    return _draw("emblem", actor, given.letter, points, middle, size, state)


@functools.cache
def pips(free: int, pledged: int = 0, empty: int = 0, size: int = 14) -> Markup:
    """Draw political capital: filled what is free, ringed what is pledged, hollow what is spent."""
    kinds = ["free"] * free + ["pledged"] * pledged + ["empty"] * empty
    kinds = kinds[:MOST_PIPS]
    across = 16 * len(kinds)
    return _draw("pips", kinds, across * size // 16, size, max(across, 1))


def bar(low: float, high: float, most: float = 100.0, kind: str = "") -> Markup:
    """Draw a bar from one share to another of a track."""
    start = 100.0 * max(0.0, min(low, most)) / most
    width = max(100.0 * max(0.0, min(high, most)) / most - start, 0.0)
    return _draw("bar", f"{start:.1f}", f"{width:.1f}", kind)


@functools.cache
def _land() -> Markup:
    return _draw("land", countries())


def world_map(signs: Signs) -> Markup:
    """Draw the map with what is public of a table: both gates, and the minerals."""
    return _draw("world_map", read_map(signs), _land())


@functools.cache
def qr(address: str) -> Markup:
    """Draw an address as a QR code."""
    code = segno.make(address, error="m", micro=False)
    return Markup(
        code.svg_inline(
            scale=8, border=3, dark="#16222C", light="#FFFFFF", omitsize=True, svgclass="qr"
        )
    )
