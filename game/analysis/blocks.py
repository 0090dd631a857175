"""Drawing blocks of points again: points that a design made together stay together."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from game.state.chance import Chance
from game.state.orders import Flags
from game.state.world import Floats

Ints: TypeAlias = npt.NDArray[np.int64]


def draw_blocks(blocks: int, resamples: int, seed: int) -> Ints:
    """Return bootstrap samples of blocks, with repetition, (resamples, blocks)."""
    drawn = Chance(seed, 0, resamples).uniform("draw_blocks", blocks)
    return (drawn * blocks).astype(np.int64)


def count_blocks(drawn: Ints) -> Floats:
    """Return how often each block is in each sample, (resamples, blocks)."""
    resamples, blocks = drawn.shape
    places = drawn + blocks * np.arange(resamples)[:, np.newaxis]
    counts = np.bincount(places.ravel(), minlength=drawn.size).astype(np.float64)
    return counts.reshape(drawn.shape)


def draw_halves(things: int, resamples: int, seed: int) -> Flags:
    """Return random halves, without repetition: what is in, (resamples, things)."""
    drawn = Chance(seed, 0, resamples).uniform("draw_halves", things)
    ranks = drawn.argsort(axis=1).argsort(axis=1)
    return np.asarray(ranks < things // 2, dtype=np.bool_)
