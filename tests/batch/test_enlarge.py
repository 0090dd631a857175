"""A finished batch takes more lucks, and its tables are those of a batch that had them at once."""

import os
import shutil

import pytest

from game.batch import runner
from game.batch.enlarge import Way, enlarge
from game.batch.finished import open_batch
from game.batch.runner import run_batch
from game.batch.verify import reopen, verify
from game.config.scenarios import shipped_library
from game.errors import UserError
from tests.batch.conftest import study_of
from tests.batch.test_runner import contents

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
    moved: list[str] = []

    def replace(source, target, replace=os.replace):
        if target.parent == batch and source.parent.name == "larger":
            if len(moved) == 2:
                raise KeyboardInterrupt
            moved.append(source.name)
        replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            add(larger, batch)
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
