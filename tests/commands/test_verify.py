"""The command `verify` as a person runs it."""

import pandas as pd
import pytest

from game.batch.finished import open_batch


def rewrite(folder, **changes):
    """Make the manifest of a folder one that was written elsewhere."""
    manifest = open_batch(folder).manifest
    packages = manifest.packages | changes.pop("packages", {})
    elsewhere = manifest.model_copy(update={**changes, "packages": packages})
    (folder / "manifest.json").write_text(elsewhere.to_text(), "utf-8")


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


def test_a_batch_made_elsewhere_is_verified_and_where_is_told(highfence, experiment, tmp_path):
    highfence("batch", experiment, "--out", "out")
    rewrite(tmp_path / "out", python="3.0.1", machine="abacus", packages={"numpy": "0.1"})
    code, told, mistake = highfence("verify", "out", "--games", 2)
    assert (code, mistake) == (0, "")
    assert told.startswith("Verified: 2 games played again, every number the same.\n")
    for there in ("Python 3.0.1 (here ", "processor abacus (here ", "numpy 0.1 (here "):
        assert there in told


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"code_hash": "other"}, "another state of the program (version "),
        ({"config_hash": "other"}, "with other configs"),
    ],
)
def test_a_batch_of_other_rules_is_refused_with_what_can_be_done(
    highfence, experiment, tmp_path, change, problem
):
    highfence("batch", experiment, "--out", "out")
    rewrite(tmp_path / "out", **change)
    code, told, mistake = highfence("verify", "out")
    assert (code, told) == (2, "")
    assert problem in mistake
    assert mistake.endswith("play the experiment again in another folder\n")
