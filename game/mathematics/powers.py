"""A number to a power.

x**y = e**(y log(x)), where y log(x) multiplies the error of the logarithm. The table of logarithms,
whose upper parts have few bits, gives some 64 bits, enough for ordinary numbers.
"""

from __future__ import annotations

import numpy as np

from game.mathematics.any_power import power_of_any
from game.mathematics.bits import RAISE, Number, split, two_to, upper_part
from game.mathematics.elementwise import Elementwise
from game.mathematics.exponential import STEP_HIGH, STEP_LOW, STEPS_PER_LN2, times_exp
from game.mathematics.logarithm import log_in_parts
from game.mathematics.program import Floats


def power(x: Floats | float, y: Floats | float) -> Floats:
    """Return x to the power y, within 0.8 units in the last place.

    As in C: anything to the power 0, and 1 to any power, is 1; a negative x has powers that are
    whole.
    """
    return _POWER(x, y)


def _power_steps(x: Number, y: Number) -> Number:
    upper, middle, last = log_in_parts(*split(x))
    y_upper = upper_part(y)
    high, low = y_upper * upper, (y - y_upper) * upper + y * (middle + last)
    raised = (high + low) * STEPS_PER_LN2 + RAISE
    steps = raised - RAISE
    rest = (high - steps * STEP_HIGH) + (low - steps * STEP_LOW)
    return times_exp(*two_to(raised), rest)


def _power_others(x: Floats, y: Floats) -> Floats:
    if not np.count_nonzero(x):  # a share of 0 is by far the commonest of these
        size = np.abs(x)
    else:
        size = power_of_any(np.abs(x), np.where(np.isnan(y), 0.0, y))
    result = np.where((x == 0.0) & (y < 0.0), np.inf, size)
    finite = np.where(np.isfinite(y), y, 0.0)
    whole, even = finite == np.rint(finite), 0.5 * finite == np.rint(0.5 * finite)
    result = np.where(np.signbit(x) & whole & ~even, -result, result)
    result = np.where((x < 0.0) & np.isfinite(x) & ~whole, np.nan, result)
    result = np.where(np.isnan(x) | np.isnan(y), np.nan, result)
    return np.where((x == 1.0) | (y == 0.0), 1.0, result)


_POWER = Elementwise(_power_steps, _power_others, (2.0**-100, 2.0**100), (-10.0, 10.0))
