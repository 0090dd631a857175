"""The record: what was announced and printed, quarter by quarter, the latest first."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from pygame import Rect

from game.errors import UserError
from game.seat.history import NEWS, Line, Quarter, read_quarters
from game.seat.seat_table import SeatTable
from game.window.find_screen import FindScreen
from game.window.hot_seat import sit_down
from game.window.items import Block, Item
from game.window.page import Page
from game.window.registry import registered
from game.window.theme import CARD_RADIUS, DATE, LABEL, LEAD, SOURCE
from game.window.widgets.top_bar import lay_out_top_bar
from game.words.language import later, say, say_config

if TYPE_CHECKING:
    from game.window.stage import Stage

WIDEST = 980
ROW, ENTRY = 44, 220


@registered("record", title=later("the record"))
class Record(FindScreen):
    """All that a seat may know of the past, to be searched by actor and by word."""

    found = "record"

    def __init__(self, stage: Stage, table: SeatTable) -> None:
        super().__init__(stage)
        self.table = table
        self.focus = "back"

    # -- laying out --------------------------------------------------------------------------------

    def lay_out(self, page: Page) -> None:
        """Lay out the search over one column of quarters."""
        px = page.px
        width = page.rect.width
        lay_out_top_bar(page, Rect(0, 0, width, px(56)), self.table)
        foot = page.foot(64)
        inner = Rect(px(40), px(64), min(px(WIDEST), width - 2 * px(40)), 0)
        inner.x = max(px(40), (width - inner.width) // 2)
        top = self._search(page, inner)
        body = Rect(inner.x - px(8), top, inner.width + 2 * px(8), foot.y - top)
        with page.region("record", body):
            self._quarters(page, Rect(inner.x, top + px(6), inner.width - px(8), 0))
        back = Rect(inner.x, foot.y + px(10), px(200), px(44))
        page.button("back", back, say("Back"), self.back, action="back")

    def _search(self, page: Page, at: Rect) -> int:
        """Lay out the title, an emblem for each actor, the news, and the word to look for."""
        px = page.px
        head = page.text(at.topleft, say("The record"), DATE, bold=True)
        y = head.bottom + px(4)
        kinds = ["", *self.table.session.scenario.actors, NEWS]
        x = at.x
        for kind in kinds:
            wide = self._filter_width(page, kind)
            if x > at.x and x + wide > at.right:
                x, y = at.x, y + px(ROW + 4)
            self._filter(page, Rect(x, y, wide, px(ROW)), kind)
            x += wide + px(6)
        wide = px(ENTRY)
        if x + wide > at.right:
            x, y = at.x, y + px(ROW + 4)
        entry = Rect(x, y, min(at.right - x, 2 * wide), px(ROW))
        self.lay_out_find(page, entry, say("Find a word"))
        return entry.bottom + px(8)

    def _filter_name(self, kind: str) -> str:
        if not kind:
            return say("All")
        if kind == NEWS:
            return say("News")
        return say_config(self.table.session.scenario.roles[kind].title)

    def _filter_width(self, page: Page, kind: str) -> int:
        if kind in ("", NEWS):
            return page.type.width(self._filter_name(kind), LABEL, True) + page.px(24)
        return page.px(ROW)

    def _filter(self, page: Page, rect: Rect, kind: str) -> None:
        theme, chosen, name = page.theme, kind == self.kind, self._filter_name(kind)
        item = Item(
            key=f"filter {kind or 'all'}", rect=rect, role="tab", name=name,
            value=say("chosen") if chosen else "", help=name,
            press=functools.partial(self.choose, kind),
        )  # fmt: skip
        with page.item(item):
            is_word = kind in ("", NEWS)
            fill = theme.button if chosen and is_word else theme.panel
            edge = theme.text if chosen else theme.line
            page.box(rect, fill, edge, width=2 if chosen else 1)
            if is_word:
                page.type.leading(LABEL)
                ink = theme.button_text if chosen else theme.text
                page.middle((rect.centerx, rect.centery), name, LABEL, bold=True,
                          colour=ink, align="centre")  # fmt: skip
            else:
                size = page.px(26)
                page.emblem(kind, (rect.centerx - size // 2, rect.centery - size // 2), size)

    def _quarters(self, page: Page, at: Rect) -> None:
        px, y = page.px, at.y
        quarters = read_quarters(self.table, self.kind, self.word)
        for quarter in quarters:
            y = self._quarter(page, Rect(at.x, y, at.width, 0), quarter) + px(12)
        if not quarters:
            told = say("Nothing of that kind is on record.")
            if not self.table.session.played:
                told = say("No quarter has passed yet.")
            y = page.text((at.x, y), told, LABEL, colour=page.theme.second).bottom + px(12)
        if self.kind in ("", NEWS):
            self._ahead(page, Rect(at.x, y, at.width, 0))

    def _quarter(self, page: Page, at: Rect, quarter: Quarter) -> int:
        px, theme = page.px, page.theme
        pad, mark = px(14), px(18)
        left = at.x + pad + mark + px(10)
        width = at.right - pad - left
        blocks = [self._block(page, line) for line in quarter.lines]
        head = px(ROW)
        high = head + sum(page.height_of([block], width) for block in blocks) + px(8)
        rect = Rect(at.x, at.y, at.width, high)
        item = Item(
            key=f"quarter {quarter.turn}", rect=rect, role="text", name=quarter.title,
            value=" ".join(line.text for line in quarter.lines), radius=CARD_RADIUS,
        )  # fmt: skip
        with page.item(item):
            page.box(rect, theme.panel, radius=CARD_RADIUS)
            down = (head - page.type.leading(LEAD)) // 2
            page.text((at.x + pad, at.y + down), quarter.title, LEAD, bold=True)
            y = at.y + head
            for line, block in zip(quarter.lines, blocks, strict=True):
                if line.kind != NEWS:
                    page.emblem(line.kind, (at.x + pad, y + px(1)), mark)
                y = page.flow((left, y), [block], width)
        if self._may_rewind():
            name = say("Go back to here")
            wide = page.type.width(name, LABEL, True) + px(28)
            where = Rect(at.right - pad - wide, at.y + px(2), wide, px(40))
            press = functools.partial(self._ask_to_rewind, quarter)
            page.button(f"rewind {quarter.turn}", where, name, press, size=LABEL)
        return rect.bottom

    def _block(self, page: Page, line: Line) -> Block:
        if line.kind == NEWS:
            return Block(line.text, SOURCE, colour=page.theme.second, gap=3)
        text = say("In answer: {deed}", deed=line.text) if line.is_response else line.text
        return Block(text, LABEL, gap=3)

    def _ahead(self, page: Page, at: Rect) -> None:
        blocks = [Block(say("Ahead"), LEAD, True, gap=4)]
        blocks += [
            Block(
                say("{date}: {what}.", date=date, what=what),
                SOURCE,
                colour=page.theme.second,
                gap=2,
            )
            for date, what in self.table.ahead
            if self.word.casefold() in what.casefold()
        ]
        page.flow(at.topleft, blocks, at.width)

    # -- what it does ------------------------------------------------------------------------------

    def _may_rewind(self) -> bool:
        """Tell whether the person alone may take turns back; several would have to agree."""
        return len(self.table.session.seats) == 1 and self.stage.session is self.table.session

    def _ask_to_rewind(self, quarter: Quarter) -> None:
        self.stage.ask(
            say("Go back to {quarter}?", quarter=quarter.title),
            say("The game as it stands is kept first, in a file of its own."),
            (
                (say("Go back"), functools.partial(self._rewind, quarter)),
                (say("Stay"), self.stage.redraw),
            ),
        )

    def _rewind(self, quarter: Quarter) -> None:
        session = self.table.session
        try:
            copy = session.rewind(quarter.turn)
        except UserError as error:
            self.stage.explain(say("The game cannot go back."), error)
            return
        sit_down(self.stage, session)
        if copy is not None:
            self.stage.ask(
                say("Back in {quarter}", quarter=quarter.title),
                say("The game as it stood is kept as {name}, in {folder}.",
                    name=copy.stem, folder=str(copy.parent)),
                ((say("Go on"), self.stage.redraw),),
            )  # fmt: skip

    def main(self) -> None:
        """Go back."""
        self.back()
