"""What an expression may say, what it is worth, and how it is refused."""

import math
import pickle
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.errors import UserError
from game.language.expression import ExpressionError, compile_expression, flip_points

LARGEST = sys.float_info.max
NAMES = ("us_breadth", "truce", "import_gate.h200_class")
SEEN = {"us_breadth": 3.2, "truce": 0.0, "import_gate.h200_class": 2.0}
BEFORE = {"us_breadth": 1.0, "truce": 1.0, "import_gate.h200_class": 0.0}


@pytest.fixture(autouse=True, scope="module")
def numpy_errors_raise():
    with np.errstate(all="raise"):
        yield


def look(values):
    """Return a lookup in one replicate."""
    return lambda name: np.array([[float(values[name])]])


def value_of(text):
    (value,) = compile_expression(text, NAMES).evaluate(look(SEEN), look(BEFORE)).ravel()
    return value


def bound(value):
    return min(max(value, -LARGEST), LARGEST)


def divide(above, below):
    if below == 0:
        return 0.0
    try:
        return bound(above / below)
    except OverflowError:
        return math.copysign(LARGEST, above) * math.copysign(1.0, below)


# The same function names for Python, which has no limits of its own.
PYTHON = {
    "add": lambda a, b: bound(a + b),
    "subtract": lambda a, b: bound(a - b),
    "multiply": lambda a, b: bound(a * b),
    "divide": divide,
    "truth": lambda x: float(bool(x)),
    "clip": lambda x, lowest, highest: min(max(x, lowest), highest),
    "where": lambda condition, value, otherwise: value if condition else otherwise,
    "sqrt": lambda x: math.sqrt(max(x, 0.0)),
    "min": min,
    "max": max,
    "abs": abs,
    "true": 1.0,
    "false": 0.0,
}


def write_call(function, parts):
    name, count = function
    texts, pythons = zip(*parts[:count], strict=True)
    return f"{name}({', '.join(texts)})", f"{name}({', '.join(pythons)})"


def grow(parts):
    """Return pairs (expression, Python's own expression of the same value) made of `parts`."""
    arithmetic = st.sampled_from([("+", "add"), ("-", "subtract"), ("*", "multiply")])
    signs = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    joints = st.sampled_from(["and", "or"])
    calls = st.sampled_from([("min", 2), ("max", 3), ("abs", 1), ("clip", 3), ("where", 3)])
    return st.one_of(
        st.builds(lambda o, a, b: (f"({a[0]}{o[0]}{b[0]})", f"{o[1]}({a[1]}, {b[1]})"),
                  arithmetic, parts, parts),
        st.builds(lambda a, b: (f"({a[0]} / {b[0]})", f"divide({a[1]}, {b[1]})"), parts, parts),
        st.builds(lambda a: (f"(-{a[0]})", f"(-{a[1]})"), parts),
        st.builds(lambda a: (f"sqrt({a[0]})", f"sqrt({a[1]})"), parts),
        st.builds(lambda a: (f"(not {a[0]})", f"truth(not {a[1]})"), parts),
        st.builds(lambda o, a, b: (f"({a[0]} {o} {b[0]})", f"truth({a[1]} {o} {b[1]})"),
                  signs | joints, parts, parts),
        st.builds(lambda o, p, a, b, c: (f"({a[0]} {o} {b[0]} {p} {c[0]})",
                                         f"truth({a[1]} {o} {b[1]} {p} {c[1]})"),
                  signs, signs, parts, parts, parts),
        st.builds(lambda o, a, b, c: (f"({a[0]} {o} [{b[0]}, {c[0]}])",
                                      f"truth({a[1]} {o} [{b[1]}, {c[1]}])"),
                  st.sampled_from(["in", "not in"]), parts, parts, parts),
        st.builds(write_call, calls, st.tuples(parts, parts, parts)),
    )  # fmt: skip


NUMBERS = st.floats(0, LARGEST, allow_subnormal=False) | st.integers(0, 9).map(float)
LEAVES = st.one_of(
    st.sampled_from(["a", "b", "c", "true", "false"]).map(lambda name: (name, name)),
    NUMBERS.map(lambda number: (repr(number), repr(number))),
)
PAIRS = st.recursive(LEAVES, grow, max_leaves=12)
FINITE = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-3, 3).map(float)


@given(pair=PAIRS, a=FINITE, b=FINITE, c=FINITE)
def test_an_expression_is_worth_what_python_says(pair, a, b, c):
    text, python = pair
    values = {"a": a, "b": b, "c": c}
    expected = eval(python, {"__builtins__": {}}, PYTHON | values)
    result = compile_expression(text, "abc").evaluate(look(values))
    assert result.item() == expected


