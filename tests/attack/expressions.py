"""Expressions: any text is refused with its column, or worth a finite number like Python's."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np

from game.language.expression import ExpressionError, compile_expression, flip_points
from tests.attack.case import Case, WrongAnswerError, require
from tests.language.test_expression import PYTHON

SECONDS = 20.0
NAMES = ("a", "b", "c", "gate.h200_class")
TOKENS = (
    "a", "b", "gate.h200_class", "previous.a", "previous.", "x.y.z", "_a", "é", ".", ",", ":", ";",
    "\n", "\\", "'", '"', "1", "2.5", "1e9", "1e999", "007", "0x1F", "1_0", "+", "-", "*", "**",
    "/", "//", "%", "@", "(", ")", "[", "]", "{", "}", "<", "<=", "==", "=", "!=", ">", "and", "or",
    "not", "in", "is", "if", "else", "lambda", "for", "import", "__import__", "__class__", "min(",
    "max(", "clip(", "where(", "log(", "exp(", "sqrt(", "abs(", "true", "false", "True", "\x00",
    "\u202e", "\u2028", "\u0661", "≥", "#",
)  # fmt: skip
NUMBERS = (0.0, 1.0, -1.0, 2.0, 0.5, 1e300, -1e300, 5e-324, sys.float_info.max, math.pi)


def invent(random: Random) -> Case:
    """Return a soup of tokens, or an expression with the same in Python."""
    values = {name: random.choice(NUMBERS) for name in NAMES}
    if random.random() < 0.5:
        joint = random.choice(("", " "))
        text = joint.join(random.choices(TOKENS, k=random.randrange(1, 30)))
        if random.random() < 0.05:
            text = text * random.randrange(2, 3000)
        return Case(attack="expressions", values={"text": text, "names": values})
    text, python = _grow(random, random.randrange(1, 6))
    return Case(attack="expressions", values={"text": text, "python": python, "names": values})


def judge(case: Case, _folder: Path) -> None:
    """Compile the text; what compiles is worth a finite number, in a batch as alone."""
    text, names = case.values["text"], case.values["names"]
    try:
        expression = compile_expression(text, NAMES)
    except ExpressionError as refusal:
        require("column" in str(refusal), f"no column is named: {refusal}")
        require(len(str(refusal)) < 2_000, f"a message of {len(str(refusal))} characters")
        # Python's own form of a grammatical one may nest deeper than is allowed here.
        return

    def look(name: str) -> np.ndarray:
        return np.array([[names[name]], [1.0], [names[name]]])

    value = expression.evaluate(look, look)
    require(np.isfinite(value).all(), f"{text!r} is worth {value.tolist()}")
    flip_points(expression)
    rows = np.broadcast_to(value, (3, 1))
    require(rows[0, 0].tobytes() == rows[2, 0].tobytes(), f"{text!r} differs between rows")
    if "python" in case.values:
        expected = eval(case.values["python"], {"__builtins__": {}}, PYTHON | names)
        if rows[0, 0] != expected:
            raise WrongAnswerError(f"{text!r} is worth {rows[0, 0]!r}, and in Python {expected!r}")


def _grow(random: Random, depth: int) -> tuple[str, str]:
    """Return an expression, and Python's own expression of the same value."""
    if depth == 0 or random.random() < 0.1:
        leaf = random.choice(("a", "b", "c", "true", "false", repr(abs(random.choice(NUMBERS)))))
        return leaf, leaf
    a, b, c = (_grow(random, depth - 1) for _ in range(3))
    return random.choice(FORMS)(a, b, c, random)


Pair = tuple[str, str]
Form = Callable[[Pair, Pair, Pair, Random], Pair]


def _arithmetic(a: Pair, b: Pair, _c: Pair, random: Random) -> Pair:
    signs = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}
    sign, name = random.choice(list(signs.items()))
    return f"({a[0]} {sign} {b[0]})", f"{name}({a[1]}, {b[1]})"


def _comparison(a: Pair, b: Pair, c: Pair, random: Random) -> Pair:
    one, other = (random.choice(("<", "<=", ">", ">=", "==", "!=")) for _ in range(2))
    return (
        f"({a[0]} {one} {b[0]} {other} {c[0]})",
        f"truth({a[1]} {one} {b[1]} {other} {c[1]})",
    )


def _logic(a: Pair, b: Pair, _c: Pair, random: Random) -> Pair:
    joint = random.choice(("and", "or"))
    return f"({a[0]} {joint} not {b[0]})", f"truth({a[1]} {joint} not {b[1]})"


def _membership(a: Pair, b: Pair, c: Pair, random: Random) -> Pair:
    joint = random.choice(("in", "not in"))
    return f"({a[0]} {joint} [{b[0]}, {c[0]}])", f"truth({a[1]} {joint} [{b[1]}, {c[1]}])"


def _call(a: Pair, b: Pair, c: Pair, random: Random) -> Pair:
    parts = (a, b, c)
    name, count = random.choice(
        (("min", 2), ("max", 3), ("abs", 1), ("clip", 3), ("where", 3), ("sqrt", 1))
    )
    texts = ", ".join(part[0] for part in parts[:count])
    pythons = ", ".join(part[1] for part in parts[:count])
    return f"{name}({texts})", f"{name}({pythons})"


def _negative(a: Pair, _b: Pair, _c: Pair, _random: Random) -> Pair:
    return f"(-{a[0]})", f"(-{a[1]})"


FORMS: tuple[Form, ...] = (
    _arithmetic,
    _arithmetic,
    _comparison,
    _logic,
    _membership,
    _call,
    _negative,
)
