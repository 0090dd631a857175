"""How Nvidia's parts relate: which the world buys, which was cut from which.

Worked out once for each set of products, which never changes.
"""

from __future__ import annotations

import functools

import numpy as np

from game.state.orders import Flags
from game.state.params import Integers, Products
from game.state.world import Floats, seal_array


@functools.lru_cache(maxsize=8)
def paper_worth(products: Products) -> Floats:
    """Return the geometric mean of a part's compute and memory bandwidth, H100 = 1; (K,).

    Training follows the first, serving a model the second, and buyers do both. Source: an H20 has
    0.15 of an H100 by one index and 1.19 by the other, and sold almost a million in 2024.
    """
    return seal_array(np.sqrt(products.compute * products.bandwidth_index))


@functools.lru_cache(maxsize=8)
def sold_worldwide(products: Products) -> Flags:
    """Return which parts are world products: uncut, and the best there was at launch; (K,).

    A part that is neither cut to a line nor better than all before it has China as its only
    market: nobody who may buy the full part wants it.
    """
    uncut = products.designed_for < 0
    worth = paper_worth(products)
    earlier = uncut[:, None] & (products.launch[:, None] < products.launch)
    best_before = np.where(earlier, worth[:, None], 0.0).max(axis=0)
    ahead: Flags = worth > best_before
    return uncut & ahead


@functools.lru_cache(maxsize=8)
def cut_parts(products: Products) -> Integers:
    """Return the parts that were cut to a line, indices on axis K, in its order."""
    return np.flatnonzero(products.designed_for >= 0)


@functools.lru_cache(maxsize=8)
def uncut_parts(products: Products) -> Integers:
    """Return all other parts, indices on axis K, in its order."""
    return np.flatnonzero(products.designed_for < 0)


@functools.lru_cache(maxsize=8)
def rank_worldwide(products: Products) -> tuple[int, ...]:
    """Return the world products, indices on axis K, the best first."""
    order = np.argsort(-paper_worth(products), kind="stable")
    return tuple(int(part) for part in order if sold_worldwide(products)[part])


@functools.lru_cache(maxsize=8)
def cut_from(products: Products) -> Integers:
    """Return for each part the world product it is or was cut from, an index on axis K; (K,).

    That is the first world product of its generation.
    """
    relative = products.generation[:, None] == products.generation
    parent = relative & sold_worldwide(products)[:, None]
    parents = np.where(parent, products.launch[:, None], np.inf).argmin(axis=0)
    places = np.arange(len(parents))
    return np.where(sold_worldwide(products) | ~parent.any(axis=0), places, parents)
