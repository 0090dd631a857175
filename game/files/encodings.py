"""Encodings of text that are not UTF-8, told by how a file begins."""

from __future__ import annotations

import codecs

from game.errors import UserError

REMEDY = "save it as UTF-8"
# The longer mark first: that of UTF-16 begins that of UTF-32.
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def refuse_other_encoding(data: bytes, place: str) -> None:
    """Refuse bytes that begin as text in another encoding does; `place` names their file.

    Raises
    ------
    UserError
        If they begin with the byte order mark of another encoding than UTF-8.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            raise UserError(f"{place}:1", f"{name} text", REMEDY)
