import duckdb
import pandas as pd

from game.classroom import acts, arrivals
from game.classroom.exporting import COLUMNS, export_room

GATE = "import_gate.h200_class"


def test_an_export_has_every_act_of_those_who_agreed_and_no_trace_of_the_others(klass, tmp_path):
    klass.until("measures")
    mine, other = klass.person(0, "beijing"), klass.person(1, "beijing")
    arrivals.change_person(klass.live, mine, consents=True)
    for table in (0, 1):
        klass.propose(table, "beijing", GATE, "open")
        acts.speak(klass.live, klass.request(klass.person(table, "beijing")), "", f"words {table}")
        acts.answer(klass.live, klass.request(klass.person(table, "beijing")), "forecast-0", "70")
    klass.until("archived")
    klass.live.close()
    out = tmp_path / "out"
    files = export_room(klass.live.files.folder, out)
    assert {path.suffix for path in files} == {".csv", ".parquet"}
    assert {path.stem for path in files} == {*COLUMNS, "codebook"}
    for name in ("people", "acts", "talk", "answers"):
        frame = pd.read_parquet(out / f"{name}.parquet")
        assert set(frame["person"]) == {mine}, name
        assert len(frame) == len(pd.read_csv(out / f"{name}.csv"))
    assert other not in set(pd.read_parquet(out / "people.parquet")["person"])
    text = "".join(path.read_text(errors="replace") for path in files if path.suffix == ".csv")
    assert "Ana" not in text
    assert "words 1" not in text
    query = f"select count(distinct turn) from '{out / 'numbers.parquet'}'"
    numbers = duckdb.connect().execute(query).fetchone()
    assert numbers == (len(klass.live.plan.turns),)
    steps = pd.read_csv(out / "steps.csv")
    assert len(steps) == klass.live.room.place
