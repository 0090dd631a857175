"""Reference pictures: every screen at three sizes and two text scales looks as it did.

`pytest --update-golden` draws them anew. They are small, and small differences pass: what differs
is a screen whose parts have moved, vanished or changed colour.
"""

from pathlib import Path

import numpy as np
import pygame
import pytest

from game.window.app import App
from game.window.registry import all_screens
from game.window.screens.keys import Keys
from tests.window.conftest import SCALES, SIZES, show

FOLDER = Path(__file__).parent / "pictures"
WIDTH, HIGHEST = 160, 90
# A block of this many pixels differs when it is off by more than this in any colour, of 255.
BLOCK, OFF = 5, 24.0
# So many of the blocks of a screen may differ.
ALLOWED = 0.01
# What these show depends on the day, or on a process beside the window.
LIVELY = {"saves", "debrief"}
DRAWN = sorted({*all_screens(), "later board"} - LIVELY)


def small(surface):
    """Return a screen as a small picture."""
    return pygame.transform.smoothscale(surface, (WIDTH, HIGHEST))


def blocks(picture):
    """Return the mean colour of each block of a picture."""
    pixels = pygame.surfarray.array3d(picture).astype(float)
    wide, high = pixels.shape[0] // BLOCK, pixels.shape[1] // BLOCK
    return pixels.reshape(wide, BLOCK, high, BLOCK, 3).mean(axis=(1, 3))


def difference(one, other):
    """Return the share of blocks that differ between two small pictures."""
    return float((np.abs(blocks(one) - blocks(other)).max(axis=2) > OFF).mean())


def draw(app, screens, name):
    show(app, screens[name], screens)
    return small(app.surface)


def place(size, scale):
    """Where a size and a scale stand on a screen's sheet: sizes across, scales down."""
    return SIZES.index(size) * WIDTH, SCALES.index(scale) * HIGHEST, WIDTH, HIGHEST


def keep(path, picture, where):
    """Write one picture into a screen's sheet."""
    sheet = pygame.Surface((len(SIZES) * WIDTH, len(SCALES) * HIGHEST))
    if path.is_file():
        sheet.blit(pygame.image.load(path), (0, 0))
    sheet.blit(picture, where)
    pygame.image.save(sheet, path)


@pytest.mark.parametrize("name", DRAWN)
def test_every_screen_looks_as_it_did(app, screens, size, scale, name, request):
    path, where = FOLDER / f"{name.replace(' ', '_')}.png", place(size, scale)
    drawn = draw(app, screens, name)
    if request.config.getoption("--update-golden"):
        keep(path, drawn, where)
    if not path.is_file():
        pytest.fail(f"{path.name} is missing; run pytest --update-golden, then look at it")
    assert difference(pygame.image.load(path).subsurface(where), drawn) <= ALLOWED


def test_every_picture_is_of_a_screen():
    assert [path.stem.replace("_", " ") for path in sorted(FOLDER.iterdir())] == DRAWN


def test_a_moved_panel_would_be_seen(app, screens):
    seen = draw(app, screens, "board")
    moved = seen.copy()
    moved.scroll(0, 6)
    assert difference(seen, moved) > ALLOWED


def test_another_theme_would_be_seen(size, scale):
    app = App(size, scale)
    keys = {"keys": Keys(app)}
    night = draw(app, keys, "keys")
    app.change_theme()
    assert difference(night, draw(app, keys, "keys")) > 0.5
