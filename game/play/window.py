"""The door to the window: whether one can be opened here, and opening it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from agents.session import Session

# Drivers that draw nothing anybody could see.
BLIND = frozenset({"dummy", "offscreen"})


def can_open_window() -> bool:
    """Tell whether this machine has a screen to open a window on."""
    wanted = os.environ.get("SDL_VIDEODRIVER", "")
    if wanted in BLIND:
        return False
    has_server = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform not in ("darwin", "win32") and not (wanted or has_server):
        return False
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    import pygame

    try:
        pygame.display.init()
    except pygame.error:
        return False
    return pygame.display.get_driver() not in BLIND


def open_title(
    scenario: str | None, seed: int | None, policies: Mapping[str, str] | None = None
) -> None:
    """Open the window at the title and play until it is shut.

    Raises
    ------
    UserError
        If there is no such scenario.
    """
    from game.play.app import App
    from game.play.screens.splash import Splash
    from game.play.screens.title import Title
    from game.play.setup import Setup

    app = App()
    app.start(Splash(app))
    app.frame()
    setup = Setup(scenario, seed)
    setup.profile.update(policies or {})
    app.start(Title(app, setup))
    app.run()


def open_game(session: Session) -> None:
    """Open the window at a game with one seat and play until it is shut."""
    from game.play.app import App

    app = App()
    app.sit_down(session)
    app.run()
