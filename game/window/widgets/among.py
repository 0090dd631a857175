"""A score among the games of an ensemble: bars of all games, and a strip for each policy."""

from __future__ import annotations

import pygame
from pygame import Rect

from game.seat.debrief.account import Among, PolicyScores
from game.seat.debrief.read import among_text
from game.window.items import Item
from game.window.page import Page
from game.window.theme import CARD_RADIUS, LABEL, LEAD, SOURCE
from game.words.language import later, say

BARS, STRIP, NAMES = 110, 26, 0.34
PLAYED = later(
    "Each policy led the seat in as many games, under the same luck, against the scenario's own "
    "cast. Thick: the middle half; thin: nine in ten; tick: the median."
)


def lay_out_among(page: Page, at: Rect, among: Among, actor: str, score: float) -> int:
    """Lay out the panel; return where it ends."""
    px, theme = page.px, page.theme
    pad = px(16)
    inner = at.inflate(-2 * pad, 0)
    names = round(inner.width * NAMES)
    note = page.type.wrap(say(PLAYED), SOURCE, False, page.room(inner.width))
    foot = len(note) * page.type.leading(SOURCE)
    axis = page.type.leading(SOURCE) + px(4)
    you = page.type.leading(LEAD) + px(6)
    head = px(34)
    strips = len(among.policies) * px(STRIP)
    high = 2 * pad + head + you + px(BARS) + strips + px(8) + axis + foot + px(6)
    panel = Rect(at.x, at.y, at.width, high)
    page.box(panel, theme.panel, radius=CARD_RADIUS)
    y = page.heading(
        Rect(inner.x, at.y + pad, inner.width, 0),
        say("Your score among {games} games", games=f"{among.games:,}"),
    )
    scale = Rect(inner.x + names, y, inner.width - names - px(12), 0)
    told = among_text(among)
    item = Item(key="among", rect=Rect(inner.x, y, inner.width, you + px(BARS)), role="chart",
                name=say("Your score among all games"), value=told)  # fmt: skip
    with page.item(item):
        _you(page, Rect(scale.x, y, scale.width, you), actor, score)
        y += you
        _share(page, Rect(inner.x, y, names - px(12), px(BARS)), told)
        _bars(page, Rect(scale.x, y, scale.width, px(BARS)), among, score)
    y += px(BARS) + px(8)
    for policy in among.policies:
        _strip(page, Rect(inner.x, y, inner.width, px(STRIP)), scale, policy)
        y += px(STRIP)
    _needle(page, scale, at.y + pad + head + you - px(8), y, actor, score)
    for mark in (0, 20, 40, 60, 80, 100):
        x = scale.x + round(scale.width * mark / 100.0)
        page.text((x, y + px(2)), str(mark), SOURCE, colour=theme.third, align="centre")
    y += axis
    page.text((inner.x, y), say(PLAYED), SOURCE, colour=theme.third, width=page.room(inner.width))
    return panel.bottom


def _x(scale: Rect, score: float) -> int:
    return scale.x + round(scale.width * min(max(score, 0.0), 100.0) / 100.0)


