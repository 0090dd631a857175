"""Numbers of things in the English of commands and reports: `1 game`, `2,000 games`."""

from __future__ import annotations


def count_of(number: int, noun: str, plural: str = "s") -> str:
    """Return a number of things in words; `plural` is what the noun gets for several."""
    return f"{number:,} {noun}{'' if number == 1 else plural}"
