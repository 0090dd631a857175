"""Every screen of the window by its name, what people call it, and the key that opens it.

A screen says so itself, above its class:

    @registered("saves", title=later("save, load"), keys="g")

Its file in `game/window/screens` has the same name, so that it is read when it is first opened.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Mapping
from typing import TypeVar

from game.window import screens
from game.window.keymap import bind
from game.window.screen import Screen

_Kind = TypeVar("_Kind", bound=type[Screen])

SCREENS: dict[str, type[Screen]] = {}


def registered(name: str, *, title: str, keys: str = "") -> Callable[[_Kind], _Kind]:
    """Put a screen into `SCREENS`; people call it `title`, and `keys` open it from anywhere.

    A screen with keys is made of the stage alone. More keys than one are parted by spaces; the
    first is the usual one.
    """

    def register(kind: _Kind) -> _Kind:
        kind.name, kind.title, kind.has_key = name, title, bool(keys)
        SCREENS[name] = kind
        if keys:
            bind(name, tuple(keys.split()), title)
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


def opens_by_key(action: str) -> bool:
    """Tell whether an action of the keys is to open the screen of its name."""
    return action in SCREENS and SCREENS[action].has_key


@functools.cache
def _files() -> list[str]:
    return [module.name for module in pkgutil.iter_modules(screens.__path__)]


def _read(name: str) -> None:
    importlib.import_module(f"{screens.__name__}.{name}")
