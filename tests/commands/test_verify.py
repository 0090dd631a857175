"""The command `verify` as a person runs it."""

import pandas as pd


def test_a_batch_is_verified_game_by_game(highfence, experiment):
    highfence("batch", experiment, "--out", "out")
    told = "Verified: 2 games played again, every number the same.\n"
    assert highfence("verify", "out", "--games", 2) == (0, told, "")


def test_a_table_that_was_changed_is_refused(highfence, experiment, tmp_path):
    highfence("batch", experiment, "--out", "out")
    path = tmp_path / "out" / "runs.parquet"
    runs = pd.read_parquet(path)
    runs.assign(end_lag=runs["end_lag"] + 1.0).to_parquet(path)
    code, told, mistake = highfence("verify", "out")
    assert (code, told) == (2, "")
    assert "runs.parquet: is not the table that the batch wrote" in mistake


def test_a_folder_without_a_batch_is_one_line(highfence):
    code, told, mistake = highfence("verify", "nowhere")
    assert (code, told) == (2, "")
    assert mistake == "highfence: nowhere: holds no batch; name the --out folder of one\n"
