"""What a person types at the text seat, read and shown again."""

from __future__ import annotations

from game.errors import UserError

# No game is longer than a number of so many figures.
MOST_FIGURES = 4


def is_number(text: str) -> bool:
    """Whether a text is a number that could count turns."""
    return text.isascii() and text.isdecimal() and len(text) <= MOST_FIGURES


def turn_number(text: str) -> int:
    """Return the number of a turn.

    Raises
    ------
    UserError
        If it is none.
    """
    if not is_number(text) or int(text) < 1:
        raise UserError("turn", f"{shorten_typed(text)!r} is no turn", "turns count from 1")
    return int(text)


def shorten_typed(text: str) -> str:
    """Return what a person typed, cut to what fits in a line of an answer."""
    return text if len(text) <= 40 else f"{text[:37]}..."
