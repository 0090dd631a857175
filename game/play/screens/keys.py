"""The keys: what each does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygame import Rect

from game.play.layout import split
from game.play.page import Page
from game.play.screen import Screen
from game.play.theme import HEADLINE, LABEL

if TYPE_CHECKING:
    from game.play.app import App

KEYS = (
    ("Tab, Shift+Tab", "next and previous control"),
    ("Up, Down", "the same, row by row"),
    ("Left, Right", "move a lever, change a choice"),
    ("Enter", "the bright button; sealing asks once"),
    ("Space", "press what is focused"),
    ("Z, Y, X", "undo, redo, take back all orders"),
    ("W", "why did this number change?"),
    ("N, L", "the record of orders and news"),
    ("1, 2, 3, 4", "map, aims, measures, news"),
    ("Page Up, Page Down", "scroll"),
    ("D", "night, day"),
    ("+, -, 0", "text larger, smaller, usual"),
    ("Esc", "one step back; asks before it quits"),
    ("H, F1", "this page"),
)


class Keys(Screen):
    """A page that names every key."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.focus = "back"

    def lay_out(self, page: Page) -> None:
        """Lay out two columns of keys."""
        px = page.px
        foot = px(76)
        body = Rect(px(60), px(28), page.rect.width - 2 * px(60), page.rect.height - foot - px(28))
        with page.region("keys", body):
            head = page.text(body.topleft, "Keys", HEADLINE, bold=True)
            columns = 2 if body.width >= px(900) else 1
            boxes = split(Rect(body.x, head.bottom + px(16), body.width, 0), columns, px(40))
            rows = -(-len(KEYS) // columns)
            for number, (key, does) in enumerate(KEYS):
                column, row = divmod(number, rows)
                x, y = boxes[column].x, boxes[column].y + row * px(44)
                page.keycap((x, y + px(14)), key, page.theme.text)
                page.text((x + px(176), y + px(4)), does, LABEL, colour=page.theme.second)
        back = Rect(px(60), page.rect.bottom - px(60), px(200), px(44))
        page.button("back", back, "Back", self.back, hint="Esc")

    def main(self) -> None:
        """Go back."""
        self.back()
