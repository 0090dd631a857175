"""What a page is made of: items to use, marks to draw, regions that scroll, paragraphs."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pygame
from pygame import Rect

from game.window.theme import BODY, RADIUS, Colour

Paint = Callable[[pygame.Surface, Rect], None]
Press = Callable[[], None]
Step = Callable[[int], None]

# What Enter presses where it is focused; on anything else Enter is the screen's main button.
PRESSABLE = frozenset({"button", "card", "tab", "entry", "link"})


@dataclasses.dataclass(frozen=True)
class ItemKind:
    """A kind of items: their keys begin with its name and go on with which one it is."""

    name: str

    def key(self, *which: object) -> str:
        """Return the key of one item of the kind."""
        return " ".join([self.name, *map(str, which)])

    def __contains__(self, key: str) -> bool:
        """Tell whether a key is that of an item of the kind."""
        return is_meant(key, self.name)


def is_meant(key: str, words: str) -> bool:
    """Tell whether words mean an item: its whole key, or the beginning up to a space."""
    return f"{key} ".startswith(f"{words} ")


@dataclasses.dataclass(kw_only=True)
class Item:
    """Something a person can focus: what it is, what it says, and what it does.

    `number` is the quantity behind it and `entry` its page of the encyclopedia, where they differ;
    `tip` is the lever that a screen explains, `help` a short word that any screen can show; its
    reason is shown likewise, unless it stands on the page already.
    """

    key: str
    rect: Rect
    role: str
    name: str
    value: str = ""
    reason: str = ""
    has_reason_in_sight: bool = False
    press: Press | None = None
    step: Step | None = None
    number: str = ""
    region: str = ""
    layer: int = 0
    tip: str = ""
    help: str = ""
    entry: str = ""
    radius: int = RADIUS
    by_mouse_only: bool = False


@dataclasses.dataclass(kw_only=True)
class Mark:
    """One thing drawn: where, in which scrolled region, and, of a text, the room it was given."""

    rect: Rect
    paint: Paint
    region: str
    layer: int
    item: str = ""
    text: str = ""
    room: Rect | None = None


@dataclasses.dataclass(kw_only=True)
class Region:
    """A part of the page that scrolls: its window, and how high its content is."""

    rect: Rect
    content: int = 0

    @property
    def most(self) -> int:
        """How far it can be scrolled."""
        return max(0, self.content - self.rect.height)


@dataclasses.dataclass(frozen=True)
class Block:
    """A paragraph, and the gap under it."""

    text: str
    size: int = BODY
    bold: bool = False
    colour: Colour | None = None
    gap: int = 6
