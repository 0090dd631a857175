"""What the screens on which orders are given have in common: putting, undoing, asking why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pygame import Rect

from game.seat.levers import Row
from game.seat.odds.shown import LeverOdds, ShownOdds
from game.seat.seat_table import SeatTable
from game.window.arrangement import Space, Stack, Strip
from game.window.items import Block, Press
from game.window.page import Page
from game.window.ruler import Across, Pixels
from game.window.screen import IDLE, WAITING
from game.window.seat_screen import SeatScreen
from game.window.theme import LABEL, SOURCE, Colour
from game.window.widgets.deal_card import lay_out_deal_card
from game.window.widgets.lever_row import lay_out_row, pointed_stop
from game.window.widgets.odds import lay_out_ahead
from game.window.widgets.paper_card import lay_out_received
from game.words.diplomacy import breach_text, undelivered_text
from game.words.language import say, say_count
from game.words.numbers import upper_first

if TYPE_CHECKING:
    from game.window.stage import Stage

ROW, MOST_WARNINGS = 50, 3


class Ordering(SeatScreen):
    """A screen on which a seat gives orders."""

    def __init__(self, stage: Stage, table: SeatTable) -> None:
        super().__init__(stage, table)
        self.message = ""
        self.explained = ""
        self.weighing: LeverOdds | None = None

    # -- orders ------------------------------------------------------------------------------------

    def put(self, row: Row, place: int) -> None:
        """Put a lever at a stop, or say why it may not be."""
        fresh = self.table.row(row.target) or row
        self.message = self.table.order(fresh, place)
        self.stage.hear("refuse" if self.message else "set")
        if not self.message:
            self.message = self._breach(fresh, place)
        self.change()

    def _breach(self, row: Row, place: int) -> str:
        """Return which word an order breaks, with the lawful ways out, "" where it breaks none."""
        papers = self.table.sheet.papers
        broken = papers.broken_by([row.stops[place].action])
        return say(" ").join(
            say("{sentence}.", sentence=breach_text(owed, papers.month, papers.scenario))
            for owed in broken
        )

    def show_deals(self) -> None:
        """Show papers and deals: what can be put on paper or answered, and what is in force."""
        self.stage.open("deals", self.table)

    def answer(self, sender: str, answer: str) -> None:
        """Answer a paper, or take the answer back."""
        self.message = self.table.give(self.table.sheet.papers.action("answer", sender, answer))
        self.stage.hear("refuse" if self.message else "set")
        self.change()

    def note_at_seal(self, note: str) -> str:
        """Return a note on sealing, with the words that the draft breaks or leaves undelivered."""
        papers = self.table.sheet.papers
        month, scenario = papers.month, papers.scenario
        warnings = [breach_text(owed, month, scenario) for owed in papers.broken_at_seal]
        warnings += [undelivered_text(owed, month, scenario) for owed in papers.undelivered_at_seal]
        sentences = [say("{sentence}.", sentence=text) for text in warnings[:MOST_WARNINGS]]
        if len(warnings) > MOST_WARNINGS:
            count = len(warnings) - MOST_WARNINGS
            sentences.append(say_count("And {count} more.", "And {count} more.", count))
        return say(" ").join([*sentences, note])

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
            "deals": self.show_deals,
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
            self.weighing = LeverOdds(self.stage.helper, self.table)
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
        """Lay out papers to answer and all levers, group by group, in a scrolled column."""
        theme = page.theme
        with page.region("levers", rect):
            stack, group = Stack(page, rect), ""
            self._lay_out_papers(page, stack)
            for row in self.table.sheet.rows:
                if row.group != group:
                    group = row.group
                    stack.skip(6)
                    head = Stack(page, page.inset(stack.rest, 12))
                    head.text(say(group), SOURCE, bold=True, colour=theme.second)
                    head.line(below=2)
                    stack.go_on(head.y)
                worth = self.weighing.badge(row) if self.weighing else None
                lay_out_row(page, page.trim(stack.take(ROW), right=8), row, self.put, worth)

    def _lay_out_papers(self, page: Page, stack: Stack) -> None:
        """Lay out the card of deals, and under it the papers that wait for an answer."""
        papers = self.table.sheet.papers
        column = Stack(page, page.trim(stack.rest, left=10, right=16), gap=8)
        for paper in papers.addressed:
            bottom = lay_out_received(page, column.rest, papers, paper, self.answer)
            column.go_on(bottom)
        column.go_on(lay_out_deal_card(page, column.rest, papers, self.show_deals))
        stack.go_on(column.y)

    def lay_out_seal(self, page: Page, rect: Rect, name: str, *, wide: bool) -> None:
        """Lay out what is pledged, undo, redo and clear, and the button that seals."""
        page.fill(rect, page.theme.panel)
        page.line(rect.topleft, rect.width)
        space = Space(page, page.inset(rect, 14, 8))
        if wide:
            main = space.right(230, gap=10)
            room = space.right(250, gap=8)
            tools, summary = page.placed(room, 250, 44), space.rest
        else:
            row = Space(page, space.top(44, gap=6))
            tools, summary = row.right(184, gap=4), row.rest
            main = page.trim(space.rest, bottom=2)
        if self.weighing is not None:
            summary, main, ahead = self._make_room(page, summary, main, wide=wide)
            lay_out_ahead(page, ahead, self.weighing)
        self._lay_out_told(page, summary)
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

    def _make_room(
        self, page: Page, summary: Rect, main: Rect, *, wide: bool
    ) -> tuple[Rect, Rect, Rect]:
        """Return boxes for what is drafted, for the button, and for the odds under one of them."""
        line = page.high(SOURCE)
        if wide:
            above, below = page.grid(summary, 2, 1, Pixels(summary.height // 2))
            return above, main, page.placed(below, Pixels(summary.width), line, "left", "top")
        space = Space(page, main)
        ahead = space.bottom(line)
        return summary, space.rest, ahead.move(0, page.px(3))

    def _lay_out_told(self, page: Page, rect: Rect) -> None:
        sheet = self.table.sheet
        count = sheet.orders
        text = say("No orders yet")
        if count:
            text = say_count(
                "{count} order, {pledged} capital",
                "{count} orders, {pledged} capital",
                count,
                pledged=f"{sheet.capital.pledged:g}",
            )
        fit = max(1, page.lines_in(page.trim(rect, bottom=-6), SOURCE))
        Strip(page, rect).words(text, SOURCE, colour=page.theme.second, most=fit)

    def _lay_out_message(self, page: Page, seal: Rect) -> None:
        """Say over the seal why the last order was refused, until something else is done."""
        message = upper_first(self.message)
        with page.above(), page.above():
            worse = page.theme.worse
            lay_out_notice(page, page.trim(seal, right=8), message, worse, ink=worse, widest=480)


def lay_out_notice(
    page: Page, over: Rect, message: str, edge: Colour, *, widest: float, ink: Colour | None = None,
    side: Across = "right",
) -> None:  # fmt: skip
    """Lay out a message over the top of a box, at one of its sides."""
    wide = page.capped(widest, page.trim(over, left=8).width)
    inner = page.inset(page.placed(over, wide, 0), 14).width
    block = Block(message, LABEL, True, colour=ink, gap=0)
    high = page.total(Pixels(page.height_of([block], inner)), 20)
    column = Rect(over.x, page.rect.y, over.width, page.rect.height)
    rect = page.placed(page.over(column, over, 8), wide, high, side, "bottom")
    page.box(rect, page.theme.raised, edge)
    page.flow(page.inset(rect, 14, 10).topleft, [block], inner)
