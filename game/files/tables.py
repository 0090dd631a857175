"""Tables on disk: every file format that the program writes a table in.

A table comes as a frame, or in pieces where it need not fit into memory. The formats of both are in
`FORMATS`; a new one is an entry there, and all tables are written in it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from game.errors import UserError, did_you_mean
from game.files.durable import whole_file, writing

if TYPE_CHECKING:
    import pandas as pd

ROW_GROUP = 100_000
# What tables of a batch are kept in; other formats are made from it.
KEPT = "parquet"
ELSEWHERE = "name another folder with --out"
# Digits of numbers in tables that people open.
DIGITS = 6
# What programs for tables take for the beginning of a formula, in half and full width.
_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")


@dataclasses.dataclass(frozen=True)
class Format:
    """A file format: how it writes a frame, and how the pieces of a table of one schema.

    `is_text` tells whether people can open it without a program for tables.
    """

    frame: Callable[[pd.DataFrame, IO[bytes], int | None], None]
    pieces: Callable[[Iterable[pa.Table], pa.Schema, IO[bytes]], None]
    is_text: bool = False


def write_tables(
    tables: Mapping[str, pd.DataFrame],
    folder: Path,
    formats: Sequence[str] = (),
    digits: int | None = None,
) -> list[Path]:
    """Write each table under its name, in all formats unless some are named; return the files.

    `digits` is how many significant ones text formats have; all that a number needs by default.

    Raises
    ------
    UserError
        If the folder cannot be written to.
    """
    files = []
    with writing(folder, ELSEWHERE):
        for name, table in tables.items():
            for suffix in formats or FORMATS:
                files.append(folder / f"{name}.{suffix}")
                with whole_file(files[-1]) as file:
                    FORMATS[suffix].frame(table, file, digits)
    return files


def write_texts(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    """Write each table in the formats that are text, with six significant digits; return the files.

    Raises
    ------
    UserError
        If the folder cannot be written to.
    """
    texts = [suffix for suffix, form in FORMATS.items() if form.is_text]
    return write_tables(tables, folder, texts, digits=DIGITS)


def check_formats(formats: Iterable[str]) -> None:
    """Refuse a format in which no table is written beside the one that it is kept in.

    Raises
    ------
    UserError
        If one of them does not exist, or is the one that tables are kept in.
    """
    others = [suffix for suffix in FORMATS if suffix != KEPT]
    for suffix in formats:
        if suffix not in others:
            raise UserError("format", f"unknown format {suffix!r}", did_you_mean(suffix, others))


def write_pieces(pieces: Iterable[pa.Table], schema: pa.Schema, path: Path) -> int:
    """Write a table piece by piece in the format that its file is named by; return its rows."""
    rows = 0

    def counted() -> Iterator[pa.Table]:
        nonlocal rows
        for piece in pieces:
            rows += piece.num_rows
            yield piece

    with whole_file(path) as file:
        FORMATS[path.suffix.removeprefix(".")].pieces(counted(), schema, file)
    return rows


def convert(path: Path, suffix: str) -> Path:
    """Write a Parquet table in another format beside it; return the file."""
    with pq.ParquetFile(path) as table:
        write_pieces(table.iter_batches(), table.schema_arrow, path.with_suffix(f".{suffix}"))
    return path.with_suffix(f".{suffix}")


def size_of(table: pa.Table) -> int:
    """Return how many bytes a table takes as Parquet."""
    sink = pa.BufferOutputStream()
    _pieces_as_parquet([table], table.schema, sink)
    return int(sink.tell())


def _frame_as_parquet(frame: pd.DataFrame, file: IO[bytes], _digits: int | None) -> None:
    frame.to_parquet(file, index=False)


def _frame_as_csv(frame: pd.DataFrame, file: IO[bytes], digits: int | None) -> None:
    # Alike on every system: pandas would end lines as the system does.
    form = f"%.{digits}g" if digits else None
    texts = frame.select_dtypes(["object", "string"])
    frame = frame.assign(**{str(name): texts[name].map(_as_text) for name in texts})
    frame.to_csv(file, mode="wb", index=False, float_format=form, lineterminator="\n")


def _pieces_as_parquet(pieces: Iterable[pa.Table], schema: pa.Schema, file: Any) -> None:
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for piece in pieces:
            writer.write(piece, row_group_size=ROW_GROUP)


def _pieces_as_csv(pieces: Iterable[pa.Table], schema: pa.Schema, file: Any) -> None:
    with pa_csv.CSVWriter(file, schema) as writer:
        for piece in pieces:
            writer.write(_with_texts(piece))


def _with_texts(piece: pa.Table) -> pa.Table:
    """Return a piece of a table whose texts are no formulas."""
    for place, field in enumerate(piece.schema):
        if pa.types.is_string(field.type):
            texts = pa.array(map(_as_text, piece.column(place).to_pylist()), pa.string())
            piece = piece.set_column(place, field, texts)
    return piece


def _as_text(cell: Any) -> Any:
    """Return a cell that no program for tables takes for a formula; what is a number stays one."""
    if isinstance(cell, str) and cell.lstrip()[:1] in _FORMULA and not _is_number(cell):
        return f"'{cell}"
    return cell


def _is_number(cell: str) -> bool:
    try:
        float(cell.strip().removesuffix("%").replace(",", ""))
    except ValueError:
        return False
    return True


FORMATS = {
    "parquet": Format(frame=_frame_as_parquet, pieces=_pieces_as_parquet),
    "csv": Format(frame=_frame_as_csv, pieces=_pieces_as_csv, is_text=True),
}
