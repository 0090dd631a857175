"""Settings come back as they were set, and a damaged file keeps nobody from playing."""

import json

import pytest

from game.window.settings import Settings, load_settings, save_settings, settings_path


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "settings.json"


def test_settings_come_back_as_they_were_set(path):
    given = Settings(ground="day", text=175, muted=True, volume=30, odds=False, language="en")
    given = given.with_key("undo", "u").with_key("redo", "k").with_key("redo", None)
    assert save_settings(given, path) == ""
    assert load_settings(path) == (given, "")
    assert dict(load_settings(path)[0].keys) == {"undo": "u"}


def test_without_a_file_the_usual_settings_are_in_force_and_nothing_is_said(path):
    assert load_settings(path) == (Settings(), "")


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"text": ', "\x00", "[" * 100_000])
def test_a_damaged_file_says_so_and_gives_the_usual_settings(path, text):
    path.parent.mkdir()
    path.write_text(text)
    settings, notice = load_settings(path)
    assert settings == Settings()
    assert notice.endswith(".")


def test_a_value_that_cannot_be_leaves_the_others_as_they_were_set(path):
    path.parent.mkdir()
    path.write_text(json.dumps({"text": 117, "volume": True, "ground": "day", "later": 1}))
    settings, notice = load_settings(path)
    assert settings == Settings(ground="day")
    assert "text, volume" in notice


def test_a_file_that_cannot_be_written_is_told_and_stops_nothing(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert "could not be kept" in save_settings(Settings(), blocked / "settings.json")


def test_the_file_is_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("HIGHFENCE_SETTINGS", str(tmp_path / "mine.json"))
    assert settings_path() == tmp_path / "mine.json"
