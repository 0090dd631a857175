"""What an expression saw, and where it would have turned."""

import operator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.language.expression import FlipPoint, SeenTerm, compile_expression, flip_points, see_terms

NAMES = ("us_breadth", "truce", "import_gate.h200_class")
SEEN = {"us_breadth": 3.2, "truce": 0.0, "import_gate.h200_class": 2.0}
BEFORE = {"us_breadth": 1.0, "truce": 1.0, "import_gate.h200_class": 0.0}


def look(values):
    """Return a lookup in one replicate."""
    return lambda name: np.array([[float(values[name])]])


def test_what_was_seen_is_each_name_with_its_values_in_order_of_appearance():
    expression = compile_expression("us_breadth >= 2 and not truce or previous.truce or us_breadth")
    now = (SeenTerm("us_breadth", (3.2,)), SeenTerm("truce", (0.0,)))
    assert see_terms(expression, look(SEEN)) == now
    before = SeenTerm("truce", (1.0,), is_previous=True)
    assert see_terms(expression, look(SEEN), look(BEFORE)) == (*now, before)
    assert see_terms(compile_expression("1 > 0"), look(SEEN)) == ()


def test_a_name_with_members_is_seen_with_a_value_for_each():
    seen = see_terms(compile_expression("x"), lambda _: np.array([[1.0, 2.5]]))
    assert seen == (SeenTerm("x", (1.0, 2.5)),)


def test_a_conjunction_has_a_flip_point_for_each_comparison():
    text = "a >= 2 and not truce and -1 < b.c <= 3 and (4 != d) and previous.e == -5 and f"
    assert flip_points(compile_expression(text)) == (
        FlipPoint("a", ">=", 2),
        FlipPoint("truce", "==", 0),
        FlipPoint("b.c", ">", -1),
        FlipPoint("b.c", "<=", 3),
        FlipPoint("d", "!=", 4),
        FlipPoint("e", "==", -5, is_previous=True),
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


@given(sign=st.sampled_from(sorted(SIGNS)), value=st.floats(-9, 9), a=st.floats(-9, 9))
def test_a_mirrored_comparison_keeps_its_meaning(sign, value, a):
    expression = compile_expression(f"{value!r} {sign} a")
    (point,) = flip_points(expression)
    holds = SIGNS[point.comparison](a, point.value)
    assert expression.evaluate(look({"a": a})).item() == holds
