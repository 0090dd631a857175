"""The commands sensitivity, regret and discover as a person runs them."""

import json
import shutil
import sys

import pandas as pd
import pytest

from game.cli import main
from game.config.scenarios import shipped_library
from game.config.schema.experiment import Experiment
from tests.analysis.conftest import SMALL

FEW = ("--resamples", "2")


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["highfence", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return (int(ended.value.code or 0), *capsys.readouterr())

    return run


@pytest.fixture
def batch(folder, tmp_path):
    """A copy of the small batch, for a command to write into."""
    return shutil.copytree(folder, tmp_path / "small")


@pytest.fixture
def hypercube(monkeypatch):
    """Put another design behind every name of an experiment: three points, two replicates."""
    given = {**SMALL, "design": {"method": "latin_hypercube", "samples": 3}, "replicates": 2}
    experiment = Experiment.model_validate(given)
    found = shipped_library(), experiment
    monkeypatch.setattr("game.batch.study.find_experiment", lambda _: found)


@pytest.mark.parametrize(
    ("command", "further", "tables"),
    [
        ("sensitivity", ("--profile", "status_quo"), ("sensitivity", "sensitivity_luck")),
        ("regret", (), ("regret", "regret_worlds")),
    ],
)
def test_an_answer_is_told_and_written_as_tables_and_a_figure(run, batch, command, further, tables):
    code, told, _ = run(command, batch, *further, "--resamples", "10")
    assert code == 0
    assert told.splitlines()[-1].endswith(f"are in {batch}.")
    for name in tables:
        kept = pd.read_parquet(batch / f"{name}.parquet")
        assert list(pd.read_csv(batch / f"{name}.csv").columns) == list(kept.columns)
        assert len(kept)
    assert (batch / f"{command}.svg").read_text().startswith("<svg")
    assert (batch / f"{command}.png").read_bytes().startswith(b"\x89PNG")


def test_json_is_one_object_without_nan(run, folder, tmp_path):
    out = tmp_path / "elsewhere"
    middle = pd.read_parquet(folder / "runs.parquet")["self_reliance"].median()
    where = f"self_reliance > {middle}"
    code, told, _ = run("discover", folder, "--where", where, "--json", "--out", out, *FEW)
    found = json.loads(told, parse_constant=pytest.fail)
    assert code == 0
    assert found["where"] == where
    assert found["box"]["density"] > found["base"] == pytest.approx(0.5, abs=0.05)
    assert len(found["discover_boxes"]) > 1
    assert (out / "discover.png").is_file()
    assert not (folder / "discover.png").exists()


@pytest.mark.usefixtures("hypercube")
def test_an_experiment_is_played_first_unless_it_cannot_answer(run, tmp_path):
    code, told, mistake = run("sensitivity", "small", "--out", "out")
    assert (code, told) == (2, "")
    assert "small: its design is latin_hypercube, which has no sensitivity indices" in mistake
    assert not (tmp_path / "out").exists()
    code, told, mistake = run("discover", "small", "--out", "out", "--where", "self_reliance > -1")
    assert (code, told) == (2, "")
    assert "self_reliance > -1 holds in every game" in mistake
    assert len(pd.read_parquet(tmp_path / "out" / "runs.parquet")) == 3 * 3 * 2


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("sensitivity", "nowhere/at/all"), "nowhere/at/all: no such folder; name the --out"),
        (("sensitivity", "h20"), "experiment: unknown experiment 'h20'; did you mean 'h200'?"),
        (("regret", "h200"), "--out: no folder is named; write --out out/h200"),
        (("regret", "."), ".: holds no batch; name the --out folder of one"),
        (("regret", ".", "--better", "most"), "'most' is not one of 'high', 'low'"),
        (("discover", "."), "Missing option '--where'"),
    ],
)
def test_a_mistake_is_one_line(run, arguments, answer):
    code, told, mistake = run(*arguments)
    assert (code, told) == (2, "")
    assert answer in mistake
    assert mistake.count("\n") == 1
