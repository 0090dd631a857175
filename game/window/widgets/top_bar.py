"""The bar on top: whose seat, which quarter, which phase, which turn, how much capital."""

from __future__ import annotations

from pygame import Rect

from game.seat.seat_table import Capital, SeatTable
from game.window.items import Press
from game.window.page import Page
from game.window.theme import DATE, LABEL, LEAD, SOURCE
from game.words.language import later, say
from game.words.numbers import quarter_text, tenths

SLACK = 1e-6
BRIEF, MEASURES, REVEAL, RESPONSES, QUARTER = PHASES = later(
    ("Brief", "Measures", "Reveal", "Responses", "Quarter")
)


def lay_out_top_bar(
    page: Page, rect: Rect, table: SeatTable, phase: str = "", menu: Press | None = None
) -> None:
    """Lay out the bar; `phase` is one of the five steps of a turn, "" on a screen beside them.

    `menu` is what a click on the menu does; the keyboard has Escape for it.
    """
    theme, px = page.theme, page.px
    page.fill(rect, theme.panel)
    page.line((rect.x, rect.bottom - 1), rect.width)
    size = min(px(36), rect.height - px(12))
    left = rect.x + px(14)
    page.emblem(table.actor, (left, rect.centery - size // 2), size)
    high = page.type.leading(LEAD) + page.type.leading(SOURCE)
    y = rect.centery - high // 2
    x = left + size + px(10)
    under = y + page.type.leading(LEAD)
    name = page.text((x, y), table.title, LEAD, bold=True)
    page.text((x, under), say("your seat"), SOURCE, colour=theme.second)
    x = max(name.right + px(28), rect.x + px(150))
    scenario = table.session.scenario
    # The quarter told last is the one that has just been played.
    past = 1 if phase == QUARTER or table.session.over else 0
    played = max(0, table.session.model.position.turn - past)
    date = page.text((x, y), quarter_text(scenario.date(played)), LEAD, bold=True)
    turn = say("turn {turn} of {turns}", turn=played + 1, turns=scenario.turns)
    told = page.text((x, under), turn, SOURCE, colour=theme.second)
    end = rect if menu is None else _lay_out_menu(page, rect, menu)
    right = lay_out_capital(page, end, table.sheet.capital)
    from_x = max(date.right, told.right) + px(28)
    if phase:
        lay_out_phases(page, Rect(from_x, rect.y, right - px(28) - from_x, rect.height), phase)


def _lay_out_menu(page: Page, rect: Rect, menu: Press) -> Rect:
    """Lay out the way to everything else at the right; return what is left of the bar."""
    px, name = page.px, say("Menu")
    key = page.cap("back")
    wide = page.type.width(name, LABEL, True) + page.type.width(key, SOURCE) + px(44)
    box = Rect(rect.right - wide - px(10), rect.centery - px(22), wide, px(44))
    page.button("menu", box, name, menu, action="back", size=LABEL).by_mouse_only = True
    return Rect(rect.x, rect.y, box.x - rect.x, rect.height)


def lay_out_phases(page: Page, rect: Rect, phase: str) -> None:
    """Draw the five steps of a turn as a line with dots, or the present one as words."""
    theme, px = page.theme, page.px
    need = px(104) * len(PHASES)
    if rect.width < need:
        place = PHASES.index(phase) + 1
        words = say("{phase}, {place} of {count}", phase=say(phase), place=place, count=len(PHASES))
        if page.type.width(words, DATE, True) < rect.width:
            page.type.leading(DATE)
            page.middle((rect.x, rect.centery), words, DATE, bold=True)
        return
    step = px(104)
    y = rect.centery - px(10)
    start = rect.centerx - step * (len(PHASES) - 1) // 2
    now = PHASES.index(phase)
    for number, name in enumerate(PHASES):
        x = start + number * step
        if number:
            done = number <= now
            line = Rect(x - step + px(10), y - 1, step - px(20), 2)
            page.fill(line, theme.second if done else theme.line)
        _dot(page, (x, y), number, now)
        chosen = number == now
        page.text(
            (x, y + px(8)), say(name), SOURCE, bold=chosen, align="centre",
            colour=theme.text if chosen else theme.second,
        )  # fmt: skip


def _dot(page: Page, at: tuple[int, int], number: int, now: int) -> None:
    theme, px = page.theme, page.px
    radius = px(7) if number == now else px(5)
    rect = Rect(0, 0, 2 * radius, 2 * radius)
    rect.center = at
    if number < now:
        page.box(rect, theme.second, radius=radius)
    elif number == now:
        page.box(rect, theme.panel, theme.text, width=max(3, px(3)), radius=radius)
    else:
        page.box(rect, theme.panel, theme.edge, radius=radius)


def lay_out_capital(page: Page, rect: Rect, capital: Capital) -> int:
    """Draw capital as diamonds, free, pledged and empty, and in words; return its left edge."""
    theme, px = page.theme, page.px
    free_text = tenths(capital.free)
    words = say("{free} capital free", free=free_text)
    if capital.pledged > 0.0:
        words = say(
            "{free} capital free, {pledged} pledged",
            free=free_text,
            pledged=tenths(capital.pledged),
        )
    size, step = px(14), px(17)
    count = round(capital.cap)
    wide = max(step * count, page.type.width(words, SOURCE) + px(4))
    left = rect.right - px(14) - wide
    free = int(capital.free + SLACK)
    pledged = int(capital.free + capital.pledged + SLACK) - free
    high = size + px(4) + page.type.leading(SOURCE)
    y = rect.centery - high // 2
    for number in range(count):
        at = (left + number * step, y)
        if number < free:
            page.icon("diamond", at, size, theme.text)
        elif number < free + pledged:
            page.icon("diamond", at, size, theme.text, hollow=True)
            inner = size * 2 // 5
            middle = (at[0] + (size - inner) // 2, at[1] + (size - inner) // 2)
            page.icon("diamond", middle, inner, theme.text)
        else:
            page.icon("diamond", at, size, theme.edge, hollow=True)
    page.text((left, y + size + px(4)), words, SOURCE, colour=theme.second)
    return left
