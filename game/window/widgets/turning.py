"""The score turn by turn with its turning points, and a card for each of them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

from pygame import Rect

from game.seat.debrief.account import Account, TurningPoint
from game.seat.debrief.worth_text import parts_text, points_text
from game.window.arrangement import Stack, Strip, panel
from game.window.drawing.charts import paint_disc, paint_scores, score_point
from game.window.items import Block, Item, ItemKind
from game.window.layout import part
from game.window.page import Page
from game.window.ruler import Pixels
from game.window.theme import CARD_RADIUS, LABEL, LEAD, SOURCE, Colour
from game.words.language import say

TURNING, FORK = ItemKind("turning"), ItemKind("fork")
SCORES, SPLIT, MOST_OTHERS = 190, 12, 5
# The values that are written at the left of the chart.
LEVELS = (0, 50, 100)


def lay_out_scores(page: Page, at: Rect, account: Account) -> int:
    """Lay out the score after each turn, its target, and the numbered turning points."""
    theme, ink = page.theme, page.theme.inks[account.seat].fill
    text = ", ".join(f"{score:.0f}" for score in account.totals)
    item = Item(key="scores", rect=at, role="chart", name=say("Score"), value=text)
    with panel(page, at, item=item, below=22) as stack:
        aside = say("dashed: the {target} points that win", target=f"{account.target:.0f}")
        stack.heading(say("Your score, turn by turn"), aside)
        left = page.wide("100", SOURCE, pad=10)
        below = page.high(SOURCE, pad=2)
        box = page.trim(stack.take(SCORES), left=left, right=34, top=10, bottom=below)
        discs = [point.turn for point in account.turning]
        page.mark(
            box,
            paint_scores(
                account.totals, account.target, discs, ink, page.px(11), page.px(14), theme
            ),
        )
        turns = len(account.totals) - 1
        for value in LEVELS:
            point = score_point(page.trim(box, left=-8), turns, 0, value)
            at_level = (round(point[0]), round(point[1]))
            page.middle(at_level, str(value), SOURCE, colour=theme.third, align="right")
        _dates(page, page.trim(page.under(page.trim(at, bottom=-1), box), top=6), box, account)
    return stack.y


def _dates(page: Page, row: Rect, box: Rect, account: Account) -> None:
    """Write the quarters under the chart, as many as there is room for."""
    wide = max(page.wide(date, SOURCE, pad=16).count for date in account.dates)
    every = -(-len(account.dates) // page.fits(box.width, Pixels(wide), len(account.dates)))
    for turn in range(0, len(account.dates), every):
        x = round(score_point(box, len(account.totals) - 1, turn + 1, 0.0)[0])
        page.text((x, row.y), account.dates[turn], SOURCE, colour=page.theme.third, align="centre")


def lay_out_turning(
    page: Page,
    at: Rect,
    number: int,
    point: TurningPoint,
    actor: str,
    fork: Callable[[int], None] | None,
) -> int:
    """Lay out the card of a turning point; return where it ends."""
    theme, blocks, headline = page.theme, _blocks(page, point), _headline(point)
    item = Item(key=TURNING.key(number), rect=at, role="text", name=headline,
                value=" ".join(block.text for block in blocks), radius=CARD_RADIUS)  # fmt: skip
    with panel(page, at, item=item) as stack:
        head = Strip(page, stack.take(page.high(LEAD), gap=6), gap=10)
        disc = page.placed(head.take(22), 22, 22, down="top")
        page.mark(disc, paint_disc(number, page.px(14), theme))
        shade = theme.worse if point.change < 0.0 else theme.text
        head.text(headline, LEAD, bold=True, colour=shade)
        _split(page, stack, point, actor)
        stack.flow(blocks)
        stack.skip(4)
        if fork:
            stack.skip(8)
            press = functools.partial(fork, point.turn)
            row = stack.take(44)
            where = page.placed(row, page.capped(260, row.width), 44, "left")
            name = say("Play on from {date}", date=point.date)
            page.button(FORK.key(point.turn), where, name, press, size=LABEL)
    return stack.y


def _headline(point: TurningPoint) -> str:
    return say(
        "{date}: {change} points, {before} to {after}",
        date=point.date,
        change=points_text(point.change),
        before=f"{point.before:.0f}",
        after=f"{point.after:.0f}",
    )


def _split(page: Page, stack: Stack, point: TurningPoint, actor: str) -> None:
    """Draw what the seat's orders, luck and the rest did, as parts of one bar, and in words."""
    theme = page.theme
    moved = point.parts
    parts: list[tuple[float, Colour]] = [
        (moved.own, theme.inks[actor].fill), (moved.others, theme.edge),
        (moved.course, theme.line), (moved.luck, theme.third),
    ]  # fmt: skip
    whole = sum(abs(value) for value, _ in parts) or 1.0
    bar = stack.take(SPLIT, gap=4)
    page.box(bar, theme.inset, radius=3)
    begun = 0.0
    for number, (value, shade) in enumerate(parts):
        ended = begun + abs(value) / whole
        piece = page.trim(part(bar, begun, ended), right=Pixels(2))
        if number == len(parts) - 1:
            piece.width = max(0, piece.width)
            page.box(piece, None, theme.text, radius=2)
        elif piece.width > 0:
            page.fill(piece, shade)
        begun = ended
    sentence = parts_text(moved)
    stack.text(sentence, SOURCE, colour=theme.second, gap=8)


def _blocks(page: Page, point: TurningPoint) -> list[Block]:
    theme = page.theme
    blocks = []
    for moved in point.moved:
        head = say("{aim} ({points}): {number}", aim=moved.aim, points=points_text(moved.points),
                   number=moved.number)  # fmt: skip
        blocks.append(Block(head, LABEL, True, gap=2))
        text = _joined(
            [say("{cause} ({change})", cause=cause, change=shown) for shown, cause in moved.causes]
        )
        if text:
            blocks.append(Block(text, SOURCE, colour=theme.second, gap=8))
    ordered = _joined(point.orders) or say("You gave no orders.")
    blocks.append(Block(say("You: {orders}", orders=ordered), SOURCE, gap=4))
    if point.others:
        others = _joined(point.others[:MOST_OTHERS])
        blocks.append(Block(say("Others: {orders}", orders=others), SOURCE, gap=4))
    return blocks


def _joined(parts: Sequence[str]) -> str:
    return say("; ").join(parts)
