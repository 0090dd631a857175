"""From which turn to play on: a list over the debrief."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

from pygame import Rect

from game.window.items import Item
from game.window.page import Page
from game.window.registry import registered
from game.window.screen import Screen
from game.window.theme import CARD_RADIUS, DATE, LABEL, SOURCE
from game.words.language import later, say

if TYPE_CHECKING:
    from game.seat.debrief.account import Account
    from game.window.stage import Stage

ROW = 46
NOTE = later(
    "What was played before that turn stays; the rest is open again, with the same luck. The game "
    "that ended is kept as it is."
)


@registered("fork", title=later("the turn to play on from"))
class Fork(Screen):
    """Every turn of the game as a button; the chosen one opens a new log."""

    is_overlay = True

    def __init__(self, stage: Stage, told: Account, fork: Callable[[int], None]) -> None:
        super().__init__(stage)
        self.told, self.fork = told, fork
        first = told.turning[0].turn if told.turning else 0
        self.focus = f"turn {first}"

    def lay_out(self, page: Page) -> None:
        """Lay out a column of turns in the middle of the window."""
        px, theme = page.px, page.theme
        width = min(px(600), page.rect.width - px(48))
        inner = width - 2 * px(24)
        note = page.type.wrap(say(NOTE), LABEL, False, page.room(inner))
        head = page.type.leading(DATE) + len(note) * page.type.leading(LABEL) + px(24 + 8 + 12)
        rows = len(self.told.dates) * px(ROW)
        high = min(head + rows + px(76), page.rect.height - px(24))
        rect = Rect(0, 0, width, high)
        rect.center = page.rect.center
        page.box(rect, theme.raised, theme.edge, radius=CARD_RADIUS)
        x, y = rect.x + px(24), rect.y + px(20)
        used = page.text((x, y), say("Play on from which turn?"), DATE, bold=True)
        page.text((x, used.bottom + px(4)), say(NOTE), LABEL, colour=theme.second,
                  width=page.room(inner))  # fmt: skip
        room = Rect(x - px(6), rect.y + head, inner + px(12), rect.bottom - px(70) - rect.y - head)
        with page.region("turns", room):
            for turn in range(len(self.told.dates)):
                self._row(page, Rect(x, room.y + turn * px(ROW), inner - px(8), px(ROW - 4)), turn)
        back = Rect(x, rect.bottom - px(60), px(160), px(44))
        page.button("back", back, say("Back"), self.back, action="back")

    def _row(self, page: Page, rect: Rect, turn: int) -> None:
        px, theme, told = page.px, page.theme, self.told
        change = told.totals[turn + 1] - told.totals[turn]
        score = say("score {before}, then {change}", before=f"{told.totals[turn]:.0f}",
                    change=f"{change:+.1f}".replace("-", "\N{EN DASH}"))  # fmt: skip
        marks = {point.turn: number for number, point in enumerate(told.turning, start=1)}
        item = Item(key=f"turn {turn}", rect=rect, role="button", name=told.dates[turn],
                    value=score, press=functools.partial(self._take, turn))  # fmt: skip
        with page.item(item):
            page.box(rect, theme.panel, theme.line)
            high = page.type.leading(LABEL)
            y = rect.centery - high // 2
            used = page.text((rect.x + px(14), y), told.dates[turn], LABEL, bold=True)
            if turn in marks:
                name = say("turning point {number}", number=marks[turn])
                page.text((used.right + px(16), y), name, SOURCE, colour=theme.second)
            page.text((rect.right - px(14), y), score, SOURCE, colour=theme.second, align="right")

    def _take(self, turn: int) -> None:
        self.stage.back()
        self.fork(turn)

    def main(self) -> None:
        """Take the focused turn."""
        item = self.item(self.focus)
        if item is not None and item.press:
            item.press()
