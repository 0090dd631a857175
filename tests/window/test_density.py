"""Screens that pack their pixels densely get larger text and a larger window."""

import pygame
import pytest

from game.window.app import App
from game.window.density import density, usual_size


@pytest.mark.parametrize(
    ("screen", "window", "by"),
    [
        ((1366, 768), (1280, 720), 1.0),
        ((1920, 1080), (1600, 900), 1.0),
        ((2880, 1800), (2400, 1350), 1.5),
        ((3840, 2160), (3200, 1800), 2.0),
    ],
)
def test_the_window_begins_as_large_as_the_screen_allows(monkeypatch, screen, window, by):
    monkeypatch.setattr(pygame.display, "get_desktop_sizes", lambda: [screen])
    assert usual_size() == window
    assert density(screen[1]) == by


def test_text_grows_with_the_density_and_keeps_its_setting(monkeypatch):
    monkeypatch.setattr(pygame.display, "get_desktop_sizes", lambda: [(3840, 2160)])
    app = App()
    assert (app.settings.text, app.type.scale) == (100, 200)
    app.change_scale(1)
    assert (app.settings.text, app.type.scale) == (125, 250)
