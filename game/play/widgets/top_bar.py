"""The bar on top: whose seat, which quarter, which phase, which turn, how much capital."""

from __future__ import annotations

from pygame import Rect

from game.play.page import Page
from game.play.table import Capital, Table
from game.play.theme import DATE, LEAD, SOURCE
from game.play.words import thin

PHASES = ("Brief", "Measures", "Reveal", "Responses", "Quarter")


def lay_out_top_bar(page: Page, rect: Rect, table: Table, phase: str) -> None:
    """Lay out the bar; `phase` is one of the five steps of a turn."""
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
    page.text((x, under), "your seat", SOURCE, colour=theme.second)
    x = max(name.right + px(28), rect.x + px(150))
    date = page.text((x, y), table.date, LEAD, bold=True)
    turn = f"turn {table.session.model.position.turn + 1} of {table.session.scenario.turns}"
    told = page.text((x, under), turn, SOURCE, colour=theme.second)
    right = lay_out_capital(page, rect, table.sheet.capital)
    from_x = max(date.right, told.right) + px(28)
    lay_out_phases(page, Rect(from_x, rect.y, right - px(28) - from_x, rect.height), phase)


def lay_out_phases(page: Page, rect: Rect, phase: str) -> None:
    """Draw the five steps of a turn as a line with dots, or the present one as words."""
    theme, px = page.theme, page.px
    need = px(104) * len(PHASES)
    if rect.width < need:
        words = f"{phase}, {PHASES.index(phase) + 1} of {len(PHASES)}"
        if page.type.width(words, DATE, True) < rect.width:
            high = page.type.leading(DATE)
            page.text((rect.x, rect.centery - high // 2), words, DATE, bold=True)
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
            (x, y + px(8)), name, SOURCE, bold=chosen, align="centre",
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
    words = f"{thin(capital.free)} capital free"
    if capital.pledged > 0.0:
        words += f", {thin(capital.pledged)} pledged"
    size, step = px(14), px(17)
    count = round(capital.cap)
    wide = max(step * count, page.type.width(words, SOURCE) + px(4))
    left = rect.right - px(14) - wide
    free = round(capital.free)
    pledged = round(capital.free + capital.pledged) - free
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
