"""What a lever does: its effect, price, real precedent, and the way out where it is locked."""

from __future__ import annotations

from pygame import Rect

from game.seat.levers import Row
from game.seat.odds.shown import ShownOdds
from game.window.arrangement import Stack
from game.window.items import Block
from game.window.page import Page
from game.window.ruler import Pixels
from game.window.theme import CARD_RADIUS, LABEL, LEAD, SOURCE
from game.window.widgets.odds import OddsPanel
from game.words.language import later, say, say_config
from game.words.numbers import day_text, thin, without_marks

MOST_PRECEDENTS = 2
ROOMY = 800
WIDEST, WIDEST_ODDS, ROOMY_PANE = 368, 480, 200
ORDERED, STANDING = later(("Ordered, {setting}: {says}.", "Now, {setting}: {says}."))
LOCKED, PARTLY_LOCKED = later(("Locked: {reason}.", "Some settings are locked: {reason}."))


def explain_blocks(page: Page, row: Row, most: int = MOST_PRECEDENTS) -> list[Block]:
    """Return what there is to say about a lever, in the order in which it is asked."""
    theme = page.theme
    lever = row.lever
    blocks = [
        Block(row.title, LEAD, True),
        Block(without_marks(say_config(lever.says)), LABEL, gap=8),
    ]
    stop = row.stops[row.new]
    if stop.says:
        pattern = ORDERED if row.is_moved else STANDING
        text = say(pattern, setting=stop.text, says=stop.says)
        blocks.append(Block(text, LABEL, gap=8))
    blocks.append(Block(_price(row), SOURCE, colour=theme.second, gap=8))
    for precedent in row.precedents[:most]:
        text = say("{date}: {what}", date=day_text(precedent.date), what=precedent.says)
        blocks.append(Block(text, LABEL, colour=theme.second))
        blocks.append(Block(precedent.source, SOURCE, colour=theme.third, gap=8))
    reason = row.reason or next((stop.reason for stop in row.stops if stop.reason), "")
    if reason:
        pattern = LOCKED if row.reason else PARTLY_LOCKED
        blocks.append(Block(say(pattern, reason=reason), LABEL, True, gap=0))
    return blocks


def _price(row: Row) -> str:
    lever = row.lever
    traits = [
        say("A step costs {cost} capital", cost=thin(lever.cost)),
        say("undoing the last move {times} times that", times=thin(lever.reversal)),
        say("resets after the turn") if lever.pulse else say("stands until moved"),
    ]
    if lever.upkeep:
        traits.append(
            say("each step kept costs {cost} a quarter", cost=thin(lever.upkeep * lever.step))
        )
    if lever.covert:
        traits.append(say("nobody else sees it"))
    return say("{traits}.", traits=say("; ").join(traits))


def lay_out_tooltip(
    page: Page, row: Row, beside: Rect, room: Rect, odds: ShownOdds | None = None
) -> None:
    """Lay out the explanation in `room`, level with its row, with a leader line to it."""
    theme = page.theme
    wide = page.capped(WIDEST, page.inset(room, 12).width)
    column = page.placed(page.trim(room, right=12), wide, 0, "right")
    inside = page.inset(column, 16).width
    blocks = explain_blocks(page, row, MOST_PRECEDENTS if room.width >= page.px(ROOMY) else 1)
    odds_panel = _panel(page, odds, inside)
    below = page.total(odds_panel.height, 10) if odds_panel else Pixels(0)
    free = page.trim(page.inset(room, 0, 24), bottom=below).height
    while page.height_of(blocks, inside) > free and len(blocks) > 3:
        # The oldest precedent goes first.
        del blocks[-3 if blocks[-1].bold else -1]
    high = page.total(Pixels(page.height_of(blocks, inside)), below, 32)
    rect = page.placed(column, wide, high)
    rect.centery = beside.centery
    rect.clamp_ip(page.inset(room, 0, 8))
    with page.above():
        gap = page.left_of(page.right_of(page.inset(rect, 0, 10), rect), beside)
        level = page.around((gap.centerx, beside.centery), Pixels(gap.width), Pixels(2))
        page.fill(level.move(0, 1).clamp(gap), theme.text)
        page.box(rect, theme.raised, theme.edge, radius=CARD_RADIUS)
        stack = Stack(page, page.inset(rect, 16, 16))
        stack.flow(blocks)
        if odds_panel:
            _lay_out_panel(stack, odds_panel)


def _panel(page: Page, odds: ShownOdds | None, width: int) -> OddsPanel | None:
    """Return the odds of a lever that can be moved, where they are wanted."""
    if odds is None or not (odds.lines or odds.is_lost):
        return None
    return OddsPanel(page, odds, width)


def _lay_out_panel(stack: Stack, panel: OddsPanel) -> None:
    """Lay out the odds under a line, with room for what follows."""
    stack.skip(2)
    stack.page.line(stack.rest.topleft, panel.width)
    stack.skip(8)
    panel.lay_out(stack)
    stack.skip(10)


def lay_out_explain(page: Page, rect: Rect, row: Row | None, odds: ShownOdds | None = None) -> None:
    """Lay out the explanation as a pane of its own."""
    theme = page.theme
    page.box(rect, theme.raised, radius=CARD_RADIUS)
    if row is None:
        blocks = [Block(say("Focus a lever to read what it does."), LABEL, colour=theme.second)]
    else:
        blocks = explain_blocks(page, row)
    inside = page.inset(rect, 12, 12)
    with page.region("explain", inside):
        stack = Stack(page, page.trim(inside, right=8))
        wide = page.capped(WIDEST_ODDS, page.trim(inside, right=16).width)
        panel = _panel(page, odds, wide.count)
        # The odds come before what can be scrolled to.
        above = 2 if inside.height >= page.px(ROOMY_PANE) else 1
        stack.flow(blocks[:above])
        if panel:
            _lay_out_panel(stack, panel)
        stack.flow(blocks[above:])
