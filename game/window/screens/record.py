"""The record: what was announced and printed, quarter by quarter, the latest first."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from pygame import Rect

from game.errors import UserError
from game.seat.history import NEWS, Line, Quarter, read_quarters
from game.seat.seat_table import SeatTable
from game.window.arrangement import Space, Stack, Strip, panel
from game.window.find_screen import FindScreen
from game.window.hot_seat import sit_down
from game.window.items import Block, Item, ItemKind
from game.window.page import Page
from game.window.registry import registered
from game.window.ruler import Length, Pixels
from game.window.theme import CARD_RADIUS, DATE, LABEL, LEAD, SOURCE
from game.window.widgets.top_bar import lay_out_top_bar
from game.words.language import later, say, say_config

if TYPE_CHECKING:
    from game.window.stage import Stage

FILTER, QUARTER, REWIND = ItemKind("filter"), ItemKind("quarter"), ItemKind("rewind")
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
        space = Space(page, page.rect)
        lay_out_top_bar(page, space.top(56, gap=8), self.table)
        foot = page.foot(64)
        wide = page.capped(WIDEST, page.inset(page.rect, 40).width)
        stack = Stack(page, page.placed(space.rest, wide, 0, down="top"))
        self._search(page, stack)
        with page.region("record", page.inset(stack.below(foot.y), -8)):
            stack.skip(6)
            self._quarters(page, page.trim(stack.rest, right=8))
        line = page.trim(page.inset(foot, 0, 10), left=Pixels(stack.rest.x))
        page.button("back", page.row(line, 200, None)[0], say("Back"), self.back, action="back")

    def _search(self, page: Page, stack: Stack) -> None:
        """Lay out the title, an emblem for each actor, the news, and the word to look for."""
        stack.text(say("The record"), DATE, bold=True, gap=4)
        kinds = ["", *self.table.session.scenario.actors, NEWS]
        widths = [self._filter_width(page, kind) for kind in kinds]
        *boxes, entry = page.wrapped(stack.rest, [*widths, ENTRY], ROW, 6, 4)
        for kind, box in zip(kinds, boxes, strict=True):
            self._filter(page, box, kind)
        free = page.right_of(stack.rest, page.left_of(stack.rest, entry)).width
        entry.width = page.capped(page.times(2, ENTRY), free).count
        self.lay_out_find(page, entry, say("Find a word"))
        stack.go_on(entry.bottom, 8)

    def _filter_name(self, kind: str) -> str:
        if not kind:
            return say("All")
        if kind == NEWS:
            return say("News")
        return say_config(self.table.session.scenario.roles[kind].title)

    def _filter_width(self, page: Page, kind: str) -> Length:
        if kind in ("", NEWS):
            return page.wide(self._filter_name(kind), LABEL, bold=True, pad=24)
        return ROW

    def _filter(self, page: Page, rect: Rect, kind: str) -> None:
        theme, chosen, name = page.theme, kind == self.kind, self._filter_name(kind)
        item = Item(
            key=FILTER.key(kind or "all"), rect=rect, role="tab", name=name,
            value=say("chosen") if chosen else "", help=name,
            press=functools.partial(self.choose, kind),
        )  # fmt: skip
        with page.item(item):
            is_word = kind in ("", NEWS)
            fill = theme.button if chosen and is_word else theme.panel
            edge = theme.text if chosen else theme.line
            page.box(rect, fill, edge, width=2 if chosen else 1)
            if is_word:
                ink = theme.button_text if chosen else theme.text
                page.middle(rect.center, name, LABEL, bold=True, colour=ink, align="centre")
            else:
                emblem = page.placed(rect, 26, 26)
                page.emblem(kind, emblem.topleft, emblem.width)

    def _quarters(self, page: Page, at: Rect) -> None:
        stack = Stack(page, at, gap=12)
        quarters = read_quarters(self.table, self.kind, self.word)
        for quarter in quarters:
            stack.go_on(self._quarter(page, stack.rest, quarter))
        if not quarters:
            text = say("Nothing of that kind is on record.")
            if not self.table.session.played:
                text = say("No quarter has passed yet.")
            stack.text(text, LABEL, colour=page.theme.second)
        if self.kind in ("", NEWS):
            self._ahead(page, stack.rest)

    def _quarter(self, page: Page, at: Rect, quarter: Quarter) -> int:
        item = Item(
            key=QUARTER.key(quarter.turn), rect=at, role="text", name=quarter.title,
            value=" ".join(line.text for line in quarter.lines), radius=CARD_RADIUS,
        )  # fmt: skip
        with panel(page, at, item=item, pad=14, above=0, below=8) as stack:
            head = Strip(page, stack.take(ROW))
            head.text(quarter.title, LEAD, bold=True)
            lines = Stack(page, page.trim(stack.rest, left=28))
            for line in quarter.lines:
                if line.kind != NEWS:
                    at_mark = page.trim(lines.rest, left=-28, top=1).topleft
                    page.emblem(line.kind, at_mark, page.px(18))
                lines.flow([self._block(page, line)])
            stack.go_on(lines.y)
        if self._may_rewind():
            name = say("Go back to here")
            wide = page.wide(name, LABEL, bold=True, pad=28)
            where = page.placed(page.trim(head.rest, top=2), wide, 40, "right", "top")
            press = functools.partial(self._ask_to_rewind, quarter)
            page.button(REWIND.key(quarter.turn), where, name, press, size=LABEL)
        return stack.y

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
