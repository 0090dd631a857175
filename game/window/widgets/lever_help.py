"""What a lever does: its effect, price, real precedent, and the way out where it is locked."""

from __future__ import annotations

from pygame import Rect

from game.seat.levers import Row
from game.seat.odds.shown import ShownOdds
from game.window.items import Block
from game.window.page import Page
from game.window.theme import CARD_RADIUS, LABEL, LEAD, SOURCE
from game.window.widgets.odds import OddsPanel
from game.words.language import later, say, say_config
from game.words.numbers import day_text, thin, without_marks

MOST_PRECEDENTS = 2
ROOMY = 800
WIDEST_ODDS, ROOMY_PANE = 480, 200
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
        told = say(pattern, setting=stop.text, says=stop.says)
        blocks.append(Block(told, LABEL, gap=8))
    blocks.append(Block(_price(row), SOURCE, colour=theme.second, gap=8))
    for precedent in row.precedents[:most]:
        told = say("{date}: {what}", date=day_text(precedent.date), what=precedent.says)
        blocks.append(Block(told, LABEL, colour=theme.second))
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
    if lever.covert:
        traits.append(say("nobody else sees it"))
    return say("{traits}.", traits=say("; ").join(traits))


def lay_out_tooltip(
    page: Page, row: Row, beside: Rect, room: Rect, odds: ShownOdds | None = None
) -> None:
    """Lay out the explanation in `room`, level with its row, with a leader line to it."""
    theme, px = page.theme, page.px
    width = min(px(368), room.width - px(24))
    blocks = explain_blocks(page, row, MOST_PRECEDENTS if room.width >= px(ROOMY) else 1)
    pad = px(16)
    panel = _panel(page, odds, width - 2 * pad)
    below = panel.height + px(10) if panel else 0
    high = page.height_of(blocks, width - 2 * pad) + below + 2 * pad
    while high > room.height - px(16) and len(blocks) > 3:
        # The oldest precedent goes first.
        del blocks[-3 if blocks[-1].bold else -1]
        high = page.height_of(blocks, width - 2 * pad) + below + 2 * pad
    rect = Rect(room.right - width - px(12), 0, width, high)
    rect.centery = beside.centery
    rect.clamp_ip(room.inflate(0, -px(16)))
    with page.above():
        y = max(rect.y + px(10), min(beside.centery, rect.bottom - px(10)))
        page.fill(Rect(rect.right, y, beside.x - rect.right, 2), theme.text)
        page.box(rect, theme.raised, theme.edge, radius=CARD_RADIUS)
        end = page.flow((rect.x + pad, rect.y + pad), blocks, width - 2 * pad)
        if panel:
            _lay_out_panel(page, (rect.x + pad, end), panel)


def _panel(page: Page, odds: ShownOdds | None, width: int) -> OddsPanel | None:
    """Return the odds of a lever that can be moved, where they are wanted."""
    if odds is None or not (odds.lines or odds.is_lost):
        return None
    return OddsPanel(page, odds, width)


def _lay_out_panel(page: Page, at: tuple[int, int], panel: OddsPanel) -> int:
    """Lay out the odds under a line; return where what follows begins."""
    page.line((at[0], at[1] + page.px(2)), panel.width)
    return panel.lay_out((at[0], at[1] + page.px(10))) + page.px(10)


def lay_out_explain(page: Page, rect: Rect, row: Row | None, odds: ShownOdds | None = None) -> None:
    """Lay out the explanation as a pane of its own."""
    theme, pad = page.theme, page.px(12)
    page.box(rect, theme.raised, radius=CARD_RADIUS)
    if row is None:
        blocks = [Block(say("Focus a lever to read what it does."), LABEL, colour=theme.second)]
    else:
        blocks = explain_blocks(page, row)
    inside = rect.inflate(-2 * pad, -2 * pad)
    with page.region("explain", inside):
        width = inside.width - page.px(8)
        panel = _panel(page, odds, min(inside.width - page.px(16), page.px(WIDEST_ODDS)))
        # The odds come before what can be scrolled to.
        above = 2 if inside.height >= page.px(ROOMY_PANE) else 1
        y = page.flow(inside.topleft, blocks[:above], width)
        if panel:
            y = _lay_out_panel(page, (inside.x, y), panel)
        page.flow((inside.x, y), blocks[above:], width)
