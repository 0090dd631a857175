"""What the window does with an event: its own keys come before those of the screen on top."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from game.window.registry import opens_by_key

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
    action = stage.keys.action(event.key)
    everywhere: dict[str, Callable[[], None]] = {
        "ground": stage.change_theme,
        "larger": lambda: stage.change_scale(1),
        "smaller": lambda: stage.change_scale(-1),
        "usual": lambda: stage.change_scale(0),
        "mute": lambda: stage.adjust(muted=not stage.settings.muted),
    }
    if action in everywhere:
        everywhere[action]()
    elif opens_by_key(action):
        stage.open(action)
    else:
        stage.screen.act(action, shift=bool(event.mod & pygame.KMOD_SHIFT))
