"""The map of the board: what everybody may know of one table's gates and minerals, as shapes."""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Mapping, Sequence

from game.classroom.public_view import Signs
from game.paths import assets_dir
from game.seat.flows import GATES, LADDER, owner_of
from game.words.language import say

CHINA, UNITED_STATES = "156", "840"
WIDEST, THIN = 26.0, 13.0
# Where the call-outs of the gates and the minerals stand, in units of the map.
SIGNS = {"us": (1140, 640), "cn": (860, 790), "minerals": (1010, 150)}


@dataclasses.dataclass(frozen=True, kw_only=True)
class MapCurve:
    """A flow on the map: its kind, whether anything flows, and its course as a path of SVG."""

    kind: str
    state: str
    width: str
    path: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class MapSign:
    """A call-out: where it stands, its number, what that is of, and whose lever sets it."""

    x: int
    y: int
    number: str
    words: str
    actor: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class BoardMap:
    """What is drawn over the land."""

    label: str
    curves: tuple[MapCurve, ...]
    signs: tuple[MapSign, ...]


@functools.cache
def _drawn() -> dict[str, object]:
    text = (assets_dir() / "map" / "world.json").read_text("utf-8")
    read: dict[str, object] = json.loads(text)
    return read


@functools.cache
def countries() -> tuple[tuple[str, str], ...]:
    """Return each country's kind and its outline as a path of SVG."""
    drawn = _drawn()
    quantum = drawn["quantum"]
    outlines = []
    for country in drawn["countries"]:  # type: ignore[attr-defined]
        kind = {CHINA: "cn", UNITED_STATES: "us"}.get(country["id"], "land")
        path = "".join(_ring(ring, quantum) for ring in country["rings"])  # type: ignore[arg-type]
        outlines.append((kind, path))
    return tuple(outlines)


def _ring(ring: Sequence[float], quantum: float) -> str:
    """Return a ring as a path: the first point, then steps, in whole units."""
    x, y = ring[0] / quantum, ring[1] / quantum
    steps = [f"M{x:.4g} {y:.4g}l"]
    pairs = zip(ring[2::2], ring[3::2], strict=False)
    steps += [f"{dx / quantum:g} {dy / quantum:g} " for dx, dy in pairs]
    return "".join(steps).strip() + "z"


def read_map(signs: Signs) -> BoardMap:
    """Return what the map shows of a table: both gates, and the minerals."""
    curves: Mapping[str, Mapping[str, Sequence[Sequence[float]]]] = _drawn()["curves"]  # type: ignore[assignment]
    wide = WIDEST * min(signs.us_open, signs.cn_open) ** 0.5
    flows = [_curve(curves["licensed"]["points"], "licensed", wide)]
    for name, curve in curves.items():
        if name.startswith("minerals"):
            flows.append(_curve(curve["points"], "minerals", THIN * signs.minerals**0.5))
    return BoardMap(
        label=say(
            "Map: {us_title}: {us}; {cn_title}: {cn}",
            us_title=signs.us_title,
            us=signs.us_text,
            cn_title=signs.cn_title,
            cn=signs.cn_text,
        ),
        curves=tuple(flows),
        signs=(
            _sign("us", signs.us_text, signs.us_title, owner_of(GATES["us"])),
            _sign("cn", signs.cn_text, signs.cn_title, owner_of(GATES["cn"])),
            _sign(
                "minerals",
                f"{100 * signs.minerals:.0f} %",
                say("of normal mineral exports"),
                owner_of(LADDER),
            ),
        ),
    )


def _curve(points: Sequence[Sequence[float]], kind: str, wide: float) -> MapCurve:
    """Return a flow of a width; where nothing flows, as grey dots."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    return MapCurve(
        kind=kind,
        state="flow" if wide > 0.5 else "flow none",
        width=f"{max(wide, 4.0):.1f}",
        path=f"M{ax} {ay}C{bx} {by} {cx} {cy} {dx} {dy}",
    )


def _sign(place: str, number: str, words: str, actor: str) -> MapSign:
    x, y = SIGNS[place]
    return MapSign(x=x, y=y, number=number, words=words, actor=actor)