@given(pair=PAIRS, columns=st.lists(st.tuples(FINITE, FINITE, FINITE), min_size=2, max_size=9))
def test_a_replicate_alone_gets_the_bits_it_gets_in_a_batch(pair, columns):
    text = f"{pair[0]} + log({pair[0]}) * exp({pair[0]})"
    batch = dict(zip("abc", np.array(columns).T[..., None], strict=True))
    expression = compile_expression(text)
    together = np.broadcast_to(expression.evaluate(batch.__getitem__), (len(columns), 1))
    for r in range(len(columns)):
        row = {name: column[r : r + 1] for name, column in batch.items()}
        alone = expression.evaluate(row.__getitem__)
        assert alone.tobytes() == together[r : r + 1].tobytes()


def test_logarithm_and_power_have_the_same_bits_in_every_length_and_stride():
    values = np.linspace(0.001, 40, 4001)[:, None]
    for text in ("log(x)", "exp(x)", "sqrt(x)"):
        expression = compile_expression(text)
        together = expression.evaluate(lambda _: values)
        strided = expression.evaluate(lambda _: np.repeat(values, 3, axis=1)[:, 1:2])
        assert strided.tobytes() == together.tobytes()
        for r in range(0, 4001, 97):
            alone = expression.evaluate({"x": values[r : r + 1]}.__getitem__)
            assert alone.item() == together[r, 0]


@given(pair=PAIRS, a=FINITE, b=FINITE, c=FINITE)
def test_finite_input_gives_finite_output(pair, a, b, c):
    values = {"a": a, "b": b, "c": c}
    for text in (pair[0], f"exp({pair[0]})", f"log({pair[0]})", f"exp({pair[0]}) - exp(a)"):
        assert np.isfinite(compile_expression(text).evaluate(look(values))).all()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("us_breadth >= 2 and not truce", 1),
        ("2 <= us_breadth < 3", 0),
        ("not truce == 0", 0),
        ("previous.truce and us_breadth - previous.us_breadth > 2", 1),
        ("import_gate.h200_class in [1, 2]", 1),
        ("import_gate.h200_class not in [1, 2] or false", 0),
        ("previous.import_gate.h200_class", 0),
        ("1 + 2 * 3 - 8 / 4", 5),
        ("-(2 - 5) * .5", 1.5),
        ("(us_breadth > 1) + (us_breadth > 2) + true", 3),
        ("us_breadth / truce", 0),
        ("exp(1e6)", LARGEST),
        ("exp(-1e6)", 0),
        ("1e300 * 1e300 - 1e308", LARGEST - 1e308),
        ("sqrt(-4)", 0),
        ("log(0)", math.log(sys.float_info.min)),
        ("exp(log(7))", pytest.approx(7)),
        ("clip(us_breadth, 0, 1)", 1),
        ("where(truce, 1, min(4, us_breadth, 2))", 2),
        ("  us_breadth\n  > 3\n", 1),
    ],
)
def test_the_language_means_what_it_says(text, expected):
    assert value_of(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("us_bredth >= 2", "column 1 of 'us_bredth >= 2': unknown name 'us_bredth'; "
         "did you mean 'us_breadth'?"),
        ("1 < previous.truc", "column 5 of '1 < previous.truc': unknown name 'truc'; "
         "did you mean 'truce'?"),
        ("truce = 2", "column 7 of 'truce = 2': '=' compares nothing; write '=='"),
        ("  truce && 1", "column 9 of 'truce && 1': '&&' is not understood; write 'and'"),
        ("import os", "column 1 of 'import os': import is not allowed"),
        ("truce if 1 else 2", "column 7 of 'truce if 1 else 2': if is not allowed; "
         "write where(condition, value, otherwise)"),
        ("truce.real.imag", "column 1 of 'truce.real.imag': 'truce.real.imag' has too many "
         "members; write name or name.member"),
        ("mxa(1, 2)", "column 1 of 'mxa(1, 2)': unknown function 'mxa'; did you mean 'max'?"),
        ("abs(1, 2)", "column 1 of 'abs(1, 2)': the number of values given to 'abs' is 2; "
         "write abs(x)"),
        ("import_gate[1]", "column 12 of 'import_gate[1]': an operator is missing between "
         "'import_gate' and '['; write a member as name.member"),
        ("2 truce", "column 3 of '2 truce': an operator is missing between '2' and 'truce'; "
         "write one, such as 'and', '*' or '>='"),
        ("(truce", "column 1 of '(truce': '(' is never closed; close it with ')'"),
        ("truce and", "column 7 of 'truce and': a value is missing after 'and'"),
    ],
)  # fmt: skip
def test_a_mistake_is_answered_with_its_column_and_a_way_out(text, message):
    with pytest.raises(UserError) as caught:
        compile_expression(text, NAMES)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "__import__('os')",
        "truce.__class__",
        "lambda: 1",
        "[x for x in [1]]",
        "[1, 2]",
        "truce == [1]",
        "truce in 3",
        "truce in [1] in [1]",
        "1 < truce in [1]",
        "1, 2",
        "(1, 2)",
        "truce ** 2",
        "2 // 1",
        "5 % 3",
        "~1",
        "1 << 2",
        "truce := 1",
        "f'{truce}'",
        "min(*truce, 1)",
        "clip(x=1)",
        "min(truce)",
        "min > 3",
        "(truce)(1)",
        "truce(1)",
        "truce.max(1, 2)",
        "previous",
        "previous.previous.truce",
        "True",
        "truce is 1",
        "1 < not truce",
        "1 <= truce)",
        "(1]",
        "1e999",
        "9" * 400,
        "007",
        "0x1F",
        "1_000",
        "2truce",
        "3j",
        "1..2",
        "#truce",
        "truce \x00",
        "truce ≥ 1",
        "\N{NO-BREAK SPACE}truce",
        "trüce",
        "(" * 300 + "1" + ")" * 300,
        "-" * 900 + "1",
        "not " * 200 + "1",
        "+".join("1" * 300),
        "1" + " " * 1000,
    ],
)
def test_nothing_else_can_be_written(text):
    with pytest.raises(ExpressionError, match=r"^column \d+ of "):
        compile_expression(text)


