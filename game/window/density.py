"""How large the window and its text begin on this screen."""

from __future__ import annotations

import os

import pygame

SIZES = ((1280, 720), (1600, 900))
# A screen so many pixels high packs them so densely that all is drawn larger.
DENSE = ((2000, 2.0), (1700, 1.5))


def claim_pixels() -> None:
    """Ask Windows for real pixels, so that text is drawn sharp and not enlarged; call it first."""
    os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")


def density(height: int) -> float:
    """Return by how much text is larger than usual on a screen of so many pixels."""
    return next((by for least, by in DENSE if height >= least), 1.0)


def usual_size() -> tuple[int, int]:
    """Return the largest of the usual sizes that leaves a margin on this screen."""
    width, height = pygame.display.get_desktop_sizes()[0]
    by = density(height)
    sizes = [(round(by * wide), round(by * high)) for wide, high in SIZES]
    fitting = [size for size in sizes if size[0] <= 0.95 * width and size[1] <= 0.9 * height]
    return fitting[-1] if fitting else sizes[0]
