"""What the window does with an event: its own keys come before those of the screen on top."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

if TYPE_CHECKING:
    from game.window.stage import Stage


def answer(stage: Stage, event: pygame.Event) -> None:
    """Answer one event.

    Raises
    ------
    UserError
        If what it asks for cannot be written to the log of the game.
    """
    if event.type == pygame.QUIT:
        stage.ask_to_leave()
    elif event.type == pygame.VIDEORESIZE:
        stage.resize(event.size)
    elif event.type in (pygame.WINDOWEXPOSED, pygame.WINDOWSHOWN):
        stage.redraw()
    elif event.type == pygame.KEYDOWN:
        _answer_key(stage, event)
    elif event.type == pygame.MOUSEMOTION:
        stage.screen.point_at(event.pos)
    elif event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
        stage.screen.click(event.pos)
    elif event.type == pygame.MOUSEWHEEL:
        stage.screen.wheel(pygame.mouse.get_pos(), event.y)


def _answer_key(stage: Stage, event: pygame.Event) -> None:
    if stage.screen.writes(event):
        return
    key = stage.preferences.keys.usual(event.key)
    answers: dict[int, Callable[[], None]] = {
        pygame.K_d: stage.change_theme,
        pygame.K_PLUS: lambda: stage.change_scale(1),
        pygame.K_MINUS: lambda: stage.change_scale(-1),
        pygame.K_0: lambda: stage.change_scale(0),
        pygame.K_v: lambda: stage.adjust(muted=not stage.settings.muted),
        pygame.K_o: lambda: stage.open("settings"),
        pygame.K_g: lambda: stage.open("saves"),
        pygame.K_e: lambda: stage.open("encyclopedia"),
        pygame.K_h: lambda: stage.open("keys"),
    }
    if key in answers:
        answers[key]()
    else:
        stage.screen.press_key(key, bool(event.mod & pygame.KMOD_SHIFT))
