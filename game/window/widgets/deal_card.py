"""A card on how a seat stands with its words: what is in force, threatened, kept and broken."""

from __future__ import annotations

from pygame import Rect

from game.seat.correspondence import Papers
from game.window.arrangement import Strip, panel
from game.window.items import Item, Press
from game.window.page import Page
from game.window.theme import CARD_RADIUS, LABEL, SOURCE
from game.words.diplomacy import actor_text
from game.words.language import say, say_count
from game.words.numbers import month_text

KEY = "deals"


def lay_out_deal_card(page: Page, at: Rect, papers: Papers, press: Press) -> int:
    """Lay out the card over the width of a box; return where it ends."""
    lines = [(text, is_urgent) for text, is_urgent in deal_lines(papers) if text]
    texts = [text for text, _ in lines]
    item = Item(
        key=KEY, rect=at, role="card", name=say("Papers and deals"), value=" ".join(texts),
        press=press, radius=CARD_RADIUS,
    )  # fmt: skip
    theme = page.theme
    with panel(
        page, at, item=item, pad=12, above=7, below=8, fill=theme.raised, edge=theme.control
    ) as stack:
        head = Strip(page, stack.take(page.high(LABEL), 1))
        head.text(say("Papers and deals"), LABEL, bold=True)
        cap = head.take(page.wide(page.cap("deals"), SOURCE, pad=12), end=True)
        page.keycap(cap.midleft, "deals")
        for text, is_urgent in lines:
            ink = theme.text if is_urgent else theme.second
            stack.text(text, SOURCE, bold=is_urgent, colour=ink)
    return stack.y


def deal_lines(papers: Papers) -> list[tuple[str, bool]]:
    """Return what the card says, line by line, and whether it calls for an answer."""
    waiting = [paper for paper in papers.addressed if not paper.answer]
    lines = [(_in_force(papers), False)]
    if waiting and papers.position.phase == "responses":
        text = say_count(
            "{count} paper waits for your answer", "{count} papers wait for your answer",
            len(waiting),
        )  # fmt: skip
        lines.insert(0, (text, True))
    elif papers.drafted:
        count = len(papers.drafted)
        heading = (
            say_count("{count} paper drafted", "{count} papers drafted", count)
            if papers.position.phase == "measures"
            else say_count("{count} paper sent", "{count} papers sent", count)
        )
        lines.insert(0, (heading, True))
    lines += [(text, False) for text in _threats(papers)]
    stands = papers.repute(papers.actor)
    lines.append(
        (
            say(
                "Your word counts {word} %; kept {kept}, broken {broken}",
                word=f"{100.0 * stands.word:.0f}",
                kept=stands.kept,
                broken=stands.broken,
            ),
            False,
        )
    )
    return lines


def _in_force(papers: Papers) -> str:
    duties = [due.owed for due in papers.in_force if papers.actor == due.owed.giver]
    due_to = [due.owed for due in papers.in_force if papers.actor == due.owed.receiver]
    if not duties and not due_to:
        return say("Nothing is in force with you.")
    until = month_text(papers.month + min(owed.months for owed in (*duties, *due_to)))
    return say(
        "You owe {own}, you are owed {due}; the first ends {until}",
        own=len(duties),
        due=len(due_to),
        until=until,
    )


def _threats(papers: Papers) -> list[str]:
    months_left: dict[tuple[str, str], int] = {}
    for owed in papers.threats:
        if papers.actor in (owed.giver, owed.receiver):
            months_left[owed.giver, owed.receiver] = owed.months
    return [
        say(
            "You threaten {other} until {until}",
            other=actor_text(receiver, papers.scenario),
            until=month_text(papers.month + months),
        )
        if giver == papers.actor
        else say(
            "{other} threatens you until {until}",
            other=actor_text(giver, papers.scenario),
            until=month_text(papers.month + months),
        )
        for (giver, receiver), months in months_left.items()
    ]
