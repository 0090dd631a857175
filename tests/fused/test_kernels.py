"""Kernels give the bits of arrays: every operation, every function, every draw; faults are seen."""

import ctypes
from typing import Any

import numpy as np
import pytest

from game.fused import emit
from game.fused.c_compiler import find_compiler, load
from game.fused.emit import WIDTH, Emitter
from game.fused.graph import Graph
from game.fused.kernel import Kernel, aligned, pointer
from game.fused.symbols import Symbols
from game.fused.trace import Trace
from game.mathematics import decay, exp, expm1, log, log1p, power, tanh
from game.state.arrays import entries, ratio, total
from game.state.chance import Chance

pytestmark = pytest.mark.skipif(find_compiler() is None, reason="no C compiler")

COLUMNS = 4
FUNCTIONS = {
    "exp": exp, "expm1": expm1, "decay": decay, "log": log, "log1p": log1p, "tanh": tanh,
}  # fmt: skip
TABLE = np.array([0.5, 4.0, -1.0, 7.0])


class _Luck(ctypes.Structure):
    _fields_ = (
        ("low", ctypes.c_uint64),
        ("high", ctypes.c_uint64),
        ("blocks", ctypes.c_void_p),
        ("odd", ctypes.c_void_p),
    )


def everything(x):
    """Use each operation that rules use, on columns (R, 4)."""
    a, b, c, d = (x[:, place : place + 1] for place in range(COLUMNS))
    place = np.minimum(np.maximum(np.floor(np.abs(a)), 0.0), 3.0)
    best = np.concatenate([a, b, c], axis=1).argmax(axis=1)[:, np.newaxis]
    found = {
        "arithmetic": (a + b) * c - d,
        "ratio": ratio(a, np.where(b > 0.0, c, 0.0)),
        "extremes": np.maximum(np.minimum(a, b), np.minimum(c, 0.25)),
        "truths": np.where((a < b) & ~(c >= d) | (a == b) | (c != c), a, -d),
        "roots": np.sqrt(np.abs(a)) + np.square(b) + np.sign(c) + np.rint(d),
        "sum": total(x * b),
        "less": (a < b) * 1.0,
        "truth": (a <= b) * 1.0,
        "entry": entries(TABLE, place.astype(np.intp)[:, 0])[:, np.newaxis],
        "best": best * 1.0,
        "least": np.concatenate([a, b, c], axis=1).argmin(axis=-1, keepdims=True) * 1.0,
        "functions": exp(-np.abs(a)) * log1p(np.abs(b)) + tanh(c) * power(np.abs(d), a),
    }
    return np.concatenate([np.broadcast_to(value, a.shape) for value in found.values()], axis=1)


def trace_of(function, graph):
    nodes = [[graph.leaf("column", ("x",), place) for place in range(COLUMNS)]]
    found = function(Symbols(graph, np.array(nodes, dtype=np.int64)))
    writes: Any = {(("y",), place): node for place, node in enumerate(found.nodes[0].tolist())}
    return Trace(graph=graph, writes=writes)


def run(trace, values, luck=None):
    """Return what a kernel makes of rows (WIDTH, 4), and how often it had no answer."""
    columns: Any = {(("x",), place): place for place in range(COLUMNS)}
    columns |= {column: place for place, column in enumerate(trace.writes)}
    source = Emitter(trace, columns, {}, varies=False).source()
    kernel, odd = Kernel(source), np.zeros(1, dtype=np.int64)
    numbers, moments = kernel.shared(np.zeros(1), 48, 16, odd)
    given, made = aligned((COLUMNS, WIDTH)), aligned((len(trace.writes), WIDTH))
    given[...] = values.T
    seed, blocks = luck or (0, np.arange(WIDTH // 4, dtype=np.uint64))
    state = _Luck(seed & (1 << 64) - 1, seed >> 64, blocks.ctypes.data, odd.ctypes.data)
    load(source.text).kernel(
        pointer(given), pointer(made), pointer(numbers), pointer(given),
        pointer(aligned((source.slots + 1, WIDTH))), pointer(moments), ctypes.byref(state),
    )  # fmt: skip
    return made.T.copy(), int(odd[0])


def bits(values):
    return (np.ascontiguousarray(values) + 0.0).view(np.int64)


@pytest.fixture
def values():
    return np.random.default_rng(3).normal(0.0, 2.0, (WIDTH, COLUMNS))


def test_every_operation_has_the_bits_of_arrays(values):
    made, odd = run(trace_of(everything, Graph()), values)
    assert odd == 0
    assert (bits(made) == bits(everything(values))).all()


@pytest.mark.parametrize(
    ("table", "operation", "fault"),
    [
        ("INFIX", "subtract", "+"),
        ("INFIX", "less", "<="),
        ("INFIX", "and", "|"),
        ("PREFIX", "floor", "RINT"),
        ("EXTREMES", "maximum", "MIN"),
    ],
)
def test_a_fault_of_the_emitter_is_seen(table, operation, fault, values, monkeypatch):
    values[:4, 0] = values[:4, 1]  # where less and less or equal are not the same
    monkeypatch.setitem(getattr(emit, table), operation, fault)
    made, _ = run(trace_of(everything, Graph()), values)
    assert (bits(made) != bits(everything(values))).any()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_have_the_bits_of_arrays_also_at_their_limits(name):
    random = np.random.default_rng(5)
    special = [0.0, 1.0, -1.0, 1e-300, 1e300, np.inf, -np.inf, np.nan, -800.0, 800.0, 0.5, 22.0]
    numbers = np.concatenate([special, random.normal(0.0, 5.0, WIDTH * COLUMNS - len(special))])
    values = numbers.reshape(WIDTH, COLUMNS)
    function = FUNCTIONS[name]
    with np.errstate(all="ignore"):
        wanted = function(values)
    made, odd = run(trace_of(function, Graph()), values)
    assert odd == 0
    same = (bits(made) == bits(wanted)) | (np.isnan(made) & np.isnan(wanted))
    assert same.all()


def test_a_power_has_the_bits_of_arrays_and_says_where_it_has_none():
    random = np.random.default_rng(6)
    values = np.abs(random.normal(0.0, 3.0, (WIDTH, COLUMNS)))
    values[0] = (0.0, 2.0, 1.0, 0.0)

    def raise_it(x):
        return np.concatenate([power(x[:, :1], x[:, 1:2]), power(x[:, 2:3], x[:, 3:])], axis=1)

    made, odd = run(trace_of(raise_it, Graph()), values)
    assert odd == 0
    assert (bits(made) == bits(raise_it(values))).all()
    values[3] = (2.0, 400.0, 1e-200, 3.0)
    _, odd = run(trace_of(raise_it, Graph()), values)
    assert odd > 0


def test_draws_are_those_of_chance(values):
    graph = Graph()
    moment = graph.leaf("scalar", "turn")
    own = graph.leaf("column", ("x",), 0)
    writes: Any = {
        (("y",), 0): graph.draw(moment, "approval", 2),
        (("y",), 1): graph.draw(own, "approval", 0),
    }
    seed, block = 2**100 + 17, 5
    values[:, 0] = np.arange(WIDTH) % 3
    luck = (seed, block + np.arange(WIDTH // 4, dtype=np.uint64))
    made, _ = run(Trace(graph=graph, writes=writes), values, luck)
    chance = Chance(seed, 4 * block, WIDTH, 16)
    assert (made[:, 0] == chance.uniform("approval", 3)[:, 2]).all()
    assert (made[:, 1:] == chance.uniform_at("approval", values[:, :1])).all()
