"""Arrays of symbols: numpy's functions on them become nodes of a graph."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt
from numpy.lib.mixins import NDArrayOperatorsMixin

from game.fused.graph import Graph, Node
from game.mathematics import Traced, decay, exp, expm1, log, log1p, power, tanh
from game.mathematics.traced import UntraceableError

Nodes = npt.NDArray[np.int64]

# What numpy calls an operation of the graph.
NAMES = {
    "logical_and": "and",
    "bitwise_and": "and",
    "logical_or": "or",
    "bitwise_or": "or",
    "logical_not": "not",
    "invert": "not",
    "true_divide": "divide",
    "conjugate": "positive",
    "fabs": "absolute",
}
PLAIN = {
    "add", "subtract", "multiply", "divide", "maximum", "minimum", "less", "less_equal", "greater",
    "greater_equal", "equal", "not_equal", "and", "or", "not", "negative", "sqrt", "sign", "rint",
    "absolute", "square", "positive", "floor", "isnan",
}  # fmt: skip
# The functions of game.mathematics by the steps that they are made of.
FUNCTIONS = {
    function: name
    for name, function in {
        "exp": exp, "expm1": expm1, "decay": decay, "log": log, "log1p": log1p, "power": power,
        "tanh": tanh,
    }.items()
}  # fmt: skip


class Symbols(NDArrayOperatorsMixin, Traced):
    """An array whose elements are nodes; the first axis is that of replicates, one of them."""

    __array_priority__: ClassVar[float] = 1000.0
    __hash__ = object.__hash__

    def __init__(self, graph: Graph, nodes: Nodes) -> None:
        self.graph = graph
        self.nodes = nodes
        self.flags = _Flags()

    # -- shape -------------------------------------------------------------------------------------

    @property
    def shape(self) -> tuple[int, ...]:
        return self.nodes.shape

    @property
    def ndim(self) -> int:
        return self.nodes.ndim

    @property
    def size(self) -> int:
        return self.nodes.size

    @property
    def strides(self) -> tuple[int, ...]:
        return self.nodes.strides

    @property
    def T(self) -> Symbols:  # noqa: N802 (numpy's name)
        return self._like(self.nodes.T)

    @property
    def dtype(self) -> np.dtype[Any]:
        kinds = {self.graph.kind(node) for node in self.nodes.ravel().tolist()}
        return np.dtype(np.bool_ if kinds == {"truth"} else np.float64)

    def __len__(self) -> int:
        return len(self.nodes)

    def copy(self, **_: Any) -> Symbols:
        return self._like(self.nodes.copy())

    def reshape(self, *shape: Any, **_: Any) -> Symbols:
        return self._like(self.nodes.reshape(*shape))

    def ravel(self, **_: Any) -> Symbols:
        return self._like(self.nodes.ravel())

    def astype(self, wanted: Any, **_: Any) -> Symbols:
        if np.dtype(wanted) == np.bool_:
            return self._map(self.graph.truth, self.nodes)
        return self._map(self.graph.number, self.nodes)

    def __getitem__(self, index: Any) -> Symbols:
        if _names_symbols(index):
            raise UntraceableError("read tables with game.state.arrays.entries")
        return self._like(np.asarray(self.nodes[index]))

    def __setitem__(self, index: Any, values: Any) -> None:
        if _names_symbols(index):
            raise UntraceableError(
                "choose with np.where instead of writing where a condition holds"
            )
        self.nodes[index] = self.nodes_of(values)

    # -- along an axis -----------------------------------------------------------------------------

    def any(self, axis: int | None = None, keepdims: bool = False) -> Any:
        """Over replicates, true: a short cut is never taken."""
        return True if axis in (None, 0) else self._along("or", axis, keepdims)

    def all(self, axis: int | None = None, keepdims: bool = False) -> Any:
        """Over replicates, false: a short cut is never taken."""
        return False if axis in (None, 0) else self._along("and", axis, keepdims)

    def max(self, axis: int | None = None, keepdims: bool = False) -> Any:
        """Over replicates, a bound that no number exceeds."""
        if axis == 0:
            return np.full(self.shape[1:], np.inf)
        return self._along("maximum", axis, keepdims)

    def min(self, axis: int | None = None, keepdims: bool = False) -> Any:
        """Over replicates, a bound that no number undercuts."""
        if axis == 0:
            return np.full(self.shape[1:], -np.inf)
        return self._along("minimum", axis, keepdims)

    def argmax(self, axis: int | None = None, keepdims: bool = False) -> Symbols:
        return self._best_place("greater", axis, keepdims)

    def argmin(self, axis: int | None = None, keepdims: bool = False) -> Symbols:
        return self._best_place("less", axis, keepdims)

    def _columns(self, axis: int | None) -> list[Symbols]:
        if axis is None or axis % self.ndim == 0:
            raise UntraceableError("nothing may be reduced over replicates")
        axis %= self.ndim
        return [self._like(np.take(self.nodes, i, axis)) for i in range(self.shape[axis])]

    def _along(self, operation: str, axis: int | None, keepdims: bool) -> Symbols:
        reduced = functools.reduce(
            lambda left, other: self._operate(operation, left, other), self._columns(axis)
        )
        return self._reduced(reduced, axis, keepdims)

    def _reduced(self, reduced: Symbols, axis: int | None, keepdims: bool) -> Symbols:
        assert axis is not None
        return self._like(np.expand_dims(reduced.nodes, axis)) if keepdims else reduced

    def _best_place(self, better: str, axis: int | None, keepdims: bool) -> Symbols:
        first, *others = self._columns(axis)
        best, place = first, self._full(first.shape, 0.0)
        for number, column in enumerate(others, 1):
            is_better = self._operate(better, column, best)
            best = self._operate("where", is_better, column, best)
            place = self._operate("where", is_better, float(number), place)
        return self._reduced(place, axis, keepdims)

    # -- numpy -------------------------------------------------------------------------------------

    def __array_ufunc__(
        self, ufunc: np.ufunc, method: str, *inputs: Any, out: Any = None, **named: Any
    ) -> Any:
        named.pop("order", None)
        where = named.pop("where", None)
        named.pop("dtype", None)
        if method in {"accumulate", "reduce"} and ufunc is np.add:
            return self._add_up(method, inputs[0], **named)
        name = NAMES.get(ufunc.__name__, ufunc.__name__)
        if method != "__call__" or named:
            raise UntraceableError(f"np.{ufunc.__name__}.{method} is not traced")
        result = self._compute(name, inputs)
        target = out[0] if out is not None else None
        if where is not None:
            result = self._operate("where", where, result, target)
        if isinstance(target, Symbols):
            target.nodes[...] = result.nodes
            return target
        return result

    def _compute(self, name: str, inputs: Sequence[Any]) -> Any:
        if name == "clip":
            return self._operate("minimum", self._operate("maximum", *inputs[:2]), inputs[2])
        if name == "isfinite":
            size = self._operate("absolute", inputs[0])
            return self._operate("less", size, np.inf)
        if name in {"floor_divide", "remainder", "divmod"}:
            # Of whole numbers, as the calendar has them: there this is exact.
            whole = self._operate("floor", self._operate("divide", *inputs))
            rest = self._operate("subtract", inputs[0], self._operate("multiply", inputs[1], whole))
            return {"floor_divide": whole, "remainder": rest, "divmod": (whole, rest)}[name]
        if name not in PLAIN:
            raise UntraceableError(f"np.{name} is not traced")
        return self._operate(name, *inputs)

    def _add_up(
        self, method: str, values: Symbols, axis: int = -1, keepdims: bool = False
    ) -> Symbols:
        """Return sums along an axis, first to last, as `game.state.arrays.total` has them."""
        if method == "reduce":
            return values._along("add", axis, keepdims)
        columns = itertools.accumulate(
            values._columns(axis), lambda left, other: self._operate("add", left, other)
        )
        return self._like(np.stack([column.nodes for column in columns], axis))

    def __array_function__(
        self, function: Callable[..., Any], types: Any, args: Any, kwargs: Any
    ) -> Any:
        traced = getattr(_Functions, function.__name__, None)
        if traced is None:
            raise UntraceableError(f"np.{function.__name__} is not traced")
        return traced(self, *args, **kwargs)

    def elementwise(self, function: Any, arguments: Sequence[Any]) -> Symbols:
        """Return a function of `game.mathematics` over arrays."""
        name = next(n for public, n in FUNCTIONS.items() if elementwise_of(public) is function)

        def call(*nodes: Node) -> Node:
            return self.graph.call(name, nodes, function)

        return self._map(call, *map(self.nodes_of, arguments))

    def entries_of(self, table: Any) -> Symbols:
        """Return the entries, or rows, of a table of constants at these places."""
        rows = np.asarray(table)
        nodes = np.empty(self.shape + rows.shape[1:], dtype=np.int64)
        for at in np.ndindex(*self.shape):
            for rest in np.ndindex(*rows.shape[1:]):
                column = rows[(slice(None), *rest)].tolist()
                nodes[(*at, *rest)] = self.graph.entry(column, int(self.nodes[at]))
        return self._like(nodes)

    # -- nodes -------------------------------------------------------------------------------------

    def nodes_of(self, values: Any) -> Nodes:
        """Return what was given as nodes of this array's graph."""
        if isinstance(values, Symbols):
            return values.nodes
        array = np.asarray(values)
        if array.dtype == object:
            raise UntraceableError("an array of objects")
        flat = [self.graph.constant(value) for value in array.ravel().tolist()]
        return np.array(flat, dtype=np.int64).reshape(array.shape)

    def _operate(self, operation: str, *values: Any) -> Symbols:
        return self._map(
            functools.partial(self.graph.apply, operation), *map(self.nodes_of, values)
        )

    def _map(self, function: Callable[..., Node], *arrays: Nodes) -> Symbols:
        spread = np.broadcast_arrays(*arrays)
        flat = [array.ravel().tolist() for array in spread]
        nodes_made = [function(*nodes) for nodes in zip(*flat, strict=True)]
        return self._like(np.array(nodes_made, dtype=np.int64).reshape(spread[0].shape))

    def _full(self, shape: tuple[int, ...], value: float) -> Symbols:
        return self._like(np.full(shape, self.graph.constant(value), dtype=np.int64))

    def _like(self, nodes: Nodes) -> Symbols:
        return Symbols(self.graph, nodes)


