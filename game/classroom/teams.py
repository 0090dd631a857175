"""How a team comes to one order: who leads it, and when those who agree are enough."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, assert_never

Rule = Literal["lead", "majority", "all"]


def lead_of(team: Sequence[int], away: Collection[int]) -> int | None:
    """Return who leads: the first who sat down and is here; the first of all if nobody is.

    A lead who comes back leads again.
    """
    here = [person for person in team if person not in away]
    return next(iter(here or team), None)


def are_enough(
    agreed: Collection[int], team: Sequence[int], away: Collection[int], rule: Rule
) -> bool:
    """Tell whether those who agreed decide for the team; those who are away do not count."""
    here = [person for person in team if person not in away] or list(team)
    voices = [person for person in here if person in agreed]
    match rule:
        case "lead":
            return lead_of(team, away) in agreed
        case "majority":
            return 2 * len(voices) > len(here)
        case "all":
            return bool(here) and len(voices) == len(here)
        case _:
            assert_never(rule)
