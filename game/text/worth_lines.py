"""What the orders of a game that is over were worth, in plain lines."""

from __future__ import annotations

from game.seat.debrief.reckoning import Reckoning
from game.seat.debrief.strategist_line import StrategistGame
from game.seat.debrief.worth_text import parts_lines, strategist_text, sum_text, worth_lines
from game.session import Session
from game.text.story import fold, wrap

# As many orders as the window shows; the smaller ones are told as one.
MOST = 10
FIGURES = 8


def tell_worth(session: Session, actor: str, most: int = MOST) -> list[str]:
    """Return what made the score of a seat, and what each of its orders was worth."""
    worth = Reckoning(session, actor).finish()
    lines = [line for text in parts_lines(worth) for line in fold(text)]
    for points, text, alone in worth_lines(worth, most):
        lines += wrap(f"{points:>6}", f"{text}; {alone}" if alone else text, indent=FIGURES)
    return [*lines, *fold(sum_text(worth))]


def tell_strategist(session: Session, actor: str) -> list[str]:
    """Return what the same game comes to with a seat that looks ahead."""
    return fold(strategist_text(StrategistGame.read(session, actor).play()))
