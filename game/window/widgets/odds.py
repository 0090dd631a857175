"""Odds: what an order is worth, as dot and range, as a badge, and as a line beside the seal."""

from __future__ import annotations

import math

import pygame
from pygame import Rect

from game.ahead.odds import OrderEffect
from game.seat.odds.shown import Ahead, ShownOdds, Weighed, Weighing
from game.window import draw
from game.window.items import Block, Item
from game.window.page import Page
from game.window.theme import SOURCE, Colour
from game.words.language import later, say
from game.words.numbers import minus

LINE = 24
# A range is never written as nought.
LEAST_BAND = 0.1
NAMES, NUMBERS = 0.36, 0.3
HEAD = later("Your score at the end, against holding it")
LOST = later("Odds unavailable: the process that works them out has stopped.")
WAITING = later("Working out the odds ...")
# What stands behind a number, for whoever wants to trust it.
GROUNDS = later(
    "After this phase every side follows its policy, yours too. The luck is not this game's. What "
    "you know by estimates is drawn anew; what else is hidden is taken as it is."
)


class OddsPanel:
    """What one lever's settings are worth, ready to be laid out at a width."""

    def __init__(self, page: Page, told: ShownOdds, width: int) -> None:
        self.page, self.lines, self.width = page, told.lines, width
        theme = page.theme
        known = [line.effect for line in told.lines if line.effect is not None]
        self.head = [Block(say(HEAD), SOURCE, True, gap=2)]
        if told.is_lost:
            self.head = []
            self.foot = [Block(say(LOST), SOURCE, True, colour=theme.second, gap=0)]
            self.lines = ()
        elif not known:
            self.foot = [Block(say(WAITING), SOURCE, colour=theme.second, gap=0)]
        else:
            count = min(one.rollouts for one in known)
            made = say("{rollouts} rollouts each, under the same luck.", rollouts=f"{count:,}")
            self.foot = [
                Block(made, SOURCE, True, colour=theme.second, gap=2),
                Block(say(GROUNDS), SOURCE, colour=theme.third, gap=0),
            ]

    @property
    def height(self) -> int:
        """How high it is."""
        page, width = self.page, self.width
        rows = len(self.lines) * page.px(LINE)
        return page.height_of(self.head, width) + rows + page.height_of(self.foot, width)

    def lay_out(self, at: tuple[int, int]) -> int:
        """Lay it out; return where it ends."""
        page = self.page
        y = page.flow(at, self.head, self.width)
        reach = max((_reach(line.effect) for line in self.lines), default=1.0)
        for line in self.lines:
            _line(page, Rect(at[0], y, self.width, page.px(LINE)), line, reach)
            y += page.px(LINE)
        return page.flow((at[0], y), self.foot, self.width)


def _reach(effect: OrderEffect | None) -> float:
    if effect is None or not math.isfinite(effect.band):
        return 1.0
    return max(1.0, abs(effect.points) + effect.band)


def _line(page: Page, rect: Rect, line: Weighed, reach: float) -> None:
    """Write a setting, its effect as dot and range on one axis, and its points."""
    px = page.px
    high = page.type.leading(SOURCE)
    y = rect.centery - high // 2
    room = page.room(round(rect.width * NAMES))
    name = page.type.wrap(line.name, SOURCE, False, room)
    told = effect_text(line.effect)
    item = Item(key=f"odds {line.name}", rect=rect, role="odds", name=line.name, value=told)
    with page.item(item):
        page.text((rect.x, y), name[0] if name else "", SOURCE)
        shade = _shade(page, line.effect)
        page.text((rect.right, y), told, SOURCE, bold=True, colour=shade, align="right")
        if line.effect is None:
            return
        left = rect.x + round(rect.width * NAMES)
        widest = page.type.width(say("no difference"), SOURCE, True) + px(8)
        numbers = max(round(rect.width * NUMBERS), widest)
        axis = Rect(left, rect.y, rect.right - numbers - left, rect.height)
        _axis(page, axis.inflate(-2 * px(4), -px(4)), line.effect, reach, shade)


def _axis(page: Page, box: Rect, effect: OrderEffect, reach: float, shade: Colour) -> None:
    theme, radius = page.theme, page.px(4)

    def x(points: float) -> int:
        share = max(-1.0, min(points / reach, 1.0))
        return box.centerx + round(share * box.width / 2)

    def paint(surface: pygame.Surface, at: Rect) -> None:
        down = at.y - box.y
        middle = box.centery + down
        pygame.draw.line(surface, theme.line, (box.x, middle), (box.right, middle))
        surface.fill(theme.edge, (box.centerx, at.y, 1, at.height))
        ends = x(effect.points - effect.band), x(effect.points + effect.band)
        surface.fill(shade, (ends[0], middle - 1, max(2, ends[1] - ends[0]), 3))
        centre = (x(effect.points), middle)
        pygame.draw.aacircle(surface, shade, centre, radius)
        if not effect.is_clear or effect.points < 0.0:
            pygame.draw.aacircle(surface, theme.raised, centre, max(1, radius - 2))

    page.mark(box, paint)


