"""The fence of the title: each picket is a quarter of Nvidia's revenue from China."""

from __future__ import annotations

import pygame
from pygame import Rect

from game.play.assets import china_revenue
from game.play.page import Page
from game.play.theme import SOURCE, Colour

# Pickets still to come, fading to the right.
COMING = 12
FINE = 3
RAILS = (2.0, 4.0)
NOTES = (
    "Each picket: a quarter of Nvidia's revenue from China with Hong Kong, to July 2025.",
    "Nvidia's revenue from China, by quarter",
)
# Above the highest picket there is room for a row of links.
HEADROOM = 44


def lay_out_fence(page: Page, rect: Rect) -> None:
    """Lay out the fence in a box whose bottom is the ground."""
    theme, px = page.theme, page.px
    series = [value for _, value in china_revenue()]
    note = page.type.leading(SOURCE)
    ground = Rect(rect.x, rect.y, rect.width, rect.height - note - px(4))
    each = ground.width / (len(series) + COMING)
    tall = (ground.height - px(HEADROOM)) / max(series)
    for rail in RAILS:
        y = ground.bottom - round(rail * tall)
        page.fill(Rect(ground.x, y - 2, ground.width, px(4)), theme.line)
        told = f"US$ {rail:g} bn"
        page.text((ground.right, y - note - 2), told, SOURCE, colour=theme.third, align="right")
    for place in range(len(series) + COMING):
        x = ground.x + round(place * each)
        wide = max(8, round(each * 0.58))
        if place < len(series):
            high = round(series[place] * tall)
            _picket(page, Rect(x, ground.bottom - high, wide, high), theme.text, solid=True)
        elif place == len(series) + 1:
            _open_gate(page, Rect(x, ground.bottom - px(72), wide + px(8), px(72)))
        else:
            faded = (place - len(series)) / COMING
            shade = _fade(theme.edge, theme.window, 0.75 - 0.6 * faded)
            high = round(RAILS[0] * tall) + px(4)
            _picket(page, Rect(x, ground.bottom - high, wide, high), shade, solid=False)
    page.fill(Rect(0, ground.bottom, page.rect.width, 2), theme.second)
    told = next((n for n in NOTES if page.type.width(n, SOURCE) <= ground.width), NOTES[-1])
    page.text((ground.x, ground.bottom + px(4)), told, SOURCE, colour=theme.third)


def _fade(over: Colour, under: Colour, share: float) -> Colour:
    red, green, blue = (
        round(a * share + b * (1 - share)) for a, b in zip(over, under, strict=True)
    )
    return red, green, blue


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
