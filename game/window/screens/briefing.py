"""The briefing: the situation, what the seat wants, and who sits opposite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygame import Rect

from game.config.scenarios import shipped_library
from game.seat.seat_table import SeatTable
from game.window.arrangement import Space, Stack, Strip, panel
from game.window.items import Block
from game.window.page import Page
from game.window.registry import registered
from game.window.seat_screen import SeatScreen
from game.window.theme import BODY, HEADLINE, LABEL, LEAD, PANEL, SOURCE
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
        table = self.table
        brief = table.session.scenario.brief
        space = Space(page, page.rect)
        lay_out_top_bar(page, space.top(56), table, "Brief", self.back)
        foot = page.foot(72)
        body = page.over(space.rest, foot)
        with page.region("brief", body):
            stack = Stack(page, page.trim(body, left=40, top=18, right=40))
            stack.text(scenario_title(brief.title), HEADLINE, bold=True, gap=12)
            if stack.rest.width >= page.px(NARROW):
                left, right = page.columns(stack.rest, 2, 32)
                self._story(page, left)
                self._aims(page, right)
            else:
                stack.go_on(self._story(page, stack.rest), 16)
                self._aims(page, stack.rest)
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

    def _aims(self, page: Page, at: Rect) -> None:
        theme, table = page.theme, self.table
        scenario = table.session.scenario
        blocks = []
        for aim in scenario.aims[table.actor]:
            weight = say("{number} %", number=f"{100 * aim.weight:.0f}")
            head = f"{weight}  {say_config(aim.title)}"
            blocks.append(Block(head, LEAD, True, gap=0))
            sentence = say(
                "{says}. At the end no points at {worst}, 100 at {best}.",
                says=upper_first(without_marks(say_config(aim.says))),
                worst=minus(amount(aim.worst, aim.unit)),
                best=minus(amount(aim.best, aim.unit)),
            )
            blocks.append(Block(sentence, LABEL, colour=theme.second, gap=8))
        target = thin(scenario.targets[table.actor])
        with panel(page, at, pad=18, below=26) as stack:
            stack.heading(say("Your aims"), say("a score of {target} wins", target=target))
            stack.flow(blocks)
            stack.line(above=4, below=8)
            self._opposite(stack)

    def _opposite(self, stack: Stack) -> None:
        """Lay out who sits opposite, and by which policy each is led."""
        page, scenario = stack.page, self.table.session.scenario
        others = [actor for actor in scenario.actors if actor != self.table.actor]
        high = page.total(page.high(LABEL), page.high(SOURCE))
        boxes = page.grid(stack.rest, len(others), OPPOSITE, high, (12, 8))
        for actor, box in zip(others, boxes, strict=True):
            emblem = page.placed(page.trim(box, top=6), 24, 24, "left", "top")
            page.emblem(actor, emblem.topleft, emblem.width)
            texts = Stack(page, page.trim(box, left=34))
            texts.text(say_config(scenario.roles[actor].title), LABEL, bold=True)
            led = page.fitting(self.table.leader(actor), SOURCE, texts.rest.width)
            page.text(texts.rest.topleft, led, SOURCE, colour=page.theme.second)
        stack.go_on(boxes[-1].bottom, 8)

    def _foot(self, page: Page, rect: Rect) -> None:
        theme, session = page.theme, self.table.session
        luck = say(
            "{turns} turns, seed {seed}",
            turns=session.scenario.turns,
            seed=session.log.header.seed,
        )
        level = shipped_library().difficulty.get(session.log.header.difficulty)
        if level is not None:
            luck = say("{level}: {says}; {luck}", level=say_config(level.title),
                       says=say_config(level.says), luck=luck)  # fmt: skip
        line = Strip(page, page.inset(rect, 40, 10), gap=16)
        main = line.take(300, end=True)
        line.words(luck, LABEL, colour=theme.second, most=2)
        page.button("main", main, say("To the board"), self.main, action="main", main=True)

    def main(self) -> None:
        """Go to the board."""
        self.stage.open("board", self.table)
