"""Standard input and output as they come, and what is printed on them: lines, tables, JSON."""

from __future__ import annotations

import contextlib
import io
import math
import os
import sys
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from game.errors import visible

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from tqdm import tqdm

# What is piped is not folded, as far as can be helped.
PIPED_WIDTH = 160
NARROWEST, WIDEST = 10, 100_000
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


def print_line(line: str) -> None:
    """Print one line that names a file or a folder: nothing in it is obeyed or unseen."""
    print(visible(line))


def print_table(table: RenderableType) -> None:
    """Print a table as wide as the terminal, or as a pipe may be.

    Texts are folded and words stay whole: where a terminal is too narrow for that, every row is
    printed as lines of its own.
    """
    from rich.console import Console, Group
    from rich.table import Table

    # What stands in brackets or between colons is text, also where rich would read a style.
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = PIPED_WIDTH
    # Captured and printed as any text: rich would end the program where a reader has left.
    with console.capture() as captured:
        for part in table.renderables if isinstance(table, Group) else [table]:
            if isinstance(part, Table):
                _print_columns(part, console)
            else:
                console.print(part)
    print(captured.get(), end="")


def _print_columns(table: Table, console: Console) -> None:
    """Print a table if its words fit beside each other, else row by row."""
    from rich.cells import cell_len
    from rich.measure import Measurement

    wide = console.options.update(max_width=WIDEST)
    around = Measurement.get(console, wide, table).maximum
    least, most = [], []
    for column in table.columns:
        cells = [str(cell) for cell in (column.header, *column.cells)]
        least.append(max((cell_len(word) for cell in cells for word in cell.split()), default=1))
        most.append(max(map(cell_len, cells), default=1))
    room = console.width - (around - sum(most)) - sum(least)
    if room < 0:
        _print_rows(table, console)
        return
    # What is left goes to the columns that lack least, so that long texts alone are folded.
    for index in sorted(range(len(most)), key=lambda index: most[index] - least[index]):
        given = min(room, most[index] - least[index])
        table.columns[index].width = least[index] + given
        room -= given
    console.print(table)


def _print_rows(table: Table, console: Console) -> None:
    if table.title:
        console.print(table.title, soft_wrap=True)
    heads = [str(column.header) for column in table.columns]
    for row in zip(*(column.cells for column in table.columns), strict=True):
        console.print()
        for head, cell in zip(heads, row, strict=True):
            text = _fold(f"{head}: {cell}" if head else str(cell), console.width)
            console.print(text, soft_wrap=True)


def _fold(text: str, width: int) -> str:
    """Return a text in lines of a width; a word that is longer stays whole."""
    return textwrap.fill(
        " ".join(text.split()),
        max(width, NARROWEST),
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


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


def finite_or_none(value: float) -> float | None:
    """Return a number as JSON has it: one that is missing or infinite as None."""
    return float(value) if math.isfinite(value) else None
