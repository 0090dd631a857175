"""What is told as saved outlives a loss of power: files and the names that lead to them."""

import errno
import os
import sys
from pathlib import Path

import pytest

from game.errors import UserError
from game.files.durable import whole_file, write_whole, writing
from game.saves.folder import new_log_path
from tests.saves.conftest import begin

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows writes its folders with their files"
)


@pytest.fixture
def synced(monkeypatch) -> list[Path]:
    """The files and folders that are put on the disk, in order."""
    paths: list[Path] = []
    sync = os.fsync

    def note(handle: int) -> None:
        paths.append(Path(os.readlink(f"/proc/self/fd/{handle}")))
        sync(handle)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("what a handle stands for is asked of Linux")
    monkeypatch.setattr(os, "fsync", note)
    return paths


def test_a_file_is_synced_before_it_has_its_name_and_its_folder_after(tmp_path, synced):
    path = tmp_path / "save.jsonl"
    path.write_text("old")
    with whole_file(path) as file:
        file.write(b"new")
        assert (path.read_text(), synced) == ("old", [])
    written, folder = synced
    assert written.parent == tmp_path != written
    assert folder == tmp_path
    assert path.read_text() == "new"


def test_a_new_folder_is_synced_into_those_that_it_lies_in(tmp_path, synced):
    write_whole(tmp_path / "games" / "saves" / "a.jsonl", b"{}")
    assert {tmp_path, tmp_path / "games", tmp_path / "games" / "saves"} <= set(synced)


def test_the_folder_of_games_is_on_the_disk_before_a_game_is(tmp_path, monkeypatch, synced):
    monkeypatch.setenv("HIGHFENCE_GAMES", str(tmp_path / "data" / "games"))
    path = new_log_path("lesson", 1)
    assert path is not None
    assert synced == [tmp_path / "data", tmp_path] or synced == [tmp_path, tmp_path / "data"]
    session = begin(path)
    session.close()
    assert synced[-2:] == [path, path.parent]


def test_a_write_that_breaks_off_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "save.jsonl"
    path.write_text("old")

    def break_off():
        with whole_file(path) as file:
            file.write(b"half")
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        break_off()
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("save.jsonl", "old")]


def test_a_folder_of_the_name_of_a_file_is_left_and_nothing_beside_it(tmp_path):
    (tmp_path / "runs.csv").mkdir()
    with (
        pytest.raises(UserError, match=r"runs\.csv: is a folder, .*; move it away, or go$"),
        writing(tmp_path, "go"),
    ):
        write_whole(tmp_path / "runs.csv", b"")
    assert [path.name for path in tmp_path.iterdir()] == ["runs.csv"]


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOSPC, "make room, and give the same command again"),
        (errno.EROFS, "go elsewhere"),
        (errno.EIO, "look after the disk, or go elsewhere"),
    ],
)
def test_the_remedy_of_what_cannot_be_written_follows_from_the_reason(tmp_path, number, remedy):
    with pytest.raises(UserError) as caught, writing(tmp_path, "go elsewhere"):
        raise OSError(number, "the reason")
    assert str(caught.value) == f"{tmp_path}: cannot be written (the reason); {remedy}"
