"""Tables and JSON on the way to the terminal, or into a pipe."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from rich.console import Console

# What is piped is not folded, as far as can be helped.
PIPED_WIDTH = 160

console = Console(highlight=False)
if not console.is_terminal:
    console = Console(highlight=False, width=PIPED_WIDTH)


def print_json(value: Any) -> None:
    """Print one JSON value, which has no infinite number and none that is missing."""
    print(json.dumps(value, indent=2, allow_nan=False))


def print_lines(lines: Iterable[str]) -> None:
    """Print whole lines: what is copied or read by a program is not folded."""
    print("\n".join(lines))
