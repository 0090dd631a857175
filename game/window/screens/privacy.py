"""Between two seats that share the window: whose turn it is, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pygame import Rect

from game.window.arrangement import Stack
from game.window.page import Page
from game.window.registry import registered
from game.window.ruler import Pixels
from game.window.screen import Screen
from game.window.seat_screen import pause
from game.window.theme import BODY, HEADLINE, LABEL, Colour
from game.words.language import later, say, say_config
from game.words.numbers import quarter_text

if TYPE_CHECKING:
    from game.session import Session
    from game.window.stage import Stage

# The column, its emblem, the shared seats and what lies between two.
WIDEST, HIGH, EMBLEM, SEAT, APART = 640, 380, 72, 32, 24


@registered("privacy", title=later("the curtain"))
class Privacy(Screen):
    """A curtain; the seat whose turn it is opens it."""

    is_base = True

    def __init__(self, stage: Stage, session: Session, seat: str, sit: Callable[[], None]) -> None:
        super().__init__(stage)
        self.session, self.seat, self.sit = session, seat, sit
        self.focus = "main"

    def lay_out(self, page: Page) -> None:
        """Put the emblem over the name, the phase, who has sealed, and one button."""
        theme = page.theme
        scenario, position = self.session.scenario, self.session.model.position
        title = say_config(scenario.roles[self.seat].title)
        phase = say("measures") if position.phase == "measures" else say("responses")
        when = say("{quarter}, {phase}", quarter=quarter_text(scenario.date(position.turn)),
                   phase=phase)  # fmt: skip
        wide = page.capped(WIDEST, page.inset(page.rect, 40).width)
        high = page.capped(HIGH, page.trim(page.rect, top=12).height)
        column = page.placed(page.rect, Pixels(page.room(wide.count)), high)
        column.top = max(column.top, page.trim(page.rect, top=12).top)
        stack = Stack(page, column)
        emblem = page.placed(stack.take(EMBLEM, 16), EMBLEM, EMBLEM)
        page.emblem(self.seat, emblem.topleft, emblem.width)
        asked = say("{seat}, it is your turn", seat=title)
        self._line(stack, asked, HEADLINE, 4, bold=True)
        self._line(stack, when, BODY, 12, colour=theme.second)
        text = say("The others look away until these orders are sealed.")
        self._line(stack, text, LABEL, 20, colour=theme.second)
        self._sealed(page, stack.take(SEAT, 24))
        row = stack.take(56)
        main = page.placed(row, page.capped(340, page.inset(page.rect, 24).width), 56)
        page.button(
            "main", main, say("Sit down"), self.main, action="main", main=True, actor=self.seat
        )

    def _line(
        self, stack: Stack, text: str, size: int, gap: float, *, bold: bool = False,
        colour: Colour | None = None,
    ) -> None:  # fmt: skip
        stack.text(text, size, bold=bold, colour=colour, align="centre", slack=False, gap=gap)

    def _sealed(self, page: Page, rect: Rect) -> None:
        """Draw the shared seats in a row, with a tick on those that have sealed."""
        seats = list(self.session.seats)
        row = page.placed(rect, page.times(len(seats), SEAT, APART), SEAT)
        for seat, box in zip(seats, page.columns(row, len(seats), APART), strict=True):
            page.emblem(seat, box.topleft, box.width)
            if self.session.is_ready(seat):
                corner = page.trim(box, left=26, top=-6).topleft
                page.icon("tick", corner, page.px(16), page.theme.text)

    def main(self) -> None:
        """Open the curtain."""
        self.sit()

    def back(self) -> None:
        """Ask where to go; the game is kept anyway."""
        pause(self.stage)
