"""A short word on a control: beside it while the pointer is on it, or pinned by a key."""

from __future__ import annotations

from pygame import Rect

from game.window.items import Block
from game.window.page import Page
from game.window.ruler import Pixels
from game.window.theme import LABEL, RADIUS, SOURCE
from game.words.language import say

WIDTH, PAD = 320, 10


def lay_out_tip(page: Page, beside: Rect, text: str, *, has_entry: bool) -> None:
    """Lay out a text under a control, or over it where there is no room below."""
    theme = page.theme
    blocks = [Block(text, LABEL, gap=0)]
    if has_entry:
        more = say("{key}: encyclopedia", key=page.cap("encyclopedia"))
        blocks = [
            Block(text, LABEL, gap=4),
            Block(more, SOURCE, colour=theme.second, gap=0),
        ]
    room = page.capped(WIDTH, page.inset(page.rect, 16).width)
    longest = max(page.wide(block.text, block.size, bold=block.bold).count for block in blocks)
    # A line of exactly its room would break: leave the slack that paragraphs take.
    width = page.capped(page.total(page.with_slack(longest), 4), room.count).count
    high = page.total(Pixels(page.height_of(blocks, width)), PAD, PAD)
    rect = page.placed(beside, page.total(Pixels(width), PAD, PAD), high, down="top")
    rect.top = page.trim(beside, bottom=-8).bottom
    if rect.bottom > page.rect.bottom:
        rect.bottom = page.trim(beside, top=-8).top
    rect.clamp_ip(page.rect)
    with page.above(), page.above(), page.above(), page.above():
        page.box(rect, theme.raised, theme.edge, radius=RADIUS)
        page.flow(page.inset(rect, PAD, PAD).topleft, blocks, width)
