"""What is on the window while the game is read: its name, and the fence."""

from __future__ import annotations

from pygame import Rect

from game.window.page import Page
from game.window.registry import registered
from game.window.screen import Screen
from game.window.theme import LEAD, WORDMARK
from game.window.widgets.fence import lay_out_fence
from game.words.language import later, say

# A fence lower than this has no room for its pickets.
LOWEST = 110


@registered("splash", title=later("the opening picture"))
class Splash(Screen):
    """A picture without controls."""

    is_base = True

    def lay_out(self, page: Page) -> None:
        """Put the name over the fence."""
        px = page.px
        used = page.text((px(40), px(120)), say("High Fence"), WORDMARK, bold=True)
        told = page.text((px(43), used.bottom), say("Opening ..."), LEAD, colour=page.theme.second)
        foot = page.rect.bottom - px(60)
        high = min(px(280), foot - told.bottom - px(20))
        if high >= px(LOWEST):
            lay_out_fence(page, Rect(px(40), foot - high, page.rect.width - 2 * px(40), high))
