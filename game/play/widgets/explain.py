"""What a lever does: its effect, price, real precedent, and the way out where it is locked."""

from __future__ import annotations

from pygame import Rect

from game.play.measures import Row
from game.play.page import Block, Page
from game.play.theme import CARD_RADIUS, LABEL, LEAD, SOURCE
from game.play.words import thin

MOST_PRECEDENTS = 2
ROOMY = 800


def explain_blocks(page: Page, row: Row, most: int = MOST_PRECEDENTS) -> list[Block]:
    """Return what there is to say about a lever, in the order in which it is asked."""
    theme = page.theme
    lever = row.lever
    blocks = [
        Block(row.title, LEAD, True),
        Block(lever.says, LABEL, gap=8),
    ]
    stop = row.stops[row.new]
    if stop.says:
        name = "Ordered" if row.is_moved else "Now"
        blocks.append(Block(f"{name}, {stop.text}: {stop.says}.", LABEL, gap=8))
    blocks.append(Block(_price(row), SOURCE, colour=theme.second, gap=8))
    for precedent in row.precedents[:most]:
        blocks.append(Block(f"{precedent.date}: {precedent.says}", LABEL, colour=theme.second))
        blocks.append(Block(precedent.source, SOURCE, colour=theme.third, gap=8))
    reason = row.reason or next((s.verdict.reason for s in row.stops if s.verdict.reason), "")
    if reason:
        head = "Locked" if row.reason else "Some settings are locked"
        blocks.append(Block(f"{head}: {reason}.", LABEL, True, gap=0))
    return blocks


def _price(row: Row) -> str:
    lever = row.lever
    traits = [f"A step costs {thin(lever.cost)} capital"]
    traits.append(f"undoing the last move {thin(lever.reversal)} times that")
    traits.append("resets after the turn" if lever.pulse else "stands until moved")
    if lever.covert:
        traits.append("nobody else sees it")
    return "; ".join(traits) + "."


def lay_out_tooltip(page: Page, row: Row, beside: Rect, room: Rect) -> None:
    """Lay out the explanation in `room`, level with its row, with a leader line to it."""
    theme, px = page.theme, page.px
    width = min(px(368), room.width - px(24))
    blocks = explain_blocks(page, row, MOST_PRECEDENTS if room.width >= px(ROOMY) else 1)
    pad = px(16)
    high = page.height_of(blocks, width - 2 * pad) + 2 * pad
    while high > room.height - px(16) and len(blocks) > 3:
        # The oldest precedent goes first.
        del blocks[-3 if blocks[-1].bold else -1]
        high = page.height_of(blocks, width - 2 * pad) + 2 * pad
    rect = Rect(room.right - width - px(12), 0, width, high)
    rect.centery = beside.centery
    rect.clamp_ip(room.inflate(0, -px(16)))
    with page.above():
        y = max(rect.y + px(10), min(beside.centery, rect.bottom - px(10)))
        page.fill(Rect(rect.right, y, beside.x - rect.right, 2), theme.text)
        page.box(rect, theme.raised, theme.edge, radius=CARD_RADIUS)
        page.flow((rect.x + pad, rect.y + pad), blocks, width - 2 * pad)


def lay_out_explain(page: Page, rect: Rect, row: Row | None) -> None:
    """Lay out the explanation as a pane of its own."""
    theme, pad = page.theme, page.px(12)
    page.box(rect, theme.raised, radius=CARD_RADIUS)
    if row is None:
        blocks = [Block("Focus a lever to read what it does.", LABEL, colour=theme.second)]
    else:
        blocks = explain_blocks(page, row)
    inside = rect.inflate(-2 * pad, -2 * pad)
    with page.region("explain", inside):
        page.flow(inside.topleft, blocks, inside.width - page.px(8))
