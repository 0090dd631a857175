"""From which turn to play on: a list over the debrief."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

from pygame import Rect

from game.window.arrangement import Space, Stack, Strip
from game.window.items import Item, ItemKind
from game.window.page import Page
from game.window.registry import registered
from game.window.screen import Screen
from game.window.theme import CARD_RADIUS, DATE, LABEL, SOURCE
from game.words.language import later, say

if TYPE_CHECKING:
    from game.seat.debrief.account import Account
    from game.window.stage import Stage

TURN = ItemKind("turn")
WIDTH, ROW, APART = 600, 42, 4
NOTE = later(
    "What was played before that turn stays; the rest is open again, with the same luck. The game "
    "that ended is kept as it is."
)


@registered("fork", title=later("the turn to play on from"))
class Fork(Screen):
    """Every turn of the game as a button; the chosen one opens a new log."""

    is_overlay = True

    def __init__(self, stage: Stage, account: Account, fork: Callable[[int], None]) -> None:
        super().__init__(stage)
        self.told, self.fork = account, fork
        first = account.turning[0].turn if account.turning else 0
        self.focus = TURN.key(first)

    def lay_out(self, page: Page) -> None:
        """Lay out a column of turns in the middle of the window."""
        theme, turns = page.theme, len(self.told.dates)
        wide = page.capped(WIDTH, page.inset(page.rect, 24).width)
        inner = page.inset(page.placed(page.rect, wide, 0), 24).width
        note = len(page.type.wrap(say(NOTE), LABEL, False, page.room(inner)))
        head = page.total(page.high(DATE), page.high(LABEL, note), 44)
        whole = page.total(head, page.times(turns, ROW, APART), 80)
        high = page.capped(whole, page.inset(page.rect, 0, 12).height)
        rect = page.placed(page.rect, wide, high)
        page.box(rect, theme.raised, theme.edge, radius=CARD_RADIUS)
        space = Space(page, page.trim(rect, left=24, right=24, bottom=16))
        above = Stack(page, page.trim(space.top(head), top=20))
        above.text(say("Play on from which turn?"), DATE, bold=True, gap=4)
        above.text(say(NOTE), LABEL, colour=theme.second)
        back = page.placed(space.bottom(44, gap=10), 160, 44, "left")
        with page.region("turns", page.inset(space.rest, -6)):
            rows = Stack(page, page.trim(space.rest, right=8), gap=APART)
            for turn in range(turns):
                self._row(page, rows.take(ROW), turn)
        page.button("back", back, say("Back"), self.back, action="back")

    def _row(self, page: Page, rect: Rect, turn: int) -> None:
        theme, account = page.theme, self.told
        change = account.totals[turn + 1] - account.totals[turn]
        score = say("score {before}, then {change}", before=f"{account.totals[turn]:.0f}",
                    change=f"{change:+.1f}".replace("-", "\N{EN DASH}"))  # fmt: skip
        marks = {point.turn: number for number, point in enumerate(account.turning, start=1)}
        item = Item(key=TURN.key(turn), rect=rect, role="button", name=account.dates[turn],
                    value=score, press=functools.partial(self._take, turn))  # fmt: skip
        with page.item(item):
            page.box(rect, theme.panel, theme.line)
            line = Strip(page, page.inset(rect, 14), gap=16)
            line.text(account.dates[turn], LABEL, bold=True)
            if turn in marks:
                name = say("turning point {number}", number=marks[turn])
                line.text(name, SOURCE, colour=theme.second)
            line.text(score, SOURCE, colour=theme.second, end=True)

    def _take(self, turn: int) -> None:
        self.stage.back()
        self.fork(turn)

    def main(self) -> None:
        """Take the focused turn."""
        item = self.item(self.focus)
        if item is not None and item.press:
            item.press()
