"""Smooth shapes: drawn at several times their size and scaled down."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Sequence

import pygame

from game.config.scenarios import shipped_library
from game.window.assets import font
from game.window.theme import Colour, Ink, Point

FINE = 4
# Of what is drawn anew with each page.
BOARD_FINE = 3
BOX = 24.0
SMALLEST_LETTER = 20

# Icons in a box of 24 by 24; the font has no arrows, ticks or locks.
ICONS: dict[str, tuple[tuple[Point, ...], ...]] = {
    "up": (((12, 4), (21, 20), (3, 20)),),
    "down": (((3, 4), (21, 4), (12, 20)),),
    "right": (((2, 10.6), (16, 10.6), (16, 13.4), (2, 13.4)), ((14, 6), (22, 12), (14, 18))),
    "left": (((22, 10.6), (8, 10.6), (8, 13.4), (22, 13.4)), ((10, 6), (2, 12), (10, 18))),
    "diamond": (((12, 1), (23, 12), (12, 23), (1, 12)),),
    "tick": (((4, 12), (7, 9), (10.5, 13), (18, 5), (21, 8), (10.5, 19)),),
    "lock": (
        ((4, 11), (20, 11), (20, 22), (4, 22)),
        ((6.5, 11), (6.5, 6.5), (9, 3), (15, 3), (17.5, 6.5), (17.5, 11),
         (14.8, 11), (14.8, 7.4), (13.6, 5.7), (10.4, 5.7), (9.2, 7.4), (9.2, 11)),
    ),
    "eye": (
        ((1, 12), (6, 7), (12, 5), (18, 7), (23, 12), (18, 17), (12, 19), (6, 17)),
    ),
    "star": (
        ((12, 1.5), (15.1, 8.6), (22.8, 9.3), (17, 14.4), (18.7, 22), (12, 18), (5.3, 22),
         (7, 14.4), (1.2, 9.3), (8.9, 8.6)),
    ),
}  # fmt: skip


def scaled(points: Sequence[Point], by: float) -> list[Point]:
    """Return points times a factor."""
    return [(x * by, y * by) for x, y in points]


@functools.lru_cache(maxsize=2_000)
def icon(name: str, size: int, colour: Colour, hollow: bool = False) -> pygame.Surface:
    """Return an icon; a hollow one is an outline of its first part."""
    fine = pygame.Surface((size * FINE, size * FINE), pygame.SRCALPHA)
    fine.fill((*colour, 0))
    by = size * FINE / BOX
    for part in ICONS[name]:
        width = max(FINE, round(2.4 * by)) if hollow else 0
        pygame.draw.polygon(fine, colour, scaled(part, by), width)
    if name == "eye":
        _cross_eye(fine, colour, by)
    return pygame.transform.smoothscale(fine, (size, size))


def _cross_eye(fine: pygame.Surface, colour: Colour, by: float) -> None:
    clear = (*colour, 0)
    pygame.draw.polygon(
        fine, clear, scaled([(4, 12), (8, 8.6), (12, 7.5), (16, 8.6), (20, 12),
                             (16, 15.4), (12, 16.5), (8, 15.4)], by),
    )  # fmt: skip
    pygame.draw.circle(fine, colour, (12 * by, 12 * by), 3.2 * by)
    pygame.draw.line(fine, clear, (6 * by, 21 * by), (20 * by, 3 * by), round(5 * by))
    pygame.draw.line(fine, colour, (4 * by, 21 * by), (20 * by, 3 * by), round(2.2 * by))


@functools.lru_cache(maxsize=500)
def emblem(actor: str, size: int, ink: Ink) -> pygame.Surface:
    """Return an actor's shape, with its letter from 20 pixels on."""
    fine = pygame.Surface((size * FINE, size * FINE), pygame.SRCALPHA)
    fine.fill((*ink.fill, 0))
    shown = shipped_library().actors[actor].emblem
    pygame.draw.polygon(fine, ink.fill, scaled(shown.shape, size * FINE / BOX))
    drawn = pygame.transform.smoothscale(fine, (size, size))
    if size >= SMALLEST_LETTER:
        letter = font(round(size * 0.5), True).render(shown.letter, True, ink.letter)
        middle = letter.get_rect(center=(size / 2, size / 2 + shown.shift * size / BOX))
        drawn.blit(letter, middle)
    return drawn


@functools.lru_cache(maxsize=500)
def _patch(radius: int, fill: Colour | None, edge: Colour | None, width: int) -> pygame.Surface:
    """Return a small rounded box, the corners of larger ones."""
    side = 2 * radius + 2
    fine = pygame.Surface((side * FINE, side * FINE), pygame.SRCALPHA)
    fine.fill((*(fill or edge or (0, 0, 0)), 0))
    box = fine.get_rect()
    if edge:
        pygame.draw.rect(fine, edge, box, 0, radius * FINE)
        inner = box.inflate(-2 * width * FINE, -2 * width * FINE)
        inside = (*fill, 255) if fill else (*edge, 0)
        pygame.draw.rect(fine, inside, inner, 0, max(0, (radius - width) * FINE))
    elif fill:
        pygame.draw.rect(fine, fill, box, 0, radius * FINE)
    return pygame.transform.smoothscale(fine, (side, side))


