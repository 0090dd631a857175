"""A classification tree as boxes: the second opinion beside PRIM."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from game.analysis.prim import LEAST_MASS, Box, Inputs, whole_box
from game.state.orders import Flags
from game.state.world import Floats

LEAVES = 8


def grow_tree(
    inputs: Inputs, cases: Flags, *, leaves: int | None = LEAVES, least_mass: float = LEAST_MASS
) -> tuple[Box, ...]:
    """Return the leaves of a classification tree as boxes, each with a share of all games.

    Names are split one against the rest.

    Notes
    -----
    Source: Breiman and others 1984, as scikit-learn has it.
    """
    from sklearn.tree import DecisionTreeClassifier

    columns, meant = _spread(inputs)
    least = max(1, int(least_mass * len(cases)))
    tree = DecisionTreeClassifier(max_leaf_nodes=leaves, min_samples_leaf=least, random_state=0)
    tree.fit(columns, cases)
    return tuple(_walk(tree.tree_, 0, whole_box(inputs), meant))


def _spread(inputs: Inputs) -> tuple[Floats, list[tuple[int, float | None]]]:
    """Return one column a number and one a name, and what each means: a column, and its code."""
    columns: list[Any] = []
    meant: list[tuple[int, float | None]] = []
    for place, (column, nominal) in enumerate(zip(inputs.values.T, inputs.nominal, strict=True)):
        codes = np.unique(column).tolist() if nominal else [None]
        for code in codes:
            columns.append(column if code is None else column == code)
            meant.append((place, code))
    return np.stack(columns, axis=1).astype(np.float64), meant


def _walk(tree: Any, node: int, box: Box, meant: list[tuple[int, float | None]]) -> Iterator[Box]:
    left, right = tree.children_left[node], tree.children_right[node]
    if left == right:
        yield box
        return
    place, code = meant[tree.feature[node]]
    limit = box.limits[place]
    if code is not None:
        names = frozenset(limit)
        less, more = box.with_limit(place, names - {code}), box.with_limit(place, names & {code})
    else:
        low, high = limit
        cut = float(tree.threshold[node])
        less, more = box.with_limit(place, (low, cut)), box.with_limit(place, (cut, high))
    yield from _walk(tree, left, less, meant)
    yield from _walk(tree, right, more, meant)
