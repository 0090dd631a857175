"""Boxes of inputs as rows of a table, and in plain words."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from typing import Any

from game.analysis.prim import Box
from game.analysis.wording import PLAIN, ReadableNames

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


@dataclasses.dataclass(frozen=True, kw_only=True)
class Limit:
    """One input that a box restricts: its limits, those of all games, or the profiles kept."""

    name: str
    low: float = math.nan
    high: float = math.nan
    lowest: float = math.nan
    highest: float = math.nan
    kept: tuple[str, ...] = ()

    def row(self) -> dict[str, Any]:
        """Return the limit as a row of a table."""
        fields = dataclasses.asdict(self)
        return {"input": fields.pop("name"), **fields, "kept": ", ".join(self.kept)}


def list_limits(
    box: Box, around: Box, inputs: Sequence[str], profiles: Sequence[str]
) -> tuple[Limit, ...]:
    """Return the limits of each input that a box restricts."""
    limits = []
    for place in box.restricted(around):
        limit, whole = box.limits[place], around.limits[place]
        if isinstance(limit, frozenset) or isinstance(whole, frozenset):
            kept = tuple(profiles[int(code)] for code in sorted(limit))
            limits.append(Limit(name=inputs[place], kept=kept))
        else:
            (low, high), (lowest, highest) = limit, whole
            limits.append(
                Limit(name=inputs[place], low=low, high=high, lowest=lowest, highest=highest)
            )
    return tuple(limits)


def tell_limits(limits: Sequence[Limit], wording: ReadableNames = PLAIN) -> str:
    """Return the limits of a box as the end of a sentence about games."""
    if not limits:
        return "of any kind"
    numbers = [_tell_limit(limit, wording) for limit in limits if not limit.kept]
    parts = [f"with {_join(numbers)}"] if numbers else []
    parts += [
        f"played by {' or '.join(map(wording, limit.kept))}" for limit in limits if limit.kept
    ]
    return " ".join(parts)


def _tell_limit(limit: Limit, wording: ReadableNames) -> str:
    name, low, high = wording(limit.name), limit.low, limit.high
    if low == limit.lowest:
        return f"{name} up to {high:.3g}"
    if high == limit.highest:
        return f"{name} from {low:.3g} up"
    return f"{name} from {low:.3g} to {high:.3g}"


def _join(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
