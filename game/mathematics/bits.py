"""Exact moves of a number's bits, for a float or for a symbol of a program; nothing here rounds.

A number has the 64 bits of IEEE 754's binary64: sign, 11 of exponent, 52 of fraction. A float takes
Python's frexp and ldexp, which are exact for normal numbers everywhere; a program, and so C, works
on the bits.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from game.mathematics.lookup_tables import STEP_BITS, STEPS, roots_of_two
from game.mathematics.program import Symbol

Number = TypeVar("Number", float, Symbol)

LEAST_NORMAL = 2.0**-1022
LARGEST = (2.0 - 2.0**-52) * 2.0**1023

_FRACTION_BITS = 52
_FRACTION = (1 << _FRACTION_BITS) - 1
_BIAS = 1023


def _bits(value: float) -> int:
    return int(np.float64(value).view(np.uint64))


def _numbers_of(bits: list[int]) -> list[float]:
    numbers: list[float] = np.array(bits, dtype=np.uint64).view(np.float64).tolist()
    return numbers


# -- whole numbers ---------------------------------------------------------------------------------

# Added to a number below 2**51, it rounds it to a whole one, which the last bits then hold.
RAISE = 1.5 * 2.0**52


_ROOTS, _SHORT = roots_of_two()
# The bits of each root, without those of its place that two_to adds with the exponent.
_LOWERED = _numbers_of(
    [
        bits - (place << (_FRACTION_BITS - STEP_BITS))
        for place, bits in enumerate(np.array(_ROOTS).view(np.uint64).tolist())
    ]
)


def two_to(raised: Number) -> tuple[Number, Number]:
    """Return 2 to the power (raised - RAISE) / 2048, and by which share of itself it falls short.

    The power must be normal.
    """
    if isinstance(raised, float):
        steps = int(raised - RAISE)
        place = steps & (STEPS - 1)
        return math.ldexp(_ROOTS[place], steps >> STEP_BITS), _SHORT[place]
    places = raised.bits_and(STEPS - 1)
    lowered, short = places.entry_of(_LOWERED), places.entry_of(_SHORT)
    return lowered.bits_plus(raised.bits_left(_FRACTION_BITS - STEP_BITS)), short


# -- numbers as a part and a doubling --------------------------------------------------------------

# Parts are from _LEAST to twice that, in 2048 intervals, of which one has 1 in its middle.
_STEP = 1 << (_FRACTION_BITS - STEP_BITS)
_BELOW_ONE = 1199  # intervals wholly below 1
_LEAST_BITS = _bits(1.0) - _BELOW_ONE * _STEP - _STEP // 2
_LEAST = float(np.uint64(_LEAST_BITS).view(np.float64))  # 0.7072
CENTRES = _numbers_of([_LEAST_BITS + place * _STEP + _STEP // 2 for place in range(STEPS)])


def split(value: Number) -> tuple[Number, Number, Number]:
    """Return (part, exponent, place): value = part x 2**exponent, part in the interval `place`.

    `value` is positive and normal; `place` is for `entry`.
    """
    if isinstance(value, float):
        part, exponent = math.frexp(value)
        if part < _LEAST:
            part, exponent = 2.0 * part, exponent - 1
        below = min(part, 1.0) - _LEAST  # steps there are half as long
        place = int((2.0 * below + max(part - 1.0, 0.0)) * STEPS)
        return part, float(exponent), float(place)
    moved = value.bits_plus(_bits(1.0) - _LEAST_BITS)
    exponents = moved.bits_right(_FRACTION_BITS).bits_plus(_bits(RAISE) - _BIAS) - RAISE
    places = moved.bits_right(_FRACTION_BITS - STEP_BITS).bits_and(STEPS - 1)
    return moved.bits_and(_FRACTION).bits_plus(_LEAST_BITS), exponents, places


def entry(table: Sequence[float], place: Number) -> Number:
    """Return the entry of a table for an interval of `split`."""
    if isinstance(place, float):
        return table[int(place)]
    return place.entry_of(table)


# -- the rest --------------------------------------------------------------------------------------


def upper_part(value: Number) -> Number:
    """Return a value rounded to 26 bits: products of two such are exact, and so is the rest.

    Veltkamp's splitting, for magnitudes below 2**990: T. J. Dekker, A floating-point technique for
    extending the available precision, Numerische Mathematik 18 (1971).
    """
    spread = 134217729.0 * value  # 2**27 + 1
    return spread - (spread - value)


def signed_as(size: Number, value: Number | float) -> Number:
    """Return a number with the sign of another."""
    if isinstance(size, float):
        return math.copysign(size, value)
    return size.signed_as(value)


def is_at_least(value: Number, least: float) -> Number:
    """Return 1 where value >= least, else 0."""
    if isinstance(value, float):
        return 1.0 if value >= least else 0.0
    return (value - least).at_least_0()
