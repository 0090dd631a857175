"""The record: what was announced and printed, quarter by quarter, the latest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygame import Rect

from game.play.moves import deeds_of
from game.play.news import news_of
from game.play.page import Block, Page
from game.play.screen import Screen
from game.play.table import Table
from game.play.theme import DATE, LABEL, LEAD, SOURCE
from game.play.widgets.top_bar import lay_out_top_bar
from game.play.words import upper_first

if TYPE_CHECKING:
    from game.play.app import App

WIDEST = 900


class Record(Screen):
    """All that a seat may know of the past."""

    def __init__(self, app: App, table: Table) -> None:
        super().__init__(app)
        self.table = table
        self.focus = "back"

    def lay_out(self, page: Page) -> None:
        """Lay out one column of quarters."""
        px = page.px
        width, height = page.rect.size
        lay_out_top_bar(page, Rect(0, 0, width, px(56)), self.table, "Brief")
        foot = Rect(0, height - px(64), width, px(64))
        body = Rect(px(40), px(64), width - 2 * px(40), foot.y - px(64))
        with page.region("record", body):
            room = min(px(WIDEST), body.width - px(8))
            page.flow((body.x, body.y + px(8)), self._blocks(page), room)
        page.fill(foot, page.theme.panel)
        page.button(
            "back", Rect(px(40), foot.y + px(10), px(200), px(44)), "Back", self.back, hint="Esc"
        )

    def _blocks(self, page: Page) -> list[Block]:
        theme, table = page.theme, self.table
        scenario = table.session.scenario
        blocks = [Block("The record", DATE, True, gap=10)]
        for turn in reversed(table.session.played):
            blocks.append(Block(scenario.date(turn.opened.turn), LEAD, True, gap=4))
            for deed in deeds_of(turn.opened, turn.phases, scenario):
                if deed.covert and deed.actor != table.actor and not table.session.over:
                    continue
                because = f", because {deed.because}" if deed.because else ""
                secret = " (not announced)" if deed.covert else ""
                told = f"{upper_first(deed.author)} {deed.text}{secret}{because}."
                blocks.append(Block(told, LABEL, gap=2))
            for story in news_of(turn.closed, scenario):
                told = f"{story.date}: {story.text}."
                blocks.append(Block(told, SOURCE, colour=theme.second, gap=2))
            blocks.append(Block(" ", SOURCE, gap=6))
        if not table.session.played:
            blocks.append(Block("No quarter has passed yet.", LABEL, colour=theme.second))
        blocks += [Block("Ahead", LEAD, True, gap=4)]
        blocks += [
            Block(f"{date}: {what}.", SOURCE, colour=theme.second, gap=2)
            for date, what in table.ahead
        ]
        return blocks

    def main(self) -> None:
        """Go back."""
        self.back()
