"""Dispatches: what the papers print about the quarter, and what is ahead."""

from __future__ import annotations

from pygame import Rect

from game.seat.seat_table import Dispatch, SeatTable
from game.window.arrangement import Space, Stack, Strip
from game.window.items import Item, ItemKind, Press
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
    page.fill(rect, page.theme.panel)
    dispatches = table.dispatches
    if stacked:
        _stack(page, rect, table, show_all)
        return
    page.line(rect.topleft, rect.width)
    space = Space(page, rect)
    ahead = space.bottom(page.high(SOURCE, pad=8))
    room = page.trim(space.rest, left=14, right=14, top=8)
    count = page.fits(room.width, NARROWEST, min(MOST, len(dispatches) or 1))
    for where, dispatch in zip(page.columns(room, count, 20), dispatches, strict=False):
        _lay_out_one(page, where, dispatch, show_all)
    page.line(ahead.topleft, ahead.width)
    _ahead(page, page.inset(ahead, 14), table.ahead)


def _stack(page: Page, rect: Rect, table: SeatTable, show_all: Press) -> None:
    stack = Stack(page, page.trim(rect, left=14, top=10, right=22))
    for dispatch in table.dispatches:
        room = page.room(stack.rest.width)
        lines = len(page.type.wrap(dispatch.headline, LABEL, True, room))
        high = page.total(page.high(SOURCE), page.high(LABEL, lines, pad=4))
        _lay_out_one(page, stack.take(high, gap=12), dispatch, show_all)
    for date, what in table.ahead:
        line = say("Ahead, {date}: {what}", date=date, what=what)
        stack.text(line, SOURCE, colour=page.theme.second, gap=4)


def _lay_out_one(page: Page, rect: Rect, dispatch: Dispatch, show_all: Press) -> None:
    theme = page.theme
    item = Item(
        key=DISPATCH.key(dispatch.headline),
        rect=page.inset(rect, -4, -2),
        role="link",
        name=dispatch.headline,
        value=dispatch.date,
        reason=dispatch.source,
        press=show_all,
    )
    with page.item(item):
        space = Space(page, rect)
        line = Strip(page, space.top(page.high(SOURCE), gap=4))
        tag = line.take(page.wide(dispatch.tag, SOURCE, bold=True, pad=10))
        page.box(page.trim(tag, bottom=-1), None, theme.edge, radius=4)
        inside = page.trim(tag, left=5).topleft
        page.text(inside, dispatch.tag, SOURCE, bold=True, colour=theme.second)
        line.text(dispatch.date, SOURCE, colour=theme.second)
        lines = page.type.wrap(dispatch.headline, LABEL, True, page.room(rect.width))
        room = page.trim(space.rest, bottom=-4).height
        fit = page.fits(room, page.high(LABEL), len(lines))
        shown = (
            [*lines[: fit - 1], say("{line} ...", line=lines[fit - 1])]
            if len(lines) > fit
            else lines
        )
        for text in shown:
            page.text(space.top(page.high(LABEL)).topleft, text, LABEL, bold=True)
        source_lines = page.type.wrap(
            without_marks(dispatch.source), SOURCE, False, page.room(rect.width)
        )
        left = page.trim(space.rest, bottom=-4).height
        item.has_reason_in_sight = len(source_lines) == 1 and page.high(SOURCE).count <= left
        if item.has_reason_in_sight:
            page.text(space.rest.topleft, source_lines[0], SOURCE, colour=theme.third)


def _ahead(page: Page, rect: Rect, ahead: list[tuple[str, str]]) -> None:
    theme = page.theme
    line = Strip(page, rect, gap=18)
    line.text(say("Ahead"), SOURCE, bold=True, colour=theme.second, gap=14)
    cap = line.take(page.wide(page.cap("record"), SOURCE, pad=12), gap=6, end=True)
    page.keycap(cap.midleft, "record")
    line.text(say("All news"), SOURCE, colour=theme.second, gap=40, end=True)
    for date, what in ahead:
        text = say("{date}: {what}", date=date, what=what)
        if page.room(page.wide(text, SOURCE).count) > line.rest.width:
            return
        line.text(text, SOURCE, colour=theme.second)
