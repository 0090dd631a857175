"""The fence of the title: each picket is a quarter of Nvidia's revenue from China."""

from __future__ import annotations

import pygame
from pygame import Rect

from game.seat.flows import GATES, owner_of
from game.window.arrangement import Space, Stack
from game.window.assets import china_revenue
from game.window.drawing.fence import COMING, GATE, RAILS, Fence
from game.window.drawing.ribbons import blend
from game.window.drawing.shapes import gate_ajar, picket
from game.window.page import Page
from game.window.ruler import Pixels
from game.window.theme import SOURCE, Colour
from game.words.language import later, say
from game.words.numbers import amount, month_text

NOTES = later(
    (
        "Each picket: a quarter of Nvidia's revenue from China with Hong Kong, to July 2025.",
        "Nvidia's revenue from China, by quarter",
    )
)
# What happened by the quarter's end that a picket stands for: its place, month, and what.
FIRST, REDRAWN, STOPPED = later(("the first line", "the line is redrawn", "H20 is stopped"))
STORIES = ((2, 9, FIRST), (6, 21, REDRAWN), (12, 39, STOPPED))
NOW, AHEAD = 47, later("2026 to 2028: yours to write")


def lay_out_fence(page: Page, rect: Rect) -> None:
    """Lay out the fence in a box whose bottom is the ground."""
    theme = page.theme
    series = [value for _, value in china_revenue()]
    fence = Fence(page, page.trim(rect, bottom=page.high(SOURCE, pad=4)), series)
    for rail in RAILS:
        level = fence.level(rail)
        rod = page.placed(page.trim(level, top=Pixels(-2)), Pixels(level.width), 4, down="top")
        page.fill(rod, theme.line)
        label = amount(rail, "US$ bn")
        above = page.over(fence.ground, page.trim(level, top=Pixels(-2)), page.high(SOURCE))
        page.text(above.bottomright, label, SOURCE, colour=theme.third, align="right")
    for place in range(len(series) + COMING):
        if place < len(series):
            _picket(page, fence.picket(place, series[place]), theme.text, solid=True)
        elif place == len(series) + 1:
            _open_gate(page, fence.gate(place))
        else:
            faded = (place - len(series)) / COMING
            shade = blend(theme.edge, theme.window, 0.75 - 0.6 * faded)
            coming = page.trim(fence.picket(place, RAILS[0]), top=-4)
            _picket(page, coming, shade, solid=False)
    if fence.is_told:
        _tell(page, fence, series)
    page.fill(Rect(0, fence.ground.bottom, page.rect.width, 2), theme.second)
    notes = [say(note) for note in NOTES]
    width = fence.ground.width
    label = next((note for note in notes if page.type.width(note, SOURCE) <= width), notes[-1])
    below = page.trim(page.under(rect, fence.ground), top=4)
    page.text(below.topleft, label, SOURCE, colour=theme.third)


def _tell(page: Page, fence: Fence, series: list[float]) -> None:
    """Write over the pickets what happened then, and what is still open."""
    theme = page.theme
    ink = theme.inks[owner_of(GATES["cn"])].text
    for place, month, what in STORIES:
        # Neighbours that are higher must not be written over.
        near = series[max(0, place - 1) : place + 2]
        if page.type.width(say(what), SOURCE) > 3.4 * fence.each:
            continue
        stack = _above(page, fence, max(near), lines=2, gap=6)
        middle = fence.left(place + 0.3)
        for text, bold in ((month_text(month), True), (say(what), False)):
            at = (middle, stack.take(page.high(SOURCE)).y)
            shade = None if bold else theme.second
            page.text(at, text, SOURCE, bold=bold, colour=shade, align="centre")
    now = len(series) + 1
    gate = _above(page, fence, GATE * RAILS[0], lines=1, gap=6)
    at = (fence.left(now + 0.3), gate.y)
    page.text(at, month_text(NOW), SOURCE, bold=True, colour=ink, align="centre")
    ahead = _above(page, fence, RAILS[0], lines=1, gap=8)
    page.text((fence.left(now + 2.3), ahead.y), say(AHEAD), SOURCE, colour=theme.second)


def _above(page: Page, fence: Fence, value: float, *, lines: int, gap: float) -> Stack:
    """Return a stack that ends so far over the level of a value."""
    over = page.over(fence.ground, fence.level(value), gap)
    return Stack(page, Space(page, over).bottom(page.high(SOURCE, lines)))


def _picket(page: Page, rect: Rect, colour: Colour, *, solid: bool) -> None:
    def paint(surface: pygame.Surface, at: Rect) -> None:
        surface.blit(picket(at.size, colour, solid=solid), at)

    page.mark(rect, paint)


def _open_gate(page: Page, rect: Rect) -> None:
    """Draw the gate of those who let chips in, ajar."""
    colour = page.theme.inks[owner_of(GATES["cn"])].fill
    page.mark(rect, lambda surface, at: _blit(surface, at, colour))


def _blit(surface: pygame.Surface, at: Rect, colour: Colour) -> None:
    surface.blit(gate_ajar(at.size, colour), at)
