"""The quarter passing: answers and news month by month, and what it did to the seat."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pygame import Rect

from game.seat.numbers import Sighting
from game.seat.seat_table import SeatTable
from game.window.layout import split
from game.window.page import Block, Item, Page, Press
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
        width, height = page.rect.size
        lay_out_top_bar(page, Rect(0, 0, width, px(56)), self.table, "Quarter", self.back)
        foot = Rect(0, height - px(68), width, px(68))
        body = Rect(px(14), px(66), width - 2 * px(14), foot.y - px(66))
        with page.region("months", body):
            inner = Rect(body.x, body.y, body.width - px(8), 0)
            y = self._answers(page, inner)
            y = self._months(page, Rect(inner.x, y + px(10), inner.width, 0))
            y = self._aims(page, Rect(inner.x, y + px(12), inner.width, 0))
            self._moved(page, Rect(inner.x, y + px(12), inner.width, 0))
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
        boxes = split(Rect(at.x, y, at.width, px(GAUGE)), columns, px(12))
        ink = theme.inks[self.table.actor].fill
        for number, gauge in enumerate(sheet.gauges):
            row, column = divmod(number, columns)
            rect = boxes[column].move(0, row * (px(GAUGE) + px(10)))
            page.box(rect, theme.panel, radius=CARD_RADIUS)
            why = functools.partial(self.ask_why, gauge.number)
            lay_out_gauge(page, rect, gauge, ink, why)
        rows = -(-len(sheet.gauges) // columns)
        return y + rows * (px(GAUGE) + px(10)) - px(10)

    def _moved(self, page: Page, at: Rect) -> int:
        """List the other numbers that moved most, each with its reason at hand."""
        px = page.px
        moved = self.table.moved_most
        if not moved:
            return at.y
        y = page.heading(at, say("What else moved"), say("choose one to see why"))
        columns = max(1, min(3, at.width // px(380)))
        boxes = split(Rect(at.x, y, at.width, px(MOVED)), columns, px(12))
        for number, sighting in enumerate(moved):
            row, column = divmod(number, columns)
            self._one_moved(page, boxes[column].move(0, row * (px(MOVED) + px(6))), sighting)
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
            leading = page.type.leading(LABEL)
            y = rect.centery - leading // 2
            shown = page.text((rect.right - px(14), y), change, LABEL, bold=True, align="right")
            value = page.text(
                (shown.left - px(12), y), sighting.text, LABEL, colour=theme.second, align="right"
            )
            room = page.room(value.left - px(10) - rect.x - px(14))
            lines = page.type.wrap(upper_first(say_config(sighting.says)), SOURCE, False, room)[:2]
            small = page.type.leading(SOURCE)
            top = rect.centery - small * len(lines) // 2
            for place, line in enumerate(lines):
                page.text((rect.x + px(14), top + place * small), line, SOURCE)

    def _foot(self, page: Page, rect: Rect) -> None:
        px, theme = page.px, page.theme
        page.fill(rect, theme.panel)
        page.line(rect.topleft, rect.width)
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
