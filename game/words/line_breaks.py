"""Where a line of text may break: between words, and between the signs of Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable

WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
# What may not end a line, and what may not begin one.
OPENING = "（《〈「『【“‘"  # noqa: RUF001 - the signs themselves
CLOSING = "）》〉」』】”’，。、；：？！％…—·"  # noqa: RUF001 - the signs themselves
# A per cent sign stays with its number.
WORD = re.compile(r"\s*(\S+(?: %\S*)?)")
HAS_WIDE = re.compile(f"[{WIDE}]")
PIECE = re.compile(
    rf"\s*(?:[{OPENING}]*(?:[{WIDE}]|[^\s{WIDE}{OPENING}{CLOSING}]+|[{CLOSING}])[{CLOSING}]*"
    rf"|[{OPENING}]+)"
)
# Parts of a line are measured alone until they come so near to its end.
NEAR = 0.94


def is_wide(text: str) -> bool:
    """Tell whether a text has signs that the Latin font lacks."""
    return HAS_WIDE.search(text) is not None


def pieces(text: str) -> list[str]:
    """Return the parts between which lines may break; a part keeps the space before it."""
    if not is_wide(text):
        return [f" {word}" for word in WORD.findall(text)]
    return PIECE.findall(text)


def break_lines(text: str, width: int, measure: Callable[[str], int]) -> tuple[str, ...]:
    """Return a text in lines no wider than `width`; a part alone may be."""
    lines: list[str] = []
    line, about = "", 0
    for piece in pieces(text):
        about += measure(piece)
        longer = line + piece if line else piece.lstrip()
        if line and about > NEAR * width and measure(longer) > width:
            lines.append(line)
            line = piece.lstrip()
            about = measure(line)
        else:
            line = longer
    return (*lines, line) if line else tuple(lines)
