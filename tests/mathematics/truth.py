"""The functions to 60 digits, by the decimal arithmetic of Python's own library."""

from __future__ import annotations

import decimal
import math
from collections.abc import Callable
from decimal import Decimal

# All exponents that there are, and digits to lose in differences.
CONTEXT = decimal.Context(prec=90, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)
TINY = Decimal("1e-20")  # below it, two terms of a series have 60 digits


def _expm1(x: Decimal) -> Decimal:
    return x + x * x / 2 + x * x * x / 6 if abs(x) < TINY else x.exp() - 1


def _log1p(x: Decimal) -> Decimal:
    return x - x * x / 2 + x * x * x / 3 if abs(x) < TINY else (1 + x).ln()


def _tanh(x: Decimal) -> Decimal:
    grown = _expm1(2 * x)
    return grown / (grown + 2)


TRUTHS: dict[str, Callable[..., Decimal]] = {
    "exp": Decimal.exp,
    "expm1": _expm1,
    "log": Decimal.ln,
    "log1p": _log1p,
    "tanh": _tanh,
    "power": lambda x, y: (y * x.ln()).exp(),
}


def truth(name: str, *numbers: float) -> Decimal:
    """Return a function of floats, which are taken as the exact fractions that they are."""
    with decimal.localcontext(CONTEXT):
        return +TRUTHS[name](*map(Decimal, numbers))


def units_away(got: float, exact: Decimal) -> float:
    """Return the distance to the truth in units of the last place of a number of its size."""
    with decimal.localcontext(CONTEXT):
        size = float(abs(exact))
        if Decimal(size) > abs(exact):  # it was rounded up, perhaps to the next power of 2
            size = math.nextafter(size, 0.0)
        return float(abs(Decimal(got) - exact) / Decimal(math.ulp(size)))
