"""A short word on a control: beside it while the pointer is on it, or pinned by a key."""

from __future__ import annotations

from pygame import Rect

from game.window.items import Block
from game.window.page import Page
from game.window.theme import LABEL, RADIUS, SOURCE
from game.words.language import say

WIDTH = 320


def lay_out_tip(page: Page, beside: Rect, text: str, *, has_entry: bool) -> None:
    """Lay out a text under a control, or over it where there is no room below."""
    px, theme = page.px, page.theme
    blocks = [Block(text, LABEL, gap=0)]
    if has_entry:
        more = say("{key}: encyclopedia", key=page.cap("encyclopedia"))
        blocks = [
            Block(text, LABEL, gap=4),
            Block(more, SOURCE, colour=theme.second, gap=0),
        ]
    pad = px(10)
    room = min(px(WIDTH), page.rect.width - px(32))
    longest = max(page.type.width(block.text, block.size, block.bold) for block in blocks)
    # A line of exactly its room would break: leave the slack that paragraphs take.
    width = min(room, round(longest * 1.08) + px(4)) + 2 * pad
    high = page.height_of(blocks, width - 2 * pad) + 2 * pad
    rect = Rect(beside.centerx - width // 2, beside.bottom + px(8), width, high)
    if rect.bottom > page.rect.bottom:
        rect.bottom = beside.top - px(8)
    rect.clamp_ip(page.rect)
    with page.above(), page.above(), page.above(), page.above():
        page.box(rect, theme.raised, theme.edge, radius=RADIUS)
        page.flow((rect.x + pad, rect.y + pad), blocks, width - 2 * pad)
