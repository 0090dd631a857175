"""Dispatches: what the papers print about the quarter, and what is ahead."""

from __future__ import annotations

from pygame import Rect

from game.seat.seat_table import Dispatch, SeatTable
from game.window.items import Item, ItemKind, Press
from game.window.layout import split
from game.window.page import Page
from game.window.theme import LABEL, SOURCE
from game.words.language import say
from game.words.numbers import without_marks

DISPATCH = ItemKind("news")
MOST = 3
NARROWEST = 340


def lay_out_dispatches(
    page: Page,
    rect: Rect,
    table: SeatTable,
    show_all: Press,
    *,
    stacked: bool = False,
) -> None:
    """Lay out the latest dispatches side by side over a line of what is ahead, or stacked."""
    theme, px = page.theme, page.px
    page.fill(rect, theme.panel)
    dispatches = table.dispatches
    if stacked:
        _stack(page, rect, table, show_all)
        return
    page.line((rect.x, rect.y), rect.width)
    ahead = page.type.leading(SOURCE) + px(8)
    room = Rect(rect.x + px(14), rect.y + px(8), rect.width - px(28), rect.height - ahead - px(8))
    count = max(1, min(MOST, room.width // px(NARROWEST), len(dispatches) or 1))
    for where, dispatch in zip(split(room, count, px(20)), dispatches, strict=False):
        _lay_out_one(page, where, dispatch, show_all)
    line = Rect(rect.x, rect.bottom - ahead, rect.width, ahead)
    page.line(line.topleft, line.width)
    _ahead(page, line.inflate(-2 * px(14), 0), table.ahead)


def _stack(page: Page, rect: Rect, table: SeatTable, show_all: Press) -> None:
    px = page.px
    y = rect.y + px(10)
    width = rect.width - px(36)
    for dispatch in table.dispatches:
        lines = page.type.wrap(dispatch.headline, LABEL, True, page.room(width))
        high = page.type.leading(SOURCE) + len(lines) * page.type.leading(LABEL) + px(4)
        _lay_out_one(page, Rect(rect.x + px(14), y, width, high), dispatch, show_all)
        y += high + px(12)
    for date, what in table.ahead:
        told = say("Ahead, {date}: {what}", date=date, what=what)
        used = page.text(
            (rect.x + px(14), y), told, SOURCE, colour=page.theme.second, width=page.room(width)
        )
        y = used.bottom + px(4)


def _lay_out_one(page: Page, rect: Rect, dispatch: Dispatch, show_all: Press) -> None:
    theme, px = page.theme, page.px
    item = Item(
        key=DISPATCH.key(dispatch.headline),
        rect=rect.inflate(px(8), px(4)),
        role="link",
        name=dispatch.headline,
        value=dispatch.date,
        reason=dispatch.source,
        press=show_all,
    )
    with page.item(item):
        tag_width = page.type.width(dispatch.tag, SOURCE, True) + px(10)
        leading = page.type.leading(SOURCE)
        page.box(Rect(rect.x, rect.y, tag_width, leading + px(1)), None, theme.edge, radius=4)
        page.text((rect.x + px(5), rect.y), dispatch.tag, SOURCE, bold=True, colour=theme.second)
        x = rect.x + tag_width + px(8)
        page.text((x, rect.y), dispatch.date, SOURCE, colour=theme.second)
        y = rect.y + leading + px(4)
        lines = page.type.wrap(dispatch.headline, LABEL, True, page.room(rect.width))
        fit = max(1, (rect.bottom - y + px(4)) // page.type.leading(LABEL))
        shown = (
            [*lines[: fit - 1], say("{line} ...", line=lines[fit - 1])]
            if len(lines) > fit
            else lines
        )
        for line in shown:
            page.text((rect.x, y), line, LABEL, bold=True)
            y += page.type.leading(LABEL)
        told = page.type.wrap(without_marks(dispatch.source), SOURCE, False, page.room(rect.width))
        item.has_reason_in_sight = len(told) == 1 and y + leading <= rect.bottom + px(4)
        if item.has_reason_in_sight:
            page.text((rect.x, y), told[0], SOURCE, colour=theme.third)


def _ahead(page: Page, rect: Rect, ahead: list[tuple[str, str]]) -> None:
    px, theme = page.px, page.theme
    y = rect.centery - page.type.leading(SOURCE) // 2
    x = page.text((rect.x, y), say("Ahead"), SOURCE, bold=True, colour=theme.second).right + px(14)
    wide = page.type.width(page.cap("record"), 13) + px(12)
    keycap = page.keycap((rect.right - wide, rect.centery), "record")
    all_news = page.text(
        (keycap.left - px(6), y), say("All news"), SOURCE, colour=theme.second, align="right"
    )
    for date, what in ahead:
        told = say("{date}: {what}", date=date, what=what)
        if x + page.room(page.type.width(told, SOURCE)) > all_news.left - px(40):
            return
        x = page.text((x, y), told, SOURCE, colour=theme.second).right + px(18)
