"""Tables of a report or an analysis on disk, as people and as programs read them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from game.errors import UserError


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write each table as Parquet and as CSV under its name.

    Raises
    ------
    UserError
        If the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            table.to_parquet(folder / f"{name}.parquet", index=False)
            table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    except OSError as error:
        problem = f"cannot be written ({error.strerror or error})"
        raise UserError(str(folder), problem, "name another folder with --out") from None
