"""A part of an unfinished batch counts only while it is whole and of this batch."""

import shutil
from pathlib import Path

import pytest

from game.batch import runner
from game.batch.runner import run_batch
from game.batch.store import Store
from game.errors import UserError
from tests.batch.conftest import study_of
from tests.batch.test_runner import contents, interrupted_at


@pytest.fixture(scope="module")
def whole(study, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    run_batch(study, folder, workers=1)
    return contents(folder)


@pytest.fixture(scope="module")
def stopped(study, tmp_path_factory):
    """The folder of a batch that was stopped after 24 of its 40 games."""
    folder = tmp_path_factory.mktemp("stopped")
    stop(study, folder)
    return folder


def stop(study, folder):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(runner, "work", interrupted_at(study, 24))
        with pytest.raises(KeyboardInterrupt):
            run_batch(study, folder, workers=1, chunk=4)


def cut_to_seven(path):
    path.write_bytes(path.read_bytes()[:7])


def flip_a_bit(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("damage", [cut_to_seven, flip_a_bit, Path.unlink])
@pytest.mark.parametrize("kind", ["runs.arrow", "series.arrow", "done.json"])
def test_a_damaged_part_is_played_again(study, stopped, whole, out, kind, damage):
    shutil.copytree(stopped, out)
    damage(sorted((out / "parts").glob(f"*.{kind}"))[2])
    assert run_batch(study, out, workers=1).resumed == 20
    assert contents(out) == whole


def test_parts_of_another_batch_are_not_mixed_in(study, stopped, whole, out, tmp_path):
    stop(study_of(seed=12), tmp_path / "other")
    shutil.copytree(stopped, out)
    for path in sorted((tmp_path / "other" / "parts").glob("*8.*")):
        shutil.copy(path, out / "parts")
    assert run_batch(study, out, workers=1).resumed == 20
    assert contents(out) == whole


@pytest.mark.parametrize("text", ["", "{", '{"chunk": "4"}', "[]"])
def test_a_batch_whose_plan_is_lost_begins_anew_and_counts_no_game_twice(
    study, stopped, whole, out, text
):
    shutil.copytree(stopped, out)
    (out / "parts" / "plan.json").write_text(text)
    run_batch(study, out, workers=1)
    assert contents(out) == whole


def test_parts_without_a_manifest_are_not_taken_for_those_of_any_batch(study, stopped, out):
    shutil.copytree(stopped, out)
    (out / "manifest.json").unlink()
    with pytest.raises(UserError, match="is there without manifest"):
        run_batch(study, out, workers=1)


def test_tables_of_something_else_are_not_written_over(study, out):
    out.mkdir()
    (out / "runs.parquet").write_text("mine")
    with pytest.raises(UserError, match="is there without manifest"):
        run_batch(study, out, workers=1)
    assert (out / "runs.parquet").read_text() == "mine"


def test_a_folder_that_was_locked_and_never_begun_is_begun(study, whole, out):
    with Store(out).locked():
        pass
    run_batch(study, out, workers=1)
    assert contents(out) == whole
