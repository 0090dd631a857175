"""Infinities, zeros with their signs, and what has no value: as in C, and without a warning."""

import math

import numpy as np
import pytest

from game.mathematics import exp, expm1, log, log1p, power, tanh

INF, NAN = math.inf, math.nan
LIMITS = {
    exp: [(0.0, 1.0), (-0.0, 1.0), (INF, INF), (-INF, 0.0), (710.0, INF), (-746.0, 0.0)],
    expm1: [(0.0, 0.0), (-0.0, -0.0), (INF, INF), (-INF, -1.0), (710.0, INF), (-800.0, -1.0)],
    log: [(1.0, 0.0), (0.0, -INF), (-0.0, -INF), (INF, INF), (-1.0, NAN), (-INF, NAN)],
    log1p: [(0.0, 0.0), (-0.0, -0.0), (-1.0, -INF), (INF, INF), (-1.1, NAN), (-INF, NAN)],
    tanh: [(0.0, 0.0), (-0.0, -0.0), (INF, 1.0), (-INF, -1.0), (30.0, 1.0), (5e-324, 5e-324)],
}
# Every kind of base and exponent that C has a rule for.
KINDS = [
    0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, -2.0, 2.5, -2.5, 3.0, -3.0, INF, -INF, NAN, 5e-324,
    -5e-324, 1e300, -1e300, 1.0 + 2.0**-52, 1.0 - 2.0**-53, 2.0**53, 2.0**53 - 1.0, 1e18,
]  # fmt: skip


def same(got: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Where two numbers are the same, the signs of zeros counted, nan being nan."""
    equal = (got == right) & (np.signbit(got) == np.signbit(right))
    both: np.ndarray = equal | (np.isnan(got) & np.isnan(right))
    return both


@pytest.mark.parametrize("function", LIMITS)
@pytest.mark.parametrize("copies", [1, 5, 500])
def test_a_limit_is_that_of_c_alone_and_among_others(function, copies):
    numbers, right = (np.array(side) for side in zip(*LIMITS[function], (NAN, NAN), strict=True))
    got = function(np.repeat(numbers, copies))
    assert same(got, np.repeat(right, copies)).all()
    assert all(same(function(number), one) for number, one in zip(numbers, right, strict=True))


def test_limits_of_powers_are_those_of_c():
    base, exponent = (grid.ravel() for grid in np.meshgrid(KINDS, KINDS))
    with np.errstate(all="ignore"):
        right = np.power(base, exponent)
        near = np.abs(power(base, exponent) - right) <= 2.0 * np.spacing(np.abs(right))
    got = power(base, exponent)
    assert (same(got, right) | (near & (got != 0.0))).all()
    singly = [power(*pair) for pair in zip(base, exponent, strict=True)]
    assert same(np.array(singly), got).all()


def test_nothing_is_asked_of_no_numbers():
    assert exp(np.empty((0, 1))).shape == (0, 1)
    assert power(np.empty((3, 0)), 2.0).shape == (3, 0)
