"""A gauge: one aim's number, its range and change, a sparkline, and its score on a track."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pygame
from pygame import Rect

from game.seat.aims import Gauge
from game.window.items import Item, ItemKind, Press
from game.window.page import Page
from game.window.theme import DATE, LABEL, LEAD, SOURCE, Colour
from game.words.language import say

AIM = ItemKind("aim")


def lay_out_gauge(page: Page, rect: Rect, gauge: Gauge, ink: Colour, ask_why: Press) -> None:
    """Lay out one gauge; the whole of it can be asked why."""
    theme, px = page.theme, page.px
    item = Item(
        key=AIM.key(gauge.name),
        rect=rect,
        role="gauge",
        name=gauge.title,
        value=say("{value}; score {score} of 100", value=gauge.value, score=gauge.score),
        reason=f"{gauge.words}{say('; ')}{gauge.says}",
        number=gauge.number,
        press=ask_why,
    )
    with page.item(item):
        inner = rect.inflate(-2 * px(14), 0)
        y = inner.y + px(5)
        weight = say("{number} %", number=f"{100 * gauge.weight:.0f}")
        weighed = page.text(
            (inner.right, y + px(1)), weight, SOURCE, colour=theme.third, align="right"
        )
        room = weighed.left - px(6) - inner.x
        for line in page.type.wrap(gauge.title, LABEL, True, room):
            page.text((inner.x, y), line, LABEL, bold=True)
            y += page.type.leading(LABEL)
        is_long = page.type.width(gauge.value, DATE, True) > inner.width
        number = page.text((inner.x, y), gauge.value, LEAD if is_long else DATE, bold=True)
        end = _draw_change(page, Rect(number.right, y, inner.right - number.right, 0), gauge)
        _draw_spark(page, inner, end, gauge, ink)
        y += page.type.leading(DATE)
        item.has_reason_in_sight = _draw_words(page, inner, y, gauge)
        _draw_track(page, Rect(inner.x, rect.bottom - px(20), inner.width, px(8)), gauge)


def _draw_change(page: Page, at: Rect, gauge: Gauge) -> int:
    """Write how the number moved, with a triangle for or against the aim; return where it ends."""
    px, theme = page.px, page.theme
    size = px(9) if gauge.way else 0
    wide = page.type.width(gauge.change, SOURCE) + size + px(4)
    if not gauge.change or wide > at.width - px(10):
        return at.x
    x, y = at.x + px(10), at.y + px(6)
    shade = theme.worse if gauge.way < 0 else theme.second
    if gauge.way:
        middle = y + (page.type.leading(SOURCE) - size) // 2
        name = "up" if gauge.way > 0 else "down"
        page.icon(name, (x, middle), size, shade, hollow=gauge.way < 0)
        x += size + px(4)
    return page.text((x, y), gauge.change, SOURCE, colour=shade).right


def _draw_spark(page: Page, inner: Rect, taken: int, gauge: Gauge, ink: Colour) -> None:
    """Draw the number's course where the number itself leaves room for it."""
    px = page.px
    box = Rect(inner.right - px(72), inner.y + px(28), px(68), px(20))
    if len(gauge.course) > 1 and box.x > taken + px(8):
        spark(page, box, gauge.course, ink)


def spark(page: Page, box: Rect, series: Sequence[float], ink: Colour) -> None:
    """Draw a series as a thin line that ends in a point of the seat's colour."""
    low, high = min(series), max(series)
    spread = (high - low) or 1.0
    line_colour = page.theme.second

    def paint(surface: pygame.Surface, at: Rect) -> None:
        points = [
            (at.x + at.width * place / (len(series) - 1),
             at.bottom - at.height * (value - low) / spread)
            for place, value in enumerate(series)
        ]  # fmt: skip
        for start, end in itertools.pairwise(points):
            pygame.draw.aaline(surface, line_colour, start, end, 2)
        pygame.draw.aacircle(surface, ink, points[-1], 3)

    page.mark(box, paint)


def _draw_words(page: Page, inner: Rect, y: int, gauge: Gauge) -> bool:
    """Write what the number is, as much of it as fits in whole phrases; tell whether all does."""
    room = page.room(inner.width)
    leading = page.type.leading(SOURCE)
    fit = (inner.bottom - page.px(22) - y) // leading
    short = gauge.about
    whole = say("; ").join(part for part in (gauge.spread, short) if part)
    offers = (gauge.words, whole, short, gauge.spread)
    for place, offer in enumerate(offers):
        lines = page.type.wrap(offer, SOURCE, False, room)
        if lines and len(lines) <= fit:
            for line in lines:
                page.text((inner.x, y), line, SOURCE, colour=page.theme.second)
                y += leading
            return place == 0
    if fit > 0 and page.type.width(short, SOURCE) <= inner.width:
        page.text((inner.x, y), short, SOURCE, colour=page.theme.second)
    return False


def _draw_track(page: Page, track: Rect, gauge: Gauge) -> None:
    """Draw the score from 0 to 100: full to the lowest guess, pale to the highest."""
    theme, px = page.theme, page.px
    middle = track.centery - page.type.leading(LABEL) // 2
    used = page.text((track.right, middle), gauge.score, LABEL, bold=True, align="right")
    bar = Rect(track.x, track.y, used.left - px(8) - track.x, track.height)
    page.box(bar, theme.inset, theme.line, radius=px(4))
    low, high = (round(bar.width * end / 100.0) for end in (gauge.low, gauge.high))
    if high > low:
        page.box(Rect(bar.x, bar.y, high, bar.height), theme.line, theme.edge, radius=px(4))
    if low > 2:
        page.box(Rect(bar.x, bar.y, low, bar.height), theme.second, radius=px(4))
