"""A question over the screen: a few answers, and Escape takes none of them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

from pygame import Rect

from game.play.page import Page
from game.play.screen import Screen
from game.play.theme import CARD_RADIUS, DATE, LABEL

if TYPE_CHECKING:
    from game.play.app import App

Answer = tuple[str, Callable[[], None]]


class Question(Screen):
    """A sentence, a note, and buttons; the first one is the main one."""

    is_overlay = True

    def __init__(self, app: App, question: str, note: str, answers: tuple[Answer, ...]) -> None:
        super().__init__(app)
        self.question, self.note, self.answers = question, note, answers
        self.focus = "answer 0"

    def lay_out(self, page: Page) -> None:
        """Centre the question; answers stand in a row below it."""
        px, theme = page.px, page.theme
        width = min(px(520), page.rect.width - px(48))
        inner = width - 2 * px(24)
        note = page.type.wrap(self.note, LABEL, False, page.room(inner))
        asked = page.type.wrap(self.question, DATE, True, page.room(inner))
        high = len(asked) * page.type.leading(DATE) + len(note) * page.type.leading(LABEL)
        rect = Rect(0, 0, width, high + px(24 + 8 + 20 + 48 + 24))
        rect.center = page.rect.center
        page.box(rect, theme.raised, theme.edge, radius=CARD_RADIUS)
        x, y = rect.x + px(24), rect.y + px(24)
        used = page.text((x, y), self.question, DATE, bold=True, width=page.room(inner))
        page.text(
            (x, used.bottom + px(8)), self.note, LABEL, colour=theme.second, width=page.room(inner)
        )
        count, gap = len(self.answers), px(12)
        each = (inner - gap * (count - 1)) // count
        for number, (name, press) in enumerate(self.answers):
            where = Rect(x + number * (each + gap), rect.bottom - px(72), each, px(48))
            take = functools.partial(self._take, press)
            page.button(f"answer {number}", where, name, take, main=number == 0)

    def main(self) -> None:
        """Take the main answer."""
        self._take(self.answers[0][1])

    def _take(self, press: Callable[[], None]) -> None:
        self.app.back()
        press()
