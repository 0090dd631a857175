"""A pipe in the place of a file is refused, or counts for damage; nobody waits for its end."""

import os
import sys

import pytest

from game.batch.store import WholePart, _read_record
from game.classroom.room_files import _read_bodies
from game.errors import UserError
from game.files.kept_answers import QUESTION, read_answer
from game.files.regular import NotAFileError, open_regular, read_regular
from game.saves.log_text import read_log
from game.saves.sealed_seed import SealedSeed
from game.window.settings import Settings, load_settings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")


@pytest.fixture
def pipe(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


@pytest.mark.parametrize("read", [open_regular, read_regular])
def test_a_pipe_or_a_device_is_no_file(pipe, read):
    for path in (pipe, type(pipe)("/dev/zero")):
        with pytest.raises(NotAFileError, match="not a file"):
            read(path)


def test_a_folder_is_told_as_a_folder(tmp_path):
    with pytest.raises(IsADirectoryError):
        read_regular(tmp_path)


def test_what_can_be_made_again_counts_as_damaged(tmp_path, pipe):
    assert _read_record(pipe, WholePart) is None
    pipe.rename(tmp_path / QUESTION)
    assert read_answer(tmp_path) is None


def test_settings_that_are_a_pipe_are_told_and_the_usual_ones_hold(pipe):
    settings, wrong = load_settings(pipe)
    assert settings == Settings()
    assert "could not be read" in wrong


@pytest.mark.parametrize("read", [SealedSeed.read, _read_bodies, read_log])
def test_what_cannot_be_made_again_is_refused_with_its_place(pipe, read):
    with pytest.raises(UserError, match=f"^{pipe}.*not a file"):
        read(pipe)
