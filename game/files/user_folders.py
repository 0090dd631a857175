"""The platform's places for what this user keeps: games, settings, and what can be made again."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

Kind = Literal["data", "settings", "cache"]

# By kind: the folder on macOS; the variable and the folder on Windows, and elsewhere.
_MACOS = {
    "data": "Library/Application Support",
    "settings": "Library/Application Support",
    "cache": "Library/Caches",
}
_WINDOWS = {
    "data": ("LOCALAPPDATA", "AppData/Local"),
    "settings": ("APPDATA", "AppData/Roaming"),
    "cache": ("LOCALAPPDATA", "AppData/Local"),
}
_ELSEWHERE = {
    "data": ("XDG_DATA_HOME", ".local/share"),
    "settings": ("XDG_CONFIG_HOME", ".config"),
    "cache": ("XDG_CACHE_HOME", ".cache"),
}


def user_folder(kind: Kind) -> Path:
    """Return the program's folder in the platform's place for such files.

    Raises
    ------
    RuntimeError
        If this user has no home.
    """
    if sys.platform == "darwin":
        return Path.home() / _MACOS[kind] / "highfence"
    variable, folder = (_WINDOWS if sys.platform == "win32" else _ELSEWHERE)[kind]
    return Path(os.environ.get(variable) or Path.home() / folder) / "highfence"
