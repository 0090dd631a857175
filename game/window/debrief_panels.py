"""The panels of the debrief: one at a time on the screen, all below each other on paper."""

from __future__ import annotations

from collections.abc import Callable

from pygame import Rect

from game.seat.debrief.account import Account, Among
from game.seat.debrief.read import among_text
from game.seat.debrief.turning_points import largest_turns
from game.seat.odds.ensemble_progress import Gathering
from game.window.arrangement import Stack, panel
from game.window.items import Block, Item
from game.window.page import Page
from game.window.theme import HEADLINE, LABEL, LEAD, SOURCE
from game.window.widgets.among import lay_out_among, lay_out_waiting
from game.window.widgets.bargained import lay_out_bargained
from game.window.widgets.beside import lay_out_beside
from game.window.widgets.charts import lay_out_standing
from game.window.widgets.courses import CHART, lay_out_course, lay_out_legend
from game.window.widgets.decided import lay_out_decided
from game.window.widgets.order_worth import lay_out_worth
from game.window.widgets.turning import lay_out_scores, lay_out_turning
from game.words.language import later, say
from game.words.numbers import thin, upper_first

SCORE, SERIES, TURNING, BESIDE, DISCUSS = PANELS = later(
    ("Score", "Series", "Your orders", "The record", "To discuss")
)
Fork = Callable[[int], None]
WIDE, ROW, EMBLEM = 980, 34, 44
# Charts of the series: how wide one is at least, how far apart they stand, how many at most beside.
COLUMN, SPACING, MOST_BESIDE = 236, 22, 5
# From this width on, three cards of turning points stand beside each other; lines are no longer.
THREE_CARDS, READABLE = 1120, 860


def lay_out_verdict(page: Page, at: Rect, account: Account, among: Among | None) -> int:
    """Lay out score, result and why it ended; return where they end."""
    emblem = page.placed(page.trim(at, top=4), EMBLEM, EMBLEM, "left", "top")
    page.emblem(account.seat, emblem.topleft, emblem.width)
    stack = Stack(page, page.trim(page.right_of(at, emblem, 14), top=-4))
    stack.text(account.verdict, HEADLINE, bold=True)
    stack.skip(-2)
    parts = [account.why]
    if among is not None:
        parts.insert(0, say("{told}.", told=upper_first(among_text(among))))
    parts.append(
        say("{target} points win; {scenario}, seed {seed}.", target=thin(account.target),
            scenario=account.scenario, seed=account.seed)
    )  # fmt: skip
    stack.text(" ".join(parts), LABEL, colour=page.theme.second)
    return max(stack.y, page.trim(emblem, bottom=4).bottom)


def lay_out_panel(
    page: Page,
    at: Rect,
    name: str,
    account: Account,
    among: Among | None,
    gathering: Gathering | None,
    fork: Fork | None,
    reckoned: float = 1.0,
) -> int:
    """Lay out a panel by its name; return where it ends."""
    if name == SCORE:
        return _score(page, at, account, among, gathering)
    if name == SERIES:
        return _courses(page, at, account, among)
    if name == TURNING:
        return _turning(page, at, account, fork, reckoned)
    if name == BESIDE:
        return lay_out_beside(page, at, account)
    return _questions(page, at, account)


def _score(
    page: Page, at: Rect, account: Account, among: Among | None, gathering: Gathering | None
) -> int:
    if at.width >= page.px(WIDE):
        sides = page.halves(at, 0.54, 12)
        left, right = (Stack(page, side, gap=12) for side in sides)
        left.go_on(lay_out_decided(page, left.rest, account))
        left.go_on(lay_out_bargained(page, left.rest, account))
        return max(
            _among(page, left.rest, account, among, gathering), _aims(page, right.rest, account)
        )
    stack = Stack(page, at, gap=12)
    stack.go_on(lay_out_decided(page, stack.rest, account))
    stack.go_on(lay_out_bargained(page, stack.rest, account))
    stack.go_on(_aims(page, stack.rest, account))
    return _among(page, stack.rest, account, among, gathering)


