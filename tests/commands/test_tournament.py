"""The command `tournament` as a person runs it."""

import json

import pandas as pd
import pytest

TOURNAMENT = ("tournament", "lesson", "--policies", "congress=status_quo,random_legal")


def test_a_tournament_is_played_told_written_and_gone_on_with(highfence, tmp_path):
    code, told, _ = highfence(*TOURNAMENT, "--replicates", "3", "--out", "out")
    assert code == 0
    assert told.startswith("2 profiles of congress in lesson, 3 games each under the same luck")
    assert "Alpha-rank" in told
    out = tmp_path / "out"
    assert (out / "standings.svg").stat().st_size > 1000
    assert (out / "standings.png").stat().st_size > 1000
    payoffs = pd.read_parquet(out / "payoffs.parquet")
    pd.testing.assert_frame_equal(payoffs, pd.read_csv(out / "payoffs.csv"))
    before = (out / "runs.parquet").stat().st_mtime_ns
    code, told, _ = highfence(*TOURNAMENT, "--replicates", "3", "--out", "out", "--json")
    assert code == 0
    assert (out / "runs.parquet").stat().st_mtime_ns == before, "nothing is played twice"
    value = json.loads(told)
    assert value["seats"] == {"congress": ["status_quo", "random_legal"]}
    assert len(value["payoffs"]) == len(payoffs)


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
    ],
)
def test_a_mistake_is_one_line(highfence, arguments, answer):
    code, told, mistake = highfence(*arguments)
    assert (code, told) == (2, "")
    assert answer in mistake
    assert mistake.count("\n") == 1
