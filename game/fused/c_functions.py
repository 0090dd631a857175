"""The functions of `game.mathematics` as C: their straight lines, and what limits they have.

A function's program is one statement of C each. Numbers that it does not hold for have simple
limits (the logarithm of 0, e to a power beyond all numbers); of what has none, a kernel takes note
instead of a result, and the games are played by numpy.
"""

from __future__ import annotations

import functools
from collections.abc import Container
from typing import Any

import numpy as np

from game.fused.symbols import FUNCTIONS, elementwise_of
from game.mathematics.program import Operation, Program

LIMITS = {
    "exp": (
        "SEL(x > LAST, C(INFINITY), SEL(x < C(-746.0), C(0.0), "
        "ODD(x, (x <= LAST) & (x >= C(-746.0)))))"
    ),
    "expm1": (
        "SEL(x < C(0.0), C(-1.0), SEL(x > LAST, C(INFINITY), ODD(x, (x >= C(0.0)) & (x <= LAST))))"
    ),
    "decay": "f_exp(C(-1.0) / (x + C(0.0)), odd)",
    "log": (
        "SEL(x > C(0.0), ODD(x, (x > C(0.0)) & (x < C(0x1p-1022))), "
        "SEL(x == C(0.0), C(-INFINITY), C(NAN)))"
    ),
    "log1p": "SEL(C(1.0) + x > C(0.0), x, SEL(C(1.0) + x == C(0.0), C(-INFINITY), C(NAN)))",
    "tanh": "SIGN(x)",
}
# Each after those that its limits call.
ORDER = ("exp", "expm1", "decay", "log", "log1p", "power", "tanh")
CALLS = [
    (name, called) for name, text in LIMITS.items() for called in ORDER if f"f_{called}(" in text
]
# e to a greater power is infinite.
LAST = "#define LAST C(709.782712893383973096)\n"
POWER_LIMITS = """\
 I none = (x != x) | (y != y), one = (x == C(1.0)) | (y == C(0.0)), zero = x == C(0.0);
 V other = ODD(x, ~(ok | none | one | zero));
 other = SEL(zero, SEL(y < C(0.0), C(INFINITY), C(0.0)), other);
 other = SEL(one, C(1.0), SEL(none, C(NAN), other));
"""
NUMBERS: dict[Any, str] = {np.add: "+", np.subtract: "-", np.multiply: "*", np.divide: "/"}
BITS: dict[Any, str] = {np.add: "+", np.bitwise_and: "&", np.left_shift: "<<", np.right_shift: ">>"}


def literal(number: float) -> str:
    """Return a number as C writes it, to the last bit."""
    if np.isnan(number):
        return "NAN"
    if np.isinf(number):
        return "INFINITY" if number > 0 else "-INFINITY"
    return float(number).hex()


def functions_in_c(names: Container[str]) -> str:
    """Return some functions as C, after those that they call; their tables are most of a text."""
    called = {name for caller, name in CALLS if caller in names}
    return LAST + "\n".join(_function(name) for name in ORDER if name in names or name in called)


@functools.cache
def _function(name: str) -> str:
    function: object = elementwise_of({name: public for public, name in FUNCTIONS.items()}[name])
    program: Program = function.program  # type: ignore[attr-defined]
    ordinary: list[tuple[float, float]] = function.ordinary  # type: ignore[attr-defined]
    arguments = "xy"[: program.arguments]
    takes = ", ".join(f"V {argument}" for argument in arguments)
    inside = " & ".join(
        f"({argument} >= C({literal(low)})) & ({argument} <= C({literal(high)}))"
        for argument, (low, high) in zip(arguments, ordinary, strict=True)
    )
    given = ", ".join(arguments)
    safe = ", ".join(f"SEL(ok, {argument}, C(1.0))" for argument in arguments)
    other = POWER_LIMITS if name == "power" else f" V other = {_with_mask(LIMITS[name])};\n"
    return (
        f"{_program(f's_{name}', program)}"
        f"static V f_{name}({takes}, long *odd) {{\n"
        f" I ok = {inside};\n"
        f" if (ALL(ok)) return s_{name}({given});\n"
        f"{other}"
        f" return SEL(ok, s_{name}({safe}), other);\n}}\n"
    )


def _with_mask(limits: str) -> str:
    """Return limits in which only lanes that are not ordinary can be odd."""
    return limits.replace("ODD(x, ", "ODD(x, ~ok & ")


def _program(name: str, program: Program) -> str:
    takes = ", ".join(f"V v{place}" for place in range(program.arguments))
    tables: list[str] = []
    lines = [
        f" V v{place} = {_operation(operation, name, tables)};"
        for place, operation in enumerate(program.operations, start=program.arguments)
    ]
    body = "\n".join(lines)
    (result,) = program.results
    return f"{''.join(tables)}static V {name}({takes}) {{\n{body}\n return v{result};\n}}\n"


def _operation(operation: Operation, name: str, tables: list[str]) -> str:
    left, right = operation.left, operation.right
    if operation.reads == "places":
        table = f"{name}_{len(tables)}"
        numbers = ",".join(map(literal, np.asarray(right).tolist()))
        tables.append(f"static const double {table}[] = {{{numbers}}};\n")
        return f"LOOK({table}, (I)v{left})"
    if operation.reads == "bits":
        other = f"(N)v{right}" if isinstance(right, int) else f"{int(np.asarray(right))}ULL"
        return f"(V)((N)v{left} {BITS[operation.step]} {other})"
    first, other = (_number(operand) for operand in (left, right))
    if operation.step is np.copysign:
        return f"SIGNED({first}, {other})"
    if operation.step is np.heaviside:
        return f"(V)((I)({first} >= C(0.0)) & (I)C(1.0))"
    return f"{first} {NUMBERS[operation.step]} {other}"


def _number(operand: object) -> str:
    if isinstance(operand, int):
        return f"v{operand}"
    return f"C({literal(float(np.asarray(operand)))})"
