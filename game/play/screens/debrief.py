"""The debrief: how it ended, every aim, how the score came about, what to talk about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame
from pygame import Rect

from game.play.layout import split
from game.play.page import Block, Item, Page
from game.play.screen import Screen
from game.play.story import Series, read_standings, read_story
from game.play.table import Table
from game.play.theme import CARD_RADIUS, HEADLINE, LABEL, LEAD
from game.play.widgets.charts import lay_out_series, lay_out_standing
from game.play.words import thin, upper_first

if TYPE_CHECKING:
    from game.play.app import App

NARROW = 1000
CHART = 150


class Debrief(Screen):
    """What became of the game."""

    def __init__(self, app: App, table: Table) -> None:
        super().__init__(app)
        self.table = table
        self.focus = "again"
        self.standings = read_standings(table.session)
        self.series: list[Series] = read_story(table.session, table.actor)
        self.message = ""

    def lay_out(self, page: Page) -> None:
        """Lay out the verdict, the scores, the charts and the questions."""
        px = page.px
        width, height = page.rect.size
        foot = Rect(0, height - px(68), width, px(68))
        body = Rect(px(14), 0, width - 2 * px(14), foot.y)
        with page.region("debrief", body):
            inner = Rect(body.x, px(14), body.width - px(8), 0)
            y = self._verdict(page, inner) + px(12)
            if inner.width >= px(NARROW):
                left = Rect(inner.x, y, round(inner.width * 0.42), 0)
                right = Rect(left.right + px(12), y, inner.right - left.right - px(12), 0)
                y = max(self._scores(page, left), self._charts(page, right)) + px(12)
            else:
                y = self._scores(page, Rect(inner.x, y, inner.width, 0)) + px(12)
                y = self._charts(page, Rect(inner.x, y, inner.width, 0)) + px(12)
            self._lessons(page, Rect(inner.x, y, inner.width, 0))
        self._foot(page, foot)

    def _verdict(self, page: Page, at: Rect) -> int:
        px, theme, table = page.px, page.theme, self.table
        won, why = table.verdict
        size = px(52)
        page.emblem(table.actor, (at.x, at.y), size)
        score = table.sheet.score[1]
        x = at.x + size + px(16)
        target = thin(table.session.scenario.targets[table.actor])
        words = f"{score:.1f} points: {table.title} {'wins' if won else 'falls short'}"
        used = page.text(
            (x, at.y - px(4)), words, HEADLINE, bold=True, width=page.room(at.right - x)
        )
        scenario = table.session.scenario
        game = f"{scenario.brief.title}, seed {table.session.log.header.seed}"
        ended = f"{upper_first(why)}. {target} points win. {game}."
        told = page.text(
            (x, used.bottom), ended, LABEL, colour=theme.second, width=page.room(at.right - x)
        )
        return max(told.bottom, at.y + size)

    def _scores(self, page: Page, at: Rect) -> int:
        """Lay out the seat's aims, then every other actor's score."""
        px, theme, table = page.px, page.theme, self.table
        pad, row = px(16), px(34)
        count = len(table.sheet.gauges) + len(self.standings)
        head = px(34)
        high = 2 * pad + 2 * head + count * row
        page.box(Rect(at.x, at.y, at.width, high), theme.panel, radius=CARD_RADIUS)
        inner = Rect(at.x + pad, at.y + pad, at.width - 2 * pad, 0)
        y = page.heading(inner, "Your aims", "of 100; the line is the target")
        ink = theme.inks[table.actor].fill
        for gauge in table.sheet.gauges:
            name = f"{gauge.title}, {100 * gauge.weight:.0f} %"
            lay_out_standing(page, Rect(inner.x, y, inner.width, row), "", name, gauge.high, ink)
            y += row
        y = page.heading(Rect(inner.x, y + px(4), inner.width, 0), "How all fared")
        for one in self.standings:
            name = f"{one.title}{': won' if one.won else ''}"
            lay_out_standing(
                page, Rect(inner.x, y, inner.width, row), one.actor, name, one.score,
                theme.inks[one.actor].fill, one.target,
            )  # fmt: skip
            y += row
        return max(y + pad, at.y + high)

    def _charts(self, page: Page, at: Rect) -> int:
        px, theme = page.px, page.theme
        pad, high = px(16), px(CHART)
        columns = max(1, min(3, at.width // px(230)))
        rows = -(-len(self.series) // columns)
        head = px(34)
        whole = Rect(at.x, at.y, at.width, 2 * pad + head + rows * high)
        page.box(whole, theme.panel, radius=CARD_RADIUS)
        inner = Rect(at.x + pad, at.y + pad, at.width - 2 * pad, high)
        y = page.heading(inner, "Turn by turn", "ring: your best quarter; hollow: your worst")
        boxes = split(Rect(inner.x, y, inner.width, high), columns, px(20))
        ink = theme.inks[self.table.actor].fill
        for number, series in enumerate(self.series):
            row, column = divmod(number, columns)
            lay_out_series(page, boxes[column].move(0, row * high), series, ink)
        return whole.bottom

    def _lessons(self, page: Page, at: Rect) -> int:
        px, theme = page.px, page.theme
        pad = px(16)
        points = self.table.session.scenario.brief.teaching_points
        blocks = [Block("What this game can teach", LEAD, True)]
        blocks += [Block(point, LABEL, colour=theme.second) for point in points]
        blocks.append(
            Block(
                "Which order would you take back first? What did you not know when you gave it? "
                "Play the same seed again and try.", LABEL, gap=0,
            )
        )  # fmt: skip
        width = at.width - 2 * pad
        high = page.height_of(blocks, width) + 2 * pad
        rect = Rect(at.x, at.y, at.width, high)
        item = Item(key="lessons", rect=rect, role="text", name="lessons",
                    value=" ".join(block.text for block in blocks))  # fmt: skip
        with page.item(item):
            page.box(rect, theme.panel, radius=CARD_RADIUS)
            page.flow((at.x + pad, at.y + pad), blocks, width)
        return rect.bottom + px(14)

    def _foot(self, page: Page, rect: Rect) -> None:
        px, theme = page.px, page.theme
        page.fill(rect, theme.panel)
        page.line(rect.topleft, rect.width)
        offers = (
            ("again", "Same game again", "R", self._again, True),
            ("why", "Why it changed", "W", self._why, False),
            ("history", "All orders", "L", self._history, False),
            ("title", "Title", "Esc", self.app.show_title, False),
        )
        room = Rect(rect.x + px(14), rect.y + px(10), rect.width - 2 * px(14), rect.height - px(20))
        boxes = split(room, len(offers), px(12))
        for where, (key, name, hint, press, main) in zip(boxes, offers, strict=True):
            page.button(key, where, name, press, hint=hint, main=main)

    # -- what it does ------------------------------------------------------------------------------

    def _again(self) -> None:
        self.app.play_again(self.table)

    def _why(self) -> None:
        self.app.ask_why(self.table, "")

    def _history(self) -> None:
        self.app.show_news(self.table)

    def key(self, key: int) -> bool:
        """Answer the keys that stand on the buttons."""
        answers = {
            pygame.K_r: self._again, pygame.K_w: self._why, pygame.K_l: self._history,
            pygame.K_n: self._history,
        }  # fmt: skip
        if key in answers:
            answers[key]()
            return True
        return False

    def main(self) -> None:
        """Play the same game again."""
        self._again()

    def back(self) -> None:
        """Go to the title."""
        self.app.show_title()
