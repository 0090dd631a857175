"""A question over the screen: a few answers, and Escape takes none of them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

from game.window.arrangement import Space, Stack
from game.window.items import ItemKind
from game.window.page import Page
from game.window.registry import registered
from game.window.ruler import Pixels
from game.window.screen import Screen
from game.window.theme import BODY, CARD_RADIUS, DATE, LABEL, MAIN
from game.words.language import later

if TYPE_CHECKING:
    from game.window.stage import Answer, Stage

CHOICE = ItemKind("answer")
WIDTH, PAD, ANSWER = 520, 24, 48
# More answers than this stand below each other, in one column or two.
MOST_BESIDE = 3


@registered("question", title=later("a question"))
class Question(Screen):
    """A sentence, a note, and buttons; the first one is the main one."""

    is_overlay = True

    def __init__(self, stage: Stage, question: str, note: str, answers: tuple[Answer, ...]) -> None:
        super().__init__(stage)
        self.question, self.note, self.answers = question, note, answers
        self.focus = CHOICE.key(0)

    def lay_out(self, page: Page) -> None:
        """Centre the question; answers stand in a row below it, or in rows."""
        theme = page.theme
        wide = page.capped(WIDTH, page.inset(page.rect, 24).width)
        inner = page.inset(page.placed(page.rect, wide, 0), PAD)
        room = page.room(inner.width)
        note = len(page.type.wrap(self.note, LABEL, False, room))
        asked = len(page.type.wrap(self.question, DATE, True, room))
        columns = self._columns(page, inner.width)
        rows = -(-len(self.answers) // columns)
        answers = page.times(rows, ANSWER, 10)
        texts = page.total(page.high(DATE, asked), 8, page.high(LABEL, note))
        rect = page.placed(page.rect, wide, page.total(PAD, texts, 20, answers, PAD))
        rect.clamp_ip(page.rect)
        page.box(rect, theme.raised, theme.edge, radius=CARD_RADIUS)
        space = Space(page, page.inset(rect, PAD, PAD))
        below = space.bottom(answers)
        stack = Stack(page, space.rest)
        stack.text(self.question, DATE, bold=True, gap=8)
        stack.text(self.note, LABEL, colour=theme.second)
        boxes = page.grid(below, len(self.answers), columns, ANSWER, (12, 10))
        for number, ((name, press), box) in enumerate(zip(self.answers, boxes, strict=True)):
            take = functools.partial(self._take, press)
            page.button(CHOICE.key(number), box, name, take, main=number == 0)

    def _columns(self, page: Page, inner: int) -> int:
        """Return how many answers stand beside each other: all, two, or one."""
        sizes = [MAIN] + [BODY] * (len(self.answers) - 1)
        widest = max(
            page.wide(name, size, bold=True, pad=20).count
            for (name, _), size in zip(self.answers, sizes, strict=True)
        )
        for columns in (len(self.answers), 2):
            if columns <= MOST_BESIDE and page.times(columns, Pixels(widest)).count <= inner:
                return columns
        return 1

    def main(self) -> None:
        """Take the main answer."""
        self._take(self.answers[0][1])

    def _take(self, press: Callable[[], None]) -> None:
        self.stage.back()
        press()
