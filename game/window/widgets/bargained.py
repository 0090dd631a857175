"""What all put on paper in a game that is over, and how they kept their word."""

from __future__ import annotations

from pygame import Rect

from game.seat.debrief.account import Account, Bargained
from game.window.arrangement import Stack, panel
from game.window.items import Item
from game.window.page import Page
from game.window.theme import LABEL, SOURCE
from game.words.language import say, say_count

EMBLEM = 26


def lay_out_bargained(page: Page, at: Rect, told: Account) -> int:
    """Lay out a line for each actor that bargained; return where they end."""
    texts = [f"{one.title}: {bargained_text(one)}" for one in told.bargained]
    name = say("Words given and kept")
    value = " ".join(texts) or say("Nobody put anything on paper.")
    item = Item(key="bargained", rect=at, role="text", name=name, value=value)
    with panel(page, at, item=item, below=10) as stack:
        stack.heading(name, say("a word counts from 0 to 100 %"))
        if not texts:
            stack.text(value, LABEL, colour=page.theme.second, gap=6)
        for one in told.bargained:
            _lay_out_one(page, stack, one)
    return stack.y


def _lay_out_one(page: Page, stack: Stack, one: Bargained) -> None:
    emblem = page.placed(stack.rest, EMBLEM, EMBLEM, "left", "top")
    page.emblem(one.name, emblem.topleft, emblem.width)
    words = Stack(page, page.right_of(stack.rest, emblem, 10))
    title = say("{actor}, word {share} %", actor=one.title, share=f"{100.0 * one.word:.0f}")
    words.text(title, LABEL, bold=True)
    words.text(bargained_text(one), SOURCE, colour=page.theme.second)
    stack.go_on(max(words.y, emblem.bottom), 6)


def bargained_text(one: Bargained) -> str:
    """Return in one line what an actor put on paper and did with its word."""
    parts = [
        say_count(
            "{count} offer, {taken} accepted", "{count} offers, {taken} accepted", one.offers,
            taken=one.taken,
        )
    ]  # fmt: skip
    if one.demands:
        parts.append(
            say_count(
                "{count} demand, {met} met", "{count} demands, {met} met", one.demands, met=one.met
            )
        )
    parts.append(say("deals kept {kept}, broken {broken}", kept=one.kept, broken=one.broken))
    if one.defied:
        parts.append(
            say("{carried} of {defied} defied threats carried out", carried=one.carried,
                defied=one.defied)
        )  # fmt: skip
    return say("; ").join(parts)
