"""Straight lines of exact steps, written once for a number and played over arrays.

A function made of arithmetic is called once with `Symbol`s, which note each step as an `Operation`.
Over an array, each operation then writes into one of a few small buffers: half the time that the
same expression takes on arrays, and the same bits, since IEEE 754 fixes every step. A program's
operations are also what there is to say to a compiler: one statement of C each.
"""

from __future__ import annotations

import dataclasses
import math
import threading
from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Values = npt.NDArray[Any]
# How a buffer is seen: as numbers, as their bits, or as places in a table.
Kind = Literal["numbers", "bits", "places"]

BLOCK = 8192  # numbers in a buffer: so many stay in the processor's cache
KEPT = 256  # programs that stay bound to buffers, by size

_TYPES: dict[Kind, type[np.generic]] = {
    "numbers": np.float64,
    "bits": np.uint64,
    "places": np.int64,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Operation:
    """One step: into = step(left, right), on numbers, or on their 64 bits as whole numbers.

    An operand is a constant, or the place of an argument or of an earlier result: the arguments
    come first, then the results of the operations.
    """

    step: Callable[..., Any]
    left: int | Values
    right: int | Values
    reads: Kind
    writes: Kind


class Symbol:
    """A number not known yet: arithmetic with it becomes operations of a program."""

    def __init__(self, operations: list[Operation], arguments: int, place: int) -> None:
        self._operations = operations
        self._arguments = arguments
        self.place = place

    def __add__(self, other: Symbol | float) -> Symbol:
        return self._arithmetic(np.add, self, other)

    def __radd__(self, other: float) -> Symbol:
        return self._arithmetic(np.add, other, self)

    def __sub__(self, other: Symbol | float) -> Symbol:
        return self._arithmetic(np.subtract, self, other)

    def __rsub__(self, other: float) -> Symbol:
        return self._arithmetic(np.subtract, other, self)

    def __mul__(self, other: Symbol | float) -> Symbol:
        return self._arithmetic(np.multiply, self, other)

    def __rmul__(self, other: float) -> Symbol:
        return self._arithmetic(np.multiply, other, self)

    def __truediv__(self, other: Symbol | float) -> Symbol:
        return self._arithmetic(np.divide, self, other)

    def __rtruediv__(self, other: float) -> Symbol:
        return self._arithmetic(np.divide, other, self)

    def signed_as(self, other: Symbol | float) -> Symbol:
        """Return this number with the sign of another."""
        return self._arithmetic(np.copysign, self, other)

    def at_least_0(self) -> Symbol:
        """Return 1 where this number is 0 or more, else 0."""
        return self._arithmetic(np.heaviside, self, 1.0)

    def bits_plus(self, other: Symbol | int) -> Symbol:
        """Return the number whose bits are the sum of two numbers' bits, modulo 2**64."""
        return self._integer(np.add, other)

    def bits_and(self, mask: int) -> Symbol:
        """Return the number whose bits are those that this one shares with a mask."""
        return self._integer(np.bitwise_and, mask)

    def bits_left(self, places: int) -> Symbol:
        """Return the number whose bits are this one's, moved up."""
        return self._integer(np.left_shift, places)

    def bits_right(self, places: int) -> Symbol:
        """Return the number whose bits are this one's, moved down, with 0 moved in."""
        return self._integer(np.right_shift, places)

    def entry_of(self, table: Sequence[float]) -> Symbol:
        """Return the entry of a table whose place is this number's bits."""
        return self._note(Operation(_look_up, self.place, np.array(table), "places", "numbers"))

    def _arithmetic(self, ufunc: np.ufunc, left: Symbol | float, right: Symbol | float) -> Symbol:
        return self._note(Operation(ufunc, _operand(left), _operand(right), "numbers", "numbers"))

    def _integer(self, ufunc: np.ufunc, other: Symbol | int) -> Symbol:
        right = other.place if isinstance(other, Symbol) else np.array(other, np.uint64)
        return self._note(Operation(ufunc, self.place, right, "bits", "bits"))

    def _note(self, operation: Operation) -> Symbol:
        self._operations.append(operation)
        return Symbol(
            self._operations, self._arguments, self._arguments + len(self._operations) - 1
        )


def _operand(given: Symbol | float) -> int | Values:
    return given.place if isinstance(given, Symbol) else np.array(given, np.float64)


def _look_up(places: Values, table: Values, into: Values) -> None:
    table.take(places, None, into, "clip")  # that mode is the fastest


class Program:
    """The operations of a function, played over arrays of up to `BLOCK` numbers."""

    def __init__(self, function: Callable[..., Any], arguments: int) -> None:
        self.arguments = arguments
        self.operations: list[Operation] = []
        outcome = function(
            *[Symbol(self.operations, arguments, place) for place in range(arguments)]
        )
        results = outcome if isinstance(outcome, tuple) else (outcome,)
        self.results = [result.place for result in results]
        self.buffers = _assign_buffers(self)
        self._is_last_operation = self.results == [arguments + len(self.operations) - 1]

    def play(self, *arguments: Floats) -> list[Floats]:
        """Return the results for arrays of one shape."""
        shape = arguments[0].shape
        operations, (step, left, right, into), buffers = _workspace.bind(self, math.prod(shape))
        for buffer, values in zip(buffers, arguments, strict=False):
            buffer.reshape(shape, order="F")[...] = values
        for each, first, other, place in operations:
            each(first, other, place)
        if self._is_last_operation:
            return [step(left, right).reshape(shape, order="F")]  # which spares a copy
        step(left, right, into)
        return [buffers[place].reshape(shape, order="F").copy() for place in self.results]


def _assign_buffers(program: Program) -> list[int]:
    """Return the buffer of each argument and result: one is free again after its last reading."""
    read = [
        {operand for operand in (operation.left, operation.right) if isinstance(operand, int)}
        for operation in program.operations
    ]
    last = {place: number for number, places in enumerate(read) for place in places}
    last.update(dict.fromkeys(program.results, len(read)))
    assigned, free = list(range(program.arguments)), list[int]()
    for number, (places, operation) in enumerate(zip(read, program.operations, strict=True)):
        done = [assigned[place] for place in places if last[place] == number]
        if operation.reads == operation.writes:  # element by element: it may write where it reads
            free, done = free + done, []
        assigned.append(free.pop() if free else max(assigned) + 1)
        free += done
    return assigned


Call = tuple[Callable[..., Any], Values, Values, Values]
Bound = tuple[list[Call], Call, list[Floats]]


class _Workspace(threading.local):
    """Each thread's buffers, and the programs bound to them, by how many numbers there are."""

    def __init__(self) -> None:
        self._buffers: list[Floats] = []
        self._bound: dict[tuple[Program, int], Bound] = {}

    def bind(self, program: Program, size: int) -> Bound:
        """Return the operations but the last as calls, the last, and the buffers by place."""
        bound = self._bound.get((program, size))
        if bound is None:
            if len(self._bound) >= KEPT:
                self._bound.clear()
            bound = self._bound[program, size] = self._bind(program, size)
        return bound

    def _bind(self, program: Program, size: int) -> Bound:
        while len(self._buffers) <= max(program.buffers):
            self._buffers.append(np.empty(BLOCK))
        seen = {
            kind: [buffer[:size].view(type_) for buffer in self._buffers]
            for kind, type_ in _TYPES.items()
        }

        def find(operand: int | Values, kind: Kind) -> Values:
            return seen[kind][program.buffers[operand]] if isinstance(operand, int) else operand

        *operations, last = [
            (
                operation.step,
                find(operation.left, operation.reads),
                find(operation.right, operation.reads),
                find(into, operation.writes),
            )
            for into, operation in enumerate(program.operations, start=program.arguments)
        ]
        return operations, last, [seen["numbers"][number] for number in program.buffers]


_workspace = _Workspace()
