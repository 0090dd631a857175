"""Boxes of inputs as rows of a table, and in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from game.analysis.prim import Box

LIMIT_COLUMNS = (
    "input",
    "low",
    "high",
    "lowest",
    "highest",
    "kept",
    "p_low",
    "p_high",
    "again",
)


def list_limits(
    box: Box, around: Box, inputs: Sequence[str], profiles: Sequence[str]
) -> list[dict[str, Any]]:
    """Return one row for each input that a box restricts.

    `low` and `high` are its limits, `lowest` and `highest` those of all games; `kept` names the
    profiles that are in.
    """
    rows = []
    for place in box.restricted(around):
        limit, whole = box.limits[place], around.limits[place]
        row: dict[str, Any] = {"input": inputs[place], "kept": ""}
        if isinstance(limit, frozenset) or isinstance(whole, frozenset):
            row["kept"] = ", ".join(profiles[int(code)] for code in sorted(limit))
            row |= dict.fromkeys(("low", "high", "lowest", "highest"), np.nan)
        else:
            row |= {"low": limit[0], "high": limit[1], "lowest": whole[0], "highest": whole[1]}
        rows.append(row)
    return rows


def tell_limits(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the limits of a box as the end of a sentence about games."""
    if not rows:
        return "of any kind"
    numbers = [_tell_limit(row) for row in rows if not row["kept"]]
    profiles = [row["kept"].replace(", ", " or ") for row in rows if row["kept"]]
    parts = [f"with {_join(numbers)}"] if numbers else []
    parts += [f"played by {name}" for name in profiles]
    return " ".join(parts)


def _tell_limit(row: Mapping[str, Any]) -> str:
    name, low, high = row["input"], row["low"], row["high"]
    if low == row["lowest"]:
        return f"{name} up to {high:.3g}"
    if high == row["highest"]:
        return f"{name} from {low:.3g} up"
    return f"{name} from {low:.3g} to {high:.3g}"


def _join(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
