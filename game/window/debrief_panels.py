"""The panels of the debrief: one at a time on the screen, all below each other on paper."""

from __future__ import annotations

from collections.abc import Callable

from pygame import Rect

from game.seat.debrief.account import Account, Among
from game.seat.debrief.read import among_text
from game.seat.odds.ensemble_progress import Gathering
from game.window.items import Block, Item
from game.window.layout import split
from game.window.page import Page
from game.window.theme import CARD_RADIUS, HEADLINE, LABEL, LEAD, SOURCE
from game.window.widgets.among import lay_out_among, lay_out_waiting
from game.window.widgets.beside import lay_out_beside
from game.window.widgets.charts import lay_out_standing
from game.window.widgets.courses import CHART, lay_out_course, lay_out_legend
from game.window.widgets.decided import lay_out_decided
from game.window.widgets.turning import lay_out_scores, lay_out_turning
from game.words.language import later, say
from game.words.numbers import thin

SCORE, SERIES, TURNING, BESIDE, DISCUSS = PANELS = later(
    ("Score", "Series", "Turning points", "The record", "To discuss")
)
Fork = Callable[[int], None]
WIDE, ROW, COLUMN = 980, 34, 236


def lay_out_verdict(page: Page, at: Rect, told: Account, among: Among | None) -> int:
    """Lay out score, result and why it ended; return where they end."""
    px, theme = page.px, page.theme
    size = px(44)
    page.emblem(told.seat, (at.x, at.y + px(4)), size)
    x = at.x + size + px(14)
    room = page.room(at.right - x)
    used = page.text((x, at.y - px(4)), told.verdict, HEADLINE, bold=True, width=room)
    parts = [told.why]
    if among is not None:
        parts.insert(0, say("{told}.", told=_capital(among_text(among))))
    parts.append(
        say("{target} points win; {scenario}, seed {seed}.", target=thin(told.target),
            scenario=told.scenario, seed=told.seed)
    )  # fmt: skip
    below = page.text(
        (x, used.bottom - px(2)), " ".join(parts), LABEL, colour=theme.second, width=room
    )
    return max(below.bottom, at.y + size)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def lay_out_panel(
    page: Page,
    at: Rect,
    name: str,
    told: Account,
    among: Among | None,
    gathering: Gathering | None,
    fork: Fork | None,
) -> int:
    """Lay out a panel by its name; return where it ends."""
    if name == SCORE:
        return _score(page, at, told, among, gathering)
    if name == SERIES:
        return _courses(page, at, told, among)
    if name == TURNING:
        return _turning(page, at, told, fork)
    if name == BESIDE:
        return lay_out_beside(page, at, told)
    return _questions(page, at, told)


def _score(
    page: Page, at: Rect, told: Account, among: Among | None, gathering: Gathering | None
) -> int:
    px = page.px
    if at.width >= px(WIDE):
        left = Rect(at.x, at.y, round(at.width * 0.54), 0)
        right = Rect(left.right + px(12), at.y, at.right - left.right - px(12), 0)
        left.y = lay_out_decided(page, left, told) + px(12)
        return max(_among(page, left, told, among, gathering), _aims(page, right, told))
    y = lay_out_decided(page, at, told) + px(12)
    y = _aims(page, Rect(at.x, y, at.width, 0), told) + px(12)
    return _among(page, Rect(at.x, y, at.width, 0), told, among, gathering)


def _among(
    page: Page, at: Rect, told: Account, among: Among | None, gathering: Gathering | None
) -> int:
    if among is not None:
        return lay_out_among(page, at, among, told.seat, told.score)
    if gathering is not None and gathering.is_lost:
        text = say("The games to compare with could not be played here. They can be made with "
                   "the command: highfence ensemble")  # fmt: skip
        return lay_out_waiting(page, at, text, 0.0)
    text = say("Playing 10,000 games of the same scenario beside the window; this is done once.")
    return lay_out_waiting(page, at, text, gathering.share if gathering else 0.0)


