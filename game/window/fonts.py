"""Text at one scale: how wide it is, where its lines break, and its pictures."""

from __future__ import annotations

import functools

import pygame

from game.window.assets import font
from game.window.theme import LEADING, Colour
from game.words.line_breaks import break_lines, is_wide


class Type:
    """The fonts at one text scale (in per cent)."""

    def __init__(self, scale: int) -> None:
        self.scale = scale

    def px(self, units: float) -> int:
        """Return a length that grows with the text, in pixels."""
        return round(units * self.scale / 100.0)

    def leading(self, size: int) -> int:
        """Return the height of a line."""
        return round(self.px(size) * LEADING)

    def width(self, text: str, size: int, bold: bool = False) -> int:
        """Return how wide a line of text is."""
        return _width(text, self.px(size), bold)

    def wrap(self, text: str, size: int, bold: bool, width: int) -> tuple[str, ...]:
        """Return a text in lines no wider than `width`; a word alone may be."""
        return _wrap(text, self.px(size), bold, width)

    def image(self, text: str, size: int, bold: bool, colour: Colour) -> pygame.Surface:
        """Return the picture of a line of text."""
        return _image(text, self.px(size), bold, colour)


@functools.lru_cache(maxsize=20_000)
def _width(text: str, size: int, bold: bool) -> int:
    return font(size, bold, is_wide(text)).size(text)[0]


@functools.lru_cache(maxsize=5_000)
def _wrap(text: str, size: int, bold: bool, width: int) -> tuple[str, ...]:
    return break_lines(text, width, lambda part: _width(part, size, bold))


@functools.lru_cache(maxsize=3_000)
def _image(text: str, size: int, bold: bool, colour: Colour) -> pygame.Surface:
    return font(size, bold, is_wide(text)).render(text, True, colour).convert_alpha()


@functools.lru_cache(maxsize=500)
def haloed(
    text: str, size: int, bold: bool, colour: Colour, halo: Colour, reach: int
) -> pygame.Surface:
    """Return the picture of a line of text with a rim in the ground's colour."""
    outlined = font(size, bold, is_wide(text))
    outlined.outline = reach
    rim = outlined.render(text, True, halo).convert_alpha()
    outlined.outline = 0
    rim.blit(outlined.render(text, True, colour), (reach, reach))
    return rim
