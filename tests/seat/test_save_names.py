"""No save is lost to another's name unasked, and every name is one that every system can hold."""

import itertools
import json
import re
from pathlib import Path

import pytest

from game.errors import UserError
from game.saves.lines import Header
from game.saves.log import GameLog
from game.saves.log_text import read_log
from game.seat.save_names import file_stem, free_stem, same_file
from game.seat.saves import find_same, save_as, save_unnamed

NAMES = json.loads((Path(__file__).parent / "cases" / "names.json").read_text(encoding="utf-8"))
MORE = [
    "lpt9", "Com³", "con .txt", "PRN.", "café", "cafe\u0301", "STRASSE", "straße", "İ", "i",
    "a\u200bb", "a\u202eb", "tab\u00a0sign", "a  b", "日本", "é" * 60, "....", "- -", "a.JSONL",
]  # fmt: skip


def log_of(seed):
    header = Header(version="1", config_hash="", scenario="lesson", seed=seed, profile={})
    return GameLog(header)


def keep(name, log):
    """Save as the window does; answer the file, or None where a person is asked or told."""
    try:
        if not name.strip():
            return save_unnamed(log)
        return None if find_same(name) else save_as(log, name)
    except UserError:
        return None


@pytest.fixture
def saves(tmp_path, monkeypatch):
    folder = tmp_path / "games" / "saves"
    folder.mkdir(parents=True)
    monkeypatch.setenv("HIGHFENCE_GAMES", str(tmp_path / "games"))
    # Thousands of files need not outlive a loss of power.
    monkeypatch.setattr("game.seat.saves.write_whole", Path.write_bytes)
    return folder


def test_of_two_saves_the_first_is_there_as_it_was(saves):
    first, second = log_of(1), log_of(2)
    for one, other in itertools.product([*NAMES, *MORE], repeat=2):
        path = keep(one, first)
        keep(other, second)
        if path is not None:
            assert read_log(path) == first
        for file in saves.glob("*"):
            file.unlink()


@pytest.mark.parametrize("name", [*NAMES, *MORE])
def test_a_file_name_is_one_on_every_system(saves, name):
    path = keep(name, log_of(1))
    if path is None:
        return
    assert path.parent == saves
    stem = path.stem
    assert stem.isprintable()
    assert re.search(r'[<>:"/\\|?*]', stem) is None
    assert stem == stem.strip(" .")
    assert re.fullmatch(r"(?i)(con|prn|aux|nul|(com|lpt)[0-9¹²³])\s*(\..*)?", stem) is None
    assert len(f".{path.name}.1234567.new".encode()) <= 143


@pytest.mark.parametrize(
    ("one", "other"),
    [("Game", "GAME"), ("café", "cafe\u0301"), ("a/b", "a:b"), ("ß", "SS")],
)
def test_names_that_some_system_takes_for_one_are_one(saves, one, other):
    path = save_as(log_of(1), one)
    assert find_same(other) == path
    with pytest.raises(UserError, match="there is a save of this name"):
        save_as(log_of(2), other)
    assert save_as(log_of(2), other, replace=True) == path
    assert len(list(saves.iterdir())) == 1


def test_different_signs_stay_different_names():
    assert file_stem("🎲") != file_stem("🐍")
    assert file_stem("日本") == "日本"


def test_games_without_a_name_are_numbered(saves):
    names = [save_unnamed(log_of(seed)).stem for seed in range(3)]
    assert names == ["lesson", "lesson 2", "lesson 3"]
    assert {path.stem for path in saves.iterdir()} == set(names)


@pytest.mark.parametrize("name", [" . ", "..", "\u202e", "???", "x" * 300])
def test_a_name_that_no_file_can_have_is_told(name):
    with pytest.raises(UserError):
        file_stem(name)


def test_a_free_name_is_free_on_the_strictest_system(tmp_path):
    (tmp_path / "LESSON.jsonl").touch()
    assert free_stem(tmp_path, "lesson") == "lesson 2"
    assert same_file(tmp_path, "lesson 2") is None
