"""The reveal: what everybody announced, why, and the seat's own responses below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygame import Rect

from game.seat.orders_given import Deed
from game.seat.seat_table import SeatTable
from game.window.hot_seat import go_on
from game.window.items import Block, Item
from game.window.layout import split
from game.window.motion import STEP, Motion
from game.window.order_screen import Ordering
from game.window.page import Page
from game.window.registry import registered
from game.window.theme import CARD_RADIUS, LABEL, LEAD, SOURCE
from game.window.widgets.lever_help import lay_out_explain
from game.window.widgets.top_bar import lay_out_top_bar
from game.words.conditions import flips_text, naming_of, seen_text
from game.words.language import later, say, say_config, say_count
from game.words.numbers import upper_first
from game.words.weighing import tipped_text, weighed_text

if TYPE_CHECKING:
    from game.window.stage import Stage

NARROW_CARD = 216
# Cards turn up one by one, each after so many seconds.
TURN = 0.16


@registered("reveal", title=later("the reveal"))
class Reveal(Ordering):
    """The announced measures as cards, and the short menu of answers."""

    sound = "reveal"

    def __init__(self, stage: Stage, table: SeatTable) -> None:
        super().__init__(stage, table)
        rows = table.sheet.rows
        self.explained = rows[0].target if rows else ""
        cards = len(table.session.scenario.actors)
        self._turning = Motion(TURN * cards, cards)

    # -- turning the cards up ----------------------------------------------------------------------

    def arrive(self) -> None:
        """Turn the cards up one after the other; any key shows them all."""
        if not self.stage.settings.reduced_motion:
            self._turning.begin()

    def wake(self) -> None:
        """Turn up the cards whose time has come."""
        super().wake()
        if self._turning.move():
            self.change()

    @property
    def patience(self) -> int:
        """How long the window may sleep: less while cards turn up."""
        return super().patience if self._turning.is_over else STEP

    def act(self, action: str, *, shift: bool = False) -> None:
        """Do what a key asks for, with all cards up."""
        if not self._turning.is_over:
            self._turning.end()
            self.change()
        super().act(action, shift=shift)

    # -- laying out --------------------------------------------------------------------------------

    def lay_out(self, page: Page) -> None:
        """Put the cards above, the answers and their explanation below; stack what is narrow."""
        px = page.px
        width, height = page.rect.size
        top, foot = px(56), px(64)
        lay_out_top_bar(page, Rect(0, 0, width, top), self.table, "Responses", self.back)
        self.lay_out_seal(
            page, Rect(0, height - foot, width, foot), say("Send responses"), wide=True
        )
        body = Rect(px(14), top + px(10), width - 2 * px(14), height - top - foot - px(18))
        is_low = body.height < px(560) or body.width < 5 * px(NARROW_CARD)
        cards_high = round(body.height * (0.5 if not is_low else 0.46))
        self._cards(page, Rect(body.x, body.y, body.width, cards_high))
        below = Rect(
            body.x, body.y + cards_high + px(10), body.width, body.height - cards_high - px(10)
        )
        left = Rect(below.x, below.y, round(below.width * 0.5) - px(6), below.height)
        right = Rect(left.right + px(12), below.y, below.right - left.right - px(12), below.height)
        self._answers(page, left)
        row = self.table.row(self.explained)
        lay_out_explain(page, right, row, self.odds_of(row))

    # -- what was announced ------------------------------------------------------------------------

    def _cards(self, page: Page, rect: Rect) -> None:
        px = page.px
        table = self.table
        deeds = table.deeds("measures")
        y = page.heading(rect, say("What was announced"), say("covert measures stay hidden"))
        room = Rect(rect.x, y, rect.width, rect.bottom - y)
        actors = table.session.scenario.actors
        columns = max(1, min(len(actors), room.width // px(NARROW_CARD)))
        boxes = split(Rect(room.x, room.y, room.width - px(10), 0), columns, px(12))
        with page.region("cards", room):
            tops = [room.y] * columns
            for number, actor in enumerate(actors):
                column = number % columns
                own = [deed for deed in deeds if deed.actor == actor]
                at = Rect(boxes[column].x, tops[column], boxes[column].width, room.height)
                least = room.height - px(6) if columns == len(actors) else 0
                is_up = number < self._turning.step
                tops[column] = self._card(page, at, actor, own, least, is_up=is_up) + px(10)

    def _card(
        self, page: Page, rect: Rect, actor: str, deeds: list[Deed], least: int, *, is_up: bool
    ) -> int:
        px, theme, table = page.px, page.theme, self.table
        pad = px(12)
        width = rect.width - 2 * pad
        blocks = self._blocks(page, actor, deeds)
        head = px(50)
        title = say_config(table.session.scenario.roles[actor].title)
        high = max(head + page.height_of(blocks, width) + px(8), least)
        rect = Rect(rect.x, rect.y, rect.width, high)
        item = Item(
            key=f"card {actor}", rect=rect, role="text", name=title,
            value=say("; ").join(deed.text for deed in deeds) or say("nothing announced"),
            reason=say("; ").join(deed.because for deed in deeds if deed.because),
            radius=CARD_RADIUS,
        )  # fmt: skip
        with page.item(item):
            own = actor == table.actor
            page.box(rect, theme.panel, theme.text if own else None, radius=CARD_RADIUS)
            page.fill(Rect(rect.x + 4, rect.y, rect.width - 8, px(4)), theme.inks[actor].fill)
            page.emblem(actor, (rect.x + pad, rect.y + px(13)), px(28))
            x = rect.x + pad + px(38)
            name = page.text((x, rect.y + px(8)), item.name, LEAD, bold=True)
            leader = page.type.wrap(
                table.leader(actor), SOURCE, False, page.room(rect.right - pad - x)
            )
            page.text((x, name.bottom - px(2)), leader[0], SOURCE, colour=theme.second)
            if is_up:
                page.flow((rect.x + pad, rect.y + head), blocks, width)
        return rect.bottom

    def _blocks(self, page: Page, actor: str, deeds: list[Deed]) -> list[Block]:
        theme = page.theme
        if not deeds:
            is_own = actor == self.table.actor
            words = say("You gave no orders.") if is_own else say("Nothing announced.")
            return [Block(words, LABEL, colour=theme.third)]
        blocks, naming = [], naming_of(self.table.session.scenario, actor)
        for deed in deeds:
            told = upper_first(deed.text)
            if deed.covert:
                told = say("Not announced: {deed}", deed=deed.text)
            blocks.append(Block(told, LABEL, True, gap=2))
            if deed.because:
                told = say("because {reason}", reason=deed.because)
                blocks.append(Block(told, SOURCE, colour=theme.second, gap=2))
            values = seen_text(deed.seen, naming)
            flips = flips_text(deed.seen, deed.flips, naming)
            if values:
                told = say("saw {values}", values=values)
                blocks.append(Block(told, SOURCE, True, colour=theme.second, gap=2))
            if flips:
                told = say("{sentence}.", sentence=upper_first(flips))
                blocks.append(Block(told, SOURCE, colour=theme.third, gap=2))
            if deed.weighing is not None:
                told = say("weighed {options}", options=weighed_text(deed.weighing))
                blocks.append(Block(told, SOURCE, colour=theme.second, gap=2))
                if tipped := tipped_text(deed.weighing):
                    told = say("{sentence}.", sentence=upper_first(tipped))
                    blocks.append(Block(told, SOURCE, colour=theme.third, gap=2))
            blocks.append(Block("", SOURCE, gap=8))
        return blocks

    # -- the answer --------------------------------------------------------------------------------

    def _answers(self, page: Page, rect: Rect) -> None:
        px, theme = page.px, page.theme
        page.box(rect, theme.panel, radius=CARD_RADIUS)
        head = Rect(rect.x + px(14), rect.y + px(8), rect.width - 2 * px(14), 0)
        y = page.heading(head, say("Your response"), say("before three months pass"))
        self.lay_out_rows(page, Rect(rect.x + 4, y, rect.width - 8, rect.bottom - y - px(6)))

    def main(self) -> None:
        """Send the responses and let the months pass, after one question."""
        count = self.table.sheet.orders
        asked = say_count("Send {count} response?", "Send {count} responses?", count)
        self.stage.ask(
            asked if count else say("Send no response?"),
            say("Then three months pass, and the quarter is told."),
            ((say("Send"), self._send), (say("Not yet"), self.stage.redraw)),
        )

    def _send(self) -> None:
        self.table.seal()
        go_on(self.stage, self.table)
