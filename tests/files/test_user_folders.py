"""What this user keeps lies where the platform keeps such files."""

import sys
from pathlib import Path

import pytest

from game.files.user_folders import user_folder

PLACES = {
    ("linux", "data"): ("XDG_DATA_HOME", ".local/share"),
    ("linux", "settings"): ("XDG_CONFIG_HOME", ".config"),
    ("linux", "cache"): ("XDG_CACHE_HOME", ".cache"),
    ("darwin", "data"): (None, "Library/Application Support"),
    ("darwin", "settings"): (None, "Library/Application Support"),
    ("darwin", "cache"): (None, "Library/Caches"),
    ("win32", "data"): ("LOCALAPPDATA", "AppData/Local"),
    ("win32", "settings"): ("APPDATA", "AppData/Roaming"),
    ("win32", "cache"): ("LOCALAPPDATA", "AppData/Local"),
}


@pytest.mark.parametrize(("platform", "kind"), PLACES)
def test_a_kind_lies_in_the_platforms_place(platform, kind, monkeypatch, tmp_path):
    variable, folder = PLACES[platform, kind]
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for name, _ in PLACES.values():
        if name:
            monkeypatch.delenv(name, raising=False)
    assert user_folder(kind) == tmp_path / folder / "highfence"
    if variable:
        monkeypatch.setenv(variable, str(tmp_path / "elsewhere"))
        assert user_folder(kind) == tmp_path / "elsewhere" / "highfence"
