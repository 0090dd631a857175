"""Papers and deals: with whom, what is put on paper or answered, what follows, what is in force."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pygame import Rect

from game.seat.correspondence import Papers
from game.seat.seat_table import SeatTable
from game.state.terms import Part
from game.turn.consequences import Due
from game.window.arrangement import Space, Stack, panel
from game.window.items import Block, Item, ItemKind, Press
from game.window.order_screen import lay_out_notice
from game.window.page import Page
from game.window.registry import registered
from game.window.screen import Screen
from game.window.theme import DATE, LABEL, LEAD, SOURCE
from game.window.widgets.paper_card import (
    consequence_blocks,
    consequences_of,
    lay_out_received,
    own_text,
)
from game.window.widgets.paper_form import KINDS, lay_out_form
from game.window.widgets.top_bar import lay_out_top_bar
from game.words.diplomacy import actor_text, threat_text
from game.words.language import later, say, say_count
from game.words.numbers import upper_first
from game.words.obligations import due_text

if TYPE_CHECKING:
    from game.window.stage import Stage

OTHER = ItemKind("other")
NARROW = 1080
TOP, LIST, BESIDE, FOOT, EMBLEM = 56, 232, 388, 60, 30


@registered("deals", title=later("papers and deals"))
class Deals(Screen):
    """The seat's papers: one counterpart at a time, beside what its paper would bring."""

    def __init__(self, stage: Stage, table: SeatTable) -> None:
        super().__init__(stage)
        self.table = table
        self.message = ""
        self.other = self._most_pressing()

    @property
    def papers(self) -> Papers:
        """The seat's papers as things stand."""
        return self.table.sheet.papers

    def _most_pressing(self) -> str:
        """Return who waits for an answer, else who has a paper of the seat, else the first."""
        papers = self.papers
        waiting = [paper.sender for paper in papers.addressed if not paper.answer]
        drafted = [paper.receiver for paper in papers.drafted]
        return next(iter([*waiting, *drafted, *papers.others]), "")

    # -- laying out --------------------------------------------------------------------------------

    def lay_out(self, page: Page) -> None:
        """Lay out counterparts, the paper, and what follows from it; the last two stack."""
        space = Space(page, page.rect)
        phase = "Measures" if self.table.phase == "measures" else "Responses"
        lay_out_top_bar(page, space.top(TOP), self.table, phase)
        quarter = page.columns(page.rect, 4)[0].width
        self._others(page, space.left(page.capped(LIST, quarter)))
        is_wide = page.rect.width >= page.px(NARROW)
        right = space.right(BESIDE) if is_wide else None
        middle = page.trim(space.rest, left=20, top=14, right=16, bottom=8)
        with page.region("paper", middle):
            stack = Stack(page, page.trim(middle, left=8, right=16), gap=10)
            self._paper(page, stack)
            if self.table.phase == "responses":
                stack.skip(6)
                self._follows(page, stack)
            if right is None:
                stack.skip(6)
                self._beside(page, stack)
        if right is not None:
            page.fill(right, page.theme.panel)
            inside = page.inset(right, 16, 14)
            with page.region("follows", inside):
                self._beside(page, Stack(page, page.trim(inside, right=8)))
        if self.message:
            with page.above(), page.above():
                worse = page.theme.worse
                foot = page.placed(middle, middle.width, 0, down="bottom")
                lay_out_notice(page, foot, self.message, worse, ink=worse, widest=480)

    def _others(self, page: Page, rect: Rect) -> None:
        page.fill(rect, page.theme.panel)
        space = Space(page, rect)
        back = page.trim(space.bottom(FOOT), left=12, right=12, top=8, bottom=8)
        head = Stack(page, page.trim(space.rest, left=14, right=14, top=10))
        head.heading(say("With whom"))
        room = page.inset(page.under(space.rest, head.rest), 4)
        with page.region("others", room):
            stack = Stack(page, page.trim(room, right=8), gap=4)
            for other in self.papers.others:
                self._one_other(page, stack, other)
        page.button("back", back, say("Back"), self.back, action="back")

    def _one_other(self, page: Page, stack: Stack, other: str) -> None:
        theme, papers = page.theme, self.papers
        stands = papers.repute(other)
        status = say(
            "its word counts {word} %; kept {kept}, broken {broken}",
            word=f"{100.0 * stands.word:.0f}",
            kept=stands.kept,
            broken=stands.broken,
        )
        name, note = actor_text(other, papers.scenario), self._state_of(other)
        item = Item(
            key=OTHER.key(other), rect=stack.rest, role="tab", name=name,
            value="chosen" if other == self.other else note, reason=status,
            has_reason_in_sight=True, press=functools.partial(self.choose, other),
        )  # fmt: skip
        chosen = other == self.other
        with panel(
            page, stack.rest, item=item, pad=10, above=8, below=8, width=2,
            fill=theme.raised if chosen else None, edge=theme.text if chosen else None,
        ) as inner:  # fmt: skip
            emblem = page.placed(inner.rest, EMBLEM, EMBLEM, "left", "top")
            page.emblem(other, emblem.topleft, emblem.width)
            words = Stack(page, page.right_of(inner.rest, emblem, 10))
            words.text(name, LABEL, bold=True)
            if note:
                words.text(note, SOURCE, bold=True)
            words.text(status, SOURCE, colour=theme.second)
            inner.go_on(max(words.y, emblem.bottom))
        stack.go_on(inner.y)

    def _state_of(self, other: str) -> str:
        """Return in a few words how things stand between the seat and another."""
        papers = self.papers
        if any(paper.sender == other and not paper.answer for paper in papers.addressed):
            return say("waits for your answer")
        sent = papers.to(other)
        if sent is not None:
            return say("your paper: {kind}", kind=say(KINDS[sent.kind]).lower())
        terms = sum(other in (due.owed.giver, due.owed.receiver) for due in self._between(other))
        if terms:
            return say_count("{count} term in force", "{count} terms in force", terms)
        return ""

    # -- the paper ---------------------------------------------------------------------------------

    def _paper(self, page: Page, stack: Stack) -> None:
        papers, other = self.papers, self.other
        if not other:
            stack.text(say("You share no term with anybody."), LEAD)
            return
        title = actor_text(other, papers.scenario)
        stack.text(say("You and {other}", other=title), DATE, bold=True)
        received = next((paper for paper in papers.addressed if paper.sender == other), None)
        if received is not None:
            bottom = lay_out_received(page, stack.rest, papers, received, self._answer)
            stack.go_on(bottom)
        elif papers.position.phase == "responses":
            stack.text(
                say("{other} has sent you nothing to answer.", other=title),
                LABEL, colour=page.theme.second,
            )  # fmt: skip
        if papers.position.phase == "measures":
            lay_out_form(page, stack, papers, other, self._put)
        else:
            stack.text(
                say("Send a paper of your own with your next measures, as a counter-offer."),
                LABEL, colour=page.theme.second,
            )  # fmt: skip

    # -- what follows, and what is in force --------------------------------------------------------

    def _follows(self, page: Page, stack: Stack) -> None:
        """Lay out what follows from the paper that lies between the two."""
        papers = self.papers
        shown = next((paper for paper in papers.addressed if paper.sender == self.other), None)
        shown = shown or papers.to(self.other) if self.other else None
        stack.heading(say("What follows"))
        if shown is None:
            nothing = say("No paper lies between you.")
            stack.text(nothing, LABEL, colour=page.theme.second, gap=14)
        else:
            blocks = consequence_blocks(page, consequences_of(papers, shown))
            if shown.sender == papers.actor:
                blocks.insert(0, Block(own_text(papers, shown), LABEL, True, gap=8))
            stack.flow(blocks)
            stack.skip(6)

    def _beside(self, page: Page, stack: Stack) -> None:
        papers = self.papers
        if self.table.phase == "measures":
            self._follows(page, stack)
        stack.heading(say("In force between you"))
        between = self._between(self.other)
        lines = [
            say(
                "{who}: {term}",
                who=say("You") if due.owed.giver == papers.actor
                else actor_text(due.owed.giver, papers.scenario),
                term=due_text(due, papers.month, papers.scenario),
            )
            for due in between
        ]  # fmt: skip
        self._lines(page, stack, lines, say("Nothing is in force."))
        threats = [
            threat_text(owed, papers.month, papers.scenario)
            for owed in papers.threats
            if {owed.giver, owed.receiver} == {papers.actor, self.other}
        ]
        if threats:
            stack.heading(say("Threatened"))
            self._lines(page, stack, threats, "")
        elsewhere = [due for due in papers.in_force if due not in between]
        if elsewhere:
            stack.heading(say("In force elsewhere"))
            self._lines(
                page,
                stack,
                [
                    say(
                        "{giver} to {receiver}: {term}",
                        giver=actor_text(due.owed.giver, papers.scenario),
                        receiver=actor_text(due.owed.receiver, papers.scenario),
                        term=due_text(due, papers.month, papers.scenario),
                    )
                    for due in elsewhere
                ],
                "",
            )

    def _between(self, other: str) -> list[Due]:
        pair = {self.papers.actor, other}
        return [due for due in self.papers.in_force if {due.owed.giver, due.owed.receiver} == pair]

    def _lines(self, page: Page, stack: Stack, lines: Sequence[str], nothing: str) -> None:
        blocks = [Block(upper_first(line), LABEL, gap=6) for line in lines]
        stack.flow(blocks or [Block(nothing, LABEL, colour=page.theme.second)])
        stack.skip(14)

    # -- what it does ------------------------------------------------------------------------------

    def choose(self, other: str) -> None:
        """Turn to another counterpart."""
        self.other, self.message = other, ""
        self.change()

    def _put(self, part: Part, member: str, setting: object) -> None:
        """Put a part of a paper to a setting, or say why it may not be."""
        self.message = self.table.give(self.papers.action(part, member, str(setting)))
        self.stage.hear("refuse" if self.message else "set")
        self.change()

    def _answer(self, sender: str, answer: str) -> None:
        self._put("answer", sender, answer)

    def actions(self) -> Mapping[str, Press]:
        """Return what the keys of the desk do."""
        return {"undo": self._undo, "redo": self._redo, "deals": self.back}

    def _undo(self) -> None:
        self.message = "" if self.table.undo() else say("There is nothing to undo.")
        self.change()

    def _redo(self) -> None:
        self.message = "" if self.table.redo() else say("There is nothing to redo.")
        self.change()

    def main(self) -> None:
        """Go back to where orders are sealed."""
        self.back()
