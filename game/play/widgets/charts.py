"""Small charts of the debrief: bars of scores, and series turn by turn."""

from __future__ import annotations

import itertools

import pygame
from pygame import Rect

from game.play.page import Item, Page
from game.play.story import SCORE, Series
from game.play.theme import LABEL, LEAD, SOURCE, Colour

NAMES = 0.46


def lay_out_standing(
    page: Page, rect: Rect, actor: str, name: str, score: float, ink: Colour, target: float = 0.0
) -> None:
    """Lay out one score of 100 as a bar, with a line at its target."""
    px, theme = page.px, page.theme
    item = Item(key=f"score {name}", rect=rect, role="gauge", name=name, value=f"{score:.0f}")
    with page.item(item):
        x = rect.x
        if actor:
            size = px(22)
            page.emblem(actor, (x, rect.centery - size // 2), size)
            x += size + px(8)
        leading = page.type.leading(LABEL)
        page.text((x, rect.centery - leading // 2), name, LABEL)
        track = Rect(rect.x + round(rect.width * NAMES), rect.centery - px(5), 0, px(10))
        track.width = rect.right - px(44) - track.x
        page.box(track, theme.inset, theme.line, radius=px(5))
        filled = round(track.width * score / 100.0)
        if filled > 2:
            page.box(Rect(track.x, track.y, filled, track.height), ink, radius=px(5))
        if target:
            at = track.x + round(track.width * target / 100.0)
            page.fill(Rect(at - 1, track.y - px(4), 2, track.height + px(8)), theme.text)
        page.text(
            (rect.right, rect.centery - leading // 2), f"{score:.0f}", LABEL, bold=True,
            align="right",
        )  # fmt: skip


def lay_out_series(page: Page, rect: Rect, series: Series, ink: Colour) -> None:
    """Lay out one series with its first and last value and its dates."""
    px, theme = page.px, page.theme
    item = Item(
        key=f"series {series.title}", rect=rect, role="chart", name=series.title,
        value=f"from {series.first} to {series.last}",
    )  # fmt: skip
    with page.item(item):
        used = page.text(rect.topleft, series.title, SOURCE, bold=True, width=page.room(rect.width))
        y = used.bottom
        page.text((rect.x, y), series.last, LEAD, bold=True)
        y += page.type.leading(LEAD)
        low = page.type.leading(SOURCE) + px(16)
        box = Rect(rect.x + 3, y + px(4), rect.width - 8, rect.bottom - low - y - px(4))
        _line(page, box, series, ink)
        page.text((rect.x, box.bottom + px(3)), series.dates[0], SOURCE, colour=theme.third)
        page.text(
            (rect.right, box.bottom + px(3)), series.dates[1], SOURCE, colour=theme.third,
            align="right",
        )  # fmt: skip


def _line(page: Page, box: Rect, series: Series, ink: Colour) -> None:
    values, theme = series.values, page.theme
    low, high = min(values), max(values)
    spread = (high - low) or 1.0
    changes = [after - before for before, after in itertools.pairwise(values)]
    best = changes.index(max(changes)) + 1 if changes else 0
    worst = changes.index(min(changes)) + 1 if changes else 0
    is_score = series.title == SCORE

    def paint(surface: pygame.Surface, at: Rect) -> None:
        pygame.draw.line(surface, theme.line, at.bottomleft, at.bottomright)
        steps = max(1, len(values) - 1)
        points = [
            (at.x + at.width * place / steps, at.bottom - at.height * (value - low) / spread)
            for place, value in enumerate(values)
        ]
        for start, end in itertools.pairwise(points):
            pygame.draw.aaline(surface, ink if is_score else theme.second, start, end, 2)
        if is_score and changes:
            pygame.draw.aacircle(surface, theme.text, points[best], 6)
            pygame.draw.aacircle(surface, theme.panel, points[worst], 6)
            pygame.draw.aacircle(surface, theme.worse, points[worst], 6, 2)
        pygame.draw.aacircle(surface, ink, points[-1], 4)

    page.mark(box, paint)
