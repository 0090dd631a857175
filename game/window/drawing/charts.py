"""Charts painted on a surface: bars, lines, bands, discs with numbers, ranges on an axis."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

import pygame
from pygame import Rect

from game.seat.debrief.account import Course
from game.window.assets import font
from game.window.items import Paint
from game.window.theme import Colour, Point, Theme

Band = Sequence[Sequence[float]]
Places = Mapping[int, int]
SCORE = "score"
# A band may stretch the axis to so many times what the game and the record need.
STRETCH = 2.5


def paint_bars(shares: Sequence[float], below: float, theme: Theme) -> Paint:
    """Paint a bar for each equal step from 0 to 100; those up to `below` are filled."""
    count, most = len(shares), max(shares) or 1.0

    def paint(surface: pygame.Surface, at: Rect) -> None:
        pygame.draw.line(surface, theme.edge, at.bottomleft, at.bottomright)
        for number, share in enumerate(shares):
            left = at.x + round(at.width * number / count)
            right = at.x + round(at.width * (number + 1) / count) - 1
            high = round((at.height - 2) * share / most)
            is_below = (number + 1) * 100.0 / count <= below
            shade = theme.second if is_below else theme.edge
            bar = (left, at.bottom - high, max(1, right - left), high)
            surface.fill(shade, bar)
            if not is_below and high > 2:
                inner = (left + 1, at.bottom - high + 1, max(1, right - left - 2), high - 1)
                surface.fill(theme.panel, inner)

    return paint


def paint_spark(series: Sequence[float], line: Colour, ink: Colour) -> Paint:
    """Paint a series as a thin line that ends in a point."""
    low, high = min(series), max(series)
    spread = (high - low) or 1.0

    def paint(surface: pygame.Surface, at: Rect) -> None:
        points = [
            (at.x + at.width * place / (len(series) - 1),
             at.bottom - at.height * (value - low) / spread)
            for place, value in enumerate(series)
        ]  # fmt: skip
        for start, end in itertools.pairwise(points):
            pygame.draw.aaline(surface, line, start, end, 2)
        pygame.draw.aacircle(surface, ink, points[-1], 3)

    return paint


def paint_range(
    middle: float, band: float, reach: float, radius: int, colours: tuple[Colour, Colour, Colour],
    hole: Colour | None,
) -> Paint:  # fmt: skip
    """Paint a value and its range on an axis from -reach to reach.

    `colours` are those of the axis, of its middle and of the value; a `hole` makes the dot a ring.
    """
    line, centre, shade = colours

    def paint(surface: pygame.Surface, at: Rect) -> None:
        def x(value: float) -> int:
            share = max(-1.0, min(value / reach, 1.0))
            return at.centerx + round(share * at.width / 2)

        pygame.draw.line(surface, line, (at.x, at.centery), (at.right, at.centery))
        surface.fill(centre, (at.centerx, at.y, 1, at.height))
        ends = x(middle - band), x(middle + band)
        surface.fill(shade, (ends[0], at.centery - 1, max(2, ends[1] - ends[0]), 3))
        point = (x(middle), at.centery)
        pygame.draw.aacircle(surface, shade, point, radius)
        if hole is not None:
            pygame.draw.aacircle(surface, hole, point, max(1, radius - 2))

    return paint


def score_point(at: Rect, turns: int, turn: int, score: float) -> Point:
    """Return the pixel of a score of 100 at the end of one of so many turns."""
    across = turn / max(1, turns)
    return at.x + at.width * across, at.bottom - at.height * score / 100.0


def paint_scores(
    totals: Sequence[float], target: float, discs: Sequence[int], ink: Colour, radius: int,
    size: int, theme: Theme,
) -> Paint:  # fmt: skip
    """Paint scores turn by turn, the target dashed, and numbered discs at the ends of turns."""
    turns = len(totals) - 1

    def paint(surface: pygame.Surface, at: Rect) -> None:
        for value in (0, 50, 100):
            middle = score_point(at, turns, 0, value)[1]
            surface.fill(theme.line, (at.x, middle, at.width, 1))
        goal = round(score_point(at, turns, 0, target)[1])
        for x in range(at.x, at.right, 10):
            surface.fill(theme.edge, (x, goal, 5, 2))
        points = [score_point(at, turns, turn, score) for turn, score in enumerate(totals)]
        for start, end in itertools.pairwise(points):
            pygame.draw.aaline(surface, theme.text, start, end, 2)
        for point in points:
            pygame.draw.aacircle(surface, ink, point, 5)
        for number, turn in enumerate(discs, start=1):
            draw_disc(surface, points[turn + 1], radius, size, number, theme)

    return paint


def paint_disc(number: int, size: int, theme: Theme) -> Paint:
    """Paint the numbered disc of a turning point; `size` is that of its digit."""
    return lambda surface, at: draw_disc(surface, at.center, at.width // 2, size, number, theme)


def draw_disc(
    surface: pygame.Surface, at: Point, radius: int, size: int, number: int, theme: Theme
) -> None:
    """Draw a disc with a number in it."""
    pygame.draw.aacircle(surface, theme.text, at, radius)
    digit = font(size, True).render(str(number), True, theme.button_text)
    surface.blit(digit, digit.get_rect(center=(round(at[0]), round(at[1]))))


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
            reach = [height for level in (band[0], band[-1]) for height in level[:turns]]
            heights = [height for height in reach if math.isfinite(height)]
            low = max(min([low, *heights]), low - STRETCH * spread)
            high = min(max([high, *heights]), high + STRETCH * spread)
        self.low, self.high = (low, high) if high > low else (low - 0.5, high + 0.5)

    def point(self, at: Rect, turn: float, value: float) -> Point:
        """Return the pixel of a value at the end of a turn, turn 1 being the first."""
        across = (turn - self.first) / (self.last - self.first)
        up = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return at.x + at.width * across, at.bottom - at.height * up


def paint_course(
    course: Course, band: Band | None, discs: Places, ink: Colour, radius: int, size: int,
    theme: Theme,
) -> Paint:  # fmt: skip
    """Paint one series turn by turn: the game, the record as rings, the band of other games."""
    axes = _Axes(course, band)
    shade = ink if course.name == SCORE else theme.text

    def paint(surface: pygame.Surface, at: Rect) -> None:
        pygame.draw.line(surface, theme.line, at.bottomleft, at.bottomright)
        if band is not None:
            _draw_band(surface, at, axes, band, len(course.values), theme)
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

    return paint


def _draw_band(
    surface: pygame.Surface, at: Rect, axes: _Axes, band: Band, turns: int, theme: Theme
) -> None:
    """Fill what nine in ten games span."""
    turns_known = [
        turn for turn in range(min(turns, len(band[0])))
        if math.isfinite(band[0][turn]) and math.isfinite(band[-1][turn])
    ]  # fmt: skip
    if len(turns_known) < 2:
        return
    upper = [axes.point(at, turn + 1, band[-1][turn]) for turn in turns_known]
    lower = [axes.point(at, turn + 1, band[0][turn]) for turn in reversed(turns_known)]
    pygame.draw.polygon(surface, theme.line, [*upper, *lower])


def paint_sample(kind: str, theme: Theme, ink: Colour) -> Paint:
    """Paint what a legend shows: a piece of a line, the ring of a record, or of a band."""

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