def _shade(page: Page, effect: OrderEffect | None) -> Colour:
    if effect is None or not effect.is_clear:
        return page.theme.second
    return page.theme.worse if effect.points < 0.0 else page.theme.text


def effect_text(effect: OrderEffect | None) -> str:
    """Write points with their range, or what there is to say instead."""
    if effect is None:
        return "..."
    return say("no difference") if effect.is_nothing else _range_text(effect)


def _range_text(effect: OrderEffect) -> str:
    band = f"{max(effect.band, LEAST_BAND):.1f}"
    return say("{points} ±{band}", points=_signed(effect.points), band=band)


def _signed(points: float) -> str:
    told = f"{points:+.1f}"
    return minus(told) if told not in {"-0.0", "+0.0"} else "0.0"


# -- the badge of a row ------------------------------------------------------------------------


def badge_width(page: Page, effect: OrderEffect) -> int:
    """Return how wide the badge of an effect is."""
    return page.type.width(_range_text(effect), SOURCE, True) + page.px(30)


def lay_out_badge(page: Page, right: int, y: int, effect: OrderEffect) -> None:
    """Draw what an order is worth: a frame, a triangle, points and range; dashed where unclear."""
    px, theme = page.px, page.theme
    high = page.type.leading(SOURCE) + px(4)
    wide = badge_width(page, effect)
    rect = Rect(right - wide, y, wide, high)
    shade = _shade(page, effect)
    if effect.is_clear:
        page.box(rect, None, shade, radius=high // 2)
        size = px(9)
        at = (rect.x + px(9), rect.centery - size // 2)
        name = "up" if effect.points > 0.0 else "down"
        page.icon(name, at, size, shade, hollow=effect.points < 0.0)
    else:
        _dashed(page, rect, theme.edge)
    told, end = _range_text(effect), rect.right - px(8)
    page.text((end, y + px(2)), told, SOURCE, bold=True, colour=shade, align="right")


def _dashed(page: Page, rect: Rect, shade: Colour) -> None:
    def paint(surface: pygame.Surface, at: Rect) -> None:
        inner = at.inflate(-1, -1)
        corners = [inner.topleft, inner.topright, inner.bottomright, inner.bottomleft]
        draw.dashes(surface, shade, [*corners, inner.topleft], 4, 4, 1)

    page.mark(rect, paint)


# -- the line beside the seal ------------------------------------------------------------------


def ahead_texts(weighing: Weighing) -> tuple[str, ...]:
    """Return what lies ahead, the longest wording first."""
    if weighing.is_lost:
        return (say(LOST), say("Odds unavailable"), say("No odds"))
    ahead = weighing.ahead
    if ahead is None:
        return (say(WAITING),)
    return _ahead_texts(ahead)


def _ahead_texts(ahead: Ahead) -> tuple[str, ...]:
    known = ahead.prospect
    count = f"{known.rollouts:,}"
    score, band = f"{known.score:.1f}", f"{max(known.band, LEAST_BAND):.1f}"
    wins = f"{100.0 * known.win:.0f}"
    values = {"score": score, "band": band, "wins": wins, "count": count}
    if ahead.effect is None:
        return (
            say("Odds of a win {wins} %; score {score} ±{band}; {count} rollouts", **values),
            say("Odds of a win {wins} %; score {score} ±{band}", **values),
            say("Odds {wins} %; score {score}", **values),
            say("Odds {wins} %", **values),
        )
    values["change"] = _range_text(ahead.effect)
    return (
        say(
            "Odds of a win {wins} %; score {score} ({change} by your orders); {count} rollouts",
            **values,
        ),
        say("Odds of a win {wins} %; score {score} ({change})", **values),
        say("Odds {wins} %; score {score} ({change})", **values),
        say("Odds {wins} %", **values),
    )


def lay_out_ahead(page: Page, rect: Rect, weighing: Weighing) -> None:
    """Write what lies ahead in one line, as much as there is room for."""
    room = page.room(rect.width)
    texts = ahead_texts(weighing)
    fitting = [text for text in texts if page.type.width(text, SOURCE) <= room]
    if not fitting:
        return
    item = Item(key="ahead", rect=rect, role="odds", name=say("Odds"), value=texts[0])
    with page.item(item):
        page.text(rect.topleft, fitting[0], SOURCE, colour=page.theme.second)
