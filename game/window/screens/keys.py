"""The keys: what each does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygame import Rect

from game.window.layout import split
from game.window.page import Page
from game.window.registry import registered
from game.window.screen import Screen
from game.window.theme import HEADLINE, LABEL
from game.words.language import later, say

if TYPE_CHECKING:
    from game.window.stage import Stage

ROW = 34


@registered("keys", title=later("what the keys do"), keys="h F1")
class Keys(Screen):
    """A page that names every key."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.focus = "back"

    def lay_out(self, page: Page) -> None:
        """Lay out two columns of keys."""
        px = page.px
        foot = px(76)
        body = Rect(px(60), px(28), page.rect.width - 2 * px(60), page.rect.height - foot - px(28))
        with page.region("keys", body):
            head = page.text(body.topleft, say("Keys"), HEADLINE, bold=True)
            columns = 2 if body.width >= px(900) else 1
            boxes = split(Rect(body.x, head.bottom + px(16), body.width, 0), columns, px(40))
            bindings = self.stage.keys.bindings.values()
            rows = -(-len(bindings) // columns)
            for number, binding in enumerate(bindings):
                column, row = divmod(number, rows)
                x, y = boxes[column].x, boxes[column].y + row * px(ROW)
                page.keycap((x, y + px(14)), binding.name, page.theme.text)
                page.text(
                    (x + px(112), y + px(4)), say(binding.says), LABEL, colour=page.theme.second,
                    width=page.room(boxes[column].width - px(112)),
                )  # fmt: skip
        back = Rect(px(60), page.rect.bottom - px(60), px(200), px(44))
        page.button("back", back, say("Back"), self.back, action="back")
        change = back.move(back.width + px(16), 0)
        page.button("change", change, say("Change keys"), lambda: self.stage.open("settings"))

    def main(self) -> None:
        """Go back."""
        self.back()
