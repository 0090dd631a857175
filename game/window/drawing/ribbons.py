"""The pictures of the map: land and sea, ribbons of flow, gates; each kept until it changes."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Sequence

import pygame

from game.seat.flows import Flow, Gate, Kind, sender_of
from game.window.assets import CHINA, UNITED_STATES, Route, world_map
from game.window.drawing.shapes import dashes, icon
from game.window.items import Paint
from game.window.theme import THEMES, THINNEST, WIDEST, Colour, Point, Theme

FINE = 2
SAMPLES = 90
# Minerals are drawn narrower: many thin streams, not few broad ones.
MINERAL_SHARE = 0.45
DASH, GAP, BEADS = 8.0, 5.0, 12.0


def map_scale(size: tuple[int, int]) -> tuple[float, Point]:
    """Return how many pixels a design unit takes, and where the design's corner lies.

    The map fills its box where that cuts off little; else all of it is shown.
    """
    drawn = world_map()
    across, down = size[0] / drawn.width, size[1] / drawn.height
    fills = max(across, down) < 1.18 * min(across, down)
    by = max(across, down) if fills else min(across, down)
    left = (size[0] - by * drawn.width) / 2.0
    top = min(0.0, (size[1] - by * drawn.height) * 0.35) if fills else 0.0
    return by, (left, top)


def map_point(rect: pygame.Rect, point: Point) -> tuple[int, int]:
    """Return the pixel of a point of the design on a map that fills a box."""
    by, corner = map_scale(rect.size)
    return round(rect.x + corner[0] + point[0] * by), round(rect.y + corner[1] + point[1] * by)


def map_width(rect: pygame.Rect) -> int:
    """Return how wide a map as high as a box is."""
    drawn = world_map()
    return round(rect.height * drawn.width / drawn.height)


@functools.lru_cache(maxsize=4)
def base_picture(size: tuple[int, int], theme: str) -> pygame.Surface:
    """Return sea, graticule and land."""
    colours = THEMES[theme]
    by, (left, top) = map_scale(size)
    fine = pygame.Surface((size[0] * FINE, size[1] * FINE))
    fine.fill(colours.sea)

    def place(points: Sequence[Point]) -> list[Point]:
        return [((x * by + left) * FINE, (y * by + top) * FINE) for x, y in points]

    faint = blend(colours.line, colours.sea, 0.4)
    coast = blend(colours.coast, colours.sea, 0.55)
    for line in world_map().graticule:
        pygame.draw.aalines(fine, faint, False, place(line))
    rings = [(country, place(ring)) for country, ring in world_map().rings if len(ring) > 2]
    for _, ring in rings:
        pygame.draw.lines(fine, coast, True, ring, round(2.6 * FINE))
    grounds = {UNITED_STATES: colours.land_us, CHINA: colours.land_cn}
    border = blend(colours.coast, colours.land, 0.45)
    for country, ring in rings:
        pygame.draw.polygon(fine, grounds.get(country, colours.land), ring)
        pygame.draw.aalines(fine, border, True, ring)
    return pygame.transform.smoothscale(fine, size).convert()


def blend(over: Colour, under: Colour, share: float) -> Colour:
    """Return a colour laid thinly over another."""
    red, green, blue = (
        round(a * share + b * (1.0 - share)) for a, b in zip(over, under, strict=True)
    )
    return red, green, blue


def flow_colour(theme: Theme, kind: Kind) -> Colour:
    """Return the colour of a flow: its sender's, and gray where nobody owns to sending it."""
    sender = sender_of(kind)
    return theme.inks[sender].fill if sender else theme.gray


def paint_sample(kind: Kind, size: int, theme: Theme) -> Paint:
    """Paint a piece of a flow's pattern, as a legend shows it."""
    colour = flow_colour(theme, kind)

    def paint(surface: pygame.Surface, at: pygame.Rect) -> None:
        y = at.centery - size // 2
        if kind == "minerals":
            bead = icon("diamond", size, colour)
            for x in range(at.x, at.right - size, size + 2):
                surface.blit(bead, (x, y))
        elif kind == "gray":
            for x in range(at.x, at.right - size, size + 5):
                surface.fill(colour, (x, y, size, size))
        else:
            surface.fill(colour, (at.x, y, at.width, size))

    return paint


