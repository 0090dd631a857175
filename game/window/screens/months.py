"""The quarter passing: answers and news month by month, and what it did to the seat."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pygame import Rect

from game.seat.numbers import Sighting
from game.seat.seat_table import SeatTable
from game.window.arrangement import Space, Stack, Strip
from game.window.items import Block, Item, ItemKind, Press
from game.window.page import Page
from game.window.registry import registered
from game.window.ruler import Pixels
from game.window.seat_screen import SeatScreen
from game.window.theme import CARD_RADIUS, LABEL, PANEL, SOURCE
from game.window.widgets.deal_card import lay_out_deal_card
from game.window.widgets.gauge import lay_out_gauge
from game.window.widgets.top_bar import lay_out_top_bar
from game.words.language import later, say, say_config
from game.words.numbers import difference, month_text, quarter_text, thin, upper_first

if TYPE_CHECKING:
    from game.window.stage import Stage

MONTHS, SIGHTING = ItemKind("month"), ItemKind("moved")
# How high a gauge and a number that moved are, and how wide they and a month are at least.
GAUGE, MOVED = 112, 46
AIM, NUMBER, MONTH = 232, 380, 220


@registered("months", title=later("the quarter"))
class MonthsScreen(SeatScreen):
    """What was answered, what each month brought, and where the aims stand."""

    sound = "pass"

    def __init__(self, stage: Stage, table: SeatTable) -> None:
        super().__init__(stage, table)
        self.focus = "main"

    def lay_out(self, page: Page) -> None:
        """Lay out the months side by side over the aims."""
        foot = page.foot(68)
        space = Space(page, page.over(page.rect, foot))
        lay_out_top_bar(page, space.top(56, gap=10), self.table, "Quarter", self.back)
        body = page.inset(space.rest, 14)
        with page.region("months", body):
            stack = Stack(page, page.trim(body, right=8), gap=12)
            self._answers(stack)
            for lay_out in (self._months, self._deals, self._aims, self._moved):
                stack.go_on(lay_out(page, stack.rest))
        self._foot(page, foot)

    def _answers(self, stack: Stack) -> None:
        table = self.table
        deeds = table.deeds("responses")
        last = table.session.played[-1].opened.turn
        date = quarter_text(table.session.scenario.date(last))
        stack.heading(say("{date} passes", date=date), say("answers, then three months"))
        sentences = [say("{deed}.", deed=upper_first(deed.told)) for deed in deeds]
        text = say(" ").join(sentences) or say("Nobody answered.")
        stack.text(text, LABEL, colour=stack.page.theme.second, gap=10)

    def _months(self, page: Page, at: Rect) -> int:
        table = self.table
        numbers = [world.month for world in table.session.played[-1].closed.months[1:]]
        narrowest = page.times(len(numbers), MONTH)
        columns = len(numbers) if at.width >= narrowest.count else 1
        blocks = [self._blocks(page, month) for month in numbers]
        width = page.inset(page.columns(at, columns, 12)[0], 16).width
        highest = max(page.height_of(part, width) for part in blocks)
        high = page.total(page.high(PANEL), Pixels(highest), 24)
        boxes = page.grid(at, len(numbers), columns, high, (12, 10))
        for month, events, rect in zip(numbers, blocks, boxes, strict=True):
            name = month_text(month, long=True)
            item = Item(
                key=MONTHS.key(month), rect=rect, role="text", name=name,
                value=say("; ").join(block.text for block in events),
            )  # fmt: skip
            with page.item(item):
                page.box(rect, page.theme.panel, radius=CARD_RADIUS)
                stack = Stack(page, page.trim(rect, left=16, top=8, right=16))
                stack.text(name, PANEL, bold=True, gap=6)
                stack.flow(events)
        return boxes[-1].bottom if columns > 1 else page.trim(boxes[-1], bottom=-10).bottom

    def _blocks(self, page: Page, month: int) -> list[Block]:
        stories = [story for story in self.table.sheet.news if story.month == month]
        return [Block(story.text, LABEL, not story.is_routine, gap=8) for story in stories] or [
            Block(say("A quiet month."), LABEL, colour=page.theme.third)
        ]

    def _deals(self, page: Page, at: Rect) -> int:
        return lay_out_deal_card(page, at, self.table.sheet.papers, self._show_deals)

    def _show_deals(self) -> None:
        self.stage.open("deals", self.table)

    def _aims(self, page: Page, at: Rect) -> int:
        gauges = self.table.sheet.gauges
        target = thin(self.table.session.scenario.targets[self.table.actor])
        head = say("You stand at {score}", score=self.table.score)
        stack = Stack(page, at)
        stack.heading(head, say("as far as you can see; {target} wins", target=target))
        columns = page.fits(at.width, AIM, len(gauges))
        boxes = page.grid(stack.rest, len(gauges), columns, GAUGE, (12, 10))
        ink = page.theme.inks[self.table.actor].fill
        for gauge, rect in zip(gauges, boxes, strict=True):
            page.box(rect, page.theme.panel, radius=CARD_RADIUS)
            why = functools.partial(self.ask_why, gauge.number)
            lay_out_gauge(page, rect, gauge, ink, why)
        return boxes[-1].bottom

    def _moved(self, page: Page, at: Rect) -> int:
        """List the other numbers that moved most, each with its reason at hand."""
        moved = self.table.moved_most
        if not moved:
            return at.y
        stack = Stack(page, at)
        stack.heading(say("What else moved"), say("choose one to see why"))
        columns = page.fits(at.width, NUMBER, 3)
        boxes = page.grid(stack.rest, len(moved), columns, MOVED, (12, 6))
        for sighting, box in zip(moved, boxes, strict=True):
            self._one_moved(page, box, sighting)
        return stack.y

    def _one_moved(self, page: Page, rect: Rect, sighting: Sighting) -> None:
        theme = page.theme
        change = difference(sighting.value - sighting.before, sighting.unit)
        says = say_config(sighting.says)
        item = Item(
            key=SIGHTING.key(sighting.name), rect=rect, role="link", name=says,
            value=f"{sighting.text}{say(', ')}{change}", number=sighting.name,
            press=functools.partial(self.ask_why, sighting.name),
        )  # fmt: skip
        with page.item(item):
            page.box(rect, theme.panel, radius=CARD_RADIUS)
            line = Strip(page, page.inset(rect, 14), gap=12)
            line.text(change, LABEL, bold=True, end=True)
            line.text(sighting.text, LABEL, colour=theme.second, gap=10, end=True)
            line.words(upper_first(says), SOURCE, most=2)

    def _foot(self, page: Page, rect: Rect) -> None:
        over = self.table.session.over
        name = say("How it ended") if over else say("On to {date}", date=self.table.date)
        why, _, main = page.row(page.inset(rect, 14, 8), 240, None, 300)
        page.button("main", main, name, self.main, action="main", main=True, actor=self.table.actor)
        why = page.inset(why, 0, 4)
        page.button("why", why, say("Why did it change?"), self.ask_why, action="why")

    def actions(self) -> Mapping[str, Press]:
        """Return what keys do here: that of why asks about the focused number."""
        return {"why": self._why_focused, "deals": self._show_deals}

    def _why_focused(self) -> None:
        item = self.item(self.focus)
        self.ask_why(item.number if item is not None else "")

    def main(self) -> None:
        """Go on to the next quarter, or to the debrief."""
        if self.table.session.over:
            self.stage.open("debrief", self.table)
        else:
            self.stage.open("board", self.table)
