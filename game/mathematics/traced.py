"""What stands in for an array while code is traced: its shape is known, its numbers are not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn


class UntraceableError(TypeError):
    """Code asked something of a traced array that no trace can say."""


class Traced:
    """An array of symbols. numpy's functions take it; what else takes it asks what it is here.

    A trace follows one row, and whatever the row's numbers are: so `any()` is true and `all()`
    false where they are asked over replicates, and a truth or a float of it is an error.
    """

    def elementwise(self, function: Any, arguments: Sequence[Any]) -> Any:
        """Return a function of `game.mathematics` over arrays, this one among them."""
        raise NotImplementedError

    def entries_of(self, table: Any) -> Any:
        """Return the entries, or rows, of a table whose places are this array's numbers."""
        raise NotImplementedError

    def __bool__(self) -> NoReturn:
        raise UntraceableError("a branch on a number that differs between games; use np.where")

    def __float__(self) -> NoReturn:
        problem = "a number that differs between games was taken for one; keep it an array"
        raise UntraceableError(problem)

    __int__ = __index__ = __float__
