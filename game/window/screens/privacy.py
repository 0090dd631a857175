"""Between two seats that share the window: whose turn it is, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.window.page import Page
from game.window.registry import registered
from game.window.screen import Screen
from game.window.seat_screen import pause
from game.window.theme import BODY, HEADLINE, LABEL
from game.words.language import later, say, say_config
from game.words.numbers import quarter_text

if TYPE_CHECKING:
    from game.session import Session
    from game.window.stage import Stage

EMBLEM = 72


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
        px, theme = page.px, page.theme
        scenario, position = self.session.scenario, self.session.model.position
        title = say_config(scenario.roles[self.seat].title)
        phase = say("measures") if position.phase == "measures" else say("responses")
        when = say("{quarter}, {phase}", quarter=quarter_text(scenario.date(position.turn)),
                   phase=phase)  # fmt: skip
        room = page.room(min(page.rect.width - px(80), px(640)))
        x = page.rect.centerx - room // 2
        y = max(px(12), page.rect.centery - px(190))
        size = px(EMBLEM)
        page.emblem(self.seat, (page.rect.centerx - size // 2, y), size)
        y += size + px(16)
        asked = say("{seat}, it is your turn", seat=title)
        y = page.text((x, y), asked, HEADLINE, bold=True, width=room, align="centre").bottom
        y = page.text(
            (x, y + px(4)), when, BODY, colour=theme.second, width=room, align="centre"
        ).bottom
        told = say("The others look away until these orders are sealed.")
        y = page.text(
            (x, y + px(12)), told, LABEL, colour=theme.second, width=room, align="centre"
        ).bottom
        y = self._sealed(page, y + px(20)) + px(24)
        wide = min(px(340), page.rect.width - px(48))
        main = page.rect.copy()
        main.update(page.rect.centerx - wide // 2, y, wide, px(56))
        page.button(
            "main", main, say("Sit down"), self.main, action="main", main=True, actor=self.seat
        )

    def _sealed(self, page: Page, y: int) -> int:
        """Draw the shared seats in a row, with a tick on those that have sealed."""
        px, theme = page.px, page.theme
        seats = list(self.session.seats)
        size, step = px(32), px(56)
        x = page.rect.centerx - (step * (len(seats) - 1) + size) // 2
        for seat in seats:
            page.emblem(seat, (x, y), size)
            if self.session.is_ready(seat):
                page.icon("tick", (x + size - px(6), y - px(6)), px(16), theme.text)
            x += step
        return y + size

    def main(self) -> None:
        """Open the curtain."""
        self.sit()

    def back(self) -> None:
        """Ask where to go; the game is kept anyway."""
        pause(self.stage)
