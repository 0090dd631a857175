"""A waterfall: from before to after, one bar a cause; hatched bars subtract."""

from __future__ import annotations

import functools
from collections.abc import Callable

from pygame import Rect

from game.seat.causes import Contribution, Waterfall
from game.window.arrangement import Space, Stack, Strip
from game.window.drawing.shapes import draw_dashed_frame, hatched
from game.window.items import Item, ItemKind
from game.window.layout import Axis
from game.window.page import Page
from game.window.ruler import Pixels
from game.window.theme import BODY, LABEL, LEAD
from game.words.language import say

CAUSE = ItemKind("cause")
# Rows, their names, where a name begins, and the figures at the end.
ROW, NAMES, NAMED, FIGURES = 44, 300, 44, 118


def lay_out_waterfall(
    page: Page, rect: Rect, waterfall: Waterfall, chosen: int, choose: Callable[[int], None]
) -> int:
    """Lay out the bars; `choose` takes the place of a cause. Return where they end."""
    stack = Stack(page, rect)
    names = page.capped(NAMES, page.halves(rect, 0.4)[0].width)
    scale = _scale(waterfall, page.trim(stack.rest, left=names, right=FIGURES))
    if waterfall.is_exact:
        _total(
            page, stack.take(ROW), say("Before"), waterfall.before_shown, scale, waterfall.before
        )
    running = waterfall.before
    for place, cause in enumerate(waterfall.causes):
        row = stack.take(ROW)
        item = Item(
            key=CAUSE.key(place), rect=row, role="link", name=cause.title, value=cause.shown,
            reason=cause.told, press=functools.partial(choose, place),
        )  # fmt: skip
        with page.item(item):
            if place == chosen:
                page.box(row, page.theme.raised, page.theme.text, width=2)
            _cause(page, row, names, cause, scale, running)
        running += cause.change
    if waterfall.is_exact:
        _total(page, stack.take(ROW), say("After"), waterfall.after_shown, scale, waterfall.after)
    return stack.y


def _scale(waterfall: Waterfall, chart: Rect) -> Axis:
    """Return where values stand on the chart; the axis is cut to where the bars are."""
    running, values = waterfall.before, [waterfall.before, waterfall.after]
    for cause in waterfall.causes:
        running += cause.change
        values.append(running)
    low, high = min(values), max(values)
    spread = (high - low) or abs(high) or 1.0
    return Axis(chart, low - 0.12 * spread, high + 0.04 * spread)


def _bar(page: Page, row: Rect, scale: Axis, start: float, end: float, least: int = 0) -> Rect:
    box = scale.bar(start, end, least)
    return page.around((box.centerx, row.centery), Pixels(box.width), 24)


def _total(page: Page, row: Rect, name: str, shown: str, scale: Axis, value: float) -> None:
    theme = page.theme
    Strip(page, page.trim(row, left=NAMED)).text(name, BODY, bold=True)
    bar = _bar(page, row, scale, scale.low, value)
    page.fill(bar, theme.button)
    # Two cuts say that the bar does not start at nought.
    for cut in (8, 14):
        page.fill(page.placed(page.trim(bar, left=cut), Pixels(2), Pixels(bar.height), "left"),
                  theme.panel)  # fmt: skip
    page.middle(row.midright, shown, LEAD, bold=True, align="right")


def _cause(
    page: Page, row: Rect, names: Pixels, cause: Contribution, scale: Axis, running: float
) -> None:
    theme = page.theme
    line = Strip(page, page.trim(Space(page, row).left(names), left=12), gap=10)
    if cause.actor:
        line.emblem(cause.actor, 22)
    elif cause.is_luck:
        line.icon("star", 22, theme.second)
    elif cause.field:
        line.icon("right", 22, theme.second)
    else:
        box = line.square(22)
        page.box(page.inset(box, Pixels(2), Pixels(2)), None, theme.edge, radius=4)
    words = page.trim(line.rest, right=8)
    line = Strip(page, words)
    line.words(cause.title, LABEL, most=min(2, page.lines_in(row, LABEL)))
    bar = _bar(page, row, scale, running, running + cause.change, least=3)
    colour = theme.inks[cause.actor].fill if cause.actor else theme.edge
    if cause.is_luck:
        page.mark(bar, lambda surface, at: draw_dashed_frame(surface, theme.text, at, 5, 4, 2))
    elif cause.change < 0.0:
        page.mark(bar, lambda surface, at: hatched(surface, at, colour))
    else:
        page.fill(bar, colour)
    # A number that falls may be good or bad for the seat: the hatching says enough.
    figure = page.trim(row, right=8).midright
    page.middle(figure, cause.shown, BODY, bold=True, align="right")
