"""What is equal but for rounding is equal: in comparisons, signs, ranks and orders."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.state.ties import (
    above,
    at_least,
    first_best,
    largest_first,
    mean_ranks,
    order,
    ranks,
    signs,
    tied,
)

# The same three numbers added up in two orders: 0.6000000000000001 and 0.6.
FORTH, BACK = (0.1 + 0.2) + 0.3, (0.3 + 0.2) + 0.1
NUMBERS = st.lists(st.floats(-1e6, 1e6).map(lambda number: round(number, 3)), min_size=1)


def test_the_two_sums_really_differ():
    assert FORTH != BACK


def test_sums_in_two_orders_are_tied_and_neither_is_above_the_other():
    assert tied(FORTH, BACK)
    assert not above(FORTH, BACK)
    assert not above(BACK, FORTH)
    assert at_least(FORTH, BACK)
    assert at_least(BACK, FORTH)


def test_a_difference_that_is_no_rounding_counts():
    assert above(0.6001, BACK)
    assert not at_least(BACK, 0.6001)
    assert not tied(1.0, 1.0 + 1e-6)


def test_rounding_grows_with_the_numbers_that_a_difference_was_made_of():
    rest = (1e12 + 0.1) - 1e12 - 0.1
    assert not tied(rest, 0.0)
    assert tied(rest, 0.0, 1e12)
    assert signs([rest], 1e12).tolist() == [0.0]


def test_nothing_equals_what_is_missing_and_infinity_equals_itself():
    assert not tied(np.nan, np.nan)
    assert not at_least(np.nan, 0.0)
    assert tied(np.inf, np.inf)
    assert above(np.inf, 1e300)
    assert not tied(np.inf, -np.inf)


def test_signs_are_those_of_numbers_beyond_rounding():
    found = signs([FORTH - BACK, -2.0, 3.0, np.nan])
    assert found[:3].tolist() == [0.0, -1.0, 1.0]
    assert np.isnan(found[3])


def test_equals_share_the_lowest_rank_or_the_mean_of_theirs():
    values = [FORTH, 0.1, BACK, 0.9]
    assert ranks(values).tolist() == [1, 0, 1, 3]
    assert ranks(values, descending=True).tolist() == [1, 3, 1, 0]
    assert mean_ranks(values).tolist() == [2.5, 1.0, 2.5, 4.0]


def test_equals_keep_their_order_whichever_was_rounded_up():
    assert order([FORTH, BACK, 0.1]).tolist() == [2, 0, 1]
    assert order([BACK, FORTH, 0.1], descending=True).tolist() == [0, 1, 2]
    assert first_best([BACK, FORTH]) == first_best([FORTH, BACK]) == 0
    assert largest_first("abc", {"a": BACK, "b": 2.0, "c": FORTH}.__getitem__) == ["b", "a", "c"]
    assert largest_first([], float) == []


def test_what_is_missing_ranks_last():
    assert order([np.nan, 2.0, 1.0]).tolist() == [2, 1, 0]
    assert order([np.nan, 2.0, 1.0], descending=True).tolist() == [1, 2, 0]
    assert np.isnan(mean_ranks([np.nan, 1.0])[0])


@given(NUMBERS)
def test_numbers_written_with_three_decimals_are_ordered_as_they_are(numbers):
    assert [numbers[place] for place in order(numbers)] == sorted(numbers)


@given(NUMBERS, st.randoms(use_true_random=False))
def test_nudges_by_the_last_bit_change_no_order(numbers, luck):
    nudged = [float(np.nextafter(number, luck.choice([-1, 1]) * np.inf)) for number in numbers]
    assert order(nudged).tolist() == order(numbers).tolist()
    assert ranks(nudged).tolist() == ranks(numbers).tolist()


@pytest.mark.parametrize("count", [1, 2, 5])
def test_mean_ranks_of_equals_are_the_middle(count):
    assert mean_ranks([0.3] * count).tolist() == [(count + 1) / 2] * count
