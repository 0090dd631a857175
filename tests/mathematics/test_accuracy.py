"""How near the functions come to the truth, as Python's decimal arithmetic has it."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mathematics.conftest import FUNCTIONS, INSIDE, hard_numbers
from tests.mathematics.truth import truth, units_away


def worst(name, columns):
    got = FUNCTIONS[name](*columns).tolist()
    rows = zip(*[column.tolist() for column in columns], strict=True)
    return max(units_away(one, truth(name, *row)) for one, row in zip(got, rows, strict=True))


def stated(name):
    """What the docstring promises."""
    found = re.search(r"within (\d\.\d+) units in the last place", FUNCTIONS[name].__doc__ or "")
    assert found
    return float(found[1])


def test_a_function_is_as_near_to_the_truth_as_it_says(name):
    assert worst(name, hard_numbers(name, 300)) <= stated(name)


def test_a_promise_is_worth_something(name):
    assert stated(name) <= 1.5


def test_results_among_the_smallest_numbers_are_near_the_truth_too():
    assert worst("exp", [np.linspace(-745.0, -708.0, 500)]) <= 0.8
    assert worst("power", [np.linspace(2.0, 3.0, 300), np.linspace(-1070.0, -650.0, 300)]) <= 0.8


@pytest.mark.parametrize("least", [1e-12, 1e-4])
def test_a_large_power_of_a_number_next_to_1_keeps_its_digits(least):
    luck = np.random.default_rng(1)
    base = 1.0 + least * luck.uniform(0.5, 2.0, 300)
    assert worst("power", [base, luck.uniform(-700.0, 700.0, 300) / np.log1p(base - 1.0)]) <= 1.0


def test_numbers_of_every_size_have_powers():
    luck = np.random.default_rng(2)
    base = 10.0 ** luck.uniform(-320.0, 300.0, 300)
    exponent = luck.uniform(-300.0, 300.0, 300) / np.abs(np.log10(base))
    assert worst("power", [base, exponent]) <= 1.0


def test_logarithms_of_the_smallest_numbers_are_right():
    assert worst("log", [5e-324 * 2.0 ** np.arange(52)]) <= stated("log")


@pytest.mark.parametrize("name", [one for one in FUNCTIONS if one != "power"])
@given(number=st.floats(allow_nan=False, allow_infinity=False), scale=st.sampled_from([1.0, 1e-3]))
def test_any_ordinary_number_is_as_near_to_the_truth(name, number, scale):
    ((low, high),) = INSIDE[name].ordinary
    number *= scale
    if low <= number <= high:
        assert units_away(float(FUNCTIONS[name](number)), truth(name, number)) <= stated(name)


RISING = ["exp", "expm1", "log", "log1p", "tanh"]


@pytest.mark.parametrize("name", RISING)
def test_a_function_that_rises_never_falls_by_more_than_its_last_digit(name):
    """Shares and probabilities are compared: what is clearly more must not come out as less."""
    ((low, high),) = INSIDE[name].ordinary
    (numbers,) = hard_numbers(name, 3000)
    numbers = np.unique(numbers[(numbers >= low) & (numbers <= high)])
    found = FUNCTIONS[name](numbers)
    fallen = found[:-1] - found[1:]
    assert (fallen <= 2.0 * np.spacing(np.abs(found[:-1]))).all()
    far = np.diff(numbers) > 1e-12 * np.abs(numbers[:-1])
    steps = np.diff(found)[far & (np.abs(found[:-1]) < 1.0)]
    assert (steps >= 0.0).all()


def test_shares_and_growth_keep_their_bounds():
    """A logistic share, a chance 1 - exp(-x) and a tangent lie where a probability must."""
    numbers = np.concatenate([np.linspace(0.0, 60.0, 5001), 10.0 ** np.linspace(-300.0, 2.5, 5001)])
    chances = -FUNCTIONS["expm1"](-numbers)
    assert ((chances >= 0.0) & (chances <= 1.0)).all()
    left = FUNCTIONS["exp"](-numbers)
    assert ((left >= 0.0) & (left <= 1.0)).all()
    assert (FUNCTIONS["tanh"](numbers) <= 1.0).all()
    shares = FUNCTIONS["power"](numbers / (1.0 + numbers), 0.7)
    assert ((shares >= 0.0) & (shares <= 1.0)).all()
