"""What decided a game that is over: how far from the mark, which aims cost most, which quarters."""

from __future__ import annotations

import itertools

from pygame import Rect

from game.seat.debrief.account import Account
from game.window.items import Block
from game.window.page import Page
from game.window.theme import LABEL, LEAD
from game.words.language import later, say
from game.words.numbers import minus

COSTLIEST = 2
ABOVE, SHORT = later(
    (
        "{points} points above the {target} that win",
        "{points} points short of the {target} that win",
    )
)


def lay_out_decided(page: Page, at: Rect, account: Account) -> int:
    """Lay out the reasons as a panel; return where it ends."""
    sentences = decided_by(account)
    head, *rest = sentences
    blocks = [Block(head, LEAD, True, gap=4)]
    blocks += [Block(sentence, LABEL, colour=page.theme.second, gap=2) for sentence in rest]
    return page.card(at, blocks, key="decided", name=say("What decided it")).bottom


def decided_by(account: Account) -> list[str]:
    """Return what decided a game, in sentences."""
    off = f"{abs(account.score - account.target):.1f}"
    sentences = [say(ABOVE if account.won else SHORT, points=off, target=f"{account.target:g}")]
    lost = sorted(account.aims, key=lambda aim: -aim.weight * (100.0 - aim.score))
    for aim in lost[:COSTLIEST]:
        given = aim.weight * (100.0 - aim.score)
        sentences.append(
            say("{aim} cost you {lost} of its {most} points.", aim=aim.title,
                lost=f"{given:.1f}", most=f"{100.0 * aim.weight:.0f}")
        )  # fmt: skip
    moved = [now - was for was, now in itertools.pairwise(account.totals)]
    if len(moved) > 1 and max(moved) > 0.0 > min(moved):
        best, worst = moved.index(max(moved)), moved.index(min(moved))
        sentences.append(
            say(
                "Your score rose most in {best} ({up}) and fell most in {worst} ({down}): see "
                "Your orders.",
                best=account.dates[best],
                up=f"+{moved[best]:.1f}",
                worst=account.dates[worst],
                down=minus(f"{moved[worst]:.1f}"),
            )
        )
    return sentences
