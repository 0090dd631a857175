"""Fonts and map outlines, read once from the assets folder."""

from __future__ import annotations

import csv
import dataclasses
import functools
import io
import itertools
import json
from collections.abc import Mapping

import pygame

from game.config.files import read_text
from game.paths import assets_dir, configs_dir
from game.window.theme import Point

# By weight (bold or not) and signs (those of Chinese or not).
FONTS = {
    (False, False): "NotoSans-Regular.ttf",
    (True, False): "NotoSans-Bold.ttf",
    (False, True): "NotoSansSC-Regular.otf",
    (True, True): "NotoSansSC-Bold.otf",
}
UNITED_STATES, CHINA = "840", "156"


@functools.cache
def font(size: int, bold: bool, wide: bool = False) -> pygame.Font:
    """Return a font of so many pixels; `wide` has the signs of Chinese too."""
    return pygame.Font(assets_dir() / "fonts" / FONTS[bold, wide], size)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Hub:
    """A place that flows begin or end at, in design units.

    `label` is on which side its name stands and how far away, None where it has no name on the map;
    `rank` is `capital`, `end` (of a flow) or `stop`.
    """

    name: str
    at: Point
    label: tuple[str, float, float] | None
    rank: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Route:
    """The cubic curve of a flow in design units.

    Gates stand at shares of its parameter; `signs` are where the signs of some stand.
    """

    kind: str
    points: tuple[Point, ...]
    gates: Mapping[str, float]
    signs: Mapping[str, Point]


@dataclasses.dataclass(frozen=True, kw_only=True)
class WorldMap:
    """Outlines in design units: countries by id, hubs, and the routes of flows."""

    width: float
    height: float
    rings: tuple[tuple[str, tuple[Point, ...]], ...]
    graticule: tuple[tuple[Point, ...], ...]
    hubs: Mapping[str, Hub]
    routes: Mapping[str, Route]


@functools.cache
def world_map() -> WorldMap:
    """Return the map of the board."""
    drawn = json.loads((assets_dir() / "map" / "world.json").read_text("utf-8"))
    quantum = drawn["quantum"]
    return WorldMap(
        width=drawn["width"],
        height=drawn["height"],
        rings=tuple(
            (country["id"], _walk(ring, quantum))
            for country in drawn["countries"]
            for ring in country["rings"]
        ),
        graticule=tuple(_walk(line, quantum) for line in drawn["graticule"]),
        hubs={
            name: Hub(
                name=hub["name"],
                at=(hub["x"], hub["y"]),
                label=tuple(hub["label"]) if "label" in hub else None,
                rank=hub.get("rank", ""),
            )
            for name, hub in drawn["hubs"].items()
        },
        routes={
            name: Route(
                kind=curve["kind"],
                points=tuple((x, y) for x, y in curve["points"]),
                gates={gate["actor"]: gate["at"] for gate in curve["gates"]},
                signs={g["actor"]: tuple(g["sign"]) for g in curve["gates"] if "sign" in g},
            )
            for name, curve in drawn["curves"].items()
        },
    )


def _walk(steps: list[float], quantum: float) -> tuple[Point, ...]:
    """Return the points of a line kept as its first point and the steps from there."""
    across = itertools.accumulate(steps[0::2])
    down = itertools.accumulate(steps[1::2])
    return tuple((x / quantum, y / quantum) for x, y in zip(across, down, strict=True))


@functools.cache
def china_revenue() -> tuple[tuple[str, float], ...]:
    """Return Nvidia's quarterly revenue billed to China, US$ bn, by the day each quarter ended."""
    text = read_text(configs_dir() / "targets" / "public.csv")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return tuple(
        (row["period_end"], float(row["value"]))
        for row in rows
        if row["observable"] == "nv_cn_rev_bill" and row["unit"] == "US$ bn"
    )
