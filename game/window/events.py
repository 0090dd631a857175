"""What the window does with an event: its own keys come before those of the screen on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

if TYPE_CHECKING:
    from game.window.app import App


def answer(app: App, event: pygame.Event) -> None:
    """Answer one event.

    Raises
    ------
    UserError
        If what it asks for cannot be written to the log of the game.
    """
    if event.type == pygame.QUIT:
        app.ask_to_leave()
    elif event.type == pygame.VIDEORESIZE:
        app.resize(event.size)
    elif event.type in (pygame.WINDOWEXPOSED, pygame.WINDOWSHOWN):
        app.redraw()
    elif event.type == pygame.KEYDOWN:
        _answer_key(app, event)
    elif event.type == pygame.MOUSEMOTION:
        app.screen.point_at(event.pos)
    elif event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
        app.screen.click(event.pos)
    elif event.type == pygame.MOUSEWHEEL:
        app.screen.wheel(pygame.mouse.get_pos(), event.y)


def _answer_key(app: App, event: pygame.Event) -> None:
    writes = getattr(app.screen, "writes", None)
    if writes is not None and writes(event):
        return
    key = app.preferences.keys.usual(event.key)
    answers = {
        pygame.K_d: app.change_theme,
        pygame.K_PLUS: lambda: app.change_scale(1),
        pygame.K_MINUS: lambda: app.change_scale(-1),
        pygame.K_0: lambda: app.change_scale(0),
        pygame.K_v: lambda: app.adjust(muted=not app.settings.muted),
        pygame.K_o: app.show_settings,
        pygame.K_g: app.show_saves,
        pygame.K_e: app.show_encyclopedia,
        pygame.K_h: app.show_keys,
    }
    if key in answers:
        answers[key]()
    else:
        app.screen.press_key(key, bool(event.mod & pygame.KMOD_SHIFT))
