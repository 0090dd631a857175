"""The map of the board: pictures below, then hubs, call-outs, gate signs and the legend."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pygame
from pygame import Rect

from game.config.scenarios import shipped_library
from game.seat.flows import Flow, Gate
from game.seat.flows import Kind as FlowKind
from game.window.arrangement import Stack, Strip
from game.window.assets import world_map
from game.window.drawing.ribbons import (
    base_picture,
    flow_picture,
    map_point,
    map_width,
    paint_sample,
)
from game.window.drawing.shapes import pickets
from game.window.items import Item, ItemKind
from game.window.layout import part
from game.window.page import Page
from game.window.ruler import Pixels
from game.window.theme import LABEL, RADIUS, SOURCE, Point
from game.words.language import later, say, say_config

FLOW, GATE = ItemKind("flow"), ItemKind("gate")
# A map narrower than this (in units of text) names only the places that flows begin or end at.
ROOMY = 800
# How large the pattern of a sample is, and how much of the map's height a legend may take.
SAMPLE, HIGHEST_LEGEND = 8, 0.4
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
    wide = map_width(rect)
    if min(rect.width, wide) >= page.px(SPACIOUS):
        _draw(page, rect, flows, gates)
        _Places(page, rect).lay_out(flows, gates, ask_why)
        return
    picture, beside = page.row(rect, page.capped(Pixels(wide), part(rect, 0.0, 0.5).width), None)
    _draw(page, picture, flows, gates)
    _Places(page, picture).mark_only(gates)
    page.fill(beside, page.theme.panel)
    inside = page.inset(beside, 14, 10)
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
    theme = page.theme
    stack = Stack(page, page.trim(rect, right=10), gap=4)
    for kind, name in LEGEND:
        flow = flows[kind]
        item = _number_item(flow, stack.rest, ask_why)
        with page.item(item):
            sample = page.placed(page.trim(stack.rest, left=6), 36, page.high(LABEL), "left", "top")
            page.mark(sample, paint_sample(kind, page.px(SAMPLE), theme))
            texts = _texts(page, stack)
            line = say("{name}: {number}", name=say(name), number=flow.told)
            texts.text(line, LABEL, bold=True)
            texts.text(flow.words, SOURCE, colour=theme.second)
        whole = page.trim(stack.rest.union(texts.rest), bottom=-4)
        item.rect = page.at_least(whole, 44)
        stack.go_on(item.rect.bottom)
    for gate in gates:
        what, openness = say(THROUGH[gate.flow]), say(OPENNESS[gate.openness])
        sign = say(
            "Gate for {what}, {openness}: {says}", what=what, openness=openness, says=gate.says
        )
        item = Item(
            key=GATE.key(gate.actor, gate.flow),
            rect=stack.rest,
            role="gate",
            name=say("gate of {actor} for {what}", actor=_name(gate.actor), what=what),
            value=openness,
            reason=gate.says,
        )
        with page.item(item):
            emblem = page.placed(page.trim(stack.rest, left=6, top=2), 24, 24, "left", "top")
            page.emblem(gate.actor, emblem.topleft, emblem.width)
            texts = _texts(page, stack)
            texts.text(sign, LABEL)
        item.rect = page.at_least(stack.rest.union(texts.rest), 30)
        stack.go_on(item.rect.bottom)
    _texts(page, stack).text(say(NOTE), SOURCE, colour=theme.third)


def _texts(page: Page, stack: Stack) -> Stack:
    """Return the column of texts beside samples and emblems."""
    return Stack(page, page.trim(stack.rest, left=50, right=2))


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

    def at(self, *parts: Point) -> tuple[int, int]:
        """Return the pixel of a point of the design, given as parts to be added."""
        xs, ys = zip(*parts, strict=True)
        return map_point(self.rect, (sum(xs), sum(ys)))

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
        for gate in gates:
            box = self.page.around(self.at(_sign_of(gate)), 20)
            self.page.emblem(gate.actor, box.topleft, box.width)

    def _hubs(self) -> None:
        page = self.page
        is_roomy = self.rect.width >= page.px(ROOMY)
        for hub in world_map().hubs.values():
            self._ring(self.at(hub.at))
            if hub.label is None or not (is_roomy or hub.rank in ("capital", "end")):
                continue
            side, *away = hub.label
            bold = hub.rank == "capital"
            size = LABEL if bold else SOURCE
            colour = page.theme.text if bold else page.theme.second
            where = self.at(hub.at, (away[0], away[1]))
            page.label(where, say_config(hub.name), size, bold=bold, colour=colour, align=side)

    def _ring(self, at: tuple[int, int]) -> None:
        theme, radius = self.page.theme, max(3, self.page.px(4))
        rect = self.page.around(at, self.page.times(2, Pixels(radius)))
        self.page.box(rect, theme.sea, theme.text, width=2, radius=radius)

    def _call_out(
        self, flow: Flow, where: tuple[str, Point], ask_why: Callable[[str], None]
    ) -> None:
        page = self.page
        side, point = where
        number, words = page.wide(flow.told, LABEL, bold=True), page.wide(flow.words, SOURCE)
        line = page.high(LABEL)
        wide = Pixels(max(number.count, words.count))
        rect = page.around(self.at(point), wide, page.times(2, line))
        if side != "centre":
            rect.left = self.at(point)[0]
        rect.clamp_ip(page.inset(self.rect, 8, 8))
        item = _number_item(flow, page.inset(rect, -4, -2), ask_why)
        with page.item(item):
            above, below = page.grid(rect, 2, 1, line)
            for box, text, size, colour in (
                (above, flow.told, LABEL, None), (below, flow.words, SOURCE, page.theme.second),
            ):  # fmt: skip
                anchor = box.center if side == "centre" else box.midleft
                page.label(anchor, text, size, bold=box is above, colour=colour, align=side)

    def _sign(self, gate: Gate) -> None:
        """Draw emblem and pickets in a small frame, and how much may pass beside it."""
        page, theme = self.page, self.page.theme
        rect = page.around(self.at(_sign_of(gate)), 58, 26)
        item = Item(
            key=GATE.key(gate.actor, gate.flow), rect=rect, role="gate",
            name=say("gate of {actor}", actor=_name(gate.actor)),
            value=say(OPENNESS[gate.openness]), reason=gate.says, has_reason_in_sight=True,
        )  # fmt: skip
        with page.item(item):
            page.box(rect, theme.panel, theme.inks[gate.actor].fill, width=2)
            line = Strip(page, page.trim(rect, left=6), gap=4)
            line.emblem(gate.actor, 18)
            self._pickets(gate, page.placed(line.rest, 24, 16, "left"))
            below = Stack(page, page.under(page.rect, rect, 1)).take(page.high(SOURCE)).centery
            page.label((rect.centerx, below), gate.says, SOURCE, colour=theme.second)

    def _pickets(self, gate: Gate, box: Rect) -> None:
        """Draw four pickets: all upright, one leaning away, or the middle ones gone."""
        colour = self.page.theme.text
        self.page.mark(
            box, lambda surface, at: _blit(surface, at, pickets(gate.openness, at.size, colour))
        )

    def _legend(self) -> None:
        page, theme = self.page, self.page.theme
        high = page.times(len(LEGEND) + 1, page.high(SOURCE))
        whole = page.total(high, 8, 8)
        corner = page.trim(self.rect, left=12, bottom=12)
        rect = page.placed(corner, page.wide(say(NOTE), SOURCE, pad=24), whole, "left", "bottom")
        is_wide = rect.width > part(self.rect, 0.0, 0.5).width
        if is_wide or rect.height > self.rect.height * HIGHEST_LEGEND:
            return
        page.box(rect, theme.panel, theme.line, radius=RADIUS)
        stack = Stack(page, page.inset(rect, 12, 8))
        for kind, name in LEGEND:
            line = Strip(page, stack.take(page.high(SOURCE)), gap=10)
            page.mark(line.take(36), paint_sample(kind, page.px(SAMPLE), theme))
            line.text(say(name), SOURCE)
        page.text(stack.rest.topleft, say(NOTE), SOURCE, colour=theme.third)


def _sign_of(gate: Gate) -> Point:
    """Return where a gate's sign stands, in design units."""
    routes = world_map().routes.values()
    return next(
        route.signs[gate.actor]
        for route in routes
        if route.kind == gate.flow and gate.actor in route.signs
    )
