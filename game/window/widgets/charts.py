"""Scores of the debrief as bars."""

from __future__ import annotations

from pygame import Rect

from game.window.arrangement import Strip
from game.window.items import Item, ItemKind
from game.window.layout import Axis
from game.window.page import Page
from game.window.ruler import Pixels
from game.window.theme import LABEL, Colour
from game.window.widgets.among import lay_out_bar

SCORE = ItemKind("score")
NAMES = 0.46


def lay_out_standing(
    page: Page, rect: Rect, actor: str, name: str, score: float, ink: Colour, target: float = 0.0
) -> None:
    """Lay out one score of 100 as a bar, with a line at its target."""
    item = Item(key=SCORE.key(name), rect=rect, role="gauge", name=name, value=f"{score:.0f}")
    with page.item(item):
        line = Strip(page, rect)
        if actor:
            line.emblem(actor, 22)
        line.text(name, LABEL)
        row = page.trim(page.halves(rect, NAMES)[1], right=44)
        track = page.placed(row, Pixels(row.width), 10)
        lay_out_bar(page, track, score / 100.0, ink)
        if target:
            through = page.trim(track, top=-4, bottom=-4)
            page.fill(Axis(through, 0.0, 100.0).tick(target, 2), page.theme.text)
        page.middle(rect.midright, f"{score:.0f}", LABEL, bold=True, align="right")
