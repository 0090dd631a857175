"""The functions that conditions and measures may call."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from game.mathematics import exp, log

Values = npt.NDArray[Any]

_LARGEST = np.array(np.finfo(np.float64).max)
_SMALLEST = np.array(np.finfo(np.float64).tiny)
_ZERO = np.array(0.0)


def _find_least(*values: Values) -> Values:
    return functools.reduce(np.minimum, values)


def _find_greatest(*values: Values) -> Values:
    return functools.reduce(np.maximum, values)


def _clip(values: Values, lowest: Values, highest: Values) -> Values:
    result: Values = np.minimum(np.maximum(values, lowest), highest)
    return result


@dataclasses.dataclass(frozen=True, slots=True)
class Function:
    """How a function is written, how many values it takes, and what it computes."""

    form: str
    fewest: int
    most: int
    compute: Callable[..., Values]


_MANY = 20
FUNCTIONS = {
    "min": Function("min(a, b, ...)", 2, _MANY, _find_least),
    "max": Function("max(a, b, ...)", 2, _MANY, _find_greatest),
    "abs": Function("abs(x)", 1, 1, np.abs),
    "clip": Function("clip(x, lowest, highest)", 3, 3, _clip),
    "log": Function("log(x)", 1, 1, lambda x: log(np.maximum(x, _SMALLEST))),
    "exp": Function("exp(x)", 1, 1, lambda x: np.minimum(exp(x), _LARGEST)),
    "sqrt": Function("sqrt(x)", 1, 1, lambda x: np.sqrt(np.maximum(x, _ZERO))),
    "where": Function("where(condition, value, otherwise)", 3, 3, np.where),
}
