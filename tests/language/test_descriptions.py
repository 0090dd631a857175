"""How what an expression saw is told, and where it would have turned."""

import operator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.language.expression import FlipPoint, compile_expression, describe, flip_points

NAMES = ("us_breadth", "truce", "import_gate.h200_class")
SEEN = {"us_breadth": 3.2, "truce": 0.0, "import_gate.h200_class": 2.0}
BEFORE = {"us_breadth": 1.0, "truce": 1.0, "import_gate.h200_class": 0.0}


def look(values):
    """Return a lookup in one replicate."""
    return lambda name: np.array([[float(values[name])]])


def test_a_description_names_what_was_seen():
    expression = compile_expression("us_breadth >= 2 and not truce or previous.truce or us_breadth")
    assert describe(expression, look(SEEN)) == "us_breadth 3.2, truce 0"
    assert (
        describe(expression, look(SEEN), look(BEFORE))
        == "us_breadth 3.2, truce 0, previous.truce 1"
    )
    assert describe(compile_expression("1 > 0"), look(SEEN)) == ""


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ([0.71234], "x 0.712"),
        ([-0.0], "x 0"),
        ([1234567.8], "x 1,234,568"),
        ([999.6], "x 1,000"),
        ([2e15], "x 2e+15"),
        ([1.0, 2.5], "x 1 / 2.5"),
    ],
)
def test_numbers_are_described_to_three_digits(values, written):
    assert describe(compile_expression("x"), lambda _: np.array([values])) == written


def test_a_conjunction_has_a_flip_point_for_each_comparison():
    text = "a >= 2 and not truce and -1 < b.c <= 3 and (4 != d) and previous.e == -5 and f"
    assert flip_points(compile_expression(text)) == (
        FlipPoint("a", ">=", 2),
        FlipPoint("truce", "==", 0),
        FlipPoint("b.c", ">", -1),
        FlipPoint("b.c", "<=", 3),
        FlipPoint("d", "!=", 4),
        FlipPoint("previous.e", "==", -5),
        FlipPoint("f", "!=", 0),
    )


@pytest.mark.parametrize(
    "text",
    ["a > 1 or b", "a > b", "a + 1 > 2", "1 < 2", "a in [1]", "true", "a and b > c", "min(a, 1)"],
)
def test_what_is_no_simple_conjunction_has_no_flip_points(text):
    assert flip_points(compile_expression(text)) == ()


SIGNS = {
    ">=": operator.ge,
    ">": operator.gt,
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a >= 0.60", "below 0.6"),
        ("a > 0.6", "at or below 0.6"),
        ("a < 0.6", "at or above 0.6"),
        ("0.6 >= a", "above 0.6"),
        ("a == 2", "at anything but 2"),
        ("a", "at 0"),
    ],
)
def test_a_flip_point_says_where_the_clause_would_not_have_acted(text, words):
    (point,) = flip_points(compile_expression(text))
    assert str(point) == words


@given(sign=st.sampled_from(sorted(SIGNS)), value=st.floats(-9, 9), a=st.floats(-9, 9))
def test_a_mirrored_comparison_keeps_its_meaning(sign, value, a):
    expression = compile_expression(f"{value!r} {sign} a")
    (point,) = flip_points(expression)
    holds = SIGNS[point.comparison](a, point.value)
    assert expression.evaluate(look({"a": a})).item() == holds