def _aims(page: Page, at: Rect, told: Account) -> int:
    """Lay out the seat's aims, then every actor's score."""
    px, theme = page.px, page.theme
    pad, row, head = px(16), px(ROW), px(34)
    count = len(told.aims) + len(told.standings)
    rect = Rect(at.x, at.y, at.width, 2 * pad + 2 * head + px(8) + count * row)
    page.box(rect, theme.panel, radius=CARD_RADIUS)
    inner = Rect(at.x + pad, at.y + pad, at.width - 2 * pad, 0)
    y = page.heading(inner, say("Your aims"), say("of 100, with their weights"))
    ink = theme.inks[told.seat].fill
    for aim in told.aims:
        name = say("{aim}, {weight} %", aim=aim.title, weight=f"{100 * aim.weight:.0f}")
        lay_out_standing(page, Rect(inner.x, y, inner.width, row), "", name, aim.score, ink)
        y += row
    below = Rect(inner.x, y + px(8), inner.width, 0)
    y = page.heading(below, say("How all fared"), say("the line is what wins"))
    for one in told.standings:
        name = say("{actor}: won", actor=one.title) if one.won else one.title
        lay_out_standing(
            page, Rect(inner.x, y, inner.width, row), one.name, name, one.score,
            theme.inks[one.name].fill, one.target,
        )  # fmt: skip
        y += row
    return max(rect.bottom, y)


def _courses(page: Page, at: Rect, told: Account, among: Among | None) -> int:
    """Lay out the series as a grid of small charts."""
    px, theme = page.px, page.theme
    pad, high, gap = px(16), px(CHART), px(22)
    inner = at.inflate(-2 * pad, 0)
    columns = max(1, min(5, (inner.width + gap) // (px(COLUMN) + gap)))
    rows = -(-len(told.courses) // columns)
    head = px(34) + page.type.leading(SOURCE)
    panel = Rect(at.x, at.y, at.width, 2 * pad + head + rows * high)
    page.box(panel, theme.panel, radius=CARD_RADIUS)
    ink = theme.inks[told.seat].fill
    top = Rect(inner.x, at.y + pad, inner.width, 0)
    y = page.heading(top, say("Twenty numbers, turn by turn"))
    lay_out_legend(page, inner.right, y, ink, band=among is not None)
    y = at.y + pad + head
    bands = among.bands if among is not None else {}
    discs = {point.turn: number for number, point in enumerate(told.turning, start=1)}
    boxes = split(Rect(inner.x, y, inner.width, high), columns, gap)
    for number, course in enumerate(told.courses):
        row, column = divmod(number, columns)
        lay_out_course(
            page, boxes[column].move(0, row * high), course, bands.get(course.name), discs,
            told.dates[-1], ink,
        )  # fmt: skip
    return panel.bottom


def _turning(page: Page, at: Rect, told: Account, fork: Fork | None) -> int:
    px = page.px
    y = lay_out_scores(page, at, told) + px(12)
    if not told.turning:
        quiet = say("The score never moved by half a point in one turn.")
        page.text((at.x, y), quiet, LABEL, width=page.room(at.width))
        return y + px(40)
    columns = min(len(told.turning), 3 if at.width >= px(1120) else 1)
    boxes = split(Rect(at.x, y, at.width, 0), columns, px(12))
    ends = [y] * columns
    for number, point in enumerate(told.turning):
        column = number % columns
        where = Rect(boxes[column].x, ends[column], boxes[column].width, 0)
        ends[column] = lay_out_turning(page, where, number + 1, point, told.seat, fork) + px(12)
    return max(ends)


def _questions(page: Page, at: Rect, told: Account) -> int:
    px, theme = page.px, page.theme
    pad = px(20)
    width = min(at.width, px(900)) - 2 * pad
    blocks = [Block(say("What this game can teach, and what to ask of it"), LEAD, True, gap=12)]
    for number, question in enumerate(told.questions, start=1):
        blocks.append(Block(f"{number}.  {question}", LEAD, colour=theme.second, gap=12))
    rect = Rect(at.x, at.y, at.width, page.height_of(blocks, width) + 2 * pad)
    text = " ".join(block.text for block in blocks)
    with page.item(Item(key="lessons", rect=rect, role="text", name="lessons", value=text)):
        page.box(rect, theme.panel, radius=CARD_RADIUS)
        page.flow((rect.x + pad, rect.y + pad), blocks, width)
    return rect.bottom
