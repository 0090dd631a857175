"""Series turn by turn as small charts: the game, the record beside it, nine in ten games."""

from __future__ import annotations

from pygame import Rect

from game.seat.debrief.account import Course
from game.window.arrangement import Stack, Strip
from game.window.drawing.charts import Band, Places, paint_course, paint_sample
from game.window.items import Item, ItemKind
from game.window.page import Page
from game.window.ruler import Pixels
from game.window.theme import LEAD, SOURCE, Colour
from game.words.language import say

SERIES = ItemKind("series")
CHART = 176
# Narrower than this, a chart has no room for its last date.
DATED = 150


def lay_out_course(
    page: Page, rect: Rect, course: Course, band: Band | None, discs: Places, until: str,
    ink: Colour,
) -> None:  # fmt: skip
    """Lay out one series; `discs` gives the numbers of turning points by turn, counted from 0."""
    theme = page.theme
    span = say("from {first} to {last}", first=course.first, last=course.last)
    key = SERIES.key(course.name)
    with page.item(Item(key=key, rect=rect, role="chart", name=course.title, value=span)):
        stack = Stack(page, rect)
        title = stack.take(page.high(SOURCE))
        page.text(title.topleft, page.fitting(course.title, SOURCE, rect.width, bold=True), SOURCE,
                  bold=True)  # fmt: skip
        page.text(stack.take(page.high(LEAD)).topleft, course.last, LEAD, bold=True)
        below = page.high(SOURCE, pad=18)
        box = page.trim(stack.below(rect.bottom), left=4, right=6, top=8, bottom=below)
        paint = paint_course(course, band, discs, ink, page.px(8), page.px(11), theme)
        page.mark(box, paint)
        dates = page.trim(page.under(rect, box), top=9)
        page.text(dates.topleft, course.since, SOURCE, colour=theme.third)
        if rect.width > page.px(DATED):
            page.text(dates.topright, until, SOURCE, colour=theme.third, align="right")


def lay_out_legend(page: Page, rect: Rect, ink: Colour, *, band: bool) -> None:
    """Lay out what the marks of the charts mean, ending at the right of a line."""
    theme = page.theme
    parts = [("line", say("your game")), ("ring", say("reported"))]
    if band:
        parts.append(("band", say("9 in 10 games")))
    line = Strip(page, rect)
    for kind, name in reversed(parts):
        line.text(name, SOURCE, colour=theme.second, gap=6, end=True)
        box = line.take(24, gap=14, end=True)
        page.mark(page.placed(box, Pixels(box.width), 12), paint_sample(kind, theme, ink))
