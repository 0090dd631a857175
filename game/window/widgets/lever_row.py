"""A row for one lever: name, price, slider, and now to new; greyed out, it says why."""

from __future__ import annotations

import functools
from collections.abc import Callable

from pygame import Rect

from game.ahead.odds import OrderEffect
from game.seat.levers import Row
from game.window.items import Item, ItemKind
from game.window.page import Page
from game.window.theme import LABEL, SOURCE
from game.window.widgets.odds import badge_width, lay_out_badge
from game.words.language import say

LEVER, STOP = ItemKind("lever"), ItemKind("stop")
SLIDER = 92
# A slider with more stops than this is drawn without its ticks.
TICKS = 8


def lay_out_row(
    page: Page,
    rect: Rect,
    row: Row,
    put: Callable[[Row, int], None],
    worth: OrderEffect | None = None,
) -> None:
    """Lay out a row; `put` takes the row and the place of the stop that was chosen.

    `worth` is what the order is worth, of a lever that the draft moves.
    """
    now, new = row.stops[row.now].text, row.stops[row.new].text
    moved = say("{now} to {new}, costs {price}", now=now, new=new, price=row.price)
    item = Item(
        key=LEVER.key(row.target),
        rect=rect,
        role="lever",
        name=row.title,
        value=moved if row.is_moved else now,
        reason=row.reason,
        number=row.target,
        tip=row.target,
        step=functools.partial(_step, row, put),
    )
    with page.item(item):
        if row.reason:
            _draw_locked(page, rect, row)
        else:
            _draw_open(page, rect, row, worth)
    if not row.reason:
        _add_stops(page, _slider(page, rect), row, put)


def pointed_stop(key: str) -> int:
    """Return the place of the stop that has a key, -1 where none has."""
    return int(key.rpartition(" ")[2]) if key in STOP else -1


def _step(row: Row, put: Callable[[Row, int], None], by: int) -> None:
    stop = row.toward(by)
    place = row.new + by if stop is None else row.stops.index(stop)
    if 0 <= place < len(row.stops):
        put(row, place)


def _slider(page: Page, rect: Rect) -> Rect:
    px = page.px
    return Rect(rect.x + px(18), rect.bottom - px(20), px(SLIDER), px(8))


def _draw_head(page: Page, rect: Rect, row: Row, *, dim: bool) -> None:
    theme, px = page.theme, page.px
    shade = theme.third if dim else theme.text
    x, y = rect.x + px(12), rect.y + px(3)
    name = page.text((x, y), row.title, LABEL, bold=row.is_moved or not dim, colour=shade)
    if row.lever.covert:
        size = px(16)
        at = (name.right + px(6), name.centery - size // 2)
        page.icon("eye", at, size, theme.third)
    price_shade = theme.text if row.is_moved else theme.third
    told = page.text(
        (rect.right - px(14), y), row.price, LABEL, bold=row.is_moved, colour=price_shade,
        align="right",
    )  # fmt: skip
    size = px(10)
    at = (told.left - size - px(5), told.centery - size // 2)
    page.icon("diamond", at, size, price_shade, hollow=not row.is_moved)


def _draw_locked(page: Page, rect: Rect, row: Row) -> None:
    theme, px = page.theme, page.px
    _draw_head(page, rect, row, dim=True)
    size = px(14)
    y = rect.bottom - px(6) - page.type.leading(SOURCE)
    page.icon("lock", (rect.x + px(12), y + px(2)), size, theme.third)
    x = rect.x + px(12) + size + px(8)
    room = page.room(rect.right - px(12) - x)
    problem = page.type.wrap(row.problem, SOURCE, False, room)
    page.text((x, y), problem[0] if problem else "", SOURCE, colour=theme.third)


def _draw_open(page: Page, rect: Rect, row: Row, worth: OrderEffect | None) -> None:
    theme, px = page.theme, page.px
    _draw_head(page, rect, row, dim=False)
    slider = _slider(page, rect)
    page.fill(Rect(slider.x, slider.centery - 1, slider.width, 2), theme.edge)
    if len(row.stops) <= TICKS:
        for place in range(len(row.stops)):
            _dot(page, slider, row, place, px(3), theme.edge)
    start, end = sorted((_x(slider, row, row.now), _x(slider, row, row.new)))
    if end > start:
        page.fill(Rect(start, slider.centery - 2, end - start, 4), theme.text)
    radius = px(6)
    ring = Rect(0, 0, 2 * radius, 2 * radius)
    ring.center = (_x(slider, row, row.now), slider.centery)
    page.box(ring, theme.panel, theme.text, width=2, radius=radius)
    if row.is_moved:
        disc = Rect(0, 0, 2 * px(7), 2 * px(7))
        disc.center = (_x(slider, row, row.new), slider.centery)
        page.box(disc, theme.text, radius=px(7))
    right = rect.right
    needed = slider.right + px(50) + page.type.width(row.stops[row.new].text, SOURCE, True)
    if worth is not None and needed < right - px(12) - badge_width(page, worth):
        high = page.type.leading(SOURCE) + px(4)
        lay_out_badge(page, right - px(12), rect.bottom - px(5) - high, worth)
        right -= badge_width(page, worth) + px(6)
    _draw_words(page, Rect(slider.right + px(18), rect.y, 0, rect.height), right, row)


def _draw_words(page: Page, at: Rect, right: int, row: Row) -> None:
    theme, px = page.theme, page.px
    y = at.bottom - px(5) - page.type.leading(SOURCE)
    now, new = row.stops[row.now].text, row.stops[row.new].text
    if not row.is_moved:
        page.text((at.x, y), now, SOURCE, colour=theme.second)
        return
    size = px(14)
    room = page.room(right - px(12) - at.x) - 2 * px(6) - size
    x = at.x
    if page.type.width(now, SOURCE) + page.type.width(new, SOURCE, True) <= room:
        x = page.text((x, y), now, SOURCE, colour=theme.second).right + px(6)
    page.icon("right", (x, y + px(2)), size, theme.second)
    page.text((x + size + px(6), y), new, SOURCE, bold=True)


def _x(slider: Rect, row: Row, place: int) -> int:
    return slider.x + round(slider.width * place / max(1, len(row.stops) - 1))


def _dot(
    page: Page, slider: Rect, row: Row, place: int, radius: int, shade: tuple[int, int, int]
) -> None:
    rect = Rect(0, 0, 2 * radius, 2 * radius)
    rect.center = (_x(slider, row, place), slider.centery)
    page.box(rect, shade, radius=radius)


def _add_stops(page: Page, slider: Rect, row: Row, put: Callable[[Row, int], None]) -> None:
    """Let the mouse choose a stop; the keyboard has the arrows."""
    step = slider.width / max(1, len(row.stops) - 1)
    for place, stop in enumerate(row.stops):
        wide = max(4, round(step))
        hit = Rect(_x(slider, row, place) - wide // 2, slider.y - page.px(12), wide, page.px(32))
        page.add(
            Item(
                key=STOP.key(row.target, place),
                rect=hit,
                role="stop",
                name=stop.text,
                tip=row.target,
                press=functools.partial(put, row, place),
                by_mouse_only=True,
            )
        )
