"""Standard input and output as they come, and what is printed on them: lines, tables, JSON."""

from __future__ import annotations

import contextlib
import io
import math
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import RenderableType
    from tqdm import tqdm

# What is piped is not folded, as far as can be helped.
PIPED_WIDTH = 160
SECONDS_BEFORE_A_BAR = 1.0


def open_streams() -> None:
    """Make every stream usable: what cannot be read or written in its encoding is replaced."""
    if sys.stdin is None:
        sys.stdin = io.StringIO()
    if sys.stdout is None:
        sys.stdout = io.StringIO()
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    _forgive(sys.stdin, "replace")
    _forgive(sys.stdout, "backslashreplace")
    _forgive(sys.stderr, "backslashreplace")


def drop_output() -> None:
    """Send what is still to be written nowhere, so that nothing complains at exit."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _forgive(stream: Any, errors: str) -> None:
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=errors)


def print_json(value: Any) -> None:
    """Print one JSON value, which has no infinite number and none that is missing."""
    import json

    print(json.dumps(value, indent=2, allow_nan=False))


def print_lines(lines: Iterable[str]) -> None:
    """Print whole lines: what is copied or read by a program is not folded."""
    print("\n".join(lines))


def print_table(table: RenderableType) -> None:
    """Print a table as wide as the terminal, or as a pipe may be."""
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=PIPED_WIDTH)
    console.print(table)


def progress_bar(total: int, unit: str, *, quiet: bool = False) -> tqdm[Any]:
    """Return a bar that a terminal shows where the work takes longer than a second."""
    from tqdm import tqdm

    return tqdm(
        total=total,
        unit=f" {unit}",
        delay=SECONDS_BEFORE_A_BAR,
        leave=False,
        disable=quiet or None,
    )


def count_of(number: int, noun: str, plural: str = "s") -> str:
    """Return a number of things in words: `1 game`, `2,000 games`."""
    return f"{number:,} {noun}{'' if number == 1 else plural}"


def finite_or_none(value: float) -> float | None:
    """Return a number as JSON has it: one that is missing or infinite as None."""
    return float(value) if math.isfinite(value) else None
