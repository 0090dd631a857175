"""Scores of the debrief as bars."""

from __future__ import annotations

from pygame import Rect

from game.window.items import Item
from game.window.page import Page
from game.window.theme import LABEL, Colour

NAMES = 0.46


def lay_out_standing(
    page: Page, rect: Rect, actor: str, name: str, score: float, ink: Colour, target: float = 0.0
) -> None:
    """Lay out one score of 100 as a bar, with a line at its target."""
    px, theme = page.px, page.theme
    item = Item(key=f"score {name}", rect=rect, role="gauge", name=name, value=f"{score:.0f}")
    with page.item(item):
        x = rect.x
        if actor:
            size = px(22)
            page.emblem(actor, (x, rect.centery - size // 2), size)
            x += size + px(8)
        page.type.leading(LABEL)
        page.middle((x, rect.centery), name, LABEL)
        track = Rect(rect.x + round(rect.width * NAMES), rect.centery - px(5), 0, px(10))
        track.width = rect.right - px(44) - track.x
        page.box(track, theme.inset, theme.line, radius=px(5))
        filled = round(track.width * score / 100.0)
        if filled > 2:
            page.box(Rect(track.x, track.y, filled, track.height), ink, radius=px(5))
        if target:
            at = track.x + round(track.width * target / 100.0)
            page.fill(Rect(at - 1, track.y - px(4), 2, track.height + px(8)), theme.text)
        page.middle(
            (rect.right, rect.centery), f"{score:.0f}", LABEL, bold=True,
            align="right",
        )  # fmt: skip
