"""A part of an unfinished batch counts only while it is whole and of this batch."""

import contextlib
import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from game.analysis.runs import read_runs
from game.batch import runner
from game.batch.finished import sha256
from game.batch.runner import run_batch
from game.batch.store import Store
from game.commands.batch import tell_report
from game.errors import UserError
from tests.batch.conftest import study_of
from tests.batch.test_runner import contents, interrupted_at

pytestmark = pytest.mark.usefixtures("tasks_are_played_once")


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


@pytest.fixture(scope="module")
def finished(study, tmp_path_factory):
    folder = tmp_path_factory.mktemp("finished")
    run_batch(study, folder, workers=1)
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
    report = run_batch(study, out, workers=1)
    assert (report.resumed, report.mended) == (20, ((8, 11),))
    told = "The part of games 8 to 11 was damaged or not whole: played again."
    assert told in list(tell_report(report))
    assert contents(out) == whole


def test_a_part_that_is_damaged_after_it_was_counted_is_not_merged(
    study, stopped, out, monkeypatch
):
    shutil.copytree(stopped, out)

    def merge(self, study, tasks, kind, schema, merge=Store.merge):
        cut_to_seven(sorted(self.parts.glob("*.runs.arrow"))[2])
        return merge(self, study, tasks, kind, schema)

    monkeypatch.setattr(Store, "merge", merge)
    with pytest.raises(UserError, match="cannot be read back"):
        run_batch(study, out, workers=1)


def test_a_part_with_other_games_than_its_own_is_not_merged(study, stopped, out):
    shutil.copytree(stopped, out)
    parts = out / "parts"
    run = sorted(parts.glob("*.runs.arrow"))
    shutil.copyfile(run[1], run[2])
    done = run[2].with_name(run[2].name.replace("runs.arrow", "done.json"))
    record = json.loads(done.read_text())
    done.write_text(json.dumps(record | {"tables": record["tables"] | {"runs": sha256(run[2])}}))
    with pytest.raises(UserError, match="holds other games than its own"):
        run_batch(study, out, workers=1)


@pytest.mark.parametrize("begun", ["stopped", "finished"])
def test_a_random_byte_of_a_random_file_is_never_a_silent_wrong_answer(
    study, stopped, whole, finished, out, begun
):
    random = np.random.default_rng(20)
    for trial in range(25):
        folder = shutil.copytree(
            {"stopped": stopped, "finished": finished}[begun], out / str(trial)
        )
        files = [
            path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size
        ]
        path = files[random.integers(len(files))]
        data = bytearray(path.read_bytes())
        data[random.integers(len(data))] ^= 1 << random.integers(8)
        path.write_bytes(bytes(data))
        if begun == "finished":
            with contextlib.suppress(UserError):
                read = read_runs(folder).table
                pd.testing.assert_frame_equal(read, read_runs(finished).table)
        with contextlib.suppress(UserError):
            run_batch(study, folder, workers=1)
            assert contents(folder) == whole, path


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
