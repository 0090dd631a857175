"""What is on the window while the game is read: its name, and the fence."""

from __future__ import annotations

from game.window.page import Page
from game.window.registry import registered
from game.window.ruler import Pixels
from game.window.screen import Screen
from game.window.theme import LEAD, WORDMARK
from game.window.widgets.fence import lay_out_fence
from game.words.language import later, say

# A fence lower than this has no room for its pickets.
LOWEST, HIGHEST = 110, 280


@registered("splash", title=later("the opening picture"))
class Splash(Screen):
    """A picture without controls."""

    is_base = True

    def lay_out(self, page: Page) -> None:
        """Put the name over the fence."""
        column = page.trim(page.rect, left=40, right=40, top=120, bottom=60)
        name = page.text(column.topleft, say("High Fence"), WORDMARK, bold=True)
        below = page.trim(page.under(column, name), left=3)
        opening = page.text(below.topleft, say("Opening ..."), LEAD, colour=page.theme.second)
        free = page.under(column, opening, 20)
        if free.height >= page.px(LOWEST):
            high = page.capped(HIGHEST, free.height)
            lay_out_fence(page, page.placed(column, Pixels(column.width), high, down="bottom"))
