"""A compiled kernel, and memory as C takes it."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import numpy.typing as npt

from game.fused.c_compiler import load
from game.fused.emit import Source
from game.state.world import Floats


class Kernel:
    """A compiled kernel."""

    def __init__(self, source: Source) -> None:
        self.source = source
        library = load(source.text)
        self.address = ctypes.cast(library.kernel, ctypes.c_void_p).value
        self._uniforms = library.uniforms
        self._uniforms.restype = None
        self._library = library

    def shared(
        self, params: Floats, month: int, turn: int, odd: npt.NDArray[np.int64]
    ) -> tuple[Floats, npt.NDArray[np.int64]]:
        """Return the numbers and the moments of a turn that all games share."""
        numbers = np.zeros(max(1, self.source.uniforms))
        moments = np.zeros(max(1, self.source.moments), dtype=np.int64)
        self._uniforms(
            pointer(params),
            ctypes.c_double(month),
            ctypes.c_double(turn),
            pointer(numbers),
            pointer(moments),
            pointer(odd),
        )
        return numbers, moments


def aligned(shape: tuple[int, ...]) -> Floats:
    """Return zeros that begin where registers may be loaded from."""
    size = int(np.prod(shape))
    space = np.zeros(size + 8)
    start = (-address(space) // 8) % 8
    return space[start : start + size].reshape(shape)


def address(array: npt.NDArray[Any]) -> int:
    """Return where the numbers of an array begin."""
    return int(array.ctypes.data)


def pointer(array: npt.NDArray[Any]) -> ctypes.c_void_p:
    """Return an array as C takes it."""
    return ctypes.c_void_p(address(array))