def _you(page: Page, rect: Rect, actor: str, score: float) -> None:
    """Write the seat's emblem and score over its place on the scale."""
    px = page.px
    size = px(20)
    told = say("you, {score}", score=f"{score:.1f}")
    x = _x(rect, score)
    page.emblem(actor, (x - size // 2, rect.y), size)
    wide = page.type.width(told, LABEL, True)
    is_right = x + size // 2 + px(6) + wide <= rect.right
    end = x + size // 2 + px(6) if is_right else x - size // 2 - px(6)
    page.text((end, rect.y), told, LABEL, bold=True, align="left" if is_right else "right")


def _share(page: Page, rect: Rect, told: str) -> None:
    page.text(rect.topleft, told, LABEL, colour=page.theme.second, width=page.room(rect.width))


def _bars(page: Page, box: Rect, among: Among, score: float) -> None:
    """Draw a bar for each two points of score; those below the seat's are bright."""
    theme, count = page.theme, len(among.bars)
    most = max(among.bars) or 1.0

    def paint(surface: pygame.Surface, at: Rect) -> None:
        pygame.draw.line(surface, theme.edge, at.bottomleft, at.bottomright)
        for number, share in enumerate(among.bars):
            left = at.x + round(at.width * number / count)
            right = at.x + round(at.width * (number + 1) / count) - 1
            high = round((at.height - 2) * share / most)
            is_below = (number + 1) * 100.0 / count <= score
            shade = theme.second if is_below else theme.edge
            bar = (left, at.bottom - high, max(1, right - left), high)
            surface.fill(shade, bar)
            if not is_below and high > 2:
                inner = (left + 1, at.bottom - high + 1, max(1, right - left - 2), high - 1)
                surface.fill(theme.panel, inner)

    page.mark(box, paint)


def _strip(page: Page, rect: Rect, scale: Rect, policy: PolicyScores) -> None:
    """Lay out a policy's name, nine in ten of its scores, the middle half, the median."""
    px, theme = page.px, page.theme
    low, quarter, median, three, high = policy.quantiles
    item = Item(
        key=f"policy {policy.title}", rect=rect, role="chart", name=policy.title,
        value=say("half of its games score {low} to {high}, the median {median}",
                  low=f"{quarter:.0f}", high=f"{three:.0f}", median=f"{median:.0f}"),
    )  # fmt: skip
    with page.item(item):
        room = page.room(scale.x - rect.x - px(10))
        name = page.type.wrap(policy.title, SOURCE, False, room)
        y = rect.centery - page.type.leading(SOURCE) // 2
        page.text((rect.x, y), name[0] if name else "", SOURCE)
        middle = rect.centery
        page.fill(Rect(scale.x, middle, scale.width, 1), theme.line)
        ends = _x(scale, low), _x(scale, high)
        page.fill(Rect(ends[0], middle - 1, max(2, ends[1] - ends[0]), 3), theme.edge)
        half = _x(scale, quarter), _x(scale, three)
        thick = Rect(half[0], middle - px(5), max(2, half[1] - half[0]), px(10))
        page.box(thick, theme.edge, radius=2)
        page.fill(Rect(_x(scale, median) - 1, middle - px(7), 3, px(14)), theme.text)


def _needle(page: Page, scale: Rect, top: int, bottom: int, actor: str, score: float) -> None:
    """Draw the seat's score through bars and strips."""
    ink = page.theme.inks[actor].fill
    page.fill(Rect(_x(scale, score) - 1, top, 2, bottom - top), ink)


def lay_out_waiting(page: Page, at: Rect, told: str, share: float) -> int:
    """Lay out how far the games to compare with have come; return where it ends."""
    px, theme = page.px, page.theme
    pad = px(16)
    inner = at.inflate(-2 * pad, 0)
    lines = page.type.wrap(told, LABEL, False, page.room(inner.width))
    high = 2 * pad + px(34) + len(lines) * page.type.leading(LABEL) + px(28)
    page.box(Rect(at.x, at.y, at.width, high), theme.panel, radius=CARD_RADIUS)
    y = page.heading(Rect(inner.x, at.y + pad, inner.width, 0), say("Your score among other games"))
    rect = Rect(inner.x, y, inner.width, at.y + high - pad - y)
    item = Item(key="waiting", rect=rect, role="progress", name=told, value=f"{100 * share:.0f} %")
    with page.item(item):
        used = page.text(
            (inner.x, y), told, LABEL, colour=theme.second, width=page.room(inner.width)
        )
        track = Rect(inner.x, used.bottom + px(10), inner.width, px(10))
        page.box(track, theme.inset, theme.edge, radius=px(5))
        filled = round(track.width * share)
        if filled > 4:
            page.box(Rect(track.x, track.y, filled, track.height), theme.text, radius=px(5))
    return at.y + high
