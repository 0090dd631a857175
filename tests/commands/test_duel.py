"""The command `duel` as a person runs it."""

import pytest


def test_a_duel_is_played_told_and_written(highfence, tmp_path):
    arguments = ("duel", "congress=random_legal", "chipmakers=random_legal")
    code, told, _ = highfence(
        *arguments, "--scenario", "lesson", "--replicates", "3", "--out", "out"
    )
    assert code == 0
    assert told.startswith("congress led by random_legal scores ")
    assert "Change of scores in lesson, 3 pairs of games" in told
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"margins.csv", "clauses.parquet", "effects.svg", "effects.png"} <= names
    assert "clauses.svg" not in names, "there is no clause to draw"


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("mine.yaml", "beijing=reciprocal"), "mine.yaml: no such file"),
        (("reciprocal", "watchdog"), "duel: 'reciprocal' is a policy of washington, con"),
        (("watchdgo", "watchdog"), "unknown policy 'watchdgo'; did you mean 'watchdog'?"),
        (
            ("watchdog", "riders_first", "--policy", "congress=status_quo"),
            "--policy: congress is led by a side of the duel; leave it out",
        ),
    ],
)
def test_a_mistake_is_one_line(highfence, arguments, answer):
    code, told, mistake = highfence("duel", *arguments)
    assert (code, told) == (2, "")
    assert answer in mistake
    assert mistake.count("\n") == 1
