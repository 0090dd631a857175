"""Whether the window can be opened here, and opening it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from game.words.language import say

if TYPE_CHECKING:
    from game.session import Session
    from game.window.app import App

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
    # Else the driver takes a signal that ends the process for a click on the closing cross.
    os.environ.setdefault("SDL_NO_SIGNAL_HANDLERS", "1")
    import pygame

    from game.window.density import claim_pixels

    claim_pixels()
    try:
        pygame.display.init()
    except pygame.error:
        return False
    return pygame.display.get_driver() not in BLIND


def open_title(
    scenario: str | None,
    seed: int | None,
    policies: Mapping[str, str] | None = None,
    record: Path | None = None,
) -> None:
    """Open the window at the title and play until it is shut; `record` keeps what it shows.

    Raises
    ------
    UserError
        If there is no such scenario.
    """
    from game.window.signals import ended_by_signals

    with ended_by_signals():
        _open_title(scenario, seed, policies or {}, record)


def _open_title(
    scenario: str | None, seed: int | None, policies: Mapping[str, str], record: Path | None
) -> None:
    from game.window.app import App
    from game.window.preferences import Preferences
    from game.window.registry import all_screens

    app = App(preferences=Preferences.load())
    app.open("splash")
    app.frame()
    from game.seat.new_game import Setup

    setup = Setup(scenario, seed, app.settings.difficulty)
    setup.profile.update(policies)
    app.open("title", setup)
    _tell_damage(app)
    app.frame()
    # Screens and Mesa are read while the title is looked at, not when the first game begins.
    import agents.model  # noqa: F401

    all_screens()

    _run(app, record)


def open_game(session: Session, record: Path | None = None) -> None:
    """Open the window at a game and play until it is shut; `record` keeps what it shows."""
    from game.window.app import App
    from game.window.games import play
    from game.window.preferences import Preferences
    from game.window.signals import ended_by_signals

    with ended_by_signals():
        app = App(preferences=Preferences.load())
        play(app, session)
        _tell_damage(app)
        _run(app, record)


def _tell_damage(app: App) -> None:
    """Say what was wrong with the settings file, if anything was."""
    if app.preferences.notice:
        answers = ((say("All right"), app.redraw), (say("Settings"), lambda: app.open("settings")))
        app.ask(say("Your settings"), app.preferences.notice, answers)


def _run(app: App, record: Path | None) -> None:
    if record is None:
        app.run()
        return
    from game.window.screen_recorder import ScreenRecorder

    app.recorder = ScreenRecorder(record)
    try:
        app.run()
    finally:
        app.recorder.save()
