"""A paper on the screen: what it says, what follows from it, and the buttons that answer it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

from pygame import Rect

from game.seat.correspondence import ANSWERS, Papers
from game.turn.agreements import Paper
from game.window.arrangement import Stack, panel
from game.window.items import Block, Item, ItemKind
from game.window.page import Page
from game.window.ruler import Length
from game.window.theme import CARD_RADIUS, LABEL, RADIUS, SOURCE
from game.words.diplomacy import actor_text, own_paper_text, paper_text
from game.words.language import later, say
from game.words.numbers import in_number, upper_first
from game.words.obligations import Clauses, consequence_sections

PAPER, ANSWER, TERM = ItemKind("paper"), ItemKind("answer_paper"), ItemKind("term")
NAMES = later({"accept": "Accept", "refuse": "Refuse"})
BUTTON, BOX = 44, 20

Answer = Callable[[str, str], None]


def lay_out_received(page: Page, at: Rect, papers: Papers, paper: Paper, answer: Answer) -> int:
    """Lay out a paper that waits for an answer, with its buttons; return where it ends.

    `answer` takes the sender and `accept`, `refuse` or `none`.
    """
    text = received_text(papers, paper)
    item = Item(
        key=PAPER.key(paper.sender), rect=at, role="text", name=text,
        value=say(NAMES[paper.answer]) if paper.answer else say("no answer yet"),
        tip=answer_target(papers, paper), radius=CARD_RADIUS,
    )  # fmt: skip
    theme = page.theme
    with panel(
        page, at, item=item, pad=10, above=8, below=8, fill=theme.raised, edge=theme.control
    ) as stack:
        emblem = page.placed(stack.rest, 24, 24, "left", "top")
        page.emblem(paper.sender, emblem.topleft, emblem.width)
        words = Stack(page, page.right_of(stack.rest, emblem, 8))
        words.text(text, LABEL, bold=True)
        stack.go_on(max(words.y, emblem.bottom), 6)
        boxes = page.columns(stack.take(BUTTON), len(ANSWERS), 8)
    for name, box in zip(ANSWERS, boxes, strict=True):
        chosen = paper.answer == name
        press = functools.partial(answer, paper.sender, "none" if chosen else name)
        page.button(
            ANSWER.key(paper.sender, name), box, say(NAMES[name]), press, chosen=chosen, size=LABEL
        ).tip = item.tip
    return stack.y


def answer_target(papers: Papers, paper: Paper) -> str:
    """Return the text name of the setting that answers a paper."""
    lever = papers.lever("answer")
    return lever.target(lever.column(paper.sender))


def received_text(papers: Papers, paper: Paper) -> str:
    """Write a paper with its sender as a sentence."""
    scenario = papers.scenario
    wish = in_number(scenario.levers.of(paper.sender)[0], paper_text(paper, scenario))
    return say("{actor} {deed}.", actor=actor_text(paper.sender, scenario), deed=wish)


def own_text(papers: Papers, paper: Paper) -> str:
    """Write a seat's own paper as a sentence."""
    return say("{sentence}.", sentence=own_paper_text(paper, papers.scenario))


def consequences_of(papers: Papers, paper: Paper) -> list[Clauses]:
    """Return what follows from a paper for its seat."""
    return consequence_sections(papers.follow(paper), papers.actor, papers.month, papers.scenario)


def consequence_blocks(page: Page, clauses: Sequence[Clauses]) -> list[Block]:
    """Return what follows from a paper as paragraphs."""
    blocks = []
    for part in clauses:
        blocks.append(Block(part.heading, SOURCE, True, colour=page.theme.second, gap=2))
        *most, last = part.lines
        blocks += [Block(upper_first(line), LABEL, gap=4) for line in most]
        blocks.append(Block(upper_first(last), LABEL, gap=12))
    return blocks


def lay_out_follows(page: Page, rect: Rect, papers: Papers, paper: Paper) -> None:
    """Lay out what follows from a paper as a pane of its own."""
    page.box(rect, page.theme.raised, radius=CARD_RADIUS)
    inside = page.inset(rect, 12, 12)
    with page.region("explain", inside):
        stack = Stack(page, page.trim(inside, right=8))
        stack.text(received_text(papers, paper), LABEL, bold=True, gap=8)
        stack.flow(consequence_blocks(page, consequences_of(papers, paper)))


def lay_out_term(
    page: Page, at: Rect, key: str, title: str, note: str, *, is_in: bool,
    press: Callable[[], None], least: Length = 48,
) -> int:  # fmt: skip
    """Lay out a term that can be put into a paper and left out of it; return where it ends."""
    theme = page.theme
    item = Item(
        key=TERM.key(key), rect=at, role="checkbox", name=title,
        value=say("in the paper") if is_in else say("left out"), reason=note,
        has_reason_in_sight=True, press=press,
    )  # fmt: skip
    with page.item(item):
        stack = Stack(page, page.trim(at, left=8, right=8))
        stack.skip(6)
        inner = stack.rest
        box = page.placed(inner, BOX, BOX, "left", "top")
        words = Stack(page, page.right_of(inner, box, 10))
        words.text(title, LABEL, bold=is_in)
        words.text(note, SOURCE, colour=theme.second)
        page.box(box, theme.button if is_in else theme.panel, theme.control, radius=RADIUS)
        if is_in:
            tick = page.placed(box, 10, 10)
            page.box(tick, theme.button_text, radius=2)
        stack.go_on(max(words.y, box.bottom), 6)
        item.rect = page.at_least(Rect(at.x, at.y, at.width, stack.height), least)
    return item.rect.bottom
