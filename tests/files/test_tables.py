"""Tables on disk: one room writes them all, in every format, and whole or not at all."""

import pandas as pd
import pyarrow as pa
import pytest

from game.errors import UserError
from game.files import tables
from game.files.tables import (
    FORMATS,
    Format,
    check_formats,
    convert,
    size_of,
    write_pieces,
    write_tables,
    write_texts,
)

FRAME = pd.DataFrame({"name": ["a, b", 'c "d"'], "value": [1.0 / 3.0, 2.0], "count": [1, 2]})


def pieces_of(*counts):
    return [pa.table({"run": pa.array(range(count), pa.int32())}) for count in counts]


def test_a_frame_is_written_in_every_format_and_read_back(tmp_path):
    files = write_tables({"first": FRAME, "second": FRAME.head(1)}, tmp_path / "new" / "folder")
    assert [file.name for file in files] == [
        "first.parquet", "first.csv", "second.parquet", "second.csv"
    ]  # fmt: skip
    pd.testing.assert_frame_equal(pd.read_parquet(files[0]), FRAME)
    pd.testing.assert_frame_equal(pd.read_csv(files[1]), FRAME)
    assert len(pd.read_csv(files[3])) == 1


def test_text_has_the_digits_that_are_asked_for_and_parquet_all(tmp_path):
    parquet, csv = write_tables({"table": FRAME}, tmp_path, digits=3)
    assert "0.333,1\n" in csv.read_bytes().decode()
    assert pd.read_parquet(parquet)["value"][0] == 1.0 / 3.0


def test_pieces_make_one_table_in_the_format_of_its_name(tmp_path):
    pieces = pieces_of(3, 0, 4)
    assert write_pieces(pieces, pieces[0].schema, tmp_path / "table.parquet") == 7
    csv = convert(tmp_path / "table.parquet", "csv")
    assert pd.read_csv(csv)["run"].tolist() == [0, 1, 2, 0, 1, 2, 3]
    assert write_pieces(pieces, pieces[0].schema, tmp_path / "direct.csv") == 7
    assert (tmp_path / "direct.csv").read_bytes() == csv.read_bytes()


def test_a_new_format_is_one_entry_and_all_tables_have_it(tmp_path, monkeypatch):
    def frame(table, file, _digits):
        file.write(table.to_json(orient="records", lines=True).encode())

    def pieces(tables, _schema, file):
        for table in tables:
            frame(table.to_pandas(), file, None)

    monkeypatch.setitem(FORMATS, "jsonl", Format(frame=frame, pieces=pieces))
    assert write_tables({"table": FRAME}, tmp_path)[-1].name == "table.jsonl"
    write_pieces(pieces_of(2), pieces_of(2)[0].schema, tmp_path / "runs.parquet")
    lines = convert(tmp_path / "runs.parquet", "jsonl").read_text().splitlines()
    assert lines == ['{"run":0}', '{"run":1}']


def test_a_table_that_cannot_be_finished_leaves_the_old_one_and_nothing_else(tmp_path, monkeypatch):
    write_tables({"table": FRAME}, tmp_path, ["csv"])
    before = (tmp_path / "table.csv").read_bytes()

    def full(_table, file, _digits):
        file.write(b"half a row")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(tables.FORMATS, "csv", Format(frame=full, pieces=FORMATS["csv"].pieces))
    with pytest.raises(UserError, match=r"cannot be written .No space left on device."):
        write_tables({"table": FRAME}, tmp_path, ["csv"])
    assert (tmp_path / "table.csv").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(
        UserError, match=r"out: is a file, .*; move it away, or name another folder with --out"
    ):
        write_tables({"table": FRAME}, tmp_path / "out")


def test_the_size_of_a_table_is_that_of_its_file(tmp_path):
    (piece,) = pieces_of(1000)
    write_pieces([piece], piece.schema, tmp_path / "table.parquet")
    assert size_of(piece) == (tmp_path / "table.parquet").stat().st_size


def test_texts_are_written_in_every_format_that_is_text_and_in_six_digits(tmp_path, monkeypatch):
    assert [file.name for file in write_texts({"table": FRAME}, tmp_path)] == ["table.csv"]
    assert "0.333333,1\n" in (tmp_path / "table.csv").read_text()
    monkeypatch.setitem(FORMATS, "txt", FORMATS["csv"])
    files = write_texts({"table": FRAME}, tmp_path)
    assert [file.name for file in files] == ["table.csv", "table.txt"]


@pytest.mark.parametrize("suffix", ["xlsx", "parquet"])
def test_a_format_in_which_no_table_is_written_beside_parquet_is_refused(suffix):
    with pytest.raises(UserError, match=f"unknown format '{suffix}'.*csv"):
        check_formats([suffix])
    check_formats(["csv"])
