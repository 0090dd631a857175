"""The replicates of positions, picked and put side by side."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from game.state.orders import Flags, Orders
from game.state.position import Position
from game.state.world import FIELDS, Floats, World, seal_array

Rows = npt.NDArray[np.intp]
Work = Callable[[Sequence[Floats]], Floats]


def pick_rows(position: Position, rows: Rows) -> Position:
    """Return a position whose replicates are those of `rows`, in their order, repeats included."""
    picked: Position = _combine([position], lambda arrays: arrays[0][rows])
    return picked


def choose_rows(where: Flags, chosen: Position, other: Position) -> Position:
    """Return one position in the replicates marked (R, 1), another of the same turn elsewhere."""
    if where.all():
        return chosen

    def choose(arrays: Sequence[Floats]) -> Floats:
        marked = where.reshape(-1, *[1] * (arrays[0].ndim - 1))
        return np.where(marked, *arrays)

    picked: Position = _combine([chosen, other], choose)
    return picked


def join_rows(positions: Sequence[Position]) -> Position:
    """Return one position with the replicates of several of the same turn, one after the other.

    What was granted when is left out: its keys differ from game to game, and no month reads it.
    """
    parts = [dataclasses.replace(position, granted={}) for position in positions]
    joined: Position = _combine(parts, np.concatenate)
    return joined


def _combine(parts: Sequence[Any], work: Work) -> Any:
    """Return what parts of the same kind come to where every array in them is worked on."""
    first = parts[0]
    if isinstance(first, np.ndarray):
        return seal_array(work(parts))
    if isinstance(first, Orders):
        return Orders(_combine([part.settings for part in parts], work))
    if isinstance(first, World):
        arrays = {name: _combine([getattr(part, name) for part in parts], work) for name in FIELDS}
        return World(month=first.month, **arrays)
    if isinstance(first, Mapping):
        return {name: _combine([part[name] for part in parts], work) for name in first}
    if isinstance(first, tuple):
        return tuple(_combine(members, work) for members in zip(*parts, strict=True))
    if dataclasses.is_dataclass(first):
        names = [field.name for field in dataclasses.fields(first)]
        worked = {name: _combine([getattr(part, name) for part in parts], work) for name in names}
        return dataclasses.replace(first, **worked)  # type: ignore[type-var] # an instance, no class
    return first
