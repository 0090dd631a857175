"""A finished batch takes more lucks, and its tables are those of a batch that had them at once."""

import itertools
import os
import shutil

import numpy as np
import pyarrow as pa
import pytest

from game.batch import runner
from game.batch.enlarge import Way, _interleave, enlarge
from game.batch.finished import open_batch
from game.batch.runner import run_batch
from game.batch.verify import reopen, verify
from game.config.scenarios import shipped_library
from game.errors import UserError
from tests.batch.conftest import study_of
from tests.batch.test_runner import contents

pytestmark = pytest.mark.usefixtures("tasks_are_played_once")

WAY = Way(workers=1, chunk=6)


def add(study, folder):
    return enlarge(shipped_library(), study, folder, WAY)


@pytest.fixture(scope="module")
def larger():
    return study_of(replicates=7)


@pytest.fixture(scope="module")
def whole(larger, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    run_batch(larger, folder, workers=1)
    return contents(folder)


@pytest.fixture(scope="module")
def small(study, tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    run_batch(study, folder, workers=1)
    return folder


@pytest.fixture
def batch(small, out):
    return shutil.copytree(small, out)


def stop_before_move(number, larger, batch, monkeypatch):
    """Enlarge a batch up to before that many of its new files have the place of the old ones."""
    moved: list[str] = []

    def replace(source, target, replace=os.replace):
        if target.parent == batch and source.parent.name == "larger":
            if len(moved) == number:
                raise KeyboardInterrupt
            moved.append(source.name)
        replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            add(larger, batch)


def test_new_lucks_alone_are_played_and_the_tables_are_those_of_all(larger, whole, batch):
    report = add(larger, batch)
    assert (report.games, report.resumed) == (70, 40)
    assert contents(batch) == whole
    assert not (batch / "larger").exists()
    folder = open_batch(batch)
    assert list(verify(reopen(folder), folder, games=5)) == [[]] * 5


def test_stopped_in_the_middle_it_goes_on_and_the_batch_is_as_it_was_till_then(
    larger, whole, small, batch, monkeypatch
):
    done: list[int] = []

    def work(*arguments, work=runner.work):
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(1)
        return work(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(runner, "work", work)
        with pytest.raises(KeyboardInterrupt):
            add(larger, batch)
    assert contents(batch) == contents(small)
    open_batch(batch).read("runs.parquet")
    add(larger, batch)
    assert contents(batch) == whole


def test_stopped_while_tables_are_moved_it_moves_the_rest(larger, whole, batch, monkeypatch):
    stop_before_move(2, larger, batch, monkeypatch)
    assert add(larger, batch) is None  # all is there, and the plain command finds nothing to play
    assert contents(batch) == whole


def test_a_batch_of_something_else_is_not_enlarged(batch):
    with pytest.raises(UserError, match="with other configs"):
        add(study_of(replicates=7, seed=12), batch)


def test_what_is_no_finished_batch_or_has_as_many_lucks_is_left_to_the_plain_command(
    study, larger, batch, tmp_path
):
    assert add(larger, tmp_path / "none") is None
    assert add(study, batch) is None


def test_a_batch_with_more_lucks_than_asked_for_says_how_many_it_has(study, larger, batch):
    add(larger, batch)
    assert add(study, batch) is None
    with pytest.raises(UserError, match="holds 7 lucks of small; 4 is what is asked for"):
        run_batch(study, batch, workers=1)


@pytest.mark.parametrize("table", ["runs.parquet", "series.parquet"])
def test_a_damaged_batch_is_refused_before_a_game_is_played(
    larger, small, batch, monkeypatch, table
):
    (batch / table).write_bytes(b"PAR1garbage")
    monkeypatch.setattr(runner, "work", lambda *_: pytest.fail("a game was played"))
    with pytest.raises(UserError, match="give the batch of 4 lucks again") as told:
        add(larger, batch)
    assert table in str(told.value)
    # What is told mends it.
    (batch / table).unlink()
    monkeypatch.undo()
    run_batch(study_of(), batch, workers=1)
    assert contents(batch) == contents(small)


@pytest.mark.parametrize("name", ["runs.parquet", "series.parquet", "manifest.json"])
def test_new_files_that_were_damaged_before_they_were_moved_are_made_again(
    larger, whole, batch, monkeypatch, name
):
    stop_before_move(0, larger, batch, monkeypatch)
    (batch / "larger" / name).write_bytes(b"{}")
    add(larger, batch)
    assert contents(batch) == whole


def test_new_files_that_were_damaged_after_some_were_moved_are_refused(larger, batch, monkeypatch):
    stop_before_move(1, larger, batch, monkeypatch)
    (batch / "larger" / "series.parquet").write_bytes(b"PAR1garbage")
    before = {path: path.read_bytes() for path in batch.rglob("*") if path.is_file()}
    with pytest.raises(UserError, match=r"larger/series\.parquet: is not the table"):
        add(larger, batch)
    assert before == {path: path.read_bytes() for path in batch.rglob("*") if path.is_file()}


def test_a_disk_that_takes_no_more_is_told_and_the_batch_is_as_it_was(
    larger, small, batch, monkeypatch
):
    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("game.batch.enlarge.write_pieces", full)
        with pytest.raises(UserError, match=r"cannot be written \(No space left on device\)"):
            add(larger, batch)
    assert contents(batch) == contents(small)


def test_rows_of_games_come_in_order_however_the_tables_are_cut():
    random = np.random.default_rng(3)
    for _ in range(50):
        owner = random.integers(0, 2, size=30)
        tables = [
            pa.table({"run": np.repeat(runs, 3), "row": np.tile([0, 1, 2], len(runs))})
            for runs in (np.flatnonzero(owner == 0), np.flatnonzero(owner == 1))
        ]
        both = pa.concat_tables(_interleave(*(_cut(table, random) for table in tables)))
        assert both["run"].to_pylist() == np.repeat(np.arange(30), 3).tolist()
        assert both["row"].to_pylist() == [0, 1, 2] * 30


def _cut(table, random):
    ends = sorted(random.integers(0, len(table) + 1, size=4))
    for first, last in itertools.pairwise([0, *ends, len(table)]):
        yield table.slice(first, last - first)
