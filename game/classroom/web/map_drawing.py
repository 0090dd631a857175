"""The map of the board as SVG: what everybody may know of one table's gates and minerals."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from game.classroom.public_view import Signs
from game.paths import assets_dir
from game.seat.flows import GATES, LADDER, owner_of
from game.words.language import say

CHINA, UNITED_STATES = "156", "840"
WIDEST, THIN = 26.0, 13.0
# Where the call-outs of the gates and the minerals stand, in units of the map.
SIGNS = {"us": (1140, 640), "cn": (860, 790), "minerals": (1010, 150)}


@functools.cache
def _drawn() -> dict[str, object]:
    text = (assets_dir() / "map" / "world.json").read_text("utf-8")
    read: dict[str, object] = json.loads(text)
    return read


@functools.cache
def _land() -> str:
    drawn = _drawn()
    quantum = drawn["quantum"]
    parts = []
    for country in drawn["countries"]:  # type: ignore[attr-defined]
        kind = {CHINA: "cn", UNITED_STATES: "us"}.get(country["id"], "land")
        path = "".join(_ring(ring, quantum) for ring in country["rings"])  # type: ignore[arg-type]
        parts.append(f'<path class="{kind}" d="{path}"/>')
    return "".join(parts)


def _ring(ring: Sequence[float], quantum: float) -> str:
    """Return a ring as a path: the first point, then steps, in whole units."""
    x, y = ring[0] / quantum, ring[1] / quantum
    steps = [f"M{x:.4g} {y:.4g}l"]
    pairs = zip(ring[2::2], ring[3::2], strict=False)
    steps += [f"{dx / quantum:g} {dy / quantum:g} " for dx, dy in pairs]
    return "".join(steps).strip() + "z"


def draw_map(signs: Signs) -> Markup:
    """Draw the map with what is public of a table: both gates, and the minerals."""
    curves: Mapping[str, Mapping[str, Sequence[Sequence[float]]]] = _drawn()["curves"]  # type: ignore[assignment]
    wide = WIDEST * min(signs.us_open, signs.cn_open) ** 0.5
    parts = [_curve(curves["licensed"]["points"], "licensed", wide)]
    for name, curve in curves.items():
        if name.startswith("minerals"):
            parts.append(_curve(curve["points"], "minerals", THIN * signs.minerals**0.5))
    parts += [
        _sign("us", signs.us_text, signs.us_title, owner_of(GATES["us"])),
        _sign("cn", signs.cn_text, signs.cn_title, owner_of(GATES["cn"])),
        _sign(
            "minerals",
            f"{100 * signs.minerals:.0f} %",
            say("of normal mineral exports"),
            owner_of(LADDER),
        ),
    ]
    label = say(
        "Map: {us_title}: {us}; {cn_title}: {cn}",
        us_title=signs.us_title,
        us=signs.us_text,
        cn_title=signs.cn_title,
        cn=signs.cn_text,
    )
    return Markup(
        f'<svg class="map" viewBox="150 0 1560 1180" preserveAspectRatio="xMidYMid slice" '
        f'role="img" aria-label="{escape(label)}"><rect class="sea" x="-900" y="-900" '
        f'width="3600" height="3200"/>{_land()}{"".join(parts)}</svg>'
    )


def _curve(points: Sequence[Sequence[float]], kind: str, wide: float) -> str:
    """Draw a flow of a width; where nothing flows, as grey dots."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    state = "flow" if wide > 0.5 else "flow none"
    return (
        f'<path class="{state} {kind}" stroke-width="{max(wide, 4.0):.1f}" '
        f'd="M{ax} {ay}C{bx} {by} {cx} {cy} {dx} {dy}"/>'
    )


def _sign(place: str, number: str, words: str, actor: str) -> str:
    x, y = SIGNS[place]
    return (
        f'<g class="sign"><rect x="{x}" y="{y}" width="400" height="92" rx="10" '
        f'class="line-{actor}"/><text x="{x + 22}" y="{y + 40}" class="big">{number}</text>'
        f'<text x="{x + 22}" y="{y + 72}">{escape(words)}</text></g>'
    )
