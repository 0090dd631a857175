"""The command `regret` as a person runs it."""

import pandas as pd
import pytest

from game.reports.asked import asked as asked_section
from game.reports.finished import read_finished


def test_an_answer_is_told_and_written_as_tables_and_a_figure(highfence, batch):
    code, told, _ = highfence("regret", batch, "--resamples", 10)
    assert code == 0
    (answer,) = (batch / "answers").iterdir()
    assert told.splitlines()[-1].endswith(f"are in {answer}.")
    for name in ("regret", "regret_worlds"):
        kept = pd.read_parquet(answer / f"{name}.parquet")
        assert list(pd.read_csv(answer / f"{name}.csv").columns) == list(kept.columns)
        assert len(kept)
    assert (answer / "regret.svg").read_text().startswith("<svg")
    assert (answer / "regret.png").read_bytes().startswith(b"\x89PNG")


def test_an_answer_overwrites_none_but_its_own_and_a_report_tells_all(highfence, batch):
    asked = ("regret", batch, "--resamples", 10)
    for further in ((), ("--better", "low"), ("--outcome", "self_reliance"), ()):
        assert highfence(*asked, *further)[0] == 0
    assert highfence(*asked, "--enough", 1, "--name", "mine")[0] == 0
    code, _, mistake = highfence(*asked, "--enough", 2, "--name", "mine")
    assert (code, mistake) == (
        2,
        "highfence: --name: mine is the answer to another question; give another name, or none\n",
    )
    names = {path.name for path in (batch / "answers").iterdir()}
    self_reliance = "regret_self_reliance_washington_high"
    assert names == {
        "regret_washington_high", "regret_washington_low", self_reliance, "mine"
    }  # fmt: skip
    code, _, mistake = highfence(*asked, "--name", "../mine")
    assert (code, "'../mine' is no name of a folder" in mistake) == (2, True)
    (batch / "answers" / "mine" / "question.json").write_text("{")
    section = asked_section(read_finished(batch))
    assert section is not None
    assert "regret: by washington, better low, resamples 10" in section.html
    assert "By expected value of self_reliance" in section.html
    assert "Its question cannot be read; ask it again." in section.html


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("h200",), "--out: no folder is named; write --out out/h200"),
        ((".",), ".: holds no batch; name the --out folder of one"),
        ((".", "--better", "most"), "--better: got 'most'; it is not one of 'high', 'low'"),
    ],
)
def test_a_mistake_is_one_line(highfence, arguments, answer):
    code, told, mistake = highfence("regret", *arguments)
    assert (code, told) == (2, "")
    assert answer in mistake
    assert mistake.count("\n") == 1
