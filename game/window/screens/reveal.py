"""The reveal: what everybody announced, why, and the seat's own responses below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygame import Rect

from game.seat.disclosure import public_foresight
from game.seat.orders_given import Deed
from game.seat.refusals import wanted_text
from game.seat.seat_table import SeatTable
from game.window.arrangement import Space, Stack, panel
from game.window.hot_seat import go_on
from game.window.items import Block, Item, ItemKind
from game.window.motion import STEP, Motion
from game.window.order_screen import Ordering
from game.window.page import Page
from game.window.registry import registered
from game.window.ruler import Length, Pixels
from game.window.theme import CARD_RADIUS, LABEL, LEAD, SOURCE
from game.window.widgets.lever_help import lay_out_explain
from game.window.widgets.paper_card import answer_target, lay_out_follows
from game.window.widgets.top_bar import lay_out_top_bar
from game.words.conditions import flips_text, naming_of, seen_text
from game.words.foresight import ahead_text
from game.words.language import later, say, say_config, say_count
from game.words.numbers import upper_first
from game.words.weighing import tipped_text, weighed_text

if TYPE_CHECKING:
    from game.window.stage import Stage

CARD = ItemKind("card")
# A card is so wide at least, and so high is its head; a body lower than this shows less of them.
NARROW_CARD, HEAD, LOW = 216, 50, 560
# Cards turn up one by one, each after so many seconds.
TURN = 0.16


@registered("reveal", title=later("the reveal"))
class Reveal(Ordering):
    """The announced measures as cards, and the short menu of answers."""

    sound = "reveal"

    def __init__(self, stage: Stage, table: SeatTable) -> None:
        super().__init__(stage, table)
        rows, papers = table.sheet.rows, table.sheet.papers
        self.explained = rows[0].target if rows else ""
        if papers.addressed:
            self.explained = answer_target(papers, papers.addressed[0])
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
        space = Space(page, page.rect)
        lay_out_top_bar(page, space.top(56, gap=10), self.table, "Responses", self.back)
        self.lay_out_seal(page, space.bottom(64, gap=8), say("Send responses"), wide=True)
        space = Space(page, page.inset(space.rest, 14))
        body = space.rest
        narrowest = page.times(len(self.table.session.scenario.actors), NARROW_CARD)
        is_low = body.height < page.px(LOW) or body.width < narrowest.count
        above = round(body.height * (0.46 if is_low else 0.5))
        self._cards(page, space.top(Pixels(above), gap=10))
        left, right = page.columns(space.rest, 2, 12)
        self._answers(page, left)
        self._explain(page, right)

    def _explain(self, page: Page, rect: Rect) -> None:
        """Explain what is looked at: a paper by what follows from it, a lever as on the board."""
        papers = self.table.sheet.papers
        for paper in papers.addressed:
            if answer_target(papers, paper) == self.explained:
                lay_out_follows(page, rect, papers, paper)
                return
        row = self.table.row(self.explained)
        lay_out_explain(page, rect, row, self.odds_of(row))

    # -- what was announced ------------------------------------------------------------------------

    def _cards(self, page: Page, rect: Rect) -> None:
        table = self.table
        deeds = table.deeds("measures")
        refused = [
            (order.actor, wanted_text(order, table.session.scenario))
            for order in table.refusals("measures")
        ]
        head = Stack(page, rect)
        head.heading(say("What was announced"), say("covert measures stay hidden"))
        room = head.below(rect.bottom)
        actors = table.session.scenario.actors
        columns = page.fits(room.width, NARROW_CARD, len(actors))
        with page.region("cards", room):
            inside = page.trim(room, right=10)
            stacks = [Stack(page, box, gap=10) for box in page.columns(inside, columns, 12)]
            least = Pixels(page.trim(room, bottom=6).height) if columns == len(actors) else 0
            for number, actor in enumerate(actors):
                stack = stacks[number % columns]
                deeds_of_actor = [deed for deed in deeds if deed.actor == actor]
                wanted = tuple(text for by, text in refused if by == actor)
                is_up = number < self._turning.step
                card = self._card(
                    page, stack.rest, actor, deeds_of_actor, wanted, least, is_up=is_up
                )
                stack.go_on(card)

    def _card(
        self,
        page: Page,
        at: Rect,
        actor: str,
        deeds: list[Deed],
        refused: tuple[str, ...],
        least: Length,
        *,
        is_up: bool,
    ) -> int:
        theme, table = page.theme, self.table
        item = Item(
            key=CARD.key(actor), rect=at, role="text",
            name=say_config(table.session.scenario.roles[actor].title),
            value=say("; ").join((*(deed.text for deed in deeds), *refused))
            or say("nothing announced"),
            reason=say("; ").join(deed.because for deed in deeds if deed.because),
            radius=CARD_RADIUS,
        )  # fmt: skip
        edge = theme.text if actor == table.actor else None
        with panel(page, at, item=item, pad=12, above=0, below=8, least=least, edge=edge) as stack:
            band = page.inset(page.inset(stack.rest, -12), Pixels(4))
            page.fill(page.placed(band, Pixels(band.width), 4, down="top"), theme.inks[actor].fill)
            head = stack.take(HEAD)
            emblem = page.placed(page.trim(head, top=13), 28, 28, "left", "top")
            page.emblem(actor, emblem.topleft, emblem.width)
            titles = Stack(page, page.trim(head, left=38, top=8))
            name = page.text(titles.rest.topleft, item.name, LEAD, bold=True)
            titles.go_on(name.bottom, -2)
            leader = page.fitting(table.leader(actor), SOURCE, titles.rest.width)
            page.text(titles.rest.topleft, leader, SOURCE, colour=theme.second)
            blocks = self._blocks(page, actor, deeds)
            blocks += [Block(text, SOURCE, colour=theme.second, gap=8) for text in refused]
            if is_up:
                stack.flow(blocks)
            else:
                stack.skip(Pixels(page.height_of(blocks, stack.rest.width)))
        return stack.y

    def _blocks(self, page: Page, actor: str, deeds: list[Deed]) -> list[Block]:
        theme = page.theme
        if not deeds:
            is_own = actor == self.table.actor
            words = say("You gave no orders.") if is_own else say("Nothing announced.")
            return [Block(words, LABEL, colour=theme.third)]
        scenario = self.table.session.scenario
        blocks, naming, levers = [], naming_of(scenario, actor), scenario.levers
        for deed in deeds:
            text = upper_first(deed.text)
            if deed.covert:
                text = say("Not announced: {deed}", deed=deed.text)
            blocks.append(Block(text, LABEL, True, gap=2))
            if deed.because:
                text = say("because {reason}", reason=deed.because)
                blocks.append(Block(text, SOURCE, colour=theme.second, gap=2))
            values = seen_text(deed.seen, naming)
            flips = flips_text(deed.seen, deed.flips, naming)
            if values:
                text = say("saw {values}", values=values)
                blocks.append(Block(text, SOURCE, True, colour=theme.second, gap=2))
            if flips:
                text = say("{sentence}.", sentence=upper_first(flips))
                blocks.append(Block(text, SOURCE, colour=theme.third, gap=2))
            if deed.weighing is not None:
                text = say("weighed {options}", options=weighed_text(deed.weighing))
                blocks.append(Block(text, SOURCE, colour=theme.second, gap=2))
                if tipped := tipped_text(deed.weighing):
                    text = say("{sentence}.", sentence=upper_first(tipped))
                    blocks.append(Block(text, SOURCE, colour=theme.third, gap=2))
            if deed.foresight is not None:
                plans = public_foresight(deed.foresight, levers, actor, self.table.actor)
                text = say("{sentence}.", sentence=ahead_text(plans, levers))
                blocks.append(Block(text, SOURCE, colour=theme.second, gap=2))
            blocks.append(Block("", SOURCE, gap=8))
        return blocks

    # -- the answer --------------------------------------------------------------------------------

    def _answers(self, page: Page, rect: Rect) -> None:
        page.box(rect, page.theme.panel, radius=CARD_RADIUS)
        head = Stack(page, page.trim(rect, left=14, right=14, top=8))
        head.heading(say("Your response"), say("before three months pass"))
        rows = page.under(page.trim(rect, bottom=6), head.rest)
        self.lay_out_rows(page, page.inset(rows, Pixels(4)))

    def main(self) -> None:
        """Send the responses and let the months pass, after one question."""
        count = self.table.sheet.orders
        asked = say_count("Send {count} response?", "Send {count} responses?", count)
        self.stage.ask(
            asked if count else say("Send no response?"),
            self.note_at_seal(say("Then three months pass, and the quarter is told.")),
            ((say("Send"), self._send), (say("Not yet"), self.stage.redraw)),
        )

    def _send(self) -> None:
        self.table.seal()
        go_on(self.stage, self.table)
