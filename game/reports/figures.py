"""Figures: one theme, one chart written as SVG and PNG or placed in an offline page."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import altair as alt
import vl_convert
from markupsafe import Markup

from game.config.scenarios import shipped_library
from game.files.durable import write_whole, writing
from game.paths import assets_dir
from game.reports.fragments import figure

Chart: TypeAlias = alt.TopLevelMixin

# Okabe and Ito (2008), darkest first: told apart under every common colour blindness and in print.
# Their yellow is left out, for it vanishes on white.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#5B5B5B", "#E69F00", "#56B4E9", "#000000")
# Lines differ in dash as well, so that a copy without colour can be read.
DASHES = ([1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [1, 0], [7, 3], [2, 2], [9, 3, 2, 3])
# Light to dark, and from one hue over near-white to another, both safe for colour blindness.
SEQUENTIAL = ("#F3F0E7", "#BFD4E2", "#6FA8CB", "#2A78AE", "#0B3F66")
DIVERGING = ("#B4490A", "#EBB48E", "#F5F1E8", "#9CC3DC", "#0A5C92")
INK, SECOND, HAIRLINE = "#16222C", "#3D4B56", "#D8D0BF"
FONT = "Noto Sans, Helvetica, Arial, sans-serif"
WIDTH, HEIGHT = 640, 320
_BREAKS = str.maketrans("\u2028\u2029", "  ")
PIXELS = 2.0  # of a PNG for each unit of its drawing


def actor_colour(actor: str) -> str:
    """Return an actor's colour of the window by day, `#1D63BE`."""
    return f"#{shipped_library().actors[actor].colours.day.fill}"


@alt.theme.register("highfence", enable=False)
def theme() -> alt.theme.ThemeConfig:
    """Return the look of every figure: dark text, faint grid, no frame."""
    return {"config": _config()}


def _config() -> Any:
    return {
        "background": "#FFFFFF",
        "font": FONT,
        "padding": 8,
        "view": {"continuousWidth": WIDTH, "continuousHeight": HEIGHT, "stroke": None},
        "title": {
            "font": FONT,
            "color": INK,
            "anchor": "start",
            "fontSize": 15,
            "fontWeight": "bold",
            "subtitleFont": FONT,
            "subtitleColor": SECOND,
            "subtitleFontSize": 12,
            "offset": 12,
        },
        "axis": {
            **_labelled(label=SECOND, title=INK),
            "labelFontSize": 12,
            "titleFontSize": 13,
            "titlePadding": 10,
            "labelLimit": 260,
            "domainColor": SECOND,
            "tickColor": SECOND,
            "gridColor": HAIRLINE,
            "gridOpacity": 0.7,
        },
        "axisX": {"grid": False},
        "axisY": {"labelPadding": 8},
        "legend": {
            **_labelled(label=INK, title=SECOND),
            "labelFontSize": 13,
            "titleFontSize": 12,
            "labelLimit": 420,
            "symbolStrokeWidth": 3,
            "orient": "top",
            "direction": "vertical",
        },
        "header": {**_labelled(label=INK, title=INK), "labelFontSize": 13},
        "line": {"strokeWidth": 2.2},
        "rule": {"color": SECOND},
        "text": {"font": FONT, "color": INK, "fontSize": 12},
        "range": {
            "category": list(COLOURS),
            "ramp": list(SEQUENTIAL),
            "heatmap": list(SEQUENTIAL),
            "diverging": list(DIVERGING),
        },
    }


def _labelled(label: str, title: str) -> dict[str, str]:
    return {
        "labelFont": FONT,
        "titleFont": FONT,
        "labelColor": label,
        "titleColor": title,
        "titleFontWeight": "normal",
    }


def spec_of(chart: Chart) -> dict[str, Any]:
    """Return a chart as a Vega-Lite specification in our theme."""
    with alt.theme.enable("highfence"):
        spec: dict[str, Any] = _without_breaks(chart.to_dict())
    return spec


def _without_breaks(part: Any) -> Any:
    """Return a part of a specification without the line ends that break Vega's expressions.

    Vega-Lite writes texts into expressions, whose strings must not hold them.
    """
    match part:
        case dict():
            return {_without_breaks(key): _without_breaks(value) for key, value in part.items()}
        case list():
            return [_without_breaks(value) for value in part]
        case str():
            return part.translate(_BREAKS)
        case _:
            return part


def save_figure(chart: Chart, stem: Path) -> None:
    """Write a chart as `stem.svg` and `stem.png`.

    Raises
    ------
    UserError
        If they cannot be written.
    """
    _read_fonts()
    svg = vl_convert.vegalite_to_svg(spec_of(chart))
    drawn = {"svg": svg.encode(), "png": vl_convert.svg_to_png(svg, scale=PIXELS)}
    with writing(stem.parent):
        for suffix, data in drawn.items():
            write_whole(stem.with_name(f"{stem.name}.{suffix}"), data)


def embed(chart: Chart, name: str, says: str = "") -> Markup:
    """Return a chart as a fragment of a page that `write_page` writes.

    `name` is unique in the page, of letters, digits and underscores; `says` is the sentence that a
    screen reader gives instead of the drawing.
    """
    return figure(name, says or f"Figure {name}", spec_of(chart))


class Figures:
    """The charts that a page shows, kept so that they can be written as files too."""

    def __init__(self) -> None:
        self.charts: dict[str, Chart] = {}

    def place(self, chart: Chart, name: str, says: str) -> Markup:
        """Keep a chart and return its fragment of the page."""
        self.charts[name] = chart
        return embed(chart, name, says)

    def save(self, folder: Path) -> None:
        """Write every chart as SVG and PNG."""
        for name, chart in self.charts.items():
            save_figure(chart, folder / name)


def colours(names: Sequence[str]) -> alt.Scale:
    """Return the colours of named things, in their order; more than eight share them."""
    return alt.Scale(domain=list(names), range=[_cycled(COLOURS, n) for n in range(len(names))])


def dashes(names: Sequence[str]) -> alt.Scale:
    """Return the dashes of named lines, in their order."""
    return alt.Scale(domain=list(names), range=[_cycled(DASHES, n) for n in range(len(names))])


def pickers(field: str, names: Sequence[str]) -> tuple[alt.Parameter, alt.Parameter]:
    """Return what lets a reader single out one line-up: its legend for a mouse, buttons for keys.

    A mark shows where both hold: `alt.condition(legend & buttons, ...)`.
    """
    legend = alt.selection_point(fields=[field], bind="legend")
    choices = alt.binding_radio(options=[None, *names], labels=["all", *names], name="Show ")
    buttons = alt.selection_point(fields=[field], bind=choices)
    return legend, buttons


def _cycled(values: Sequence[Any], place: int) -> Any:
    return values[place % len(values)]


@functools.cache
def _read_fonts() -> None:
    # Our own font, so that a figure has the same widths on every machine.
    vl_convert.register_font_directory(str(assets_dir() / "fonts"))