def _among(
    page: Page, at: Rect, account: Account, among: Among | None, gathering: Gathering | None
) -> int:
    if among is not None:
        return lay_out_among(page, at, among, account.seat, account.score)
    title = say("Your score among other games")
    if gathering is not None and gathering.is_lost:
        text = say("The games to compare with could not be played here. They can be made with "
                   "the command: highfence ensemble")  # fmt: skip
        return lay_out_waiting(page, at, title, text, 0.0)
    text = say("Playing 10,000 games of the same scenario beside the window; this is done once.")
    return lay_out_waiting(page, at, title, text, gathering.share if gathering else 0.0)


def _aims(page: Page, at: Rect, account: Account) -> int:
    """Lay out the seat's aims, then every actor's score."""
    theme = page.theme
    with panel(page, at, below=28) as stack:
        stack.heading(say("Your aims"), say("of 100, with their weights"))
        ink = theme.inks[account.seat].fill
        for aim in account.aims:
            name = say("{aim}, {weight} %", aim=aim.title, weight=f"{100 * aim.weight:.0f}")
            lay_out_standing(page, stack.take(ROW), "", name, aim.score, ink)
        stack.skip(8)
        stack.heading(say("How all fared"), say("the line is what wins"))
        for fared in account.standings:
            name = say("{actor}: won", actor=fared.title) if fared.won else fared.title
            lay_out_standing(
                page, stack.take(ROW), fared.name, name, fared.score, theme.inks[fared.name].fill,
                fared.target,
            )  # fmt: skip
    return stack.y


def _courses(page: Page, at: Rect, account: Account, among: Among | None) -> int:
    """Lay out the series as a grid of small charts."""
    ink = page.theme.inks[account.seat].fill
    with panel(page, at) as stack:
        stack.heading(say("Twenty numbers, turn by turn"))
        lay_out_legend(page, stack.take(page.high(SOURCE), 6), ink, band=among is not None)
        bands = among.bands if among is not None else {}
        discs = {point.turn: number for number, point in enumerate(account.turning, start=1)}
        columns = page.fits(stack.rest.width, COLUMN, MOST_BESIDE, SPACING)
        boxes = page.grid(stack.rest, len(account.courses), columns, CHART, (SPACING, 0))
        for course, box in zip(account.courses, boxes, strict=True):
            band = bands.get(course.name)
            lay_out_course(page, box, course, band, discs, account.dates[-1], ink)
        stack.go_on(boxes[-1].bottom)
    return stack.y


def _turning(page: Page, at: Rect, account: Account, fork: Fork | None, reckoned: float) -> int:
    stack = Stack(page, at, gap=12)
    stack.go_on(lay_out_worth(page, stack.rest, account, reckoned))
    stack.go_on(lay_out_scores(page, stack.rest, account))
    if not account.turning:
        text = say("The score never moved by half a point in one turn.")
        if largest_turns(account.totals):
            text = say("What moved the score in its largest turns is being worked out.")
        stack.text(text, LABEL, gap=20)
        return stack.y
    columns = min(len(account.turning), 3 if at.width >= page.px(THREE_CARDS) else 1)
    stacks = [Stack(page, box, gap=12) for box in page.columns(stack.rest, columns, 12)]
    for number, point in enumerate(account.turning):
        below = stacks[number % columns]
        below.go_on(lay_out_turning(page, below.rest, number + 1, point, account.seat, fork))
    return max(below.y for below in stacks)


def _questions(page: Page, at: Rect, account: Account) -> int:
    blocks = [Block(say("What this game can teach, and what to ask of it"), LEAD, True, gap=12)]
    for number, question in enumerate(account.questions, start=1):
        blocks.append(Block(f"{number}.  {question}", LEAD, colour=page.theme.second, gap=12))
    item = Item(key="lessons", rect=at, role="text", name="lessons",
                value=" ".join(block.text for block in blocks))  # fmt: skip
    with panel(page, at, item=item, pad=20) as stack:
        wide = page.capped(READABLE, stack.rest.width)
        column = page.placed(stack.rest, wide, 0, "left")
        stack.go_on(page.flow(column.topleft, blocks, column.width))
    return stack.y
