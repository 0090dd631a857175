"""What the screens on which orders are given have in common: putting, undoing, asking why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pygame import Rect

from game.seat.levers import Row
from game.seat.odds.shown import ShownOdds, Weighing
from game.seat.seat_table import SeatTable
from game.window.items import Block, Press
from game.window.page import Page
from game.window.screen import IDLE, WAITING
from game.window.seat_screen import SeatScreen
from game.window.theme import LABEL, SOURCE
from game.window.widgets.lever_row import lay_out_row, pointed_stop
from game.window.widgets.odds import lay_out_ahead
from game.words.language import say, say_count
from game.words.numbers import upper_first

if TYPE_CHECKING:
    from game.window.stage import Stage

ROW = 50


class Ordering(SeatScreen):
    """A screen on which a seat gives orders."""

    def __init__(self, stage: Stage, table: SeatTable) -> None:
        super().__init__(stage, table)
        self.message = ""
        self.explained = ""
        self.weighing: Weighing | None = None

    # -- orders ------------------------------------------------------------------------------------

    def put(self, row: Row, place: int) -> None:
        """Put a lever at a stop, or say why it may not be."""
        fresh = self.table.row(row.target) or row
        self.message = self.table.order(fresh, place)
        self.stage.hear("refuse" if self.message else "set")
        self.change()

    def undo(self) -> None:
        """Take back the last order."""
        self.message = "" if self.table.undo() else say("There is nothing to undo.")
        self.change()

    def redo(self) -> None:
        """Give it again."""
        self.message = "" if self.table.redo() else say("There is nothing to redo.")
        self.change()

    def clear(self) -> None:
        """Take back all orders of the phase."""
        self.table.clear()
        self.message = say("All orders are taken back.")
        self.change()

    def actions(self) -> Mapping[str, Press]:
        """Return what the keys of ordering do."""
        return {
            "undo": self.undo, "redo": self.redo, "clear": self.clear, "why": self._why_focused,
        }  # fmt: skip

    def _why_focused(self) -> None:
        item = self.item(self.focus)
        is_number = item is not None and item.role != "lever"
        self.ask_why(item.number if item is not None and is_number else "")

    def focused(self) -> None:
        """Explain the lever under the pointer, else the focused one."""
        items = [self.item(key) for key in (self.hover, self.focus) if key]
        target = next((item.tip for item in items if item is not None and item.tip), "")
        if target != self.explained:
            self.explained = target
            self.change()

    # -- odds --------------------------------------------------------------------------------------

    def wake(self) -> None:
        """Have the odds of what is drafted and looked at worked out, while they are wanted."""
        wanted = self.stage.settings.odds
        if wanted and self.weighing is None:
            self.weighing = Weighing(self.stage.helper, self.table)
            self.change()
        elif not wanted and self.weighing is not None:
            self.weighing = None
            self.change()
        if self.weighing is not None:
            self.weighing.attend(self.explained, self._pointed)
            if self.weighing.poll():
                self.change()

    @property
    def patience(self) -> int:
        """How long the window may sleep: less while rollouts come in."""
        busy = self.weighing is not None and not self.weighing.outlook.is_done
        return WAITING if busy else IDLE

    def odds_of(self, row: Row | None) -> ShownOdds | None:
        """Return what is said of a lever's odds, None where they are switched off."""
        if self.weighing is None or row is None:
            return None
        return self.weighing.told(row, self._pointed)

    @property
    def _pointed(self) -> int:
        """The stop of a slider under the pointer, -1 where there is none."""
        return pointed_stop(self.hover)

    # -- laying out --------------------------------------------------------------------------------

    def lay_out_rows(self, page: Page, rect: Rect) -> None:
        """Lay out all levers of the phase, group by group, in a scrolled column."""
        px, theme = page.px, page.theme
        with page.region("levers", rect):
            y, group = rect.y, ""
            for row in self.table.sheet.rows:
                if row.group != group:
                    group = row.group
                    y += px(6)
                    head = page.text(
                        (rect.x + px(12), y), say(group), SOURCE, bold=True, colour=theme.second
                    )
                    y = head.bottom + px(2)
                    page.line((rect.x + px(12), y - px(2)), rect.width - px(24))
                where = Rect(rect.x, y, rect.width - px(8), px(ROW))
                worth = self.weighing.badge(row) if self.weighing else None
                lay_out_row(page, where, row, self.put, worth)
                y += px(ROW)

    def lay_out_seal(self, page: Page, rect: Rect, name: str, *, wide: bool) -> None:
        """Lay out what is pledged, undo, redo and clear, and the button that seals."""
        px, theme = page.px, page.theme
        page.fill(rect, theme.panel)
        page.line((rect.x, rect.y), rect.width)
        pad = px(14)
        inner = rect.inflate(-2 * pad, -2 * px(8))
        small = px(44)
        if wide:
            main = Rect(inner.right - px(230), inner.y, px(230), inner.height)
            tools = Rect(main.left - px(260), inner.centery - px(22), px(250), px(44))
            told = Rect(inner.x, inner.y, tools.left - inner.x - px(8), inner.height)
        else:
            told = Rect(inner.x, inner.y, inner.width - px(188), small)
            tools = Rect(inner.right - px(184), inner.y, px(184), small)
            main = Rect(inner.x, tools.bottom + px(6), inner.width, px(52))
            main.height = rect.bottom - px(10) - main.y
        if self.weighing is not None:
            ahead = self._make_room(page, told, main, wide=wide)
            lay_out_ahead(page, ahead, self.weighing)
        self._lay_out_told(page, told)
        if self.message:
            self._lay_out_message(page, rect)
        offers = (
            ("undo", say("Undo"), self.undo,
             say("Take back the last order: {key}", key=page.cap("undo"))),
            ("redo", say("Redo"), self.redo, say("Give it again: {key}", key=page.cap("redo"))),
            ("clear", say("Clear"), self.clear,
             say("Take back all orders of this phase: {key}", key=page.cap("clear"))),
        )  # fmt: skip
        boxes = page.row(tools, None, None, None, gap=6)
        for where, (key, label, press, help_) in zip(boxes, offers, strict=True):
            page.button(key, where, label, press, size=LABEL, help=help_)
        page.button("main", main, name, self.main, action="main", main=True, actor=self.table.actor)

    def _make_room(self, page: Page, told: Rect, main: Rect, *, wide: bool) -> Rect:
        """Return the line for the odds: under what is drafted, or under the button."""
        high = page.type.leading(SOURCE)
        if wide:
            told.height //= 2
            return Rect(told.x, told.bottom, told.width, high)
        main.height -= high
        return Rect(main.x, main.bottom + page.px(3), main.width, high)

    def _lay_out_told(self, page: Page, rect: Rect) -> None:
        sheet = self.table.sheet
        count = sheet.orders
        told = say("No orders yet")
        if count:
            told = say_count(
                "{count} order, {pledged} capital",
                "{count} orders, {pledged} capital",
                count,
                pledged=f"{sheet.capital.pledged:g}",
            )
        colour = page.theme.second
        lines = page.type.wrap(told, SOURCE, False, page.room(rect.width))
        leading = page.type.leading(SOURCE)
        fit = max(1, (rect.height + page.px(6)) // leading)
        y = rect.centery - leading * min(len(lines), fit) // 2
        for line in lines[:fit]:
            page.text((rect.x, y), line, SOURCE, colour=colour)
            y += leading

    def _lay_out_message(self, page: Page, seal: Rect) -> None:
        """Say over the seal why the last order was refused, until something else is done."""
        px, theme = page.px, page.theme
        width = min(seal.width - px(16), px(480))
        block = Block(upper_first(self.message), LABEL, True, colour=theme.worse, gap=0)
        high = page.height_of([block], width - 2 * px(14)) + 2 * px(10)
        rect = Rect(seal.right - px(8) - width, seal.y - high - px(8), width, high)
        with page.above(), page.above():
            page.box(rect, theme.raised, theme.worse)
            page.flow((rect.x + px(14), rect.y + px(10)), [block], width - 2 * px(14))
