"""A line to write in: a name, a word to look for."""

from __future__ import annotations

import pygame
from pygame import Rect

from game.window.arrangement import Strip
from game.window.items import Item, Press
from game.window.keymap import ERASE
from game.window.page import Page
from game.window.theme import BODY, LABEL

LONGEST = 40


def typed(text: str, event: pygame.Event) -> str | None:
    """Return a text after a key, or None where the key writes nothing."""
    if event.key == ERASE:
        return text[:-1]
    letter: str = event.unicode
    if len(letter) == 1 and letter.isprintable() and not event.mod & pygame.KMOD_CTRL:
        return (text + letter)[:LONGEST].lstrip()
    return None


def lay_out_entry(
    page: Page, rect: Rect, key: str, name: str, text: str, *, focused: bool, press: Press
) -> None:
    """Lay out a line with its text, and its name where it is empty."""
    theme = page.theme
    item = Item(key=key, rect=rect, role="entry", name=name, value=text, press=press)
    with page.item(item):
        page.box(rect, theme.inset, theme.text if focused else theme.control)
        line = Strip(page, page.trim(rect, left=12, right=24))
        shown, room = text, line.rest.width
        while shown and page.type.width(shown, BODY) > room:
            shown = shown[1:]
        if shown:
            line.text(shown + ("_" if focused else ""), BODY)
        else:
            begun = "_ " if focused else ""
            line.text(begun + page.fitting(name, LABEL, room), LABEL, colour=theme.third)
