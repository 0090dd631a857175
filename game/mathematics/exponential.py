"""e to a power, and that less 1.

P. T. P. Tang's way, with a table (Table-driven implementation of the exponential function in IEEE
floating-point arithmetic, ACM Transactions on Mathematical Software 15, 1989; of the expm1
function, 18, 1992). With k the whole number nearest to 2048 x / ln 2 and r = x - k ln 2 / 2048
(Cody and Waite's reduction, ln 2 in two parts), e**x = 2**(k / 2048) e**r: a table has the first
factor and what its rounding lost, and a few terms of Taylor's series give the second.
"""

from __future__ import annotations

import numpy as np

from game.mathematics.bits import RAISE, Number, signed_as, two_to
from game.mathematics.elementwise import Elementwise
from game.mathematics.lookup_tables import STEPS
from game.mathematics.program import Floats, Program

# ln 2 in two parts. The first has 32 bits: a whole number below 2**21 times it is exact.
_LN2_HIGH = 6.93147180369123816490e-01
_LN2_LOW = 1.90821492927058770002e-10
STEP_HIGH, STEP_LOW = _LN2_HIGH / STEPS, _LN2_LOW / STEPS
STEPS_PER_LN2 = STEPS / 6.93147180559945309417e-01

_LARGEST_LOG = 7.09782712893383973096e02  # e to a greater power is infinite
_LEAST_LOG = -746.0  # and to a smaller one 0
_ORDINARY = 690.0  # e to this power and its negative is normal, and so is every step to it


def exp(x: Floats | float) -> Floats:
    """Return e to the power x, within 0.7 units in the last place."""
    return _EXP(x)


def expm1(x: Floats | float) -> Floats:
    """Return e to the power x, less 1, within 1.1 units in the last place, near 0 too."""
    return _EXPM1(x)


def decay(x: Floats | float) -> Floats:
    """Return e to the power -1 / x, what is left after 1 of a mean life x; 0 where x is 0."""
    return _DECAY(x)


def exp_steps(x: Number) -> Number:
    """Return e to the power x where the result is normal."""
    raised = x * STEPS_PER_LN2 + RAISE
    steps = raised - RAISE
    near, short = two_to(raised)
    return times_exp(near, short, (x - steps * STEP_HIGH) - steps * STEP_LOW)


def times_exp(near: Number, short: Number, rest: Number) -> Number:
    """Return near (1 + short) e**rest, for |rest| up to ln 2 / 4096."""
    square = rest * rest
    # Taylor's terms, the middle one with half the greatest share that the next one would add.
    bent = square * (0.5 + 6e-10 + rest * (1.0 / 6.0))
    return near + near * (rest + (bent + short))


def _expm1_steps(x: Number) -> Number:
    raised = x * STEPS_PER_LN2 + RAISE
    steps = raised - RAISE
    near, short = two_to(raised)
    rest = (x - steps * STEP_HIGH) - steps * STEP_LOW
    bent = rest * rest * (0.5 + rest * (1.0 / 6.0 + rest * (1.0 / 24.0)))
    result = (near - 1.0) + near * (rest + (bent + short))
    return signed_as(result, x)  # -0.0 stays -0.0


def _decay_steps(x: Number) -> Number:
    return exp_steps(-1.0 / x)


def _lifted_exp(x: Number, lift: Number) -> Number:
    """Return e**x 2**lift."""
    raised = x * STEPS_PER_LN2 + RAISE
    steps = raised - RAISE
    near, short = two_to(raised + lift * STEPS)
    return times_exp(near, short, (x - steps * STEP_HIGH) - steps * STEP_LOW)


def _exp_others(x: Floats) -> Floats:
    unknown = np.isnan(x)
    bounded = np.minimum(np.maximum(np.where(unknown, 0.0, x), _LEAST_LOG), _LARGEST_LOG)
    lift = np.where(bounded < 0.0, 128.0, -1.0)
    # Among the smallest numbers a result is rounded once more, by the multiplication.
    result = _LIFTED_EXP.play(bounded, lift)[0] * np.where(bounded < 0.0, 2.0**-128, 2.0)
    return np.where(unknown, x, np.where(x > _LARGEST_LOG, np.inf, result))


def _expm1_others(x: Floats) -> Floats:
    return np.where(x < 0.0, -1.0, _exp_others(x))


def _decay_others(x: Floats) -> Floats:
    with np.errstate(divide="ignore", over="ignore"):
        return exp(-1.0 / (x + 0.0))  # of -0.0 as of 0.0


_LIFTED_EXP = Program(_lifted_exp, 2)
_EXP = Elementwise(exp_steps, _exp_others, (-_ORDINARY, _ORDINARY))
_EXPM1 = Elementwise(_expm1_steps, _expm1_others, (-_ORDINARY, _ORDINARY))
_DECAY = Elementwise(_decay_steps, _decay_others, (1.0 / _ORDINARY, 1e300))
