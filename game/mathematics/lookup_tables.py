"""Roots of 2 and logarithms in steps, worked out with whole numbers when the program starts.

Python's whole numbers have any length and their division is rounded correctly, so the tables are
the same everywhere.
"""

from __future__ import annotations

import math

STEP_BITS = 11
STEPS = 1 << STEP_BITS  # to a doubling for the roots, to a doubling of fractions for the logarithms

_PLACES = 120  # binary places of the whole numbers
_ONE = 1 << _PLACES
# Upper parts of logarithms have so many: 26 bits in all up to the logarithm of 2**100.
_UPPER_PLACES = 19


def roots_of_two() -> tuple[list[float], list[float]]:
    """Return 2**(i / 2048), i from 0 to 2047, and by which share of itself each falls short."""
    root = 2 * _ONE
    for _ in range(STEP_BITS):
        root = math.isqrt(root << _PLACES)
    roots = [_ONE]
    while len(roots) < STEPS:
        roots.append(roots[-1] * root >> _PLACES)
    rounded = [root / _ONE for root in roots]
    short = [
        root - int(near * 2.0**52) * (_ONE >> 52) for root, near in zip(roots, rounded, strict=True)
    ]
    return rounded, [rest / root for rest, root in zip(short, roots, strict=True)]


def logarithms(centres: list[float]) -> tuple[list[float], list[float]]:
    """Return the natural logarithms of growing numbers, 1 among them, in two parts each."""
    wholes = [int(centre * 2.0**60) for centre in centres]  # few bits: this is exact
    unit_place = centres.index(1.0)
    logs = [0] * len(wholes)
    for place in range(unit_place + 1, len(wholes)):
        logs[place] = logs[place - 1] + _log_ratio(wholes[place], wholes[place - 1])
    for place in range(unit_place - 1, -1, -1):
        logs[place] = logs[place + 1] - _log_ratio(wholes[place + 1], wholes[place])
    return two_parts(logs)


def two_parts(numbers: list[int]) -> tuple[list[float], list[float]]:
    """Return numbers as the sums of an upper part of few bits and a lower part."""
    places = _PLACES - _UPPER_PLACES
    uppers = [(number + (1 << (places - 1))) >> places for number in numbers]
    rests = [number - (upper << places) for number, upper in zip(numbers, uppers, strict=True)]
    return [upper / (1 << _UPPER_PLACES) for upper in uppers], [rest / _ONE for rest in rests]


def log_of_two() -> int:
    """Return the natural logarithm of 2 as a whole number."""
    return sum(_log_ratio(step + 1, step) for step in range(64, 128))


def _log_ratio(above: int, below: int) -> int:
    """Return log(above / below) as 2 (z + z**3 / 3 + z**5 / 5 + ...), z = difference / sum."""
    z = ((above - below) << _PLACES) // (above + below)
    square, power, total = z * z >> _PLACES, z, 0
    for odd in range(1, 200, 2):
        total += power // odd
        power = power * square >> _PLACES
        if not power:
            break
    return 2 * total
