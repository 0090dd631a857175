"""A waterfall: from before to after, one bar a cause; hatched bars subtract."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pygame
from pygame import Rect

from game.seat.causes import Contribution, Waterfall
from game.window import draw
from game.window.items import Item
from game.window.page import Page
from game.window.theme import BODY, LABEL, LEAD, Colour
from game.words.language import say

ROW = 44
NAMES = 300


def lay_out_waterfall(
    page: Page, rect: Rect, told: Waterfall, chosen: int, choose: Callable[[int], None]
) -> int:
    """Lay out the bars; `choose` takes the place of a cause. Return where they end."""
    px = page.px
    names = min(px(NAMES), rect.width * 2 // 5)
    chart = Rect(rect.x + names, rect.y, rect.width - names - px(118), 0)
    scale = _Scale(told, chart)
    y = rect.y
    if told.is_exact:
        y = _total(page, rect, y, say("Before"), told.before_shown, scale, told.before)
    running = told.before
    for place, cause in enumerate(told.causes):
        row = Rect(rect.x, y, rect.width, px(ROW))
        item = Item(
            key=f"cause {place}", rect=row, role="link", name=cause.title, value=cause.shown,
            reason=cause.told, press=functools.partial(choose, place),
        )  # fmt: skip
        with page.item(item):
            if place == chosen:
                page.box(row, page.theme.raised, page.theme.text, width=2)
            _cause(page, row, names, cause, scale, running)
        running += cause.change
        y += px(ROW)
    if told.is_exact:
        y = _total(page, rect, y, say("After"), told.after_shown, scale, told.after)
    return y


class _Scale:
    """How values become places on the chart; the axis is cut to where the bars are."""

    def __init__(self, told: Waterfall, chart: Rect) -> None:
        running, values = told.before, [told.before, told.after]
        for cause in told.causes:
            running += cause.change
            values.append(running)
        self.low, self.high = min(values), max(values)
        spread = (self.high - self.low) or abs(self.high) or 1.0
        self.low -= 0.12 * spread
        self.high += 0.04 * spread
        self.chart = chart

    def x(self, value: float) -> int:
        share = (value - self.low) / (self.high - self.low)
        return self.chart.x + round(share * self.chart.width)


def _total(
    page: Page, rect: Rect, y: int, name: str, shown: str, scale: _Scale, value: float
) -> int:
    px, theme = page.px, page.theme
    row = Rect(rect.x, y, rect.width, px(ROW))
    page.type.leading(BODY)
    page.middle((row.x + px(44), row.centery), name, BODY, bold=True)
    bar = Rect(scale.chart.x, row.centery - px(12), scale.x(value) - scale.chart.x, px(24))
    page.fill(bar, theme.button)
    # Two cuts say that the bar does not start at nought.
    for cut in (px(8), px(14)):
        page.fill(Rect(bar.x + cut, bar.y, 2, bar.height), theme.panel)
    page.type.leading(LEAD)
    page.middle((row.right, row.centery), shown, LEAD, bold=True, align="right")
    return y + px(ROW)


def _cause(
    page: Page, row: Rect, names: int, cause: Contribution, scale: _Scale, running: float
) -> None:
    px, theme = page.px, page.theme
    size = px(22)
    at = (row.x + px(12), row.centery - size // 2)
    if cause.actor:
        page.emblem(cause.actor, at, size)
    elif cause.is_luck:
        page.icon("star", at, size, theme.second)
    elif cause.field:
        page.icon("right", at, size, theme.second)
    else:
        page.box(Rect(at[0] + 2, at[1] + 2, size - 4, size - 4), None, theme.edge, radius=4)
    lines = page.type.wrap(cause.title, LABEL, False, page.room(names - px(52)))[:2]
    leading = page.type.leading(LABEL)
    if len(lines) * leading > row.height:
        lines = lines[:1]
    y = row.centery - leading * len(lines) // 2
    for line in lines:
        page.text((row.x + px(44), y), line, LABEL)
        y += leading
    left, right = sorted((scale.x(running), scale.x(running + cause.change)))
    bar = Rect(left, row.centery - px(12), max(3, right - left), px(24))
    colour = theme.inks[cause.actor].fill if cause.actor else theme.edge
    if cause.is_luck:
        page.mark(bar, lambda surface, where: _draw_luck(surface, where, theme.text))
    elif cause.change < 0.0:
        page.mark(bar, lambda surface, where: draw.hatched(surface, where, colour))
    else:
        page.fill(bar, colour)
    # A number that falls may be good or bad for the seat: the hatching says enough.
    page.middle(
        (row.right - px(8), row.centery), cause.shown, BODY,
        bold=True, align="right",
    )  # fmt: skip


def _draw_luck(surface: pygame.Surface, where: Rect, colour: Colour) -> None:
    corners = (where.topleft, where.topright, where.bottomright, where.bottomleft, where.topleft)
    draw.dashes(surface, colour, corners, 5, 4)
