"""A score among the games of an ensemble: bars of all games, and a strip for each policy."""

from __future__ import annotations

from pygame import Rect

from game.seat.debrief.account import Among, PolicyScores
from game.seat.debrief.read import among_text
from game.window.arrangement import Strip, panel
from game.window.drawing.charts import paint_bars
from game.window.items import Item, ItemKind
from game.window.layout import Axis, part
from game.window.page import Page
from game.window.ruler import Length, Pixels
from game.window.theme import LABEL, LEAD, SOURCE
from game.words.language import later, say

POLICY, WAITING = ItemKind("policy"), ItemKind("waiting")
BARS, STRIP, NAMES = 110, 26, 0.34
MARKS = (0, 20, 40, 60, 80, 100)
PLAYED = later(
    "Each policy led the seat in as many games, under the same luck, against the scenario's own "
    "cast. Thick: the middle half; thin: nine in ten; tick: the median."
)


def lay_out_among(page: Page, at: Rect, among: Among, actor: str, score: float) -> int:
    """Lay out the panel; return where it ends."""
    theme, text = page.theme, among_text(among)
    with panel(page, at, below=28) as stack:
        stack.heading(say("Your score among {games} games", games=f"{among.games:,}"))
        item = Item(key="among", rect=stack.rest, role="chart",
                    name=say("Your score among all games"), value=text)  # fmt: skip
        with page.item(item):
            above = stack.take(page.high(LEAD, pad=6))
            _you(page, _scale(page, above), actor, score)
            bars = stack.take(BARS, gap=8)
            words = page.left_of(bars, _scale(page, bars), 12)
            page.text(words.topleft, text, LABEL, colour=theme.second, width=page.room(words.width))
            page.mark(_scale(page, bars), paint_bars(among.bars, score, theme))
            item.rect = above.union(bars)
        strips = [stack.take(STRIP) for _ in among.policies]
        for rect, policy in zip(strips, among.policies, strict=True):
            _strip(page, rect, policy)
        through = _axis(_scale(page, page.trim(bars.unionall(strips), top=-2)))
        page.fill(through.tick(score, 2), theme.inks[actor].fill)
        marks = _axis(_scale(page, page.trim(stack.take(page.high(SOURCE, pad=4)), top=2)))
        for mark in MARKS:
            at_mark = marks.tick(mark, 0).topleft
            page.text(at_mark, str(mark), SOURCE, colour=theme.third, align="centre")
        stack.text(say(PLAYED), SOURCE, colour=theme.third)
    return stack.y


def _scale(page: Page, rect: Rect, high: Length | None = None) -> Rect:
    """Return the part of a row that the scale takes, or a box so high in its middle."""
    box = page.trim(page.halves(rect, NAMES)[1], right=12)
    return box if high is None else page.placed(box, Pixels(box.width), high)


def _axis(scale: Rect) -> Axis:
    return Axis(scale, 0.0, 100.0)


def _you(page: Page, rect: Rect, actor: str, score: float) -> None:
    """Write the seat's emblem and score over its place on the scale."""
    label = say("you, {score}", score=f"{score:.1f}")
    emblem = _axis(rect).tick(score, page.px(20))
    page.emblem(actor, emblem.topleft, emblem.width)
    beside = page.trim(emblem, left=-6, right=-6)
    is_right = page.wide(label, LABEL, bold=True).count <= page.right_of(rect, beside).width
    end = beside.topright if is_right else beside.topleft
    page.text(end, label, LABEL, bold=True, align="left" if is_right else "right")


def _strip(page: Page, rect: Rect, policy: PolicyScores) -> None:
    """Lay out a policy's name, nine in ten of its scores, the middle half, the median."""
    theme = page.theme
    low, quarter, median, three, high = policy.quantiles
    item = Item(
        key=POLICY.key(policy.title), rect=rect, role="chart", name=policy.title,
        value=say("half of its games score {low} to {high}, the median {median}",
                  low=f"{quarter:.0f}", high=f"{three:.0f}", median=f"{median:.0f}"),
    )  # fmt: skip
    with page.item(item):
        scale = _scale(page, rect)
        Strip(page, page.left_of(rect, scale, 10)).words(policy.title, SOURCE)
        page.fill(_scale(page, rect, Pixels(1)), theme.line)
        page.fill(_axis(_scale(page, rect, Pixels(3))).bar(low, high, 2), theme.edge)
        page.box(_axis(_scale(page, rect, 10)).bar(quarter, three, 2), theme.edge, radius=2)
        page.fill(_axis(_scale(page, rect, 14)).tick(median, 3), theme.text)


def lay_out_waiting(page: Page, at: Rect, title: str, text: str, share: float) -> int:
    """Lay out how far games that are being played have come; return where it ends."""
    theme = page.theme
    with panel(page, at, below=30) as stack:
        stack.heading(title)
        item = Item(key=WAITING.key(title), rect=stack.rest, role="progress", name=text,
                    value=f"{100 * share:.0f} %")  # fmt: skip
        with page.item(item):
            used = stack.text(text, LABEL, colour=theme.second, gap=10)
            track = stack.take(10)
            item.rect = used.union(track)
            lay_out_bar(page, track, share, theme.text, edge=theme.edge)
    return stack.y


def lay_out_bar(
    page: Page, track: Rect, share: float, ink: tuple[int, int, int], *,
    edge: tuple[int, int, int] | None = None,
) -> None:  # fmt: skip
    """Draw a track that is filled from its left by a share."""
    radius = page.px(5)
    page.box(track, page.theme.inset, edge or page.theme.line, radius=radius)
    filled = part(track, 0.0, share)
    if filled.width > 2:
        page.box(filled, ink, radius=radius)
