"""The commands tournament and duel as a person runs them."""

import json
import sys

import pandas as pd
import pytest

from game.cli import main

TOURNAMENT = ("tournament", "lesson", "--policies", "congress=status_quo,random_legal")


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["highfence", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return (int(ended.value.code or 0), *capsys.readouterr())

    return run


def test_a_tournament_is_played_told_written_and_gone_on_with(run, tmp_path):
    code, told, _ = run(*TOURNAMENT, "--replicates", "3", "--out", "out")
    assert code == 0
    assert told.startswith("2 profiles of congress in lesson, 3 games each under the same luck")
    assert "Alpha-rank" in told
    out = tmp_path / "out"
    assert (out / "standings.svg").stat().st_size > 1000
    assert (out / "standings.png").stat().st_size > 1000
    payoffs = pd.read_parquet(out / "payoffs.parquet")
    pd.testing.assert_frame_equal(payoffs, pd.read_csv(out / "payoffs.csv"))
    before = (out / "runs.parquet").stat().st_mtime_ns
    code, told, _ = run(*TOURNAMENT, "--replicates", "3", "--out", "out", "--json")
    assert code == 0
    assert (out / "runs.parquet").stat().st_mtime_ns == before, "nothing is played twice"
    value = json.loads(told)
    assert value["seats"] == {"congress": ["status_quo", "random_legal"]}
    assert len(value["payoffs"]) == len(payoffs)


def test_a_duel_is_played_told_and_written(run, tmp_path):
    arguments = ("duel", "congress=random_legal", "chipmakers=random_legal")
    code, told, _ = run(*arguments, "--scenario", "lesson", "--replicates", "3", "--out", "out")
    assert code == 0
    assert told.startswith("congress led by random_legal scores ")
    assert "Change of scores in lesson, 3 pairs of games" in told
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"margins.csv", "clauses.parquet", "effects.svg", "effects.png"} <= names
    assert "clauses.svg" not in names, "there is no clause to draw"


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("tournament", "lessen"), "scenario: unknown scenario 'lessen'; did you mean 'lesson'?"),
        (("tournament", "--policies", "beijing"), "--policies: 'beijing' names no policy"),
        (
            ("tournament", "--policies", "peking=status_quo,reciprocal"),
            "--policies: unknown actor 'peking'",
        ),
        (
            ("tournament", "--policies", "beijing=status_quo,recipocal"),
            "--policies: unknown policy 'recipocal' of beijing; did you mean 'reciprocal'?",
        ),
        (
            ("tournament", "--policies", "beijing=status_quo"),
            "--policies: no seat has a choice of two policies",
        ),
        (
            (*TOURNAMENT, "--policy", "congress=watchdog"),
            "--policy: congress has entrants; leave one of the two out",
        ),
        (("duel", "mine.yaml", "beijing=reciprocal"), "mine.yaml: no such file"),
        (("duel", "reciprocal", "watchdog"), "duel: 'reciprocal' is a policy of washington, con"),
        (("duel", "watchdgo", "watchdog"), "unknown policy 'watchdgo'; did you mean 'watchdog'?"),
        (
            ("duel", "watchdog", "riders_first", "--policy", "congress=status_quo"),
            "--policy: congress is led by a side of the duel; leave it out",
        ),
    ],
)
def test_a_mistake_is_one_line(run, arguments, answer):
    code, told, mistake = run(*arguments)
    assert (code, told) == (2, "")
    assert answer in mistake
    assert mistake.count("\n") == 1
