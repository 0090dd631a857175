"""An element of an array gives what it gives alone, whatever is around it."""

import concurrent.futures

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.mathematics import exp, log, power
from game.mathematics.elementwise import FEW
from game.mathematics.program import BLOCK
from tests.mathematics.conftest import FUNCTIONS, INSIDE, hard_numbers

SIZES = [1, 2, FEW, FEW + 1, 100, BLOCK, BLOCK + 1, 3 * BLOCK + 7]


def bits(values):
    return np.asarray(values).view(np.uint64)


@pytest.mark.parametrize("size", SIZES)
def test_a_number_among_many_gives_what_it_gives_alone(name, size):
    columns = [column[:size] for column in hard_numbers(name, size)]
    together = FUNCTIONS[name](*columns)
    places = np.unique(np.linspace(0, size - 1, 60).astype(int))
    alone = [FUNCTIONS[name](*[column[place] for column in columns]) for place in places]
    assert np.array_equal(bits(together)[places], bits(alone))


def test_a_float_takes_the_steps_of_an_array(name):
    """The one text of a function, run on floats and as a program, over all ordinary numbers."""
    columns = hard_numbers(name, 700)
    inside = INSIDE[name]
    kept = np.logical_and.reduce(
        [
            (column >= low) & (column <= high)
            for column, (low, high) in zip(columns, inside.ordinary, strict=True)
        ]
    )
    columns = [column[kept][:BLOCK] for column in columns]
    singly = [inside.steps(*row) for row in zip(*[c.tolist() for c in columns], strict=True)]
    assert len(singly) > 1000
    assert np.array_equal(bits(inside.program.play(*columns)[0]), bits(singly))


@given(
    shape=st.lists(st.integers(0, 9), min_size=0, max_size=3).map(tuple),
    layout=st.sampled_from(["C", "F", "turned", "gaps", "repeated"]),
    scale=st.sampled_from([1.0, 800.0]),
)
def test_shape_and_order_of_memory_change_nothing(shape, layout, scale):
    values = np.random.default_rng(len(shape)).normal(size=shape) * scale
    given_as = {
        "C": lambda: values,
        "F": lambda: np.asfortranarray(values),
        "turned": lambda: values.T,
        "gaps": lambda: np.repeat(values, 2, axis=0)[::2] if shape else values,
        "repeated": lambda: np.broadcast_to(values[..., None], (*shape, 40)),
    }[layout]()
    before = given_as.copy()
    result = exp(given_as)
    assert result.shape == given_as.shape
    singly = [float(exp(number)) for number in given_as.ravel()]
    assert np.array_equal(result.ravel(), singly)
    assert np.array_equal(given_as, before)


def test_a_column_and_numbers_by_member_broadcast():
    column, members = np.linspace(0.1, 2.0, 50)[:, None], np.array([0.5, 1.0, 3.0])
    result = power(column, members)
    assert result.shape == (50, 3)
    assert bits(result[7, 2]) == bits(power(column[7, 0], members[2]))


@pytest.mark.parametrize("number", [0.3, -0.0, np.nan, 1e-320])
def test_many_that_are_alike_give_what_one_gives(name, number):
    count = 2 if name == "power" else 1
    alike = FUNCTIONS[name](*[np.full((40, 3), number)] * count)
    assert np.array_equal(bits(alike), np.full((40, 3), bits(FUNCTIONS[name](*[number] * count))))


def test_zeros_of_both_signs_are_not_alike():
    mixed = np.array([0.0, -0.0] * 20)
    assert np.array_equal(np.signbit(FUNCTIONS["expm1"](mixed)), np.signbit(mixed))


def test_threads_do_not_disturb_each_other():
    columns = [np.random.default_rng(seed).uniform(0.1, 9.0, 5000) for seed in range(8)]
    right = [exp(log(column)) for column in columns]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for _ in range(10):
            found = list(pool.map(lambda column: exp(log(column)), columns))
            assert all(np.array_equal(one, other) for one, other in zip(found, right, strict=True))
