"""The map of the board: pictures below, then hubs, call-outs, gate signs and the legend."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pygame
from pygame import Rect

from game.config.scenarios import shipped_library
from game.seat.flows import Flow, Gate
from game.seat.flows import Kind as FlowKind
from game.window import draw
from game.window.assets import world_map
from game.window.items import Item, ItemKind
from game.window.page import Page
from game.window.theme import LABEL, RADIUS, SOURCE, Point
from game.window.widgets.ribbons import base_picture, flow_colour, flow_picture, map_scale
from game.words.language import later, say, say_config

FLOW, GATE = ItemKind("flow"), ItemKind("gate")
# A map narrower than this (in units of text) names only the places that flows begin or end at.
ROOMY = 800
# Narrower than this, the map keeps its picture and hands its words to a list.
SPACIOUS = 640
# Where the call-outs stand, in design units.
CALL_OUTS: Mapping[FlowKind, tuple[str, Point]] = {
    "licensed": ("left", (1215, 650)),
    "domestic": ("centre", (330, 660)),
    "gray": ("centre", (380, 860)),
    "minerals": ("centre", (330, 96)),
}
LEGEND: tuple[tuple[FlowKind, str], ...] = (
    ("licensed", later("Chips, licensed")),
    ("domestic", later("Chips, domestic")),
    ("gray", later("Chips, gray market")),
    ("minerals", later("Minerals")),
)
NOTE = later("Width: root of volume. Oceans shortened.")
OPENNESS = later({"open": "open", "ajar": "ajar", "shut": "shut"})
# What a gate lets through or keeps.
THROUGH = later({"licensed": "chips", "minerals": "minerals"})


def lay_out_map(
    page: Page,
    rect: Rect,
    flows: Mapping[FlowKind, Flow],
    gates: list[Gate],
    ask_why: Callable[[str], None],
) -> None:
    """Lay out the map in a box; where its words would crowd it, they stand beside it in a list."""
    drawn = world_map()
    wide = round(rect.height * drawn.width / drawn.height)
    if min(rect.width, wide) >= page.px(SPACIOUS):
        _draw(page, rect, flows, gates)
        _Places(page, rect).lay_out(flows, gates, ask_why)
        return
    wide = min(wide, rect.width // 2)
    picture = Rect(rect.x, rect.y, wide, rect.height)
    _draw(page, picture, flows, gates)
    _Places(page, picture).mark_only(gates)
    beside = Rect(picture.right, rect.y, rect.right - picture.right, rect.height)
    page.fill(beside, page.theme.panel)
    inside = beside.inflate(-2 * page.px(14), -2 * page.px(10))
    with page.region("flows", inside):
        _list(page, inside, flows, gates, ask_why)


def _draw(page: Page, rect: Rect, flows: Mapping[FlowKind, Flow], gates: list[Gate]) -> None:
    theme, drawn, standing = page.theme.name, tuple(flows.values()), tuple(gates)
    page.mark(rect, lambda surface, at: _blit(surface, at, base_picture(at.size, theme)))
    page.mark(
        rect,
        lambda surface, at: _blit(surface, at, flow_picture(at.size, theme, drawn, standing)),
    )


def _list(
    page: Page,
    rect: Rect,
    flows: Mapping[FlowKind, Flow],
    gates: list[Gate],
    ask_why: Callable[[str], None],
) -> None:
    """List what the map would say: every flow with its pattern, every gate with its emblem."""
    px, theme = page.px, page.theme
    y, x = rect.y, rect.x + px(50)
    room = page.room(rect.right - px(12) - x)
    for kind, name in LEGEND:
        flow = flows[kind]
        item = _number_item(flow, Rect(rect.x, y, rect.width - px(10), px(46)), ask_why)
        with page.item(item):
            swatch(page, kind, Rect(rect.x + px(6), y, px(36), page.type.leading(LABEL)))
            used = page.text(
                (x, y),
                say("{name}: {number}", name=say(name), number=flow.told),
                LABEL,
                bold=True,
                width=room,
            )
            told = page.text((x, used.bottom), flow.words, SOURCE, colour=theme.second, width=room)
            item.rect.height = max(px(44), told.bottom - y + px(4))
        y = item.rect.bottom + px(4)
    for gate in gates:
        what, openness = say(THROUGH[gate.flow]), say(OPENNESS[gate.openness])
        sign = say(
            "Gate for {what}, {openness}: {says}", what=what, openness=openness, says=gate.says
        )
        item = Item(
            key=GATE.key(gate.actor, gate.flow),
            rect=Rect(rect.x, y, rect.width - px(10), px(30)),
            role="gate",
            name=say("gate of {actor} for {what}", actor=_name(gate.actor), what=what),
            value=openness,
            reason=gate.says,
        )
        with page.item(item):
            page.emblem(gate.actor, (rect.x + px(6), y + px(2)), px(24))
            used = page.text((x, y), sign, LABEL, width=room)
            item.rect.height = max(px(30), used.bottom - y)
        y = item.rect.bottom + px(4)
    page.text((x, y), say(NOTE), SOURCE, colour=theme.third, width=room)


def _number_item(flow: Flow, rect: Rect, ask_why: Callable[[str], None]) -> Item:
    return Item(
        key=FLOW.key(flow.kind),
        rect=rect,
        role="number",
        name=flow.words,
        value=flow.told,
        number=flow.number,
        press=(lambda: ask_why(flow.number)) if flow.number else None,
        by_mouse_only=not flow.number,
    )


def _name(actor: str) -> str:
    return say_config(shipped_library().actors[actor].title)


def _blit(surface: pygame.Surface, rect: Rect, image: pygame.Surface) -> None:
    surface.blit(image, rect)


class _Places:
    """Where things stand on one map."""

    def __init__(self, page: Page, rect: Rect) -> None:
        self.page, self.rect = page, rect
        self.by, self.corner = map_scale(rect.size)

    def at(self, point: Point) -> tuple[int, int]:
        """Return the pixel of a point of the design."""
        x = self.rect.x + self.corner[0] + point[0] * self.by
        y = self.rect.y + self.corner[1] + point[1] * self.by
        return round(x), round(y)

    def lay_out(
        self, flows: Mapping[FlowKind, Flow], gates: list[Gate], ask_why: Callable[[str], None]
    ) -> None:
        """Lay out names, call-outs, signs and the legend."""
        self._hubs()
        for kind, flow in flows.items():
            self._call_out(flow, CALL_OUTS[kind], ask_why)
        for gate in gates:
            self._sign(gate)
        self._legend()

    def mark_only(self, gates: list[Gate]) -> None:
        """Mark the hubs and, with their emblems, the gates."""
        for hub in world_map().hubs.values():
            self._ring(self.at(hub.at))
        size = self.page.px(20)
        for gate in gates:
            x, y = self.at(_sign_of(gate))
            self.page.emblem(gate.actor, (x - size // 2, y - size // 2), size)

    def _hubs(self) -> None:
        page = self.page
        is_roomy = self.rect.width >= page.px(ROOMY)
        for hub in world_map().hubs.values():
            self._ring(self.at(hub.at))
            if hub.label is None or not (is_roomy or hub.rank in ("capital", "end")):
                continue
            side, x, y = hub.label
            bold = hub.rank == "capital"
            size = LABEL if bold else SOURCE
            colour = page.theme.text if bold else page.theme.second
            where = self.at((hub.at[0] + x, hub.at[1] + y))
            page.label(where, say_config(hub.name), size, bold=bold, colour=colour, align=side)

    def _ring(self, at: tuple[int, int]) -> None:
        theme, radius = self.page.theme, max(3, self.page.px(4))
        rect = Rect(0, 0, 2 * radius, 2 * radius)
        rect.center = at
        self.page.box(rect, theme.sea, theme.text, width=2, radius=radius)

    def _call_out(
        self, flow: Flow, where: tuple[str, Point], ask_why: Callable[[str], None]
    ) -> None:
        page = self.page
        side, point = where
        x, y = self.at(point)
        leading = page.type.leading(LABEL)
        words = flow.words
        wide = max(page.type.width(flow.told, LABEL, True), page.type.width(words, SOURCE))
        rect = Rect(x, y - leading, wide, 2 * leading)
        if side == "centre":
            rect.centerx = x
        rect.clamp_ip(self.rect.inflate(-page.px(16), -page.px(16)))
        item = _number_item(flow, rect.inflate(page.px(8), page.px(4)), ask_why)
        anchor = rect.centerx if side == "centre" else rect.x
        with page.item(item):
            page.label((anchor, rect.y + leading // 2), flow.told, LABEL, bold=True, align=side)
            page.label(
                (anchor, rect.y + leading + leading // 2), words, SOURCE,
                colour=page.theme.second, align=side,
            )  # fmt: skip

    def _sign(self, gate: Gate) -> None:
        """Draw emblem and pickets in a small frame, and how much may pass beside it."""
        page = self.page
        px, theme = page.px, page.theme
        ink = theme.inks[gate.actor]
        rect = Rect(0, 0, px(58), px(26))
        rect.center = self.at(_sign_of(gate))
        item = Item(
            key=GATE.key(gate.actor, gate.flow), rect=rect, role="gate",
            name=say("gate of {actor}", actor=_name(gate.actor)),
            value=say(OPENNESS[gate.openness]), reason=gate.says, has_reason_in_sight=True,
        )  # fmt: skip
        with page.item(item):
            page.box(rect, theme.panel, ink.fill, width=2)
            size = px(18)
            page.emblem(gate.actor, (rect.x + px(6), rect.centery - size // 2), size)
            self._pickets(gate, Rect(rect.x + px(28), rect.y + px(5), px(24), px(16)))
            page.label(
                (rect.centerx, rect.bottom + page.type.leading(SOURCE) // 2 + px(1)),
                gate.says, SOURCE, colour=theme.second,
            )  # fmt: skip

    def _pickets(self, gate: Gate, box: Rect) -> None:
        """Draw four pickets: all upright, one leaning away, or the middle ones gone."""
        colour = self.page.theme.text

        def paint(surface: pygame.Surface, at: Rect) -> None:
            surface.blit(draw.pickets(gate.openness, at.size, colour), at)

        self.page.mark(box, paint)

    def _legend(self) -> None:
        page = self.page
        px, theme = page.px, page.theme
        wide = page.type.width(say(NOTE), SOURCE) + px(24)
        leading = page.type.leading(SOURCE)
        high = leading * (len(LEGEND) + 1) + px(16)
        rect = Rect(self.rect.x + px(12), self.rect.bottom - px(12) - high, wide, high)
        if rect.width > self.rect.width // 2 or high > self.rect.height * 0.4:
            return
        page.box(rect, theme.panel, theme.line, radius=RADIUS)
        y = rect.y + px(8)
        for kind, name in LEGEND:
            swatch(page, kind, Rect(rect.x + px(12), y, px(36), leading))
            page.text((rect.x + px(58), y), say(name), SOURCE)
            y += leading
        page.text((rect.x + px(12), y), say(NOTE), SOURCE, colour=theme.third)


def _sign_of(gate: Gate) -> Point:
    """Return where a gate's sign stands, in design units."""
    routes = world_map().routes.values()
    return next(
        route.signs[gate.actor]
        for route in routes
        if route.kind == gate.flow and gate.actor in route.signs
    )


def swatch(page: Page, kind: FlowKind, box: Rect) -> None:
    """Draw a piece of a flow's pattern."""
    colour, size = flow_colour(page.theme, kind), page.px(8)

    def paint(surface: pygame.Surface, at: Rect) -> None:
        y = at.centery - size // 2
        if kind == "minerals":
            bead = draw.icon("diamond", size, colour)
            for x in range(at.x, at.right - size, size + 2):
                surface.blit(bead, (x, y))
        elif kind == "gray":
            for x in range(at.x, at.right - size, size + 5):
                surface.fill(colour, (x, y, size, size))
        else:
            surface.fill(colour, (at.x, y, at.width, size))

    page.mark(box, paint)
