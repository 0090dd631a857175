"""The briefing: the situation, what the seat wants, and who sits opposite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygame import Rect

from game.config.scenarios import shipped_library
from game.seat.seat_table import SeatTable
from game.window.items import Block
from game.window.layout import split
from game.window.page import Page
from game.window.registry import registered
from game.window.seat_screen import SeatScreen
from game.window.theme import BODY, CARD_RADIUS, HEADLINE, LABEL, LEAD, PANEL, SOURCE
from game.window.widgets.top_bar import lay_out_top_bar
from game.words.language import later, say, say_config
from game.words.numbers import amount, minus, scenario_title, thin, upper_first, without_marks

if TYPE_CHECKING:
    from game.window.stage import Stage

NARROW = 900
# So many of those who sit opposite stand beside each other.
OPPOSITE = 2


@registered("briefing", title=later("the brief"))
class Briefing(SeatScreen):
    """What a person reads before the first turn."""

    def __init__(self, stage: Stage, table: SeatTable) -> None:
        super().__init__(stage, table)
        self.focus = "main"

    def lay_out(self, page: Page) -> None:
        """Put the story and the aims beside each other, or below each other where it is narrow."""
        px, table = page.px, self.table
        brief = table.session.scenario.brief
        lay_out_top_bar(page, Rect(0, 0, page.rect.width, px(56)), table, "Brief", self.back)
        foot = page.foot(72)
        body = Rect(0, px(56), page.rect.width, foot.y - px(56))
        with page.region("brief", body):
            inner = Rect(px(40), body.y + px(18), body.width - 2 * px(40), 0)
            head = page.text(
                inner.topleft,
                scenario_title(brief.title),
                HEADLINE,
                bold=True,
                width=page.room(inner.width),
            )
            inner.y = head.bottom + px(12)
            if inner.width >= px(NARROW):
                left, right = split(inner, 2, px(32))
                self._story(page, left)
                self._aims(page, right)
            else:
                end = self._story(page, inner)
                self._aims(page, Rect(inner.x, end + px(16), inner.width, 0))
        self._foot(page, foot)

    def _story(self, page: Page, at: Rect) -> int:
        theme, table = page.theme, self.table
        scenario = table.session.scenario
        role = scenario.roles[table.actor]
        brief = scenario.brief.seats.get(table.actor, role.says)
        blocks = [
            Block(
                without_marks(say_config(scenario.brief.says)), BODY, colour=theme.second, gap=14
            ),
            Block(say("You sit at {actor}", actor=table.title), PANEL, True, gap=4),
            Block(without_marks(say_config(brief)), BODY, gap=14),
        ]
        return page.flow(at.topleft, blocks, at.width)

    def _aims(self, page: Page, at: Rect) -> int:
        px, theme, table = page.px, page.theme, self.table
        scenario = table.session.scenario
        blocks = []
        for aim in scenario.aims[table.actor]:
            weight = say("{number} %", number=f"{100 * aim.weight:.0f}")
            head = f"{weight}  {say_config(aim.title)}"
            blocks.append(Block(head, LEAD, True, gap=0))
            told = say(
                "{says}. No points at {worst}, 100 at {best}.",
                says=upper_first(without_marks(say_config(aim.says))),
                worst=minus(amount(aim.worst, aim.unit)),
                best=minus(amount(aim.best, aim.unit)),
            )
            blocks.append(Block(told, LABEL, colour=theme.second, gap=8))
        target = thin(scenario.targets[table.actor])
        pad = px(18)
        width = at.width - 2 * pad
        title = page.type.leading(PANEL) + px(6)
        others = [actor for actor in scenario.actors if actor != table.actor]
        each = page.type.leading(LABEL) + page.type.leading(SOURCE) + px(8)
        rows = -(-len(others) // OPPOSITE)
        high = 2 * pad + title + page.height_of(blocks, width) + each * rows + px(18)
        page.box(Rect(at.x, at.y, at.width, high), theme.panel, radius=CARD_RADIUS)
        y = page.heading(
            Rect(at.x + pad, at.y + pad, width, 0),
            say("Your aims"),
            say("a score of {target} wins", target=target),
        )
        y = page.flow((at.x + pad, y), blocks, width) + px(4)
        page.line((at.x + pad, y), width)
        y += px(8)
        boxes = split(Rect(at.x + pad, y, width, 0), OPPOSITE, px(12))
        for number, actor in enumerate(others):
            row, column = divmod(number, OPPOSITE)
            x, top = boxes[column].x, y + row * each
            page.emblem(actor, (x, top + px(6)), px(24))
            title_at = (x + px(34), top)
            name = page.text(title_at, say_config(scenario.roles[actor].title), LABEL, bold=True)
            room = page.room(boxes[column].width - px(34))
            led = page.type.wrap(table.leader(actor), SOURCE, False, room)[0]
            page.text((name.x, name.bottom), led, SOURCE, colour=theme.second)
        return y + rows * each

    def _foot(self, page: Page, rect: Rect) -> None:
        px, theme = page.px, page.theme
        session = self.table.session
        luck = say(
            "{turns} turns, seed {seed}",
            turns=session.scenario.turns,
            seed=session.log.header.seed,
        )
        level = shipped_library().difficulty.get(session.log.header.difficulty)
        if level is not None:
            luck = say("{level}: {says}; {luck}", level=say_config(level.title),
                       says=say_config(level.says), luck=luck)  # fmt: skip
        main = Rect(rect.right - px(40) - px(300), rect.y + px(10), px(300), rect.height - px(20))
        room = page.room(main.left - px(56))
        page.middle((px(40), rect.centery), luck, LABEL, colour=theme.second, width=room, most=2)
        page.button("main", main, say("To the board"), self.main, action="main", main=True)

    def main(self) -> None:
        """Go to the board."""
        self.stage.open("board", self.table)
