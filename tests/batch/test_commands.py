"""The commands batch and verify as a person runs them."""

import sys

import pytest

from game.cli import main

SMALL = """\
name: mine
title: Mine
question: Is it so?
says: By playing.
caution: Much.
scenario: lesson
replicates: 3
outcomes: {scalars: {end_lag: lag}}
"""


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command; `mine.yaml` is three games of the lesson."""
    (tmp_path / "mine.yaml").write_text(SMALL)
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["highfence", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return (int(ended.value.code or 0), *capsys.readouterr())

    return run


def test_a_batch_is_played_told_and_verified(run):
    code, told, _ = run("batch", "mine.yaml", "--out", "out")
    assert code == 0
    assert told.startswith("3 games in ")
    code, told, _ = run("batch", "mine.yaml", "--out", "out")
    assert (code, told.splitlines()[0]) == (0, "Nothing was left to play.")
    code, told, _ = run("verify", "out", "--games", "2")
    assert (code, told) == (0, "Verified: 2 games played again, every number the same.\n")


def test_a_dry_run_tells_size_time_and_disk(run, tmp_path):
    code, told, _ = run("batch", "mine.yaml", "--dry-run")
    games, pace, disk = told.splitlines()
    assert code == 0
    assert games == "3 games: 1 profile x 1 point x 3 replicates, in 1 task"
    assert "games a second with 1 process" in pace
    assert disk.endswith("MB of tables")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.yaml"]


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("batch", "mine.yaml"), "--out: no folder is named; write --out out/mine"),
        (("batch", "h20"), "experiment: unknown experiment 'h20'; did you mean 'h200'?"),
        (("batch", "theirs.yaml", "--out", "out"), "no such file; did you mean 'mine.yaml'?"),
        (("batch", "mine.yaml", "--out", "mine.yaml"), "mine.yaml: cannot be written"),
        (("verify", "nowhere"), "nowhere: holds no batch; name the --out folder of one"),
    ],
)
def test_a_mistake_is_one_line(run, arguments, answer):
    code, told, mistake = run(*arguments)
    assert (code, told) == (2, "")
    assert answer in mistake
    assert mistake.count("\n") == 1


def test_an_experiment_of_ones_own_can_be_checked(run, tmp_path):
    assert run("check", "mine.yaml")[:2] == (0, "mine.yaml can be played.\n")
    (tmp_path / "mine.yaml").write_text(SMALL.replace("end_lag: lag", "end_lag: lagg"))
    code, told, _ = run("check", "mine.yaml")
    assert code == 2
    assert told.startswith("mine.yaml:8: unknown name 'lagg'")
