"""What people type into a page, as one line that every screen and table can show."""

from __future__ import annotations

import unicodedata

# Controls, marks that show nothing or turn the direction of text, and unpaired signs.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Two of them have a use inside words: they join signs into one picture, or keep letters apart.
_JOINERS = "\u200c\u200d"


def one_line(text: str, longest: int) -> str:
    """Return a text in one line, cut, without signs that nobody sees; "" if none is left."""
    spaced = " ".join(text.split())
    kept = "".join(sign for sign in spaced if sign in _JOINERS or not _is_unseen(sign))
    line = " ".join(kept.split())[:longest].strip(f" {_JOINERS}")
    return line if any(_is_seen(sign) for sign in line) else ""


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in _UNSEEN


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNPS"
