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


def lay_out_bargained(page: Page, at: Rect, account: Account) -> int:
    """Lay out a line for each actor that bargained; return where they end."""
    texts = [f"{record.title}: {bargained_text(record)}" for record in account.bargained]
    name = say("Words given and kept")
    value = " ".join(texts) or say("Nobody put anything on paper.")
    item = Item(key="bargained", rect=at, role="text", name=name, value=value)
    with panel(page, at, item=item, below=10) as stack:
        stack.heading(name, say("a word counts from 0 to 100 %"))
        if not texts:
            stack.text(value, LABEL, colour=page.theme.second, gap=6)
        for record in account.bargained:
            _lay_out_one(page, stack, record)
    return stack.y


def _lay_out_one(page: Page, stack: Stack, record: Bargained) -> None:
    emblem = page.placed(stack.rest, EMBLEM, EMBLEM, "left", "top")
    page.emblem(record.name, emblem.topleft, emblem.width)
    words = Stack(page, page.right_of(stack.rest, emblem, 10))
    title = say("{actor}, word {share} %", actor=record.title, share=f"{100.0 * record.word:.0f}")
    words.text(title, LABEL, bold=True)
    words.text(bargained_text(record), SOURCE, colour=page.theme.second)
    stack.go_on(max(words.y, emblem.bottom), 6)


def bargained_text(record: Bargained) -> str:
    """Return in one line what an actor put on paper and did with its word."""
    parts = [
        say_count(
            "{count} offer, {taken} accepted", "{count} offers, {taken} accepted", record.offers,
            taken=record.taken,
        )
    ]  # fmt: skip
    if record.demands:
        parts.append(
            say_count(
                "{count} demand, {met} met",
                "{count} demands, {met} met",
                record.demands,
                met=record.met,
            )
        )
    parts.append(say("deals kept {kept}, broken {broken}", kept=record.kept, broken=record.broken))
    if record.defied:
        parts.append(
            say("{carried} of {defied} defied threats carried out", carried=record.carried,
                defied=record.defied)
        )  # fmt: skip
    return say("; ").join(parts)
