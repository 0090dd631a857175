"""The keys: what each does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygame import Rect

from game.window.arrangement import Space, Stack
from game.window.keymap import Binding
from game.window.page import Page
from game.window.registry import registered
from game.window.screen import Screen
from game.window.theme import HEADLINE, LABEL
from game.words.language import later, say

if TYPE_CHECKING:
    from game.window.stage import Stage

ROW, FOOT, TWO_COLUMNS = 34, 76, 900


@registered("keys", title=later("what the keys do"), keys="h F1")
class Keys(Screen):
    """A page that names every key."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.focus = "back"

    def lay_out(self, page: Page) -> None:
        """Lay out two columns of keys."""
        space = Space(page, page.inset(page.rect, 60))
        foot = page.trim(space.bottom(FOOT), top=16, bottom=16)
        with page.region("keys", page.trim(space.rest, top=28)):
            stack = Stack(page, page.trim(space.rest, top=28))
            stack.text(say("Keys"), HEADLINE, bold=True, gap=16)
            columns = 2 if stack.rest.width >= page.px(TWO_COLUMNS) else 1
            bindings = list(self.stage.keys.bindings.values())
            rows = -(-len(bindings) // columns)
            for number, box in enumerate(page.columns(stack.rest, columns, 40)):
                below = Stack(page, box)
                for binding in bindings[number * rows :][:rows]:
                    self._row(page, below.take(ROW), binding)
        back, change, _ = page.row(foot, 200, 200, None, gap=16)
        page.button("back", back, say("Back"), self.back, action="back")
        page.button("change", change, say("Change keys"), lambda: self.stage.open("settings"))

    def _row(self, page: Page, rect: Rect, binding: Binding) -> None:
        page.keycap(page.trim(rect, bottom=6).midleft, binding.name, page.theme.text)
        text = page.trim(rect, left=112, top=4)
        page.text(
            text.topleft, say(binding.says), LABEL, colour=page.theme.second,
            width=page.room(text.width),
        )  # fmt: skip

    def main(self) -> None:
        """Go back."""
        self.back()
