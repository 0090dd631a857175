"""How a scenario takes from the one it extends: trees merged key by key."""

from __future__ import annotations

from typing import Any

from game.config.loader import Mark, PlacedTable, Rows


def extend(base: PlacedTable, over: PlacedTable) -> PlacedTable:
    """Return what a scenario is that extends another: all but the name is taken where not given."""
    merged = _merge(base, over)
    if "name" not in over:
        del merged["name"]
    return merged


def _merge(base: PlacedTable, over: PlacedTable) -> PlacedTable:
    """Return `base` with what `over` sets; mappings key by key, lists and values as a whole."""
    merged = PlacedTable(over.mark)
    merged.plus = over.plus | (base.plus - over.keys())
    for table in (base, over):
        for key, value in table.items():
            old = merged.get(key)
            if isinstance(old, PlacedTable) and isinstance(value, PlacedTable):
                value = _merge(old, value)
            merged[key] = value
            merged.marks[key] = table.marks[key]
    return merged


def placed_at(mark: Mark, tree: Any) -> Any:
    """Return an equal tree all of which is placed at one mark."""
    if isinstance(tree, PlacedTable):
        table = PlacedTable(mark)
        table.update((key, placed_at(mark, value)) for key, value in tree.items())
        table.marks = dict.fromkeys(tree, mark)
        table.plus = set(tree.plus)
        return table
    if isinstance(tree, Rows):
        rows = Rows(mark)
        rows.extend(placed_at(mark, value) for value in tree)
        rows.marks = [mark] * len(rows)
        return rows
    return tree