FRAGMENTS = st.lists(
    st.sampled_from([
        "truce", "us_breadth", "previous.", "x.y.z", "_a", "é", ".", ",", ":", "\n", "\\", "'", '"',
        "1", "2.5", "1e9", "1e999", "+", "-", "*", "**", "/", "//", "(", ")", "[", "]",
        "<", "<=", "==", "=", "!=", ">", "and", "or", "not", "in", "is", "if", "else", "lambda",
        "min(", "max(", "clip(", "where(", "log(",
    ]),
    max_size=14,
)  # fmt: skip


@given(text=st.text(max_size=60) | FRAGMENTS.map(" ".join) | FRAGMENTS.map("".join))
def test_any_text_compiles_or_is_refused_kindly(text):
    try:
        expression = compile_expression(text)
    except ExpressionError:
        return
    result = expression.evaluate(lambda _: np.ones((3, 1)), lambda _: np.ones((3, 1)))
    assert result.shape in {(3, 1), (1, 1)}
    assert len(flip_points(expression)) <= len(text)


def test_an_expression_knows_what_it_reads():
    expression = compile_expression("b.c > previous.a + a and a < true")
    assert expression.names == {"a", "b.c"}
    assert expression.previous == {"a"}
    assert expression.terms == ("b.c", "previous.a", "a")


def test_a_name_is_looked_up_once():
    asked = []

    def lookup(name):
        asked.append(name)
        return np.ones((1, 1))

    compile_expression("a + a * b > a").evaluate(lookup)
    assert asked == ["a", "b"]


def test_the_previous_turn_must_be_given_where_it_is_read():
    with pytest.raises(ValueError, match=r"previous\.truce is read"):
        compile_expression("previous.truce").evaluate(look(SEEN))


def test_values_broadcast_over_replicates_and_members():
    columns = {"r": np.arange(4.0)[:, None], "k": np.arange(3.0)}
    result = compile_expression("r * 10 + k").evaluate(columns.__getitem__)
    assert result.tolist() == [[10.0 * r + k for k in range(3)] for r in range(4)]
    assert compile_expression("2 > 1").evaluate(columns.__getitem__).tolist() == [[1.0]]
    assert compile_expression("k").evaluate(columns.__getitem__).shape == (1, 3)


def test_a_name_alone_gives_what_was_looked_up_and_a_constant_cannot_be_spoilt():
    world = np.ones((2, 1))
    assert compile_expression("x").evaluate(lambda _: world) is world
    always = compile_expression("true")
    always.evaluate(lambda _: world)[:] = 5
    assert always.evaluate(lambda _: world)[0, 0] == 1


def test_an_overflow_in_one_replicate_changes_no_other():
    column = np.array([[1e200], [3.0], [0.0]])
    expression = compile_expression("x * x / x - x")
    whole = expression.evaluate(lambda _: column)
    for row in range(3):
        own = column[row : row + 1]
        alone = expression.evaluate({"x": own}.__getitem__)
        assert alone.tobytes() == whole[row : row + 1].tobytes()


def test_a_missing_value_compares_as_false():
    missing = np.array([[math.nan]])
    assert compile_expression("x > 1 or x <= 1 or x == x").evaluate(lambda _: missing).item() == 0
    assert compile_expression("x != 1").evaluate(lambda _: missing).item() == 1


def test_expressions_travel_between_processes():
    expression = compile_expression("us_breadth >= 2 and previous.truce")
    copy = pickle.loads(pickle.dumps(expression))
    assert copy == expression
    assert copy.evaluate(look(SEEN), look(BEFORE)).item() == 1
