"""What actors may give each other in a deal, as arrays by term."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable
from typing import Literal

import numpy as np
import numpy.typing as npt

from game.language.expression import Expression
from game.state.world import Floats

Part = Literal["paper", "terms", "months", "start", "answer"]
Places = npt.NDArray[np.intp]
# The bound of a side that is open.
LOWEST, HIGHEST = 0.0, 999.0

# What expressions of policies may read of the deals with another actor: `deal.beijing`.
DEAL_NUMBERS = {
    "deal": "months for which the longest term between the two still binds",
    "gain": "points of the own score that the other's paper on the table would bring",
    "threat": "months in which a threat of the other that was defied may be carried out",
    "word": "share, how far the other is expected to keep its word",
}


def lever_of(actor: str, part: Part) -> str:
    """Return the name of the lever by which an actor writes a part of its papers."""
    return f"{actor}_{part}"


@dataclasses.dataclass(frozen=True, kw_only=True)
class DealTerm:
    """One setting that its giver promises its receiver to hold within bounds.

    `giver` and `receiver` are places on the actor axis. A bound that is None is the setting at
    which the lever stands when the deal is signed. `gain` is what the term brings its receiver and
    `cost` what it costs its giver, in points of their scores over their views. `step` is half of
    what tells two settings apart.
    """

    name: str
    title: str
    giver: int
    receiver: int
    lever: str
    column: int
    low: float | None
    high: float | None
    step: float
    gain: Expression
    cost: Expression

    @property
    def is_fixed(self) -> bool:
        """Whether its bounds are settled before it is signed."""
        return self.low is not None and self.high is not None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Pledge:
    """All terms of one giver towards one receiver: places of actors, and of terms."""

    giver: int
    receiver: int
    terms: Places


@dataclasses.dataclass(frozen=True, eq=False)
class Terms:
    """All terms, in the order of their axis X.

    `pledges` are groups of one giver and one receiver, G of them; there is one for each direction
    of every pair of actors that share a term, so that they are also the papers that can be sent:
    from the giver to the receiver of the pledge.
    """

    members: tuple[DealTerm, ...]

    def __bool__(self) -> bool:
        return bool(self.members)

    @functools.cached_property
    def pledges(self) -> tuple[Pledge, ...]:
        """The pledges, both directions of every pair that shares a term."""
        pairs: dict[tuple[int, int], list[int]] = {}
        for term in self.members:
            pairs.setdefault((term.giver, term.receiver), [])
            pairs.setdefault((term.receiver, term.giver), [])
        for place, term in enumerate(self.members):
            pairs[term.giver, term.receiver].append(place)
        return tuple(
            Pledge(giver=giver, receiver=receiver, terms=np.array(places, dtype=np.intp))
            for (giver, receiver), places in pairs.items()
        )

    def pledge(self, giver: int, receiver: int) -> int | None:
        """Return the place of the pledge of two actors, None where they share no term."""
        return self._places.get((giver, receiver))

    @functools.cached_property
    def _places(self) -> dict[tuple[int, int], int]:
        return {(pledge.giver, pledge.receiver): place for place, pledge in enumerate(self.pledges)}

    @functools.cached_property
    def out(self) -> Places:
        """For each term, the pledge of its giver to its receiver, (X,)."""
        return self._look_up((term.giver, term.receiver) for term in self.members)

    @functools.cached_property
    def back(self) -> Places:
        """For each term, the pledge of its receiver to its giver, (X,)."""
        return self._look_up((term.receiver, term.giver) for term in self.members)

    @functools.cached_property
    def reverse(self) -> Places:
        """For each pledge, the one of the other side, (G,)."""
        return self._look_up((pledge.receiver, pledge.giver) for pledge in self.pledges)

    @functools.cached_property
    def low(self) -> Floats:
        """The lowest settings that keep the terms, nan where it is the one in force, (X,)."""
        return np.array([np.nan if term.low is None else term.low for term in self.members])

    @functools.cached_property
    def high(self) -> Floats:
        """The highest settings that keep the terms, nan where it is the one in force, (X,)."""
        return np.array([np.nan if term.high is None else term.high for term in self.members])

    @functools.cached_property
    def spared_low(self) -> Floats:
        """The lowest settings that keep off what the terms would do, (X,)."""
        return np.array([_below(term.high, term.step, HIGHEST, LOWEST) for term in self.members])

    @functools.cached_property
    def spared_high(self) -> Floats:
        """The highest settings that keep off what the terms would do, (X,)."""
        return np.array([_below(term.low, -term.step, LOWEST, HIGHEST) for term in self.members])

    def _look_up(self, pairs: Iterable[tuple[int, int]]) -> Places:
        return np.array([self._places[pair] for pair in pairs], dtype=np.intp)


def _below(bound: float | None, step: float, open_end: float, otherwise: float) -> float:
    """Return the bound of the settings on the other side of a bound, open where it is open."""
    return otherwise if bound is None or bound == open_end else bound + step


@functools.cache
def deal_names(actors: tuple[str, ...]) -> frozenset[str]:
    """Return what expressions of policies may read of deals: `deal.beijing`, `word.beijing`."""
    return frozenset(f"{part}.{actor}" for part in DEAL_NUMBERS for actor in actors)
