"""What is on the window while the game is read: its name, and the fence."""

from __future__ import annotations

from pygame import Rect

from game.window.page import Page
from game.window.screen import Screen
from game.window.theme import LEAD, WORDMARK
from game.window.widgets.fence import lay_out_fence
from game.words.language import say


class Splash(Screen):
    """A picture without controls."""

    def lay_out(self, page: Page) -> None:
        """Put the name over the fence."""
        px = page.px
        used = page.text((px(40), px(120)), say("High Fence"), WORDMARK, bold=True)
        page.text((px(43), used.bottom), say("Opening ..."), LEAD, colour=page.theme.second)
        high = px(280)
        ground = Rect(px(40), page.rect.bottom - high - px(60), page.rect.width - 2 * px(40), high)
        lay_out_fence(page, ground)
