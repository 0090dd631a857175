"""The command `batch` as a person runs it."""

import pytest

pytestmark = pytest.mark.usefixtures("experiment")


def test_a_batch_is_played_told_and_gone_on_with(highfence):
    code, told, _ = highfence("batch", "mine.yaml", "--out", "out")
    assert code == 0
    assert told.startswith("3 games in ")
    code, told, _ = highfence("batch", "mine.yaml", "--out", "out")
    assert (code, told.splitlines()[0]) == (0, "Nothing was left to play.")


def test_a_dry_run_tells_size_time_and_disk(highfence, tmp_path):
    code, told, _ = highfence("batch", "mine.yaml", "--dry-run")
    games, pace, disk = told.splitlines()
    assert code == 0
    assert games == "3 games: 1 profile x 1 point x 3 replicates, in 1 task"
    assert "games a second with 1 process, as " in pace
    assert disk.endswith("MB of tables")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.yaml"]


def test_a_finished_batch_is_enlarged_by_more_lucks(highfence):
    highfence("batch", "mine.yaml", "--out", "out")
    code, told, _ = highfence("batch", "mine.yaml", "--out", "out", "--replicates", 5)
    assert (code, told.splitlines()[0][:8]) == (0, "2 games ")
    assert "5 games in " in told.splitlines()[-1]
    code, told, _ = highfence("batch", "mine.yaml", "--out", "out", "--replicates", 5)
    assert told.splitlines()[0] == "Nothing was left to play."


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("mine.yaml",), "--out: no folder is named; write --out out/mine"),
        (("h20",), "experiment: unknown experiment 'h20'; did you mean 'h200'?"),
        (("theirs.yaml", "--out", "out"), "no such file; did you mean 'mine.yaml'?"),
        (("mine.yaml", "--out", "mine.yaml"), "mine.yaml: is a file, where a folder is"),
        (("ranking", "--replicates", 10**6, "--dry-run"), "--replicates: 1,000,000 lucks make"),
        (("ranking", "--replicates", 10**6, "--out", "out"), "--replicates: 1,000,000 lucks make"),
    ],
)
def test_a_mistake_is_one_line(highfence, arguments, answer):
    code, told, mistake = highfence("batch", *arguments)
    assert (code, told) == (2, "")
    assert answer in mistake
    assert mistake.count("\n") == 1
