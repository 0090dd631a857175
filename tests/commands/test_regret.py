"""The command `regret` as a person runs it."""

import pandas as pd
import pytest


def test_an_answer_is_told_and_written_as_tables_and_a_figure(highfence, batch):
    code, told, _ = highfence("regret", batch, "--resamples", 10)
    assert code == 0
    assert told.splitlines()[-1].endswith(f"are in {batch}.")
    for name in ("regret", "regret_worlds"):
        kept = pd.read_parquet(batch / f"{name}.parquet")
        assert list(pd.read_csv(batch / f"{name}.csv").columns) == list(kept.columns)
        assert len(kept)
    assert (batch / "regret.svg").read_text().startswith("<svg")
    assert (batch / "regret.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("h200",), "--out: no folder is named; write --out out/h200"),
        ((".",), ".: holds no batch; name the --out folder of one"),
        ((".", "--better", "most"), "'most' is not one of 'high', 'low'"),
    ],
)
def test_a_mistake_is_one_line(highfence, arguments, answer):
    code, told, mistake = highfence("regret", *arguments)
    assert (code, told) == (2, "")
    assert answer in mistake
    assert mistake.count("\n") == 1