def curve(route: Route, start: float = 0.0, end: float = 1.0) -> list[Point]:
    """Return points of a route between two shares of its parameter, in design units."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = route.points
    points = []
    for sample in range(SAMPLES + 1):
        t = start + (end - start) * sample / SAMPLES
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append((a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy))
    return points


def normal(line: Sequence[Point], place: int) -> Point:
    """Return the unit vector across a line at one of its points."""
    before, after = line[max(0, place - 1)], line[min(len(line) - 1, place + 1)]
    x, y = after[0] - before[0], after[1] - before[1]
    length = math.hypot(x, y) or 1.0
    return -y / length, x / length


def ribbon(line: Sequence[Point], widths: Sequence[float]) -> list[Point]:
    """Return the outline of a ribbon along a line."""
    left, right = [], []
    for place, ((x, y), width) in enumerate(zip(line, widths, strict=True)):
        across = normal(line, place)
        left.append((x + across[0] * width / 2, y + across[1] * width / 2))
        right.append((x - across[0] * width / 2, y - across[1] * width / 2))
    return [*left, *reversed(right)]


@functools.lru_cache(maxsize=6)
def flow_picture(
    size: tuple[int, int], theme: str, flows: tuple[Flow, ...], gates: tuple[Gate, ...]
) -> pygame.Surface:
    """Return ribbons and gates on a clear ground."""
    fine = pygame.Surface((size[0] * FINE, size[1] * FINE), pygame.SRCALPHA)
    by, corner = map_scale(size)
    brush = _Brush(fine, THEMES[theme], by, corner)
    for flow in sorted(flows, key=lambda drawn: drawn.kind == "licensed"):
        routes = [route for route in world_map().routes.values() if route.kind == flow.kind]
        standing = {gate.actor: gate for gate in gates if gate.flow == flow.kind}
        for route in routes:
            brush.flow(flow, route, len(routes), standing)
    return pygame.transform.smoothscale(fine, size).convert_alpha()


class _Brush:
    """Draws flows on one surface."""

    def __init__(self, surface: pygame.Surface, theme: Theme, by: float, corner: Point) -> None:
        self.surface, self.theme = surface, theme
        self.by, self.corner = by * FINE, (corner[0] * FINE, corner[1] * FINE)
        # Widths are given for a map 880 wide, where a design unit takes half a pixel.
        self.unit = 2.0 * by * FINE

    def _place(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.by + self.corner[0], y * self.by + self.corner[1]) for x, y in points]

    def flow(self, flow: Flow, route: Route, parts: int, gates: dict[str, Gate]) -> None:
        """Draw one route of a flow, as far as the gates let it come."""
        colour = flow_colour(self.theme, flow.kind)
        # A flow divides evenly over its routes; width goes with the root of volume.
        width = WIDEST * flow.width / parts**0.5
        stops = [route.gates[actor] for actor, gate in gates.items()
                 if actor in route.gates and gate.openness == "shut"]  # fmt: skip
        if flow.kind == "licensed" and flow.width < 0.02 and not stops:
            narrow = min(gates.values(), key=lambda gate: gate.share)
            stops = [route.gates[narrow.actor]]
        if flow.kind == "minerals":
            width *= MINERAL_SHARE
            if route.points[3] != world_map().routes["minerals_us"].points[3]:
                stops = []
        reach = min(stops, default=1.0)
        if not flow.is_known:
            self._ghost(route, 0.0, colour)
        else:
            line = self._place(curve(route, 0.0, reach))
            self._ribbon(flow.kind, line, max(THINNEST, width) * self.unit, colour)
            if reach < 1.0:
                self._ghost(route, reach, colour)
            elif flow.kind != "licensed" or flow.width > 0.0:
                self._head(line, max(9.0, 0.7 * width + 6.0) * self.unit, colour)
        for actor, gate in gates.items():
            if actor in route.gates:
                self._gate(route, gate, max(THINNEST, width))

    def _ribbon(self, kind: str, line: list[Point], width: float, colour: Colour) -> None:
        taper = [width * (0.78 + 0.22 * place / (len(line) - 1)) for place in range(len(line))]
        if kind == "gray":
            for piece in _pieces(line, DASH * self.unit, GAP * self.unit):
                pygame.draw.polygon(self.surface, colour, ribbon(piece, [width] * len(piece)))
        elif kind == "minerals":
            pygame.draw.polygon(self.surface, (*colour, 42), ribbon(line, taper))
            self._beads(line, max(3.6 * self.unit, width * 0.55), colour)
        else:
            pygame.draw.polygon(self.surface, colour, ribbon(line, taper))

    def _beads(self, line: list[Point], size: float, colour: Colour) -> None:
        for x, y in _every(line, BEADS * self.unit):
            half = size / 2 + 0.8 * self.unit
            corners = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
            pygame.draw.polygon(self.surface, colour, corners)

    def _head(self, line: list[Point], size: float, colour: Colour) -> None:
        (x, y), (nx, ny) = line[-1], normal(line, len(line) - 1)
        dx, dy = ny, -nx
        tip = (x + dx * size * 0.35, y + dy * size * 0.35)
        foot = (x - dx * size * 0.55, y - dy * size * 0.55)
        left = (foot[0] + nx * size * 0.6, foot[1] + ny * size * 0.6)
        right = (foot[0] - nx * size * 0.6, foot[1] - ny * size * 0.6)
        pygame.draw.polygon(self.surface, colour, (tip, left, right))

    def _ghost(self, route: Route, start: float, colour: Colour) -> None:
        """Draw what would come if the gate stood open: two broken outlines."""
        line = self._place(curve(route, start, 1.0))
        pale = blend(colour, self.theme.sea, 0.75)
        for side in (-1.0, 1.0):
            across = 4.0 * self.unit * side
            edge = []
            for place, (x, y) in enumerate(line):
                nx, ny = normal(line, place)
                edge.append((x + nx * across, y + ny * across))
            dashes(self.surface, pale, edge, 5.0 * self.unit, 5.0 * self.unit, round(1.4 * FINE))

    def _gate(self, route: Route, gate: Gate, width: float) -> None:
        """Draw two posts with a gap for what may pass, or one bar where nothing does."""
        line = self._place(curve(route))
        place = round(route.gates[gate.actor] * SAMPLES)
        (x, y), (nx, ny) = line[place], normal(line, place)
        colour = self.theme.inks[gate.actor].fill
        reach = (14.0 + width / 2.0) * self.unit
        gap = 0.0 if gate.openness == "shut" else (3.0 + 0.5 * width * gate.share) * self.unit
        thick = round(3.4 * self.unit)
        for side in (-1.0, 1.0):
            near = (x + nx * gap * side, y + ny * gap * side)
            far = (x + nx * reach * side, y + ny * reach * side)
            pygame.draw.line(self.surface, colour, near, far, thick)
            for end in (near, far):
                pygame.draw.circle(self.surface, colour, end, thick / 2)


def _pieces(line: list[Point], on: float, off: float) -> list[list[Point]]:
    """Return a line cut into dashes."""
    pieces: list[list[Point]] = [[line[0]]]
    gone, drawing = 0.0, True
    for before, point in itertools.pairwise(line):
        gone += math.hypot(point[0] - before[0], point[1] - before[1])
        if drawing:
            pieces[-1].append(point)
        if gone >= (on if drawing else off):
            gone, drawing = 0.0, not drawing
            if drawing:
                pieces.append([point])
    return [piece for piece in pieces if len(piece) > 1]


def _every(line: list[Point], step: float) -> list[Point]:
    """Return points of a line at equal distances."""
    points, gone = [], step / 2
    for (ax, ay), (bx, by) in itertools.pairwise(line):
        length = math.hypot(bx - ax, by - ay)
        while gone < length:
            share = gone / length
            points.append((ax + (bx - ax) * share, ay + (by - ay) * share))
            gone += step
        gone -= length
    return points
