"""The command `sensitivity` as a person runs it."""

import pandas as pd
import pytest

from game.config.scenarios import shipped_library
from game.config.schema.experiment import Experiment
from tests.analysis.conftest import SMALL


def test_an_answer_is_told_and_written_as_tables_and_a_figure(highfence, batch):
    code, told, _ = highfence("sensitivity", batch, "--profile", "status_quo", "--resamples", 10)
    assert code == 0
    (answer,) = (batch / "answers").iterdir()
    assert told.splitlines()[-1].endswith(f"are in {answer}.")
    for name in ("sensitivity", "sensitivity_luck"):
        kept = pd.read_parquet(answer / f"{name}.parquet")
        assert list(pd.read_csv(answer / f"{name}.csv").columns) == list(kept.columns)
        assert len(kept)
    assert (answer / "sensitivity.svg").read_text().startswith("<svg")
    assert (answer / "sensitivity.png").read_bytes().startswith(b"\x89PNG")


def test_an_experiment_that_cannot_answer_is_not_played(highfence, monkeypatch, tmp_path):
    given = {**SMALL, "design": {"method": "latin_hypercube", "samples": 3}}
    found = shipped_library(), Experiment.model_validate(given)
    monkeypatch.setattr("game.commands._answer.find_experiment", lambda *_: found)
    code, told, mistake = highfence("sensitivity", "small", "--out", "out")
    assert (code, told) == (2, "")
    assert "small: its design is latin_hypercube, which has no sensitivity indices" in mistake
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("wanted", "answer"),
    [
        ("nowhere/at/all", "nowhere/at/all: no such folder; name the --out"),
        ("h20", "experiment: unknown experiment 'h20'; did you mean 'h200'?"),
    ],
)
def test_a_mistake_is_one_line(highfence, wanted, answer):
    code, told, mistake = highfence("sensitivity", wanted)
    assert (code, told) == (2, "")
    assert answer in mistake
    assert mistake.count("\n") == 1
