"""Reference pictures: every screen at three sizes and two text scales looks as it did.

`pytest --update-golden` draws them anew. They are small, and small differences pass: what differs
is a screen whose parts have moved, vanished or changed colour.
"""

from pathlib import Path

import numpy as np
import pygame
import pytest

from game.window.app import App
from game.window.screens.keys import Keys

FOLDER = Path(__file__).parent / "pictures"
WIDTH, HIGHEST = 160, 90
COLUMNS = 4
# A block of this many pixels differs when it is off by more than this in any colour, of 255.
BLOCK, OFF = 5, 24.0
# So many of the blocks of a screen may differ.
ALLOWED = 0.01
# What these show depends on the day, or on a process beside the window.
LIVELY = {"saves", "debrief"}


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
    app.start(screens["board"] if name == "question" else screens[name])
    if screens[name].is_overlay:
        app.show(screens[name])
    app.frame()
    return small(app.surface)


def sheet_of(pictures):
    """Return pictures beside each other, row by row."""
    rows = -(-len(pictures) // COLUMNS)
    sheet = pygame.Surface((COLUMNS * WIDTH, rows * HIGHEST))
    for number, picture in enumerate(pictures):
        row, column = divmod(number, COLUMNS)
        sheet.blit(picture, (column * WIDTH, row * HIGHEST))
    return sheet


def cut(sheet, number):
    row, column = divmod(number, COLUMNS)
    return sheet.subsurface((column * WIDTH, row * HIGHEST, WIDTH, HIGHEST))


def test_every_screen_looks_as_it_did(app, screens, size, scale, request):
    path = FOLDER / f"{size[0]}x{size[1]}_{scale}.png"
    drawn = {name: draw(app, screens, name) for name in screens if name not in LIVELY}
    sheet = sheet_of(list(drawn.values()))
    if request.config.getoption("--update-golden"):
        FOLDER.mkdir(exist_ok=True)
        pygame.image.save(sheet, path)
    if not path.is_file():
        pytest.fail(f"{path.name} is missing; run pytest --update-golden, then look at it")
    kept = pygame.image.load(path)
    assert kept.get_size() == sheet.get_size(), "a screen was added or removed: draw them anew"
    placed = enumerate(drawn.items())
    off = {name: difference(cut(kept, place), one) for place, (name, one) in placed}
    assert {name: share for name, share in off.items() if share > ALLOWED} == {}


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
