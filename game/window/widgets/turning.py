"""The score turn by turn with its turning points, and a card for each of them."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Sequence

import pygame
from pygame import Rect

from game.seat.debrief.account import Account, TurningPoint
from game.window.items import Block, Item
from game.window.page import Page
from game.window.theme import CARD_RADIUS, LABEL, LEAD, SOURCE, Colour
from game.window.widgets.courses import draw_disc
from game.words.language import say
from game.words.numbers import minus

SCORES, SPLIT, MOST_OTHERS = 190, 12, 5


def lay_out_scores(page: Page, at: Rect, told: Account) -> int:
    """Lay out the score after each turn, its target, and the numbered turning points."""
    px, theme = page.px, page.theme
    pad = px(16)
    panel = Rect(at.x, at.y, at.width, 2 * pad + px(34) + px(SCORES))
    page.box(panel, theme.panel, radius=CARD_RADIUS)
    inner = panel.inflate(-2 * pad, -2 * pad)
    aside = say("dashed: the {target} points that win", target=f"{told.target:.0f}")
    y = page.heading(Rect(inner.x, inner.y, inner.width, 0), say("Your score, turn by turn"), aside)
    left = page.type.width("100", SOURCE) + px(10)
    low = page.type.leading(SOURCE) + px(8)
    box = Rect(inner.x + left, y + px(10), inner.width - left - px(34), inner.bottom - low - y)
    box.height -= px(10)
    text = ", ".join(f"{score:.0f}" for score in told.totals)
    with page.item(Item(key="scores", rect=panel, role="chart", name=say("Score"), value=text)):
        _scores(page, box, told)
        for value in (0, 50, 100):
            middle = _point(box, told, 0, value)[1]
            place = (box.x - px(8), round(middle) - page.type.leading(SOURCE) // 2)
            page.text(place, str(value), SOURCE, colour=theme.third, align="right")
        _dates(page, box, told)
    return panel.bottom


def _point(box: Rect, told: Account, turn: int, score: float) -> tuple[float, float]:
    across = turn / max(1, len(told.totals) - 1)
    return box.x + box.width * across, box.bottom - box.height * score / 100.0


def _scores(page: Page, box: Rect, told: Account) -> None:
    theme = page.theme
    ink, radius, size = theme.inks[told.seat].fill, page.px(11), page.px(14)

    def paint(surface: pygame.Surface, at: Rect) -> None:
        for value in (0, 50, 100):
            middle = _point(at, told, 0, value)[1]
            surface.fill(theme.line, (at.x, middle, at.width, 1))
        goal = round(_point(at, told, 0, told.target)[1])
        for x in range(at.x, at.right, 10):
            surface.fill(theme.edge, (x, goal, 5, 2))
        points = [_point(at, told, turn, score) for turn, score in enumerate(told.totals)]
        for start, end in itertools.pairwise(points):
            pygame.draw.aaline(surface, theme.text, start, end, 2)
        for point in points:
            pygame.draw.aacircle(surface, ink, point, 5)
        for number, turning in enumerate(told.turning, start=1):
            draw_disc(surface, points[turning.turn + 1], radius, size, number, theme)

    page.mark(box, paint)


def _dates(page: Page, box: Rect, told: Account) -> None:
    """Write the quarters under the chart, as many as there is room for."""
    px, theme = page.px, page.theme
    wide = max(page.type.width(date, SOURCE) for date in told.dates) + px(16)
    every = max(1, -(-len(told.dates) * wide // max(1, box.width)))
    for turn in range(0, len(told.dates), every):
        x = round(_point(box, told, turn + 1, 0.0)[0])
        page.text(
            (x, box.bottom + px(6)), told.dates[turn], SOURCE, colour=theme.third, align="centre"
        )


def lay_out_turning(
    page: Page,
    at: Rect,
    number: int,
    point: TurningPoint,
    actor: str,
    fork: Callable[[int], None] | None,
) -> int:
    """Lay out the card of a turning point; return where it ends."""
    px, theme = page.px, page.theme
    pad = px(16)
    width = at.width - 2 * pad
    blocks = _blocks(page, point)
    head = page.type.leading(LEAD) + px(6)
    split = page.type.leading(SOURCE) + px(SPLIT) + px(16)
    button = px(44) + px(8) if fork else 0
    high = 2 * pad + head + split + page.height_of(blocks, width) + button
    rect = Rect(at.x, at.y, at.width, high)
    told = _headline(point)
    item = Item(key=f"turning {number}", rect=rect, role="text", name=told,
                value=" ".join(block.text for block in blocks), radius=CARD_RADIUS)  # fmt: skip
    with page.item(item):
        page.box(rect, theme.panel, radius=CARD_RADIUS)
        x, y = rect.x + pad, rect.y + pad
        _disc(page, (x, y), number)
        shade = theme.worse if point.change < 0.0 else theme.text
        page.text((x + px(32), y), told, LEAD, bold=True, colour=shade)
        y = _split(page, Rect(x, y + head, width, split), point, actor)
        y = page.flow((x, y), blocks, width)
    if fork:
        press = functools.partial(fork, point.turn)
        where = Rect(x, rect.bottom - pad - px(44), min(width, px(260)), px(44))
        name = say("Play on from {date}", date=point.date)
        page.button(f"fork {point.turn}", where, name, press, size=LABEL)
    return rect.bottom


def _headline(point: TurningPoint) -> str:
    return say(
        "{date}: {change} points, {before} to {after}",
        date=point.date,
        change=_signed(point.change),
        before=f"{point.before:.0f}",
        after=f"{point.after:.0f}",
    )


def _signed(points: float) -> str:
    told = f"{points:+.1f}"
    return "0.0" if told in {"+0.0", "-0.0"} else minus(told)


def _disc(page: Page, at: tuple[int, int], number: int) -> None:
    size, theme = page.px(22), page.theme
    digit = page.px(14)
    rect = Rect(*at, size, size)
    page.mark(
        rect,
        lambda surface, where: draw_disc(surface, where.center, size // 2, digit, number, theme),
    )


def _split(page: Page, rect: Rect, point: TurningPoint, actor: str) -> int:
    """Draw what the seat's orders, luck and the rest did, as parts of one bar, and in words."""
    px, theme = page.px, page.theme
    parts: list[tuple[float, Colour]] = [
        (point.yours, theme.inks[actor].fill), (point.rest, theme.edge), (point.luck, theme.third),
    ]  # fmt: skip
    whole = sum(abs(value) for value, _ in parts) or 1.0
    bar = Rect(rect.x, rect.y, rect.width, px(SPLIT))
    page.box(bar, theme.inset, radius=3)
    x = bar.x
    for number, (value, shade) in enumerate(parts):
        wide = round(bar.width * abs(value) / whole)
        piece = Rect(x, bar.y, max(0, wide - 2), bar.height)
        if number == 2:
            page.box(piece, None, theme.text, radius=2)
        elif piece.width > 0:
            page.fill(piece, shade)
        x += wide
    told = say(
        "your orders, at once {yours}; others and what was under way {rest}; luck {luck}",
        yours=_signed(point.yours), rest=_signed(point.rest), luck=_signed(point.luck),
    )  # fmt: skip
    used = page.text(
        (rect.x, bar.bottom + px(4)), told, SOURCE, colour=theme.second,
        width=page.room(rect.width),
    )  # fmt: skip
    return used.bottom + px(8)


def _blocks(page: Page, point: TurningPoint) -> list[Block]:
    theme = page.theme
    blocks = []
    for moved in point.moved:
        head = say("{aim} ({points}): {number}", aim=moved.aim, points=_signed(moved.points),
                   number=moved.number)  # fmt: skip
        blocks.append(Block(head, LABEL, True, gap=2))
        told = _joined(
            [say("{cause} ({change})", cause=cause, change=shown) for shown, cause in moved.causes]
        )
        if told:
            blocks.append(Block(told, SOURCE, colour=theme.second, gap=8))
    ordered = _joined(point.orders) or say("You gave no orders.")
    blocks.append(Block(say("You: {orders}", orders=ordered), SOURCE, gap=4))
    if point.others:
        others = _joined(point.others[:MOST_OTHERS])
        blocks.append(Block(say("Others: {orders}", orders=others), SOURCE, gap=4))
    return blocks


def _joined(parts: Sequence[str]) -> str:
    return say("; ").join(parts)
