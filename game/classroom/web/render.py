"""How pages are drawn: templates, and the shapes that they share."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from game.classroom.access import new_key
from game.classroom.web.map_drawing import draw_map
from game.config.scenarios import shipped_library
from game.seat.debrief.worth_text import order_title, parts_lines, points_text, sum_text
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
        world_map=draw_map,
        clock_text=clock_text,
        minutes_text=minutes_text,
        minus=minus,
        order_title=order_title,
        parts_lines=parts_lines,
        points=points_text,
        sum_text=sum_text,
        tenths=tenths,
        thin=thin,
        upper_first=upper_first,
    )
    return environment


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


@functools.cache
def emblem(actor: str, size: int = 24, state: str = "full") -> Markup:
    """Draw an actor's shape with its letter: `full`, `hollow`, or `dashed` for a policy."""
    given = shipped_library().actors[actor].emblem
    points = " ".join(f"{x:g},{y:g}" for x, y in given.shape)
    style = {
        "full": f'class="fill-{actor}"',
        "hollow": f'class="line-{actor}" fill="none" stroke-width="2"',
        "dashed": f'class="line-{actor}" fill="none" stroke-width="2" stroke-dasharray="3 2.2"',
    }[state]
    xs = [x for x, _ in given.shape]
    middle = (min(xs) + max(xs)) / 2.0
    letter = "letter" if state == "full" else f"text-{actor}"
    # The letter is a drawing: the name stands beside it as text.
    return Markup(
        f'<svg class="em" width="{size}" height="{size}" viewBox="-1 -1 26 26" aria-hidden="true">'
        f'<polygon points="{points}" {style}/><text x="{middle:g}" y="16" font-size="11.5" '
        f'font-weight="700" text-anchor="middle" class="{letter}">{given.letter}</text></svg>'
    )


@functools.cache
def pips(free: int, pledged: int = 0, empty: int = 0, size: int = 14) -> Markup:
    """Draw political capital: filled what is free, ringed what is pledged, hollow what is spent."""
    shapes = ["free"] * free + ["pledged"] * pledged + ["empty"] * empty
    shapes = shapes[:MOST_PIPS]
    parts = []
    for place, kind in enumerate(shapes):
        x = 8 + 16 * place
        parts.append(
            f'<path class="pip-{kind}" d="M{x} 1.5l6 6.5-6 6.5-6-6.5z"/>'
            + (f'<circle class="pip-dot" cx="{x}" cy="8" r="2.4"/>' if kind == "pledged" else "")
        )
    width = 16 * len(shapes)
    return Markup(
        f'<svg class="pips" width="{width * size // 16}" height="{size}" '
        f'viewBox="0 0 {max(width, 1)} 16" aria-hidden="true">{"".join(parts)}</svg>'
    )


def bar(low: float, high: float, most: float = 100.0, kind: str = "") -> Markup:
    """Draw a bar from one share to another of a track."""
    start = 100.0 * max(0.0, min(low, most)) / most
    width = max(100.0 * max(0.0, min(high, most)) / most - start, 0.0)
    return Markup(
        f'<svg class="track" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="ground" width="100" height="6" rx="1"/>'
        f'<rect class="done {kind}" x="{start:.1f}" width="{width:.1f}" height="6" rx="1"/></svg>'
    )


@functools.cache
def qr(address: str) -> Markup:
    """Draw an address as a QR code."""
    code = segno.make(address, error="m", micro=False)
    return Markup(
        code.svg_inline(
            scale=8, border=3, dark="#16222C", light="#FFFFFF", omitsize=True, svgclass="qr"
        )
    )
