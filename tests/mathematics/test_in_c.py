"""What the lines of a program say to a C compiler gives the same bits."""

import ctypes
import shutil
import subprocess
from collections.abc import Callable

import numpy as np
import pytest

from game.mathematics.program import Program
from tests.mathematics.conftest import FUNCTIONS, INSIDE, hard_numbers

COMPILER = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang") or ""

OF_NUMBERS: dict[Callable[..., object], str] = {
    np.add: "{} + {}",
    np.subtract: "{} - {}",
    np.multiply: "{} * {}",
    np.divide: "{} / {}",
    np.copysign: "copysign({}, {})",
    np.heaviside: "({} >= 0.0 ? {} : 0.0)",
}
OF_BITS: dict[Callable[..., object], str] = {
    np.add: "{} + {}",
    np.bitwise_and: "{} & {}",
    np.left_shift: "{} << {}",
    np.right_shift: "{} >> {}",
}
HEAD = """
#include <math.h>
#include <stdint.h>
#include <string.h>
static uint64_t bits(double x) { uint64_t u; memcpy(&u, &x, 8); return u; }
static double number(uint64_t u) { double x; memcpy(&x, &u, 8); return x; }
"""


def in_c(name: str, program: Program) -> str:
    """A function of arrays, one statement a line of the program."""
    tables, body = [], []
    for place, operation in enumerate(program.operations, start=program.arguments):
        if operation.reads == "places":
            entries = ", ".join(value.hex() for value in np.asarray(operation.right).tolist())
            tables.append(f"static const double {name}_{place}[] = {{{entries}}};")
            body.append(f"double v{place} = {name}_{place}[bits(v{operation.left})];")
        elif operation.reads == "bits":
            sides = [
                f"bits(v{side})" if isinstance(side, int) else f"UINT64_C({side})"
                for side in (operation.left, operation.right)
            ]
            body.append(f"double v{place} = number({OF_BITS[operation.step].format(*sides)});")
        else:
            sides = [
                f"v{side}" if isinstance(side, int) else float(side).hex()
                for side in (operation.left, operation.right)
            ]
            body.append(f"double v{place} = {OF_NUMBERS[operation.step].format(*sides)};")
    given = [f"double v{place} = a{place}[i];" for place in range(program.arguments)]
    takes = "".join(f"const double *a{place}, " for place in range(program.arguments))
    loop = "\n    ".join([*given, *body, f"to[i] = v{program.results[0]};"])
    head = f"void our_{name}({takes}double *to, long n) {{"
    return "\n".join([*tables, head, "  for (long i = 0; i < n; i++) {", f"    {loop}", "  }", "}"])


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    path = tmp_path_factory.mktemp("c") / "functions.c"
    texts = [in_c(name, inside.program) for name, inside in INSIDE.items()]
    path.write_text("\n".join([HEAD, *texts]), encoding="utf-8")
    return path


@pytest.mark.skipif(not COMPILER, reason="there is no C compiler here")
@pytest.mark.parametrize("flags", [["-O2"], ["-O3", "-march=native"]], ids=["plain", "vectors"])
def test_a_translation_to_c_gives_the_same_bits(source, flags):
    library = source.with_suffix(f".{len(flags)}.so")
    subprocess.run(
        [COMPILER, *flags, "-ffp-contract=off", "-shared", "-fPIC", source, "-o", library, "-lm"],
        check=True,
    )
    loaded = ctypes.CDLL(str(library))
    for name, inside in INSIDE.items():
        columns = [np.ascontiguousarray(column) for column in hard_numbers(name, 2000)]
        for column, (low, high) in zip(columns, inside.ordinary, strict=True):
            np.clip(column, low, high, out=column)
        result = np.empty_like(columns[0])
        arrays = [a.ctypes.data_as(ctypes.c_void_p) for a in (*columns, result)]
        getattr(loaded, f"our_{name}")(*arrays, ctypes.c_long(len(result)))
        right = FUNCTIONS[name](*columns)
        assert np.array_equal(result.view(np.uint64), right.view(np.uint64)), name
