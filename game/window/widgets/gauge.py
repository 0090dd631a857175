"""A gauge: one aim's number, its range and change, a sparkline, and its score on a track."""

from __future__ import annotations

from pygame import Rect

from game.seat.aims import Gauge
from game.window.arrangement import Space, Strip
from game.window.drawing.charts import paint_spark
from game.window.items import Item, ItemKind, Press
from game.window.layout import Axis
from game.window.page import Page
from game.window.ruler import Pixels
from game.window.theme import DATE, LABEL, LEAD, SOURCE, Colour
from game.words.language import say

AIM = ItemKind("aim")


def lay_out_gauge(page: Page, rect: Rect, gauge: Gauge, ink: Colour, ask_why: Press) -> None:
    """Lay out one gauge; the whole of it can be asked why."""
    theme = page.theme
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
        inner = page.inset(rect, 14)
        space = Space(page, page.trim(inner, top=5))
        weight = say("{number} %", number=f"{100 * gauge.weight:.0f}")
        at_end = page.trim(space.rest, top=1).topright
        weighed = page.text(at_end, weight, SOURCE, colour=theme.third, align="right")
        room = page.left_of(inner, weighed, 6).width
        for line in page.type.wrap(gauge.title, LABEL, True, room):
            page.text(space.top(page.high(LABEL)).topleft, line, LABEL, bold=True)
        is_long = page.wide(gauge.value, DATE, bold=True).count > inner.width
        row = space.top(page.high(DATE))
        size = LEAD if is_long else DATE
        number = page.text(row.topleft, gauge.value, size, bold=True)
        taken = _draw_change(page, page.right_of(row, number), gauge).union(number)
        _draw_spark(page, inner, taken, gauge, ink)
        words = page.trim(space.rest, bottom=22)
        item.has_reason_in_sight = _draw_words(page, words, gauge)
        _draw_track(page, page.placed(page.trim(inner, bottom=12), Pixels(inner.width), 8,
                                      down="bottom"), gauge)  # fmt: skip


def _draw_change(page: Page, rect: Rect, gauge: Gauge) -> Rect:
    """Write how the number moved, with a triangle for or against the aim; return what it takes."""
    theme = page.theme
    line = Strip(page, Space(page, page.trim(rect, left=10, top=6)).top(page.high(SOURCE)), gap=4)
    size = 9 if gauge.way else 0
    wide = page.total(page.wide(gauge.change, SOURCE), size, 4)
    if not gauge.change or wide.count > line.rest.width:
        return page.placed(rect, 0, 0, "left", "top")
    shade = theme.worse if gauge.way < 0 else theme.second
    if gauge.way:
        name = "up" if gauge.way > 0 else "down"
        line.icon(name, size, shade, hollow=gauge.way < 0)
    return line.text(gauge.change, SOURCE, colour=shade)


def _draw_spark(page: Page, inner: Rect, taken: Rect, gauge: Gauge, ink: Colour) -> None:
    """Draw the number's course where the number itself leaves room for it."""
    box = page.placed(page.trim(inner, right=4, top=28), 68, 20, "right", "top")
    if len(gauge.course) > 1 and page.right_of(inner, taken, 8).x < box.x:
        page.mark(box, paint_spark(gauge.course, page.theme.second, ink))


def _draw_words(page: Page, rect: Rect, gauge: Gauge) -> bool:
    """Write what the number is, as much of it as fits in whole phrases; tell whether all does."""
    shade, fit = page.theme.second, page.lines_in(rect, SOURCE)
    short = gauge.about
    whole = say("; ").join(part for part in (gauge.spread, short) if part)
    offers = (gauge.words, whole, short, gauge.spread)
    for place, offer in enumerate(offers):
        lines = page.type.wrap(offer, SOURCE, False, page.room(rect.width))
        if lines and len(lines) <= fit:
            page.text(rect.topleft, offer, SOURCE, colour=shade, width=page.room(rect.width))
            return place == 0
    if fit > 0 and page.wide(short, SOURCE).count <= rect.width:
        page.text(rect.topleft, short, SOURCE, colour=shade)
    return False


def _draw_track(page: Page, track: Rect, gauge: Gauge) -> None:
    """Draw the score from 0 to 100: full to the lowest guess, pale to the highest."""
    theme, radius = page.theme, page.px(4)
    used = page.middle(track.midright, gauge.score, LABEL, bold=True, align="right")
    bar = page.left_of(track, used, 8)
    page.box(bar, theme.inset, theme.line, radius=radius)
    axis = Axis(bar, 0.0, 100.0)
    if gauge.high > gauge.low:
        page.box(axis.bar(0.0, gauge.high), theme.line, theme.edge, radius=radius)
    low = axis.bar(0.0, gauge.low)
    if low.width > 2:
        page.box(low, theme.second, radius=radius)
