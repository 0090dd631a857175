"""What the orders of a game that is over were worth: what made the score, and a line an order."""

from __future__ import annotations

from pygame import Rect

from game.seat.debrief.account import Account
from game.seat.debrief.worth_text import parts_lines, sum_text, worth_lines
from game.window.arrangement import Stack, panel
from game.window.items import Block, Item
from game.window.page import Page
from game.window.theme import LABEL, SOURCE
from game.window.widgets.among import lay_out_waiting
from game.words.language import say

MOST = 10
FIGURES = 64


def lay_out_worth(page: Page, at: Rect, account: Account, share: float) -> int:
    """Lay out what the orders were worth as a panel, or how far that is worked out."""
    worth, title = account.worth, say("What your orders were worth")
    if worth is None:
        waiting = say("Playing the game again without each of your orders.")
        return lay_out_waiting(page, at, title, waiting, share)
    lines = list(worth_lines(worth, MOST))
    spoken = [*parts_lines(worth), *(f"{points} {text}" for points, text, _ in lines)]
    item = Item(key="worth", rect=at, role="text", name=title,
                value=" ".join([*spoken, sum_text(worth)]))  # fmt: skip
    with panel(page, at, item=item, below=10) as stack:
        stack.heading(title, say("points of the score, under the same luck"))
        stack.flow([Block(line, LABEL, gap=4) for line in parts_lines(worth)])
        stack.skip(6)
        for points, text, alone in lines:
            _lay_out_line(page, stack, points, text, alone)
        stack.text(sum_text(worth), SOURCE, colour=page.theme.second, gap=4)
    return stack.y


def _lay_out_line(page: Page, stack: Stack, points: str, text: str, alone: str) -> None:
    theme, at = page.theme, stack.rest
    shade = theme.text if points.startswith(("+", "0")) else theme.worse
    page.text(at.topleft, points, LABEL, bold=True, colour=shade)
    words = Stack(page, page.trim(at, left=FIGURES))
    words.text(text, LABEL)
    if alone:
        words.text(alone, SOURCE, colour=theme.third)
    stack.go_on(words.y, 6)