def rounded(
    surface: pygame.Surface,
    rect: pygame.Rect,
    radius: int,
    fill: Colour | None = None,
    edge: Colour | None = None,
    width: int = 1,
) -> None:
    """Draw a box with smooth corners, filled, edged or both."""
    radius = min(radius, rect.width // 2, rect.height // 2)
    if radius < 2:
        if fill:
            surface.fill(fill, rect)
        if edge:
            pygame.draw.rect(surface, edge, rect, width)
        return
    if fill:
        surface.fill(fill, rect.inflate(-2 * radius, 0))
        surface.fill(fill, rect.inflate(0, -2 * radius))
    if edge:
        for side in (
            (rect.left + radius, rect.top, rect.width - 2 * radius, width),
            (rect.left + radius, rect.bottom - width, rect.width - 2 * radius, width),
            (rect.left, rect.top + radius, width, rect.height - 2 * radius),
            (rect.right - width, rect.top + radius, width, rect.height - 2 * radius),
        ):
            surface.fill(edge, side)
    patch = _patch(radius, fill, edge, width)
    far = patch.get_width() - radius
    for x, left in ((rect.left, 0), (rect.right - radius, far)):
        for y, top in ((rect.top, 0), (rect.bottom - radius, far)):
            surface.blit(patch, (x, y), (left, top, radius, radius))


@functools.lru_cache(maxsize=100)
def pickets(openness: str, size: tuple[int, int], colour: Colour) -> pygame.Surface:
    """Return a piece of fence: shut, ajar (one leaf swung away) or open (posts only)."""
    width, height = size[0] * FINE, size[1] * FINE
    fine = pygame.Surface((width, height), pygame.SRCALPHA)
    fine.fill((*colour, 0))
    wide = width * 0.15
    gone = {"shut": (), "ajar": (2,), "open": (1, 2)}[openness]
    for place in range(4):
        if place in gone:
            continue
        x = place * (width - wide) / 3.0
        shift = height * 0.16 if openness == "ajar" and place == 3 else 0.0
        peak = wide * 0.7 + shift
        outline = [(x, peak), (x + wide / 2, shift), (x + wide, peak)]
        pygame.draw.polygon(fine, colour, [*outline, (x + wide, height), (x, height)])
    rails = {"shut": (0, width), "ajar": (0, width * 0.45), "open": (0, 0)}[openness]
    for level in (0.38, 0.74):
        rail = (rails[0], height * level, rails[1] - rails[0], height * 0.1)
        pygame.draw.rect(fine, colour, rail)
    return pygame.transform.smoothscale(fine, size)


def dashes(
    surface: pygame.Surface,
    colour: Colour,
    line: Sequence[Point],
    on: float = 6.0,
    off: float = 5.0,
    width: int = 2,
) -> None:
    """Draw a dashed line through points."""
    left, drawing = on, True
    for (x, y), (to_x, to_y) in itertools.pairwise(line):
        length = math.hypot(to_x - x, to_y - y)
        gone = 0.0
        while gone < length:
            step = min(left, length - gone)
            if drawing:
                start = (x + (to_x - x) * gone / length, y + (to_y - y) * gone / length)
                end_at = gone + step
                end = (x + (to_x - x) * end_at / length, y + (to_y - y) * end_at / length)
                pygame.draw.aaline(surface, colour, start, end, width)
            gone += step
            left -= step
            if left <= 1e-6:
                drawing = not drawing
                left = on if drawing else off


def hatched(surface: pygame.Surface, rect: pygame.Rect, colour: Colour, gap: int = 7) -> None:
    """Draw a box filled with slanting lines, for what subtracts."""
    clip = surface.get_clip()
    surface.set_clip(rect.clip(clip))
    for x in range(rect.left - rect.height, rect.right, gap):
        pygame.draw.aaline(surface, colour, (x, rect.bottom), (x + rect.height, rect.top), 2)
    surface.set_clip(clip)
    pygame.draw.rect(surface, colour, rect, 2)


def draw_dashed_frame(
    surface: pygame.Surface, colour: Colour, rect: pygame.Rect, on: float, off: float, width: int
) -> None:
    """Draw a dashed frame."""
    corners = (rect.topleft, rect.topright, rect.bottomright, rect.bottomleft, rect.topleft)
    dashes(surface, colour, corners, on, off, width)


def picket(size: tuple[int, int], colour: Colour, *, solid: bool) -> pygame.Surface:
    """Return one picket of a fence, filled or as an outline."""
    fine = pygame.Surface((size[0] * BOARD_FINE, size[1] * BOARD_FINE), pygame.SRCALPHA)
    fine.fill((*colour, 0))
    peak = min(fine.get_height(), fine.get_width() // 2)
    right, bottom = fine.get_width() - 1, fine.get_height()
    outline = [(0, peak), (right / 2, 0), (right, peak), (right, bottom), (0, bottom)]
    pygame.draw.polygon(fine, colour, outline, 0 if solid else BOARD_FINE)
    return pygame.transform.smoothscale(fine, size)


def gate_ajar(size: tuple[int, int], colour: Colour) -> pygame.Surface:
    """Return a gate that stands ajar."""
    by = size[1] / BOX
    lines = [
        ((2, 0), (2, 24)), ((2, 4), (12, 7)), ((2, 18), (12, 22)),
        ((6, 3), (6, 21)), ((10, 4), (10, 23)),
    ]  # fmt: skip
    fine = pygame.Surface((size[0] * BOARD_FINE, size[1] * BOARD_FINE), pygame.SRCALPHA)
    fine.fill((*colour, 0))
    thick = max(BOARD_FINE, round(1.1 * by * BOARD_FINE))
    for (x, y), (to_x, to_y) in lines:
        start = (x * by * BOARD_FINE * 0.8, y * by * BOARD_FINE)
        end = (to_x * by * BOARD_FINE * 0.8, to_y * by * BOARD_FINE)
        pygame.draw.line(fine, colour, start, end, thick)
    return pygame.transform.smoothscale(fine, size)
