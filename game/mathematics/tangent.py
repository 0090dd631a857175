"""The hyperbolic tangent.

Algorithm and coefficients: Cephes' tanh.c (S. L. Moshier, Methods and Programs for Mathematical
Functions, 1989): below 0.625 a rational function, above it 1 - 2 / (e**2x + 1).
"""

from __future__ import annotations

import numpy as np

from game.mathematics.bits import Number, is_at_least, signed_as
from game.mathematics.elementwise import Elementwise
from game.mathematics.exponential import exp_steps
from game.mathematics.program import Floats

_P0 = -9.64399179425052238628e-01
_P1 = -9.92877231001918586564e01
_P2 = -1.61468768441708447952e03
_Q0 = 1.12811678491632931402e02
_Q1 = 2.23548839060100448583e03
_Q2 = 4.84406305325125486048e03

_NEAR = 0.625
_FULL = 22.0  # beyond this the tangent rounds to 1


def tanh(x: Floats | float) -> Floats:
    """Return the hyperbolic tangent of x, within 1.4 units in the last place."""
    return _TANH(x)


def _tanh_steps(x: Number) -> Number:
    size = signed_as(x, 1.0)
    square = size * size
    above = _P2 + square * (_P1 + square * _P0)
    below = _Q2 + square * (_Q1 + square * (_Q0 + square))
    near = size + size * square * (above / below)
    far = 1.0 - 2.0 / (exp_steps(2.0 * size) + 1.0)
    is_far = is_at_least(size, _NEAR)
    return signed_as(near * (1.0 - is_far) + far * is_far, x)


def _tanh_others(x: Floats) -> Floats:
    return np.sign(x)


_TANH = Elementwise(_tanh_steps, _tanh_others, (-_FULL, _FULL))
