"""What the screens on which things are looked for have in common: a word, a kind, a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pygame
from pygame import Rect

from game.window.items import Press
from game.window.page import Page
from game.window.screen import Screen
from game.window.widgets.entry import lay_out_entry, typed

if TYPE_CHECKING:
    from game.window.stage import Stage

FIND = "find"


class FindScreen(Screen):
    """A screen with a line to write a word in, over what was found."""

    # The region that scrolls through what was found.
    found = ""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.kind = ""
        self.word = ""

    def lay_out_find(self, page: Page, rect: Rect, name: str) -> None:
        """Lay out the line for the word; `name` stands in it while it is empty."""
        lay_out_entry(
            page, rect, FIND, name, self.word, focused=self.focus == FIND, press=self.find
        )

    def choose(self, kind: str) -> None:
        """Look among one kind of things, or among all."""
        self.kind = kind
        self._show_first()

    def find(self) -> None:
        """Go to the line for the word."""
        self.focus_on(FIND)
        self.change()

    def actions(self) -> Mapping[str, Press]:
        """Return what keys do here besides: finding."""
        return {"find": self.find}

    def writes(self, event: pygame.Event) -> bool:
        """Take letters into the word while it is focused."""
        word = typed(self.word, event) if self.focus == FIND else None
        if word is None:
            return False
        self.word = word
        self._show_first()
        return True

    def focused(self) -> None:
        """Show or hide the mark in the word."""
        self.change()

    def _show_first(self) -> None:
        self.scroll[self.found] = 0
        self.change()
