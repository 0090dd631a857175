"""Pure functions that give their last result again while their arguments stay the same."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """Remember the last result of a pure function of things that never change.

    Arguments are compared by identity, since sealed arrays cannot be hashed; where all arguments
    can be, `functools.lru_cache` does the same.
    """
    last: list[tuple[tuple[object, ...], T]] = []

    @functools.wraps(function)
    def recall(*args: P.args, **kwargs: P.kwargs) -> T:
        for known, result in last:
            if not kwargs and all(map(operator.is_, known, args)):
                return result
        result = function(*args, **kwargs)
        last[:] = [(args, result)]
        return result

    return recall
