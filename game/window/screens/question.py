"""A question over the screen: a few answers, and Escape takes none of them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

from pygame import Rect

from game.window.page import Page
from game.window.registry import registered
from game.window.screen import Screen
from game.window.theme import BODY, CARD_RADIUS, DATE, LABEL, PADDING
from game.words.language import later

if TYPE_CHECKING:
    from game.window.stage import Answer, Stage

WIDTH = 520
# More answers than this stand below each other, in one column or two.
MOST_BESIDE = 3


@registered("question", title=later("a question"))
class Question(Screen):
    """A sentence, a note, and buttons; the first one is the main one."""

    is_overlay = True

    def __init__(self, stage: Stage, question: str, note: str, answers: tuple[Answer, ...]) -> None:
        super().__init__(stage)
        self.question, self.note, self.answers = question, note, answers
        self.focus = "answer 0"

    def lay_out(self, page: Page) -> None:
        """Centre the question; answers stand in a row below it, or in rows."""
        px, theme = page.px, page.theme
        width = min(px(WIDTH), page.rect.width - px(48))
        inner = width - 2 * px(24)
        room = page.room(inner)
        note = page.type.wrap(self.note, LABEL, False, room)
        asked = page.type.wrap(self.question, DATE, True, room)
        columns = self._columns(page, inner)
        rows = -(-len(self.answers) // columns)
        answers = rows * px(48) + (rows - 1) * px(10)
        high = len(asked) * page.type.leading(DATE) + len(note) * page.type.leading(LABEL)
        rect = Rect(0, 0, width, high + answers + px(24 + 8 + 20 + 24))
        rect.center = page.rect.center
        rect.clamp_ip(page.rect)
        page.box(rect, theme.raised, theme.edge, radius=CARD_RADIUS)
        x, y = rect.x + px(24), rect.y + px(24)
        used = page.text((x, y), self.question, DATE, bold=True, width=room)
        page.text((x, used.bottom + px(8)), self.note, LABEL, colour=theme.second, width=room)
        gap = px(12)
        each = (inner - gap * (columns - 1)) // columns
        top = rect.bottom - px(24) - answers
        for number, (name, press) in enumerate(self.answers):
            row, column = divmod(number, columns)
            where = Rect(x + column * (each + gap), top + row * px(58), each, px(48))
            take = functools.partial(self._take, press)
            page.button(f"answer {number}", where, name, take, main=number == 0)

    def _columns(self, page: Page, inner: int) -> int:
        """Return how many answers stand beside each other: all, two, or one."""
        sizes = [PADDING + 2] + [BODY] * (len(self.answers) - 1)
        widths = [
            page.type.width(name, size, True) + page.px(20)
            for (name, _), size in zip(self.answers, sizes, strict=True)
        ]
        for columns in (len(self.answers), 2):
            if columns <= MOST_BESIDE and max(widths) * columns <= inner:
                return columns
        return 1

    def main(self) -> None:
        """Take the main answer."""
        self._take(self.answers[0][1])

    def _take(self, press: Callable[[], None]) -> None:
        self.stage.back()
        press()
