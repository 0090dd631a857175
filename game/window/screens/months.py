"""The quarter passing: answers and news month by month, and what it did to the seat."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pygame import Rect

from game.seat.numbers import Sighting
from game.seat.seat_table import SeatTable
from game.window.items import Block, Item, Press
from game.window.layout import cells, split
from game.window.page import Page
from game.window.registry import registered
from game.window.seat_screen import SeatScreen
from game.window.theme import CARD_RADIUS, LABEL, PANEL, SOURCE
from game.window.widgets.gauge import lay_out_gauge
from game.window.widgets.top_bar import lay_out_top_bar
from game.words.language import later, say, say_config
from game.words.numbers import difference, month_text, quarter_text, thin, upper_first

if TYPE_CHECKING:
    from game.window.stage import Stage

GAUGE, MOVED = 112, 46


@registered("months", title=later("the quarter"))
class MonthsScreen(SeatScreen):
    """What was answered, what each month brought, and where the aims stand."""

    sound = "pass"

    def __init__(self, stage: Stage, table: SeatTable) -> None:
        super().__init__(stage, table)
        self.focus = "main"

    def lay_out(self, page: Page) -> None:
        """Lay out the months side by side over the aims."""
        px = page.px
        width, foot = page.rect.width, page.foot(68)
        lay_out_top_bar(page, Rect(0, 0, width, px(56)), self.table, "Quarter", self.back)
        body = Rect(px(14), px(66), width - 2 * px(14), foot.y - px(66))
        with page.region("months", body):
            column = page.column(Rect(body.x, body.y, body.width - px(8), 0), gap=12)
            column.stack(self._answers(page, column.rest), px(10))
            for lay_out in (self._months, self._aims, self._moved):
                column.stack(lay_out(page, column.rest))
        self._foot(page, foot)

    def _answers(self, page: Page, at: Rect) -> int:
        theme, table = page.theme, self.table
        deeds = table.deeds("responses")
        last = table.session.played[-1].opened.turn
        date = quarter_text(table.session.scenario.date(last))
        y = page.heading(at, say("{date} passes", date=date), say("answers, then three months"))
        told = [say("{deed}.", deed=upper_first(deed.told)) for deed in deeds]
        text = say(" ").join(told) or say("Nobody answered.")
        used = page.text((at.x, y), text, LABEL, colour=theme.second, width=page.room(at.width))
        return used.bottom

    def _months(self, page: Page, at: Rect) -> int:
        px, theme, table = page.px, page.theme, self.table
        closed = table.session.played[-1].closed
        numbers = [world.month for world in closed.months[1:]]
        columns = len(numbers) if at.width >= px(220) * len(numbers) else 1
        boxes = split(at, columns, px(12))
        stories = table.sheet.news
        blocks = {}
        for month in numbers:
            own = [story for story in stories if story.month == month]
            blocks[month] = [
                Block(story.text, LABEL, not story.is_routine, gap=8) for story in own
            ] or [Block(say("A quiet month."), LABEL, colour=theme.third)]
        width = boxes[0].width - 2 * px(16)
        head = page.type.leading(PANEL) + px(14)
        highs = [head + page.height_of(blocks[month], width) + px(10) for month in numbers]
        high = max(highs)
        y = at.y
        for place, month in enumerate(numbers):
            rect = Rect(boxes[place % columns].x, y, boxes[0].width, high)
            name = month_text(month, long=True)
            item = Item(
                key=f"month {month}", rect=rect, role="text", name=name,
                value=say("; ").join(block.text for block in blocks[month]),
            )  # fmt: skip
            with page.item(item):
                page.box(rect, theme.panel, radius=CARD_RADIUS)
                page.text((rect.x + px(16), rect.y + px(8)), name, PANEL, bold=True)
                page.flow((rect.x + px(16), rect.y + head), blocks[month], width)
            if columns == 1:
                y += high + px(10)
        return y + (high if columns > 1 else 0)

    def _aims(self, page: Page, at: Rect) -> int:
        px, theme = page.px, page.theme
        sheet = self.table.sheet
        target = thin(self.table.session.scenario.targets[self.table.actor])
        head = say("You stand at {score}", score=self.table.score)
        y = page.heading(at, head, say("as far as you can see; {target} wins", target=target))
        columns = max(1, min(len(sheet.gauges), at.width // px(232)))
        where, count = Rect(at.x, y, at.width, 0), len(sheet.gauges)
        boxes = cells(where, count, columns, px(GAUGE), (px(12), px(10)))
        ink = theme.inks[self.table.actor].fill
        for gauge, rect in zip(sheet.gauges, boxes, strict=True):
            page.box(rect, theme.panel, radius=CARD_RADIUS)
            why = functools.partial(self.ask_why, gauge.number)
            lay_out_gauge(page, rect, gauge, ink, why)
        return boxes[-1].bottom

    def _moved(self, page: Page, at: Rect) -> int:
        """List the other numbers that moved most, each with its reason at hand."""
        px = page.px
        moved = self.table.moved_most
        if not moved:
            return at.y
        y = page.heading(at, say("What else moved"), say("choose one to see why"))
        columns = max(1, min(3, at.width // px(380)))
        where = Rect(at.x, y, at.width, 0)
        boxes = cells(where, len(moved), columns, px(MOVED), (px(12), px(6)))
        for sighting, box in zip(moved, boxes, strict=True):
            self._one_moved(page, box, sighting)
        return y

    def _one_moved(self, page: Page, rect: Rect, sighting: Sighting) -> None:
        px, theme = page.px, page.theme
        change = difference(sighting.value - sighting.before, sighting.unit)
        item = Item(
            key=f"moved {sighting.name}", rect=rect, role="link", name=say_config(sighting.says),
            value=f"{sighting.text}{say(', ')}{change}", number=sighting.name,
            press=functools.partial(self.ask_why, sighting.name),
        )  # fmt: skip
        with page.item(item):
            page.box(rect, theme.panel, radius=CARD_RADIUS)
            y = rect.centery
            shown = page.middle((rect.right - px(14), y), change, LABEL, bold=True, align="right")
            value = page.middle(
                (shown.left - px(12), y), sighting.text, LABEL, colour=theme.second, align="right"
            )
            room = page.room(value.left - px(10) - rect.x - px(14))
            says = upper_first(say_config(sighting.says))
            page.middle((rect.x + px(14), y), says, SOURCE, width=room, most=2)

    def _foot(self, page: Page, rect: Rect) -> None:
        px, _theme = page.px, page.theme
        over = self.table.session.over
        name = say("How it ended") if over else say("On to {date}", date=self.table.date)
        main = Rect(rect.right - px(314), rect.y + px(8), px(300), rect.height - px(16))
        page.button("main", main, name, self.main, action="main", main=True, actor=self.table.actor)
        why = Rect(px(14), rect.y + px(12), px(240), rect.height - px(24))
        page.button("why", why, say("Why did it change?"), self.ask_why, action="why")

    def actions(self) -> Mapping[str, Press]:
        """Return what keys do here: that of why asks about the focused number."""
        return {"why": self._why_focused}

    def _why_focused(self) -> None:
        item = self.item(self.focus)
        self.ask_why(item.number if item is not None else "")

    def main(self) -> None:
        """Go on to the next quarter, or to the debrief."""
        if self.table.session.over:
            self.stage.open("debrief", self.table)
        else:
            self.stage.open("board", self.table)
