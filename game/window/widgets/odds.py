"""Odds: what an order is worth, as dot and range, as a badge, and as a line beside the seal."""

from __future__ import annotations

import math

import pygame
from pygame import Rect

from game.ahead.odds import OrderEffect
from game.seat.odds.shown import Ahead, Badge, LeverOdds, SettingOdds, ShownOdds
from game.window.arrangement import Space, Stack, Strip
from game.window.drawing import shapes
from game.window.drawing.charts import paint_range
from game.window.items import Block, Item, ItemKind
from game.window.layout import part
from game.window.page import Page
from game.window.ruler import Pixels
from game.window.theme import SOURCE, Colour
from game.words.language import later, say
from game.words.numbers import minus

ODDS = ItemKind("odds")
LINE = 24
# A range is never written as nought.
LEAST_BAND = 0.1
NAMES, NUMBERS = 0.36, 0.3
HEAD = later("Your score at the end, against holding it")
LOST = later("Odds unavailable: the process that works them out has stopped.")
WAITING = later("Working out the odds ...")
# What stands behind a number, for whoever wants to trust it.
GROUNDS = later(
    "What you have set stays set, and you order nothing more; the others follow their policies. "
    "The luck is not this game's. What you do not see is guessed from what you have seen."
)


class OddsPanel:
    """What one lever's settings are worth, ready to be laid out at a width."""

    def __init__(self, page: Page, shown: ShownOdds, width: int) -> None:
        self.page, self.lines, self.width = page, shown.lines, width
        theme = page.theme
        effects = [line.effect for line in shown.lines if line.effect is not None]
        self.head = [Block(say(HEAD), SOURCE, True, gap=2)]
        if shown.is_lost:
            self.head = []
            self.foot = [Block(say(LOST), SOURCE, True, colour=theme.second, gap=0)]
            self.lines = ()
        elif not effects:
            self.foot = [Block(say(WAITING), SOURCE, colour=theme.second, gap=0)]
        else:
            count = min(effect.rollouts for effect in effects)
            made = say("{rollouts} rollouts each, under the same luck.", rollouts=f"{count:,}")
            self.foot = [
                Block(made, SOURCE, True, colour=theme.second, gap=2),
                Block(say(GROUNDS), SOURCE, colour=theme.third, gap=0),
            ]

    @property
    def height(self) -> Pixels:
        """How high it is."""
        page, width = self.page, self.width
        paragraphs = (Pixels(page.height_of(part, width)) for part in (self.head, self.foot))
        return page.total(page.times(len(self.lines), LINE), *paragraphs)

    def lay_out(self, stack: Stack) -> None:
        """Lay it out at the end of a stack."""
        page = self.page
        inside = Stack(page, page.placed(stack.rest, Pixels(self.width), 0, "left"))
        inside.flow(self.head)
        reach = max((_reach(line.effect) for line in self.lines), default=1.0)
        for line in self.lines:
            _line(page, inside.take(LINE), line, reach)
        inside.flow(self.foot)
        stack.go_on(inside.y)


def _reach(effect: OrderEffect | None) -> float:
    if effect is None or not math.isfinite(effect.band):
        return 1.0
    return max(1.0, abs(effect.points) + effect.band)


def _line(page: Page, rect: Rect, weighed: SettingOdds, reach: float) -> None:
    """Write a setting, its effect as dot and range on one axis, and its points."""
    text, effect = effect_text(weighed.effect), weighed.effect
    item = Item(key=ODDS.key(weighed.name), rect=rect, role="odds", name=weighed.name, value=text)
    with page.item(item):
        name, rest = page.halves(rect, NAMES)
        Strip(page, name).words(weighed.name, SOURCE)
        shade = _shade(page, effect)
        page.middle(rect.midright, text, SOURCE, bold=True, colour=shade, align="right")
        if effect is None:
            return
        widest = page.wide(say("no difference"), SOURCE, bold=True, pad=8)
        numbers = max(part(rect, 0.0, NUMBERS).width, widest.count)
        axis = page.inset(page.trim(rest, right=Pixels(numbers)), 4, 2)
        is_hollow = not effect.is_clear or effect.points < 0.0
        page.mark(
            axis,
            paint_range(
                effect.points, effect.band, reach, page.px(4),
                (page.theme.line, page.theme.edge, shade),
                page.theme.raised if is_hollow else None,
            ),
        )  # fmt: skip


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
    text = f"{points:+.1f}"
    return minus(text) if text not in {"-0.0", "+0.0"} else "0.0"


