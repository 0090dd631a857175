"""The fence of the title: each picket is a quarter of Nvidia's revenue from China."""

from __future__ import annotations

import pygame
from pygame import Rect

from game.window.assets import china_revenue
from game.window.page import Page
from game.window.theme import SOURCE, Colour
from game.window.widgets.ribbons import blend
from game.words.language import later, say
from game.words.numbers import amount, month_text

# Pickets still to come, fading to the right.
COMING = 12
FINE = 3
RAILS = (2.0, 4.0)
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
# The gate stands so much higher than the lower rail, and is so wide for its height.
GATE, GATE_WIDE = 1.5, 0.42
# A fence lower than this has no room for stories, which stand above the pickets.
TOLD_FROM, STORIED = 190, 92
# Above the highest picket there is room for a row of links.
HEADROOM = 44


def lay_out_fence(page: Page, rect: Rect) -> None:
    """Lay out the fence in a box whose bottom is the ground."""
    theme, px = page.theme, page.px
    series = [value for _, value in china_revenue()]
    note = page.type.leading(SOURCE)
    ground = Rect(rect.x, rect.y, rect.width, rect.height - note - px(4))
    each = ground.width / (len(series) + COMING)
    is_told = ground.height >= px(TOLD_FROM)
    tall = (ground.height - px(STORIED if is_told else HEADROOM)) / max(series)
    gate = round(GATE * RAILS[0] * tall)
    for rail in RAILS:
        y = ground.bottom - round(rail * tall)
        page.fill(Rect(ground.x, y - 2, ground.width, px(4)), theme.line)
        told = amount(rail, "US$ bn")
        page.text((ground.right, y - note - 2), told, SOURCE, colour=theme.third, align="right")
    for place in range(len(series) + COMING):
        x = ground.x + round(place * each)
        wide = max(8, round(each * 0.58))
        if place < len(series):
            high = round(series[place] * tall)
            _picket(page, Rect(x, ground.bottom - high, wide, high), theme.text, solid=True)
        elif place == len(series) + 1:
            _open_gate(page, Rect(x, ground.bottom - gate, round(GATE_WIDE * gate), gate))
        else:
            faded = (place - len(series)) / COMING
            shade = blend(theme.edge, theme.window, 0.75 - 0.6 * faded)
            high = round(RAILS[0] * tall) + px(4)
            _picket(page, Rect(x, ground.bottom - high, wide, high), shade, solid=False)
    if is_told:
        _tell(page, ground, each, tall, series)
    page.fill(Rect(0, ground.bottom, page.rect.width, 2), theme.second)
    notes = [say(one) for one in NOTES]
    told = next((one for one in notes if page.type.width(one, SOURCE) <= ground.width), notes[-1])
    page.text((ground.x, ground.bottom + px(4)), told, SOURCE, colour=theme.third)


def _tell(page: Page, ground: Rect, each: float, tall: float, series: list[float]) -> None:
    """Write over the pickets what happened then, and what is still open."""
    px, theme = page.px, page.theme
    line = page.type.leading(SOURCE)
    ink = theme.inks["beijing"].text

    def middle(place: int) -> int:
        return ground.x + round((place + 0.3) * each)

    for place, month, what in STORIES:
        # Neighbours that are higher must not be written over.
        near = series[max(0, place - 1) : place + 2]
        wide = page.type.width(say(what), SOURCE)
        if wide > 3.4 * each:
            continue
        top = ground.bottom - round(max(near) * tall) - 2 * line - px(6)
        page.text((middle(place), top), month_text(month), SOURCE, bold=True, align="centre")
        page.text(
            (middle(place), top + line), say(what), SOURCE, colour=theme.second, align="centre"
        )
    now = len(series) + 1
    top = ground.bottom - round(GATE * RAILS[0] * tall) - line - px(6)
    page.text((middle(now), top), month_text(NOW), SOURCE, bold=True, colour=ink, align="centre")
    ahead = middle(now + 2), ground.bottom - round(RAILS[0] * tall) - line - px(8)
    page.text(ahead, say(AHEAD), SOURCE, colour=theme.second)


def _picket(page: Page, rect: Rect, colour: Colour, *, solid: bool) -> None:
    def paint(surface: pygame.Surface, at: Rect) -> None:
        fine = pygame.Surface((at.width * FINE, at.height * FINE), pygame.SRCALPHA)
        fine.fill((*colour, 0))
        peak = min(fine.get_height(), fine.get_width() // 2)
        right, bottom = fine.get_width() - 1, fine.get_height()
        outline = [(0, peak), (right / 2, 0), (right, peak), (right, bottom), (0, bottom)]
        pygame.draw.polygon(fine, colour, outline, 0 if solid else FINE)
        surface.blit(pygame.transform.smoothscale(fine, at.size), at)

    page.mark(rect, paint)


def _open_gate(page: Page, rect: Rect) -> None:
    """Draw Beijing's gate, ajar."""
    colour = page.theme.inks["beijing"].fill

    def paint(surface: pygame.Surface, at: Rect) -> None:
        by = at.height / 24.0
        lines = [
            ((2, 0), (2, 24)), ((2, 4), (12, 7)), ((2, 18), (12, 22)),
            ((6, 3), (6, 21)), ((10, 4), (10, 23)),
        ]  # fmt: skip
        fine = pygame.Surface((at.width * FINE, at.height * FINE), pygame.SRCALPHA)
        fine.fill((*colour, 0))
        thick = max(FINE, round(1.1 * by * FINE))
        for (x, y), (to_x, to_y) in lines:
            start = (x * by * FINE * 0.8, y * by * FINE)
            pygame.draw.line(fine, colour, start, (to_x * by * FINE * 0.8, to_y * by * FINE), thick)
        surface.blit(pygame.transform.smoothscale(fine, at.size), at)

    page.mark(rect, paint)
