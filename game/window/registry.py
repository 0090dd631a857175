"""Every screen of the window by its name, and what people call it.

A screen says so itself, above its class: `@registered("board", title=later("the board"))`. Its file
in `game/window/screens` has the same name, so that it is read when the screen is first opened.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from typing import TypeVar

from game.window import screens
from game.window.screen import Screen

_Kind = TypeVar("_Kind", bound=type[Screen])

SCREENS: dict[str, type[Screen]] = {}


def registered(name: str, *, title: str) -> Callable[[_Kind], _Kind]:
    """Put a screen into `SCREENS`; people call it `title`."""

    def register(kind: _Kind) -> _Kind:
        kind.name, kind.title = name, title
        SCREENS[name] = kind
        return kind

    return register


def find_screen(name: str) -> type[Screen]:
    """Return a screen by its name.

    Raises
    ------
    KeyError
        If there is no such screen.
    """
    if name not in SCREENS and name in _files():
        _read(name)
    return SCREENS[name]


def all_screens() -> Mapping[str, type[Screen]]:
    """Return every screen by its name."""
    for name in _files():
        _read(name)
    return SCREENS


def _files() -> list[str]:
    return [module.name for module in pkgutil.iter_modules(screens.__path__)]


def _read(name: str) -> None:
    importlib.import_module(f"{screens.__name__}.{name}")
