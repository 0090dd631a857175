"""A number from 0 to inf to any power.

Algorithm and coefficients: fdlibm's e_pow.c. The logarithm to base 2 is worked out to some 70 bits
as a sum of two numbers, since a large power multiplies its error; then 2 is raised to y times it.
Upper parts have 26 bits here, where fdlibm clears the last 32.
"""

from __future__ import annotations

import numpy as np

from game.mathematics.bits import (
    LARGEST,
    LEAST_NORMAL,
    RAISE,
    Number,
    is_at_least,
    split,
    upper_part,
)
from game.mathematics.program import Floats, Program

_SQRT_THREE_QUARTERS = 8.66025403784438646764e-01
_SQRT_THREE_HALVES = 1.22474487139158904910e00

# log2(1.5), and 2 / (3 ln 2): upper and lower parts.
_LOG2_HIGH = 5.84962487220764160156e-01
_LOG2_LOW = 1.35003920212974897128e-08
_CP = 9.61796693925975554329e-01
_CP_HIGH = 9.61796700954437255859e-01
_CP_LOW = -7.02846165095275826516e-09

_L1 = 5.99999999999994648725e-01
_L2 = 4.28571428578550184252e-01
_L3 = 3.33333329818377432918e-01
_L4 = 2.72728123808534006489e-01
_L5 = 2.30660745775561754067e-01
_L6 = 2.06975017800338417784e-01

_P1 = 1.66666666666666019037e-01
_P2 = -2.77777777770155933842e-03
_P3 = 6.61375632143793436117e-05
_P4 = -1.65339022054652515390e-06
_P5 = 4.13813679705723846039e-08

_LN2 = 6.93147180559945286227e-01
_LN2_HIGH = 6.93147182464599609375e-01
_LN2_LOW = -1.90465429995776804525e-09

# Past these, 2 to the power is infinite or 0.
_MOST, _LEAST = 1025.0, -1080.0


def power_of_any(x: Floats, y: Floats) -> Floats:
    """Return x to the power y for x from 0 to inf: infinite or 0 where no number can hold it."""
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        subnormal = x < LEAST_NORMAL
        lifted = np.where(subnormal, x * 2.0**54, x)
        inside = np.minimum(np.where(lifted > 0.0, lifted, 1.0), LARGEST)
        # The logarithm of a number next to 1 is 2**-53: all but 1 to the power 2**63 are beyond.
        bounded = np.minimum(np.maximum(y, -(2.0**63)), 2.0**63)
        high, low = _EXPONENT.play(inside, np.where(subnormal, 54.0, 0.0), bounded)
        over, under = high + low > _MOST, high + low < _LEAST
        high = np.where(over, _MOST, np.where(under, _LEAST, high))
        near, exponent = _TWO_TO.play(high, np.where(over | under, 0.0, low))
        # In two steps, of which the last rounds a subnormal result, or makes it infinite.
        whole = exponent.astype(np.intc)
        result = np.ldexp(near, whole // 2) * np.ldexp(1.0, whole - whole // 2)
    endless = np.where(y > 0.0, x, np.where(x > 0.0, 0.0, np.inf))
    return np.where((x == 0.0) | np.isinf(x), endless, result)


def _log2(part: Number, exponent: Number) -> tuple[Number, Number]:
    """Return the logarithm of part x 2**exponent to base 2 as (high, low), `high` of 26 bits."""
    small = 1.0 - is_at_least(part, _SQRT_THREE_QUARTERS)
    part, exponent = part + part * small, exponent - small
    wide = is_at_least(part, _SQRT_THREE_HALVES)
    centre = 1.0 + 0.5 * wide
    # s = (part - centre) / (part + centre) in two parts
    above, below = part - centre, part + centre
    per = 1.0 / below
    s = above * per
    s_high, below_high = upper_part(s), upper_part(below)
    below_low = part - (below_high - centre)
    s_low = per * ((above - s_high * below_high) - s_high * below_low)
    # 3 + s**2 + ... in two parts, of which s times it is 1.5 log(part / centre)
    square = s * s
    poly = _L1 + square * (_L2 + square * (_L3 + square * (_L4 + square * (_L5 + square * _L6))))
    r = square * square * poly + s_low * (s_high + s)
    square = s_high * s_high
    t_high = upper_part(3.0 + square + r)
    t_low = r - ((t_high - 3.0) - square)
    u, v = s_high * t_high, s_low * t_high + t_low * s
    p_high = upper_part(u + v)
    p_low = v - (p_high - u)
    # times 2 / (3 ln 2), plus the logarithms of the centre and of 2**exponent
    z_high = _CP_HIGH * p_high
    z_low = _CP_LOW * p_high + p_low * _CP + _LOG2_LOW * wide
    base = _LOG2_HIGH * wide
    high = upper_part(((z_high + z_low) + base) + exponent)
    return high, z_low - (((high - exponent) - base) - z_high)


def _exponent(lifted: Number, lift: Number, y: Number) -> tuple[Number, Number]:
    """Return y times the logarithm to base 2 of a number that was multiplied by 2**lift."""
    part, exponent, _ = split(lifted)
    log_high, log_low = _log2(part, exponent - lift)
    y_high = upper_part(y)
    return y_high * log_high, (y - y_high) * log_high + y * log_low


def _two_to(high: Number, low: Number) -> tuple[Number, Number]:
    """Return (near, exponent) with 2**(high + low) = near x 2**exponent, `near` 0.7 to 1.4."""
    exponent = ((low + high) + RAISE) - RAISE
    high = high - exponent
    t = upper_part(low + high)
    u = t * _LN2_HIGH
    v = (low - (t - high)) * _LN2 + t * _LN2_LOW
    z = u + v
    w = v - (z - u)
    t = z * z
    c = z - t * (_P1 + t * (_P2 + t * (_P3 + t * (_P4 + t * _P5))))
    r = (z * c) / (c - 2.0) - (w + z * w)
    return 1.0 - (r - z), exponent


_EXPONENT = Program(_exponent, 3)
_TWO_TO = Program(_two_to, 2)
