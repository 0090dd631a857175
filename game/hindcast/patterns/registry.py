"""The patterns a run should show, each a small test of its months.

`TESTS` holds a test for every entry of configs/targets/patterns.yaml, which says in words what is
measured, in which run, and which placebo it is held against. A test returns 1 where a run shows the
pattern, 0 where it does not, NaN where the question does not arise.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np

from game.hindcast.patterns.tracks import Tracks
from game.state.orders import Flags
from game.state.world import Floats

Measure = Callable[[Tracks], Flags | Floats]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Test:
    """A pattern's test: what it reads, how it looks, and how at a time when nothing happened."""

    __test__ = False  # not a test of pytest's

    name: str
    reads: tuple[str, ...]
    measure: Measure
    sham: Measure | None = None


TESTS: dict[str, Test] = {}


def pattern(name: str, *reads: str, sham: Measure | None = None) -> Callable[[Measure], Measure]:
    """Register a measure as the test of a pattern, with the quantities it reads.

    Where no event of the record can be deleted, `sham` is the same measure at the wrong time, and
    takes the place of the placebo run.
    """

    def register(measure: Measure) -> Measure:
        TESTS[name] = Test(name=name, reads=reads, measure=measure, sham=sham)
        return measure

    return register


def share_showing(measure: Measure, tracks: Tracks) -> float:
    """Return the share of runs that show a pattern, of those in which the question arises."""
    shown = np.asarray(measure(tracks), dtype=np.float64)
    asked = np.isfinite(shown)
    return float(shown[asked].mean()) if asked.any() else 0.0
