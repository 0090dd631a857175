"""Comparisons of computed numbers in which a difference that is rounding is none.

Sums are rounded in the order in which they are added up, and processors differ in that order: two
means that are equal on paper may differ in their last digit. Whatever is decided by a comparison
(a verdict, a rank, a sign, a threshold met) is decided by these functions where the two sides can
be equal on paper. Ratios of counts, and numbers that are copied and not computed, need none: they
are rounded alike wherever they come from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias, TypeVar, cast

import numpy as np
import numpy.typing as npt

from game.mathematics import Traced
from game.state.orders import Flags
from game.state.world import Floats

Ints: TypeAlias = npt.NDArray[np.int64]
Item = TypeVar("Item")

# Numbers that differ by less than this share of their size, or of 1 if they are smaller, are equal.
TIE = 1e-9


def tied(left: npt.ArrayLike, right: npt.ArrayLike, size: npt.ArrayLike = 1.0) -> Flags:
    """Return where two numbers are equal but for rounding.

    Parameters
    ----------
    size
        How large the numbers were that both were computed from, where these were larger than both:
        a difference of millions is rounded as millions are.
    """
    left_numbers, other = _numbers(left), _numbers(right)
    with np.errstate(invalid="ignore"):  # the difference of two infinities
        scale = np.maximum(np.maximum(np.abs(left_numbers), np.abs(other)), np.maximum(size, 1.0))
        near = np.abs(left_numbers - other) <= TIE * np.where(np.isfinite(scale), scale, 0.0)
    return _flags(near | (left_numbers == other))


def above(left: npt.ArrayLike, right: npt.ArrayLike, size: npt.ArrayLike = 1.0) -> Flags:
    """Return where the left number is larger by more than rounding."""
    return _flags(np.greater(left, right) & ~tied(left, right, size))


def at_least(left: npt.ArrayLike, right: npt.ArrayLike, size: npt.ArrayLike = 1.0) -> Flags:
    """Return where the left number is larger, or equal but for rounding."""
    return _flags(np.greater(left, right) | tied(left, right, size))


def _numbers(values: npt.ArrayLike) -> Floats:
    if isinstance(values, Traced):
        traced: Any = values
        return cast(Floats, traced)
    return np.asarray(values, dtype=np.float64)


def _flags(values: npt.ArrayLike) -> Flags:
    if isinstance(values, Traced):
        traced: Any = values
        return cast(Flags, traced)
    return np.asarray(values, dtype=np.bool_)


def signs(values: npt.ArrayLike, size: npt.ArrayLike = 1.0) -> Floats:
    """Return 1, 0 or -1 for numbers above, at or below 0; NaN stays NaN."""
    return np.where(tied(values, 0.0, size), 0.0, np.sign(np.asarray(values, dtype=np.float64)))


def ranks(values: npt.ArrayLike, *, descending: bool = False) -> Ints:
    """Return the rank of each number, from 0; equals share the lowest. NaN ranks last."""
    numbers = np.asarray(values, dtype=np.float64)
    places = np.argsort(-numbers if descending else numbers, kind="stable")
    ordered = numbers[places]
    begins = np.ones(len(numbers), dtype=np.bool_)
    begins[1:] = ~tied(ordered[1:], ordered[:-1])
    ranked = np.empty(len(numbers), dtype=np.int64)
    ranked[places] = np.maximum.accumulate(np.where(begins, np.arange(len(numbers)), 0))
    return ranked


def mean_ranks(values: npt.ArrayLike) -> Floats:
    """Return the rank of each number, from 1; equals share the mean of their ranks. NaN stays."""
    numbers = np.asarray(values, dtype=np.float64)
    lowest = ranks(numbers)
    counts = np.bincount(lowest, minlength=len(numbers))
    return np.where(np.isnan(numbers), np.nan, lowest + (counts[lowest] + 1) / 2.0)


def order(values: npt.ArrayLike, *, descending: bool = False) -> Ints:
    """Return the places of the numbers from the smallest on; equals keep their order."""
    return np.argsort(ranks(values, descending=descending), kind="stable")


def first_best(values: npt.ArrayLike) -> int:
    """Return the place of the largest number; of equals, the first."""
    return int(order(values, descending=True)[0])


def largest_first(items: Iterable[Item], size: Callable[[Item], float]) -> list[Item]:
    """Return things by a number of theirs, the largest first; of equals, the first."""
    members = list(items)
    return [members[place] for place in order([size(item) for item in members], descending=True)]
