"""The bar on top: whose seat, which quarter, which phase, which turn, how much capital."""

from __future__ import annotations

from pygame import Rect

from game.seat.seat_table import Capital, SeatTable
from game.window.arrangement import Stack, Strip
from game.window.items import Press
from game.window.page import Page
from game.window.ruler import Pixels
from game.window.theme import DATE, LABEL, LEAD, SOURCE
from game.words.language import later, say
from game.words.numbers import quarter_text, tenths, thin

SLACK = 1e-6
# Where the quarter begins at least; how wide a step of the turn is, and where the line between two
# steps begins and ends in the latter.
SEAT, STEP, LINE = 150, 104, (-42, 62)
# A diamond of capital, the core of a pledged one, and the gap between two.
DIAMOND, CORE, APART = 14, 6, 3
BRIEF, MEASURES, REVEAL, RESPONSES, QUARTER = PHASES = later(
    ("Brief", "Measures", "Reveal", "Responses", "Quarter")
)


def lay_out_top_bar(
    page: Page, rect: Rect, table: SeatTable, phase: str = "", menu: Press | None = None
) -> None:
    """Lay out the bar; `phase` is one of the five steps of a turn, "" on a screen beside them.

    `menu` is what a click on the menu does; the keyboard has Escape for it.
    """
    theme = page.theme
    page.fill(rect, theme.panel)
    page.fill(page.placed(rect, Pixels(rect.width), Pixels(1), down="bottom"), theme.line)
    line = Strip(page, page.trim(rect, left=14), gap=10)
    line.emblem(table.actor, page.capped(36, page.inset(rect, 0, 6).height))
    seat = _two_lines(page, line.rest, table.title, say("your seat"))
    scenario = table.session.scenario
    # The quarter told last is the one that has just been played.
    past = 1 if phase == QUARTER or table.session.over else 0
    played = max(0, table.session.model.position.turn - past)
    turn = say("turn {turn} of {turns}", turn=played + 1, turns=scenario.turns)
    taken = page.placed(rect, SEAT, 0, "left").union(page.trim(seat, right=-28))
    beside = page.right_of(rect, taken)
    date = _two_lines(page, beside, quarter_text(scenario.date(played)), turn)
    end = rect if menu is None else _lay_out_menu(page, rect, menu)
    capital = lay_out_capital(page, end, table.sheet.capital)
    if phase:
        between = page.left_of(page.right_of(rect, date, 28), capital, 28)
        lay_out_phases(page, between, phase)


def _two_lines(page: Page, rect: Rect, name: str, note: str) -> Rect:
    """Write a name over a note at the left of a box, level with its middle."""
    high = page.total(page.high(LEAD), page.high(SOURCE))
    stack = Stack(page, page.placed(rect, Pixels(rect.width), high, "left"))
    above = page.text(stack.take(page.high(LEAD)).topleft, name, LEAD, bold=True)
    below = page.text(stack.rest.topleft, note, SOURCE, colour=page.theme.second)
    return above.union(below)


def _lay_out_menu(page: Page, rect: Rect, menu: Press) -> Rect:
    """Lay out the way to everything else at the right; return what is left of the bar."""
    name = say("Menu")
    wide = page.total(page.wide(name, LABEL, bold=True), page.wide(page.cap("back"), SOURCE), 44)
    box = page.placed(page.trim(rect, right=10), wide, 44, "right")
    page.button("menu", box, name, menu, action="back", size=LABEL).by_mouse_only = True
    return page.left_of(rect, box)


def lay_out_phases(page: Page, rect: Rect, phase: str) -> None:
    """Draw the five steps of a turn as a line with dots, or the present one as words."""
    theme, now = page.theme, PHASES.index(phase)
    if rect.width < page.times(len(PHASES), STEP).count:
        words = say(
            "{phase}, {place} of {count}", phase=say(phase), place=now + 1, count=len(PHASES)
        )
        if page.wide(words, DATE, bold=True).count < rect.width:
            page.middle(rect.midleft, words, DATE, bold=True)
        return
    whole = page.placed(rect, page.times(len(PHASES), STEP), 20)
    boxes = page.columns(whole, len(PHASES))
    for number, (name, box) in enumerate(zip(PHASES, boxes, strict=True)):
        if number:
            between = page.trim(box, left=LINE[0], right=LINE[1])
            done = number <= now
            track = page.placed(between, Pixels(between.width), Pixels(2), down="top")
            page.fill(track.move(0, -1), theme.second if done else theme.line)
        _dot(page, box.midtop, number, now)
        chosen = number == now
        page.text(
            page.trim(box, top=8).midtop, say(name), SOURCE, bold=chosen, align="centre",
            colour=theme.text if chosen else theme.second,
        )  # fmt: skip


def _dot(page: Page, at: tuple[int, int], number: int, now: int) -> None:
    theme, px = page.theme, page.px
    radius = px(7) if number == now else px(5)
    rect = page.around(at, page.times(2, Pixels(radius)))
    if number < now:
        page.box(rect, theme.second, radius=radius)
    elif number == now:
        page.box(rect, theme.panel, theme.text, width=max(3, px(3)), radius=radius)
    else:
        page.box(rect, theme.panel, theme.edge, radius=radius)


def lay_out_capital(page: Page, rect: Rect, capital: Capital) -> Rect:
    """Draw capital as diamonds, free, pledged and empty, and in words; return the box it takes."""
    theme = page.theme
    free_text = tenths(capital.free)
    words = say("{free} capital free", free=free_text)
    if capital.pledged > 0.0:
        words = say(
            "{free} capital free, {pledged} pledged",
            free=free_text,
            pledged=thin(capital.pledged),
        )
    count = round(capital.cap)
    wide = max(page.times(count, DIAMOND, APART).count, page.wide(words, SOURCE, pad=4).count)
    high = page.total(DIAMOND, 4, page.high(SOURCE))
    box = page.placed(page.trim(rect, right=14), Pixels(wide), high, "right")
    stack = Stack(page, box)
    row = Strip(page, stack.take(DIAMOND, 4), gap=APART)
    free = int(capital.free + SLACK)
    pledged = int(capital.free + capital.pledged + SLACK) - free
    for number in range(count):
        if number < free:
            row.icon("diamond", DIAMOND, theme.text)
        elif number < free + pledged:
            whole = row.icon("diamond", DIAMOND, theme.text, hollow=True)
            inner = page.placed(whole, CORE, CORE)
            page.icon("diamond", inner.topleft, inner.width, theme.text)
        else:
            row.icon("diamond", DIAMOND, theme.edge, hollow=True)
    page.text(stack.rest.topleft, words, SOURCE, colour=theme.second)
    return box
