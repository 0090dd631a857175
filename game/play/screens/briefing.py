"""The briefing: the situation, what the seat wants, and who sits opposite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygame import Rect

from game.play.layout import split
from game.play.page import Block, Page
from game.play.screen import Screen
from game.play.table import Table
from game.play.theme import BODY, CARD_RADIUS, HEADLINE, LABEL, LEAD, PANEL, SOURCE
from game.play.widgets.top_bar import lay_out_top_bar
from game.play.words import thin

if TYPE_CHECKING:
    from game.play.app import App

NARROW = 900


class Briefing(Screen):
    """What a person reads before the first turn."""

    def __init__(self, app: App, table: Table) -> None:
        super().__init__(app)
        self.table = table
        self.focus = "main"

    def lay_out(self, page: Page) -> None:
        """Put the story and the aims beside each other, or below each other where it is narrow."""
        px, table = page.px, self.table
        brief = table.session.scenario.brief
        lay_out_top_bar(page, Rect(0, 0, page.rect.width, px(56)), table, "Brief")
        foot = px(72)
        body = Rect(0, px(56), page.rect.width, page.rect.height - px(56) - foot)
        with page.region("brief", body):
            inner = Rect(px(40), body.y + px(18), body.width - 2 * px(40), 0)
            head = page.text(
                inner.topleft, brief.title, HEADLINE, bold=True, width=page.room(inner.width)
            )
            inner.y = head.bottom + px(12)
            if inner.width >= px(NARROW):
                left, right = split(inner, 2, px(32))
                self._story(page, left)
                self._aims(page, right)
            else:
                end = self._story(page, inner)
                self._aims(page, Rect(inner.x, end + px(16), inner.width, 0))
        self._foot(page, Rect(0, body.bottom, page.rect.width, foot))

    def _story(self, page: Page, at: Rect) -> int:
        theme, table = page.theme, self.table
        scenario = table.session.scenario
        role = scenario.roles[table.actor]
        blocks = [
            Block(scenario.brief.says, BODY, colour=theme.second, gap=14),
            Block(f"You sit at {table.title}", PANEL, True, gap=4),
            Block(scenario.brief.seats.get(table.actor, role.says), BODY, gap=14),
        ]
        return page.flow(at.topleft, blocks, at.width)

    def _aims(self, page: Page, at: Rect) -> int:
        px, theme, table = page.px, page.theme, self.table
        scenario = table.session.scenario
        blocks = []
        for aim in scenario.aims[table.actor]:
            blocks.append(Block(f"{100 * aim.weight:.0f} %  {aim.title}", LEAD, True, gap=0))
            scale = f"0 points at {thin(aim.worst)}, 100 at {thin(aim.best)} {aim.unit}"
            told = f"{aim.says[:1].upper()}{aim.says[1:]}. {scale}."
            blocks.append(Block(told, LABEL, colour=theme.second, gap=8))
        target = thin(scenario.targets[table.actor])
        pad = px(18)
        width = at.width - 2 * pad
        title = page.type.leading(PANEL) + px(6)
        others = [actor for actor in scenario.actors if actor != table.actor]
        each = px(34)
        high = 2 * pad + title + page.height_of(blocks, width) + each * len(others) + px(40)
        page.box(Rect(at.x, at.y, at.width, high), theme.panel, radius=CARD_RADIUS)
        y = page.heading(
            Rect(at.x + pad, at.y + pad, width, 0), "Your aims", f"a score of {target} wins"
        )
        y = page.flow((at.x + pad, y), blocks, width) + px(4)
        page.line((at.x + pad, y), width)
        y += px(8)
        for actor in others:
            page.emblem(actor, (at.x + pad, y + px(4)), px(22))
            name = page.text(
                (at.x + pad + px(32), y + px(4)), scenario.roles[actor].title, LABEL, bold=True
            )
            page.text(
                (name.right + px(10), y + px(5)), table.leader(actor), SOURCE, colour=theme.second
            )
            y += each
        return y

    def _foot(self, page: Page, rect: Rect) -> None:
        px, theme = page.px, page.theme
        page.fill(rect, theme.panel)
        page.line(rect.topleft, rect.width)
        luck = (
            f"{self.table.session.scenario.turns} turns, seed {self.table.session.log.header.seed}"
        )
        high = page.type.leading(LABEL)
        page.text((px(40), rect.centery - high // 2), luck, LABEL, colour=theme.second)
        main = Rect(rect.right - px(40) - px(300), rect.y + px(10), px(300), rect.height - px(20))
        page.button("main", main, "To the board", self.main, hint="Enter", main=True)

    def main(self) -> None:
        """Go to the board."""
        self.app.show_board(self.table)

    def back(self) -> None:
        """Ask where to go."""
        self.app.ask_to_pause()
