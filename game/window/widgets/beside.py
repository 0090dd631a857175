"""The game beside the record: quarter by quarter, what was done here and what is reported."""

from __future__ import annotations

from pygame import Rect

from game.seat.debrief.account import Account, Fact, PlayedQuarter
from game.window.arrangement import Stack, panel
from game.window.items import Block, Item, ItemKind
from game.window.page import Page
from game.window.theme import LABEL, LEAD, SOURCE
from game.words.language import later, say

QUARTER = ItemKind("quarter")
NARROW = 760
MOST_DEEDS = 8
ENDED = later(
    "The dated record says little or nothing of the quarters of this game. What it says last, "
    "before the game begins:"
)


def lay_out_beside(page: Page, at: Rect, account: Account) -> int:
    """Lay out the quarters; return where they end."""
    stack = Stack(page, at)
    facts = sum(len(quarter.facts) for quarter in account.quarters)
    if facts < len(account.quarters):
        blocks = _before(page, account)
        stack.go_on(page.card(stack.rest, blocks, key="before", name=blocks[0].text).bottom, 12)
    for number, quarter in enumerate(account.quarters):
        stack.go_on(_quarter(page, stack.rest, number, quarter), 12)
    stack.skip(-12)
    return stack.y


def _before(page: Page, account: Account) -> list[Block]:
    blocks = [Block(say(ENDED), LABEL, gap=8)]
    for fact in account.before:
        blocks += _fact(page, fact)
    return blocks


def _quarter(page: Page, at: Rect, number: int, quarter: PlayedQuarter) -> int:
    columns = 2 if at.width >= page.px(NARROW) else 1
    sides = (_game(page, quarter), _reported(page, quarter))
    value = " ".join(block.text for blocks in sides for block in blocks)
    item = Item(key=QUARTER.key(number), rect=at, role="text", name=quarter.date, value=value)
    with panel(page, at, item=item) as stack:
        stack.text(quarter.date, LEAD, bold=True, gap=6, slack=False)
        boxes = page.columns(stack.rest, columns, 24)
        stacks = [Stack(page, box) for box in boxes]
        for place, blocks in enumerate(sides):
            stacks[place % columns].flow(blocks)
        stack.go_on(max(side.y for side in stacks))
    return stack.y


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
    text = say("{date}, {actor}: {action}", date=fact.date, actor=fact.actor, action=fact.action)
    return [
        Block(text, SOURCE, gap=0),
        Block(fact.source, SOURCE, colour=page.theme.third, gap=6),
    ]
