"""The chain of a log's lines: each carries a short hash over itself and the line before it.

A line that was altered, moved, doubled, dropped or taken from another game does not fit the line
before it, so the place of the damage is known. A file cut at the end of a line is an earlier state
of the same game, and nothing in it can tell.
"""

from __future__ import annotations

import hashlib
import re

LENGTH = 12
_LINK = re.compile(rf', "chain": "([0-9a-f]{{{LENGTH}}})"\}}$')


def link(body: str, before: str) -> str:
    """Return the hash of a line, its text without a link, after the line with the hash `before`."""
    return hashlib.sha256(f"{before}\n{body}".encode()).hexdigest()[:LENGTH]


def add_link(body: str, before: str) -> tuple[str, str]:
    """Return a line of JSON with its link as the last key, and the link."""
    chain = link(body, before)
    return f'{body[:-1]}, "chain": "{chain}"}}', chain


def split_link(text: str) -> tuple[str, str]:
    """Return a line without its link, and the link, "" where it has none."""
    match = _LINK.search(text)
    return (f"{text[: match.start()]}}}", match[1]) if match else (text, "")
