"""The natural logarithm, and that of 1 + x.

P. T. P. Tang's way, with a table (Table-driven implementation of the logarithm function in IEEE
floating-point arithmetic, ACM Transactions on Mathematical Software 16, 1990). With x = 2**k m, c
the middle of the interval of m, and r = (m - c) / c, log(x) = k ln 2 + log(c) + log(1 + r): a table
has log(c) in two parts, and a few terms of Taylor's series give log(1 + r). Around 1, c is 1 and r
exact.
"""

from __future__ import annotations

import numpy as np

from game.mathematics.bits import (
    CENTRES,
    LARGEST,
    LEAST_NORMAL,
    Number,
    entry,
    signed_as,
    split,
)
from game.mathematics.elementwise import Elementwise
from game.mathematics.lookup_tables import log_of_two, logarithms, two_parts
from game.mathematics.program import Floats, Program

LN2 = 6.93147180559945309417e-01
LN10 = 2.30258509299404568402e00

_PER_CENTRE = [1.0 / centre for centre in CENTRES]
_LOG_UPPER, _LOG_LOWER = logarithms(CENTRES)
(_LN2_UPPER,), (_LN2_LOWER,) = two_parts([log_of_two()])


def log(x: Floats | float) -> Floats:
    """Return the natural logarithm of x, within 1.1 units in the last place."""
    return _LOG(x)


def log1p(x: Floats | float) -> Floats:
    """Return the natural logarithm of 1 + x, within 1.1 units in the last place, near 0 too."""
    return _LOG1P(x)


def log_in_parts(part: Number, exponent: Number, place: Number) -> tuple[Number, Number, Number]:
    """Return the logarithm of a number that is split as a sum: 26 bits, the next, the last."""
    r = (part - entry(CENTRES, place)) * entry(_PER_CENTRE, place)
    bent = r * r * (-0.5 + r * (1.0 / 3.0 + r * (-0.25 + r * 0.2)))
    upper = exponent * _LN2_UPPER + entry(_LOG_UPPER, place)
    return upper, r, bent + (exponent * _LN2_LOWER + entry(_LOG_LOWER, place))


def _log_steps(x: Number) -> Number:
    upper, middle, last = log_in_parts(*split(x))
    return upper + (middle + last)


def _log1p_steps(x: Number) -> Number:
    whole = 1.0 + x
    lost = (x - (whole - 1.0)) / whole
    upper, middle, last = log_in_parts(*split(whole))
    return signed_as(upper + (middle + (last + lost)), x)  # -0.0 stays -0.0


def _lifted_log(lifted: Number) -> Number:
    """Return the logarithm of a number that was multiplied by 2**54."""
    part, exponent, place = split(lifted)
    upper, middle, last = log_in_parts(part, exponent - 54.0, place)
    return upper + (middle + last)


def _log_others(x: Floats) -> Floats:
    subnormal = (x > 0.0) & (x < LEAST_NORMAL)
    lifted = np.where(subnormal, x, LEAST_NORMAL) * 2.0**54
    return np.where(subnormal, _LIFTED_LOG.play(lifted)[0], _limits(x, x))


def _log1p_others(x: Floats) -> Floats:
    return _limits(x, 1.0 + x)


def _limits(x: Floats, of: Floats) -> Floats:
    """Return what the logarithm tends to: inf of inf, -inf of 0, none of less or of nan."""
    return np.where(of > 0.0, x, np.where(of == 0.0, -np.inf, np.nan))


_LIFTED_LOG = Program(_lifted_log, 1)
_LOG = Elementwise(_log_steps, _log_others, (LEAST_NORMAL, LARGEST))
_LOG1P = Elementwise(_log1p_steps, _log1p_others, (-1.0 + 2.0**-53, LARGEST))
