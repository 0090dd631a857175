"""The named members of each array axis."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from game.errors import UserError, did_you_mean

LETTERS = {
    "B": "blocs",
    "K": "products",
    "T": "tiers",
    "F": "makers",
    "C": "buyers",
    "E": "minerals",
    "D": "destinations",
    "N": "bills",
    "A": "actors",
    "V": "events",
    "X": "terms",
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Axes:
    """Member names in array order; attributes are the axes of `LETTERS`."""

    blocs: tuple[str, ...]
    products: tuple[str, ...]
    tiers: tuple[str, ...]
    makers: tuple[str, ...]
    buyers: tuple[str, ...]
    minerals: tuple[str, ...]
    destinations: tuple[str, ...]
    bills: tuple[str, ...]
    actors: tuple[str, ...]
    events: tuple[str, ...]
    terms: tuple[str, ...] = ()

    def members(self, letter: str) -> tuple[str, ...]:
        """Return the member names of the axis with this letter ("R" has none)."""
        names: tuple[str, ...] = getattr(self, LETTERS[letter])
        return names

    def column(self, axis: str, member: str) -> slice:
        """Return where a member stands in an array (R, n), as a slice that keeps both axes."""
        names: tuple[str, ...] = getattr(self, axis)
        place = names.index(member)
        return slice(place, place + 1)

    def columns(self, field: str, axes: Sequence[str], members: Sequence[str]) -> list[int]:
        """Return where members stand in an array of a field, axis by axis after the first.

        Raises
        ------
        UserError
            If there is no such member, or there are more of them than axes.
        """
        letters = [letter for letter in axes if letter != "R"]
        places = []
        for letter, member in zip(letters, members, strict=False):
            options = self.members(letter)
            if member not in options:
                problem = f"{field} has no member {member!r}"
                raise UserError("field", problem, did_you_mean(member, options))
            places.append(options.index(member))
        if len(members) > len(letters):
            name = ".".join((field, *members))
            raise UserError("field", f"{name!r} has too many members", f"write {field}")
        return places

    def shape(self, axes: tuple[str, ...], replicates: int) -> tuple[int, ...]:
        """Return the array shape of a field; axes ("R",) give (replicates, 1)."""
        if axes == ("R",):
            return (replicates, 1)
        return (replicates, *(len(self.members(letter)) for letter in axes[1:]))
