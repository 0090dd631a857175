"""The game beside the record: quarter by quarter, what was done here and what is reported."""

from __future__ import annotations

from pygame import Rect

from game.seat.debrief.account import Account, Fact, PlayedQuarter
from game.window.items import Block, Item
from game.window.layout import split
from game.window.page import Page
from game.window.theme import CARD_RADIUS, LABEL, LEAD, SOURCE
from game.words.language import later, say

NARROW = 760
MOST_DEEDS = 8
ENDED = later(
    "The dated record says little or nothing of the quarters of this game. What it says last, "
    "before the game begins:"
)


def lay_out_beside(page: Page, at: Rect, told: Account) -> int:
    """Lay out the quarters; return where they end."""
    px = page.px
    known = sum(len(quarter.facts) for quarter in told.quarters)
    y = at.y
    if known < len(told.quarters):
        blocks, where = _before(page, told), Rect(at.x, y, at.width, 0)
        y = page.card(where, blocks, key="before", name=blocks[0].text).bottom + px(12)
    for number, quarter in enumerate(told.quarters):
        y = _quarter(page, Rect(at.x, y, at.width, 0), number, quarter) + px(12)
    return y - px(12)


def _before(page: Page, told: Account) -> list[Block]:
    blocks = [Block(say(ENDED), LABEL, gap=8)]
    for fact in told.before:
        blocks += _fact(page, fact)
    return blocks


def _quarter(page: Page, at: Rect, number: int, quarter: PlayedQuarter) -> int:
    px, theme = page.px, page.theme
    pad, columns = px(16), 2 if at.width >= px(NARROW) else 1
    inner = at.inflate(-2 * pad, 0)
    boxes = split(inner, columns, px(24))
    width = boxes[0].width
    sides = (_game(page, quarter), _reported(page, quarter))
    head = page.type.leading(LEAD) + px(6)
    highs = [page.height_of(blocks, width) for blocks in sides]
    high = 2 * pad + head + (max(highs) if columns == 2 else sum(highs))
    rect = Rect(at.x, at.y, at.width, high)
    value = " ".join(block.text for blocks in sides for block in blocks)
    with page.item(
        Item(key=f"quarter {number}", rect=rect, role="text", name=quarter.date, value=value)
    ):
        page.box(rect, theme.panel, radius=CARD_RADIUS)
        page.text((inner.x, rect.y + pad), quarter.date, LEAD, bold=True)
        y = rect.y + pad + head
        for place, blocks in enumerate(sides):
            x = boxes[place % columns].x
            end = page.flow((x, y), blocks, width)
            y = end if columns == 1 else y
    return rect.bottom


def _game(page: Page, quarter: PlayedQuarter) -> list[Block]:
    theme = page.theme
    blocks = [Block(say("In this game"), SOURCE, True, colour=theme.second, gap=4)]
    blocks += [Block(deed, SOURCE, gap=2) for deed in quarter.deeds[:MOST_DEEDS]]
    if len(quarter.deeds) > MOST_DEEDS:
        rest = say("and {count} more orders", count=len(quarter.deeds) - MOST_DEEDS)
        blocks.append(Block(rest, SOURCE, colour=theme.third, gap=2))
    blocks += [Block(news, SOURCE, colour=theme.second, gap=2) for news in quarter.news]
    return blocks


def _reported(page: Page, quarter: PlayedQuarter) -> list[Block]:
    theme = page.theme
    blocks = [Block(say("As it happened"), SOURCE, True, colour=theme.second, gap=4)]
    for fact in quarter.facts:
        blocks += _fact(page, fact)
    if not quarter.facts:
        nothing = say("Nothing in the record.")
        blocks.append(Block(nothing, SOURCE, colour=theme.third, gap=2))
    return blocks


def _fact(page: Page, fact: Fact) -> list[Block]:
    told = say("{date}, {actor}: {action}", date=fact.date, actor=fact.actor, action=fact.action)
    return [
        Block(told, SOURCE, gap=0),
        Block(fact.source, SOURCE, colour=page.theme.third, gap=6),
    ]
