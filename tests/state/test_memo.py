"""What a pure function remembers."""

from __future__ import annotations

import numpy as np

from game.state.memo import remembered
from game.state.world import Floats


def test_the_same_arrays_are_worked_on_once() -> None:
    calls: list[float] = []

    @remembered
    def double(values: Floats, times: float) -> Floats:
        calls.append(times)
        return values * times

    values, factor = np.ones((2, 1)), 2.0
    assert double(values, factor) is double(values, factor)
    assert len(calls) == 1


def test_equal_arrays_are_not_the_same() -> None:
    @remembered
    def double(values: Floats) -> Floats:
        return values * 2.0

    first, second = np.ones((2, 1)), np.ones((2, 1))
    assert double(first) is not double(second)
    second[0, 0] = 3.0
    assert double(second.copy())[0, 0] == 6.0