# -- the badge of a row ------------------------------------------------------------------------


def badge_texts(badge: Badge) -> tuple[str, ...]:
    """Return what a badge says, the longest wording first."""
    worth = _range_text(badge.effect)
    if not badge.setting:
        return (worth,)
    return say("{setting} {worth}", setting=badge.setting, worth=worth), worth


def badge_width(page: Page, text: str) -> Pixels:
    """Return how wide a badge is that says this."""
    return page.wide(text, SOURCE, bold=True, pad=30)


def lay_out_badge(page: Page, rect: Rect, badge: Badge, text: str) -> None:
    """Draw what an order is worth at the bottom of a box: dashed where it is unclear."""
    effect = badge.effect
    theme, shade = page.theme, _shade(page, effect)
    frame = Space(page, rect).bottom(page.high(SOURCE, pad=4))
    line = Strip(page, page.trim(frame, left=9, right=8))
    if effect.is_clear:
        page.box(frame, None, shade, radius=frame.height // 2)
        name = "up" if effect.points > 0.0 else "down"
        line.icon(name, 9, shade, hollow=effect.points < 0.0)
    else:
        page.mark(frame, lambda surface, at: _draw_dashed(surface, at, theme.edge))
    line.text(text, SOURCE, bold=True, colour=shade, end=True)


def _draw_dashed(surface: pygame.Surface, at: Rect, shade: Colour) -> None:
    shapes.draw_dashed_frame(surface, shade, at.inflate(-1, -1), 4, 4, 1)


# -- the line beside the seal ------------------------------------------------------------------


def ahead_texts(weighing: LeverOdds) -> tuple[str, ...]:
    """Return what lies ahead, the longest wording first."""
    if weighing.is_lost:
        return (say(LOST), say("Odds unavailable"), say("No odds"))
    ahead = weighing.ahead
    if ahead is None:
        return (say(WAITING),)
    return _ahead_texts(ahead)


def _ahead_texts(ahead: Ahead) -> tuple[str, ...]:
    prospect = ahead.prospect
    values = {
        "wins": f"{100.0 * prospect.win:.0f}",
        "low": f"{100.0 * prospect.win_low:.0f}",
        "high": f"{100.0 * prospect.win_high:.0f}",
        "score": f"{prospect.score:.1f}",
        "band": f"{max(prospect.band, LEAST_BAND):.1f}",
    }
    short = (
        say("At the end: {wins} % ({low} to {high}) to win, score {score} ±{band}", **values),
        say("End: {wins} % ({low} to {high}), {score} ±{band}", **values),
        say("End: {score} ±{band}", **values),
    )
    line = short[0]
    if ahead.effect is not None:
        line = say("{ahead} ({change} by your orders)", ahead=line,
                   change=_range_text(ahead.effect))  # fmt: skip
    by_policy = ahead.by_policy
    if by_policy is None:
        return line, *short
    alone = say(
        "{ahead}; led by {policy} {score} ±{band}",
        ahead=line,
        policy=ahead.policy.replace("_", " "),
        score=f"{by_policy.score:.1f}",
        band=f"{max(by_policy.band, LEAST_BAND):.1f}",
    )
    return alone, line, *short


def lay_out_ahead(page: Page, rect: Rect, weighing: LeverOdds) -> None:
    """Write what lies ahead in one line, as much as there is room for."""
    room = page.room(rect.width)
    texts = ahead_texts(weighing)
    fitting = [text for text in texts if page.type.width(text, SOURCE) <= room]
    if not fitting:
        return
    item = Item(key="ahead", rect=rect, role="odds", name=say("Odds"), value=texts[0])
    with page.item(item):
        page.text(rect.topleft, fitting[0], SOURCE, colour=page.theme.second)
