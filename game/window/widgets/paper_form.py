"""The form on which a paper is drafted: its kind, the terms of both sides, its length and start."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence

from game.seat.correspondence import Papers
from game.state.terms import DealTerm, Part
from game.window.arrangement import Stack, panel
from game.window.items import ItemKind
from game.window.page import Page
from game.window.theme import LABEL
from game.window.widgets.choice import Choice, Option, lay_out_choice
from game.window.widgets.paper_card import lay_out_term
from game.words.language import later, say, say_config
from game.words.numbers import upper_first
from game.words.obligations import stand_text

KIND = ItemKind("kind")
# From this width on, the terms of the two sides stand beside each other.
BUTTON, BESIDE = 44, 720
KINDS = later(
    {
        "none": "No paper",
        "offer": "Offer",
        "demand": "Demand",
        "promise": "Promise",
        "notice": "Notice",
    }
)
MEANS = later(
    {
        "none": "Choose what to send. It is sealed with your measures and answered at the reveal.",
        "offer": "Binds both sides once it is accepted.",
        "demand": "Binds the other side once it is accepted. If it is refused, carry out what you "
        "threaten, or your bluff is called.",
        "promise": "Binds you at once, whatever the other side does.",
        "notice": "Ends what the two of you owe each other, lawfully, within a few months.",
    }
)
# What stands over the terms of either side, by kind of paper.
GIVEN = later(
    {
        "none": "You could give",
        "offer": "You give",
        "demand": "You threaten",
        "promise": "You give",
    }
)
ASKED = later({"none": "You could ask for", "offer": "You ask for", "demand": "You demand"})
LENGTHS: Mapping[Part, tuple[str, ...]] = {
    "months": ("3", "6", "9", "12", "18", "24", "36"),
    "start": ("0", "1", "2", "3", "6", "12"),
}
NAMES = later({"months": "Length", "start": "Start"})
SAYS = later(
    {
        "months": "For how many months it binds.",
        "start": "How many months after the signature it begins to bind, so that both sides can "
        "bring their settings in line.",
    }
)

Put = Callable[[Part, str, object], None]


def lay_out_form(page: Page, stack: Stack, papers: Papers, other: str, put: Put) -> None:
    """Lay out the form of a paper to another; `put` puts one part of it to a setting."""
    paper = papers.to(other)
    kind = paper.kind if paper is not None else "none"
    _lay_out_kinds(page, stack, papers, kind, functools.partial(put, "paper", other))
    shared = papers.shared(other)
    sides = [
        (say(headings[kind]), terms)
        for headings, terms in (
            (GIVEN, [term for term in shared if papers.gives(term)]),
            (ASKED, [term for term in shared if not papers.gives(term)]),
        )
        if kind in headings and terms
    ]
    is_wide = len(sides) > 1 and stack.rest.width >= page.px(BESIDE)
    columns = page.columns(stack.rest, 2, 10) if is_wide else [stack.rest]
    stacks = [Stack(page, column, gap=10) for column in columns]
    for number, (heading, terms) in enumerate(sides):
        _lay_out_terms(page, stacks[number % len(stacks)], papers, heading, terms, put)
    stack.go_on(max(stack.y for stack in stacks), 0)
    if kind != "notice":
        for part in LENGTHS:
            stack.go_on(lay_out_choice(page, stack.rest, _length(papers, part, other, put)))


def _lay_out_kinds(
    page: Page, stack: Stack, papers: Papers, kind: str, choose: Callable[[str], None]
) -> None:
    """Lay out the kinds of paper beside each other, and what the chosen one does."""
    widths = [page.wide(say(text), LABEL, bold=True, pad=30) for text in KINDS.values()]
    boxes = page.wrapped(stack.rest, widths, BUTTON, 6, 6)
    for (name, text), box in zip(KINDS.items(), boxes, strict=True):
        page.button(
            KIND.key(name), box, say(text), functools.partial(choose, name),
            chosen=name == kind, role="tab", size=LABEL,
        )  # fmt: skip
    stack.go_on(boxes[-1].bottom, 6)
    price = say("A paper costs {price} political capital.", price=f"{papers.lever('paper').cost:g}")
    meaning = say(" ").join((say(MEANS[kind]), price))
    stack.text(meaning, LABEL, colour=page.theme.second)


def _lay_out_terms(
    page: Page, stack: Stack, papers: Papers, heading: str, terms: Sequence[DealTerm], put: Put
) -> None:
    with panel(page, stack.rest, pad=10, above=8, below=6) as inner:
        inner.text(heading, LABEL, bold=True, colour=page.theme.second, gap=2)
        for term in terms:
            is_in = papers.held("terms", term.name) > 0.0
            bottom = lay_out_term(
                page, inner.rest, term.name, upper_first(say_config(term.title)),
                stand_text(papers.due(term), papers.scenario), is_in=is_in,
                press=functools.partial(put, "terms", term.name, "out" if is_in else "in"),
            )  # fmt: skip
            inner.go_on(bottom, 2)
    stack.go_on(inner.y)


def _length(papers: Papers, part: Part, other: str, put: Put) -> Choice:
    held = f"{papers.held(part, other):g}"
    options = sorted({*LENGTHS[part], held}, key=float)
    return Choice(
        key=part,
        name=say(NAMES[part]),
        says=say(SAYS[part]),
        options=[Option(value=text, text=text) for text in options],
        value=held,
        choose=functools.partial(put, part, other),
    )