class _Flags:
    """What `flags.writeable = False` may be written to: symbols are never written by two."""

    writeable = True


def _names_symbols(index: Any) -> bool:
    parts = index if isinstance(index, tuple) else (index,)
    return any(isinstance(part, Symbols) for part in parts)


def elementwise_of(public: Any) -> Any:
    """Return the elementwise function that a public one of `game.mathematics` applies."""
    return public.__globals__[f"_{public.__name__.upper()}"]


class _Functions:
    """numpy's functions that are no ufuncs, each with the array that was asked first."""

    @staticmethod
    def where(of: Symbols, condition: Any, first: Any, other: Any) -> Symbols:
        return of._operate("where", condition, first, other)

    @staticmethod
    def zeros_like(of: Symbols, like: Any, **_: Any) -> Symbols:
        return of._full(np.shape(like), 0.0)

    @staticmethod
    def ones_like(of: Symbols, like: Any, **_: Any) -> Symbols:
        return of._full(np.shape(like), 1.0)

    @staticmethod
    def empty_like(of: Symbols, like: Any, **_: Any) -> Symbols:
        return of._full(np.shape(like), float("nan"))  # what stays unwritten is found out

    @staticmethod
    def full_like(of: Symbols, like: Any, value: Any, **_: Any) -> Symbols:
        return of._like(np.broadcast_to(of.nodes_of(value), np.shape(like)).copy())

    @staticmethod
    def concatenate(of: Symbols, arrays: Sequence[Any], axis: int = 0, **_: Any) -> Symbols:
        return of._like(np.concatenate([of.nodes_of(array) for array in arrays], axis))

    @staticmethod
    def stack(of: Symbols, arrays: Sequence[Any], axis: int = 0, **_: Any) -> Symbols:
        return of._like(np.stack([of.nodes_of(array) for array in arrays], axis))

    @staticmethod
    def broadcast_to(of: Symbols, array: Symbols, shape: Any, **_: Any) -> Symbols:
        return of._like(np.broadcast_to(array.nodes, shape).copy())

    @staticmethod
    def clip(of: Symbols, values: Any, low: Any, high: Any, out: Any = None, **_: Any) -> Symbols:
        clipped: Symbols = of._compute("clip", (values, low, high))
        if isinstance(out, Symbols):
            out.nodes[...] = clipped.nodes
            return out
        return clipped

    @staticmethod
    def shape(_: Symbols, array: Symbols) -> tuple[int, ...]:
        return array.shape

    @staticmethod
    def ravel(_: Symbols, array: Symbols, **__: Any) -> Symbols:
        return array.ravel()

    @staticmethod
    def max(_: Symbols, array: Symbols, axis: int | None = None, **named: Any) -> Any:
        return array.max(axis, **named)

    @staticmethod
    def searchsorted(of: Symbols, numbers: Any, values: Symbols, side: str = "left") -> Symbols:
        """Return how many of some growing numbers lie below each value, or not above it."""
        name = "less" if side == "left" else "less_equal"
        below = [of._operate(name, float(number), values) for number in np.asarray(numbers)]
        counted: Symbols = functools.reduce(functools.partial(of._operate, "add"), below)
        return counted
