"""A row for one lever: name, price, slider, and now to new; greyed out, it says why."""

from __future__ import annotations

import functools
from collections.abc import Callable

from pygame import Rect

from game.seat.levers import Row
from game.seat.odds.shown import Badge
from game.window.arrangement import Space, Strip
from game.window.items import Item, ItemKind
from game.window.layout import Axis
from game.window.page import Page
from game.window.ruler import Pixels
from game.window.theme import LABEL, SOURCE, Colour
from game.window.widgets.odds import badge_texts, badge_width, lay_out_badge
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
    worth: Badge | None = None,
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
    """Return the box of the slider of a row."""
    low = page.trim(rect, left=18, bottom=12)
    return page.placed(low, SLIDER, 8, "left", "bottom")


def _axis(slider: Rect, row: Row) -> Axis:
    """Return where the stops stand on a slider."""
    return Axis(slider, 0, max(1, len(row.stops) - 1))


def _draw_head(page: Page, rect: Rect, row: Row, *, dim: bool) -> None:
    theme = page.theme
    shade = theme.third if dim else theme.text
    line = Strip(page, Space(page, page.trim(rect, left=12, right=14, top=3)).top(page.high(LABEL)))
    line.text(row.title, LABEL, bold=row.is_moved or not dim, colour=shade, gap=6)
    if row.lever.covert:
        line.icon("eye", 16, theme.third)
    price_shade = theme.text if row.is_moved else theme.third
    line.text(row.price, LABEL, bold=row.is_moved, colour=price_shade, gap=5, end=True)
    line.icon("diamond", 10, price_shade, hollow=not row.is_moved, end=True)


def _draw_locked(page: Page, rect: Rect, row: Row) -> None:
    theme = page.theme
    _draw_head(page, rect, row, dim=True)
    line = Strip(page, Space(page, page.trim(rect, left=12, right=12, bottom=6)).bottom(
        page.high(SOURCE)))  # fmt: skip
    line.icon("lock", 14, theme.third)
    line.words(row.problem, SOURCE, colour=theme.third)


def _draw_open(page: Page, rect: Rect, row: Row, worth: Badge | None) -> None:
    theme, px = page.theme, page.px
    _draw_head(page, rect, row, dim=False)
    slider = _slider(page, rect)
    axis = _axis(slider, row)
    page.fill(page.placed(slider, Pixels(slider.width), Pixels(2)), theme.edge)
    if len(row.stops) <= TICKS:
        for place in range(len(row.stops)):
            _dot(page, slider, axis, place, px(3), theme.edge)
    if row.now != row.new:
        way = page.placed(slider, Pixels(slider.width), Pixels(4))
        page.fill(_axis(way, row).bar(row.now, row.new), theme.text)
    _dot(page, slider, axis, row.now, px(6), theme.panel, theme.text)
    if row.is_moved:
        _dot(page, slider, axis, row.new, px(7), theme.text)
    words = page.right_of(page.trim(rect, bottom=5), slider, 18)
    end = page.trim(words, right=12)
    needed = page.wide(row.stops[row.new].text, SOURCE, bold=True, pad=32)
    texts = badge_texts(worth) if worth is not None else ()
    wide = {text: badge_width(page, text) for text in texts}
    fitting = [text for text in texts if page.total(needed, wide[text]).count < end.width]
    if worth is not None and fitting:
        space = Space(page, end)
        lay_out_badge(page, space.right(wide[fitting[0]], gap=6), worth, fitting[0])
        end = space.rest
    _draw_words(page, end, row)


def _draw_words(page: Page, rect: Rect, row: Row) -> None:
    theme = page.theme
    line = Strip(page, Space(page, rect).bottom(page.high(SOURCE)), gap=6)
    now, new = row.stops[row.now].text, row.stops[row.new].text
    if not row.is_moved:
        line.text(now, SOURCE, colour=theme.second)
        return
    both = page.total(page.wide(now, SOURCE), page.wide(new, SOURCE, bold=True), 12, 14)
    if both.count <= page.room(line.rest.width):
        line.text(now, SOURCE, colour=theme.second)
    line.icon("right", 14, theme.second)
    line.text(new, SOURCE, bold=True)


def _dot(
    page: Page, slider: Rect, axis: Axis, place: int, radius: int, fill: Colour,
    edge: Colour | None = None,
) -> None:  # fmt: skip
    box = page.around((axis.x(place), slider.centery), page.times(2, Pixels(radius)))
    page.box(box, fill, edge, width=2, radius=radius)


def _add_stops(page: Page, slider: Rect, row: Row, put: Callable[[Row, int], None]) -> None:
    """Let the mouse choose a stop; the keyboard has the arrows."""
    axis = _axis(page.trim(slider, top=-12, bottom=-12), row)
    wide = max(4, axis.step)
    for place, stop in enumerate(row.stops):
        page.add(
            Item(
                key=STOP.key(row.target, place),
                rect=axis.tick(place, wide),
                role="stop",
                name=stop.text,
                tip=row.target,
                press=functools.partial(put, row, place),
                by_mouse_only=True,
            )
        )
