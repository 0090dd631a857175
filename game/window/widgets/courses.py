"""Series turn by turn as small charts: the game, the record beside it, nine in ten games."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

import pygame
from pygame import Rect

from game.seat.debrief.account import Course
from game.window.assets import font
from game.window.items import Item, Paint
from game.window.page import Page
from game.window.theme import LEAD, SOURCE, Colour, Theme
from game.words.language import say

Band = Sequence[Sequence[float]]
Places = Mapping[int, int]
CHART = 176
SCORE = "score"
# A band may stretch the axis to so many times what the game and the record need.
STRETCH = 2.5


def lay_out_course(
    page: Page, rect: Rect, course: Course, band: Band | None, discs: Places, until: str,
    ink: Colour,
) -> None:  # fmt: skip
    """Lay out one series; `discs` gives the numbers of turning points by turn, counted from 0."""
    px, theme = page.px, page.theme
    told = say("from {first} to {last}", first=course.first, last=course.last)
    item = Item(key=f"series {course.name}", rect=rect, role="chart", name=course.title, value=told)
    with page.item(item):
        title = page.type.wrap(course.title, SOURCE, True, page.room(rect.width))
        page.text(rect.topleft, title[0] if title else "", SOURCE, bold=True)
        y = rect.y + page.type.leading(SOURCE)
        page.text((rect.x, y), course.last, LEAD, bold=True)
        y += page.type.leading(LEAD)
        low = page.type.leading(SOURCE) + px(14)
        box = Rect(rect.x + px(4), y + px(8), rect.width - px(10), rect.bottom - low - y - px(12))
        _chart(page, box, course, band, discs, ink)
        under = box.bottom + px(9)
        page.text((rect.x, under), course.since, SOURCE, colour=theme.third)
        if rect.width > px(150):
            page.text((rect.right, under), until, SOURCE, colour=theme.third, align="right")


class _Axes:
    """Where turns and values stand in a box."""

    def __init__(self, course: Course, band: Band | None) -> None:
        turns = len(course.values)
        self.first = min(1.0, *(at for at, _ in course.record), 1.0)
        self.last = max(float(turns), self.first + 1.0)
        needed = [*course.values, *(value for _, value in course.record)]
        low, high = min(needed), max(needed)
        if band is not None:
            spread = (high - low) or abs(high) or 1.0
            reach = [one for level in (band[0], band[-1]) for one in level[:turns]]
            known = [one for one in reach if math.isfinite(one)]
            low = max(min([low, *known]), low - STRETCH * spread)
            high = min(max([high, *known]), high + STRETCH * spread)
        self.low, self.high = (low, high) if high > low else (low - 0.5, high + 0.5)

    def point(self, at: Rect, turn: float, value: float) -> tuple[float, float]:
        """Return the pixel of a value at the end of a turn, turn 1 being the first."""
        across = (turn - self.first) / (self.last - self.first)
        up = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return at.x + at.width * across, at.bottom - at.height * up


def _chart(
    page: Page, box: Rect, course: Course, band: Band | None, discs: Places, ink: Colour
) -> None:
    theme, axes = page.theme, _Axes(course, band)
    radius = page.px(8)
    size = page.px(11)
    shade = ink if course.name == SCORE else theme.text

    def paint(surface: pygame.Surface, at: Rect) -> None:
        pygame.draw.line(surface, theme.line, at.bottomleft, at.bottomright)
        if band is not None:
            _band(surface, at, axes, band, len(course.values), theme)
        for turn in range(1, len(course.values) + 1):
            x = axes.point(at, turn, axes.low)[0]
            pygame.draw.line(surface, theme.edge, (x, at.bottom), (x, at.bottom + 3))
        points = [axes.point(at, turn, value) for turn, value in enumerate(course.values, start=1)]
        for start, end in itertools.pairwise(points):
            pygame.draw.aaline(surface, shade, start, end, 2)
        for when, value in course.record:
            where = axes.point(at, when, value)
            pygame.draw.aacircle(surface, theme.text, where, 4)
            pygame.draw.aacircle(surface, theme.panel, where, 2.5)
        pygame.draw.aacircle(surface, ink, points[-1], 4)
        for turn, number in discs.items():
            draw_disc(surface, points[turn], radius, size, number, theme)

    page.mark(box, paint)


def _band(
    surface: pygame.Surface, at: Rect, axes: _Axes, band: Band, turns: int, theme: Theme
) -> None:
    """Fill what nine in ten games span."""
    known = [
        turn for turn in range(min(turns, len(band[0])))
        if math.isfinite(band[0][turn]) and math.isfinite(band[-1][turn])
    ]  # fmt: skip
    if len(known) < 2:
        return
    upper = [axes.point(at, turn + 1, band[-1][turn]) for turn in known]
    lower = [axes.point(at, turn + 1, band[0][turn]) for turn in reversed(known)]
    pygame.draw.polygon(surface, theme.line, [*upper, *lower])


def draw_disc(
    surface: pygame.Surface, at: tuple[float, float], radius: int, size: int, number: int,
    theme: Theme,
) -> None:  # fmt: skip
    """Draw the numbered disc of a turning point."""
    pygame.draw.aacircle(surface, theme.text, at, radius)
    digit = font(size, True).render(str(number), True, theme.button_text)
    surface.blit(digit, digit.get_rect(center=(round(at[0]), round(at[1]))))


def lay_out_legend(page: Page, right: int, y: int, ink: Colour, *, band: bool) -> None:
    """Lay out what the marks of the charts mean, ending at the right."""
    px, theme = page.px, page.theme
    high = page.type.leading(SOURCE)
    parts = [("line", say("your game")), ("ring", say("reported"))]
    if band:
        parts.append(("band", say("9 in 10 games")))
    x = right
    for kind, name in reversed(parts):
        used = page.text((x, y), name, SOURCE, colour=theme.second, align="right")
        swatch = Rect(used.left - px(30), y + high // 2 - px(6), px(24), px(12))
        page.mark(swatch, _swatch(kind, theme, ink))
        x = swatch.left - px(14)


def _swatch(kind: str, theme: Theme, ink: Colour) -> Paint:
    def paint(surface: pygame.Surface, at: Rect) -> None:
        if kind == "line":
            surface.fill(theme.text, (at.x, at.centery - 1, at.width, 2))
            pygame.draw.aacircle(surface, ink, (at.right - 3, at.centery), 4)
        elif kind == "ring":
            pygame.draw.aacircle(surface, theme.text, at.center, 4)
            pygame.draw.aacircle(surface, theme.panel, at.center, 2.5)
        else:
            surface.fill(theme.line, at)

    return paint
