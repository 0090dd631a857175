"""A function of numbers over arrays of any shape: every element as if it stood alone."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from game.mathematics.program import BLOCK, Flags, Floats, Program
from game.mathematics.traced import Traced

# So few numbers go one by one: a step on a float takes a fraction of one on a short array.
FEW = 10
# Single numbers are mostly parameters, which are the same month after month.
KEPT = 4096


class Elementwise:
    """A function of one or two numbers, applied to arrays that broadcast.

    Parameters
    ----------
    steps
        The function of ordinary numbers: straight lines, for a float and for a symbol alike.
    others
        The function of arrays (n,) of any numbers, nan and infinities too.
    ordinary
        The least and the largest ordinary number of each argument.
    """

    def __init__(
        self,
        steps: Callable[..., Any],
        others: Callable[..., Floats],
        *ordinary: tuple[float, float],
    ) -> None:
        self.steps = steps
        self.others = others
        self.ordinary = ordinary
        self.program = Program(steps, len(ordinary))
        self._of_numbers = _with_limits(steps, others, *ordinary)
        self._kept = functools.lru_cache(KEPT)(self._of_numbers)
        # Arrays, which numpy takes faster than floats.
        self._limits = [(np.array(low), np.array(high)) for low, high in ordinary]

    def __call__(self, x: Floats | float, *more: Floats | float) -> Floats:
        """Return the function of the arguments, in the shape they broadcast to."""
        for given in (x, *more):
            if isinstance(given, Traced):
                traced: Floats = given.elementwise(self, (x, *more))
                return traced
        values = np.asarray(x, np.float64)
        if more:
            return self._of_several(values, *[np.asarray(other, np.float64) for other in more])
        if values.size == 1:
            return self._alike(values.shape, values.item())
        number = _only_number(values)
        if number is not None:
            return self._alike(values.shape, number)
        if values.size <= FEW:
            return self._one_by_one(values)
        return self._together(values) if values.size <= BLOCK else self._by_blocks(values)

    def _of_several(self, *arrays: Floats) -> Floats:
        shape = np.broadcast(*arrays).shape
        if math.prod(shape) == 1:
            return self._alike(shape, *[values.item() for values in arrays])
        numbers = [number for values in arrays if (number := _only_number(values)) is not None]
        if len(numbers) == len(arrays):
            return self._alike(shape, *numbers)
        spread = [np.broadcast_to(values, shape) for values in arrays]
        if spread[0].size <= FEW:
            return self._one_by_one(*spread)
        return self._together(*spread) if spread[0].size <= BLOCK else self._by_blocks(*spread)

    def _alike(self, shape: tuple[int, ...], *numbers: float) -> Floats:
        result = np.empty(shape, order="F")
        # To what is kept, 0.0 and -0.0 are the same.
        result.fill(self._kept(*numbers) if numbers[0] else self._of_numbers(*numbers))
        return result

    def _one_by_one(self, *arrays: Floats) -> Floats:
        results = map(self._of_numbers, *[values.ravel().tolist() for values in arrays])
        return np.array(list(results)).reshape(arrays[0].shape)

    def _by_blocks(self, *arrays: Floats) -> Floats:
        result = np.empty(arrays[0].shape, order="F")
        into, *columns = (values.ravel("F") for values in (result, *arrays))
        for start in range(0, into.size, BLOCK):
            part = slice(start, start + BLOCK)
            into[part] = self._together(*[values[part] for values in columns])
        return result

    def _together(self, *arrays: Floats) -> Floats:
        ordinary = self._find_ordinary(*arrays)
        if np.count_nonzero(ordinary) == ordinary.size:
            return self.program.play(*arrays)[0]
        other = ~ordinary
        result = self.program.play(*[np.where(ordinary, values, 1.0) for values in arrays])[0]
        result[other] = self.others(*[values[other] for values in arrays])
        return result

    def _find_ordinary(self, *arrays: Floats) -> Flags:
        ordinary: Flags | None = None
        for values, (low, high) in zip(arrays, self._limits, strict=True):
            inside = (values >= low) & (values <= high)
            ordinary = inside if ordinary is None else ordinary & inside
        assert ordinary is not None
        return ordinary


def _with_limits(
    steps: Callable[..., Any],
    others: Callable[..., Floats],
    first: tuple[float, float],
    second: tuple[float, float] | None = None,
) -> Callable[..., float]:
    """Return the function of any float, or of any two: lean, since a game alone calls it often."""
    low, high = first
    if second is None:
        return lambda x: steps(x) if low <= x <= high else others(np.array([x])).item()
    least, most = second
    return lambda x, y: (
        steps(x, y)
        if low <= x <= high and least <= y <= most
        else others(np.array([x]), np.array([y])).item()
    )


def _only_number(values: Floats) -> float | None:
    """Return the number that all elements are, bit for bit, or None if they differ."""
    size = values.size
    if size == 0:
        return None
    number = values.item(0)
    if size > 1:
        # Two looks spare most arrays the comparison.
        if not number == values.item(size // 2) == values.item(size - 1):
            return None
        bits = values.view(np.uint64)
        if np.count_nonzero(bits == bits[(0,) * bits.ndim]) < size:
            return None
    return number
