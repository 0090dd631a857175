"""The tables against 60 digits."""

import decimal
from decimal import Decimal

from game.mathematics.bits import CENTRES
from game.mathematics.lookup_tables import log_of_two, logarithms, roots_of_two
from tests.mathematics.truth import CONTEXT


def test_roots_of_two_are_rounded_right_and_their_rests_are_what_is_missing():
    roots, rests = roots_of_two()
    with decimal.localcontext(CONTEXT):
        log_two = Decimal(2).ln()
        for place, (root, rest) in enumerate(zip(roots, rests, strict=True)):
            exact = (log_two * place / 2048).exp()
            assert root == float(exact)
            missing = (exact - Decimal(root)) / exact
            assert abs(missing - Decimal(rest)) < Decimal(2) ** -104


def test_logarithms_are_the_sum_of_their_two_parts():
    uppers, lowers = logarithms(CENTRES)
    with decimal.localcontext(CONTEXT):
        for centre, upper, lower in zip(CENTRES, uppers, lowers, strict=True):
            assert upper * 2.0**19 == int(upper * 2.0**19)
            assert abs(Decimal(centre).ln() - Decimal(upper) - Decimal(lower)) < Decimal(2) ** -72
        assert abs(Decimal(2).ln() - Decimal(log_of_two()) / 2**120) < Decimal(2) ** -110


def test_around_1_the_logarithm_is_that_of_1():
    assert CENTRES.count(1.0) == 1
    uppers, lowers = logarithms(CENTRES)
    place = CENTRES.index(1.0)
    assert (uppers[place], lowers[place]) == (0.0, 0.0)
