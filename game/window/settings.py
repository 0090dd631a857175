"""What a person set once and finds again: looks, sound, language, odds, difficulty, keys.

The file is small JSON in the user's own folder. A damaged one never keeps the game from starting:
what cannot be read falls back to its default, and one sentence says so.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from game.files.durable import write_whole
from game.files.regular import read_regular
from game.files.user_folders import user_folder

GROUNDS = ("night", "day")
TEXTS = (100, 125, 150, 175, 200)
LOUDEST = 100
FILE = "settings.json"


def _no_keys() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings:
    """One person's settings; `keys` holds only the actions whose key is not the usual one.

    `text` and `volume` are per cent. `language` is the code of a catalogue, such as `en`, and empty
    where it follows the system. `difficulty` names a level of `configs/difficulty`. `lesson` is
    the log of the lesson under way and `lesson_step` the step it stands at; the log is empty where
    no lesson was begun.
    """

    ground: str = GROUNDS[0]
    text: int = TEXTS[0]
    reduced_motion: bool = False
    volume: int = 60
    muted: bool = False
    language: str = ""
    odds: bool = True
    difficulty: str = "analyst"
    keys: Mapping[str, str] = dataclasses.field(default_factory=_no_keys)
    lesson: str = ""
    lesson_step: int = 0

    def with_key(self, action: str, key: str | None) -> Settings:
        """Return settings with an action on another key; None gives it its usual one again."""
        keys = {name: key for name, key in self.keys.items() if name != action}
        if key is not None:
            keys[action] = key
        return dataclasses.replace(self, keys=MappingProxyType(keys))


def _is_whole(low: int, high: int) -> Callable[[Any], bool]:
    return lambda given: type(given) is int and low <= given <= high


def _is_flag(given: Any) -> bool:
    return isinstance(given, bool)


def _is_text(given: Any) -> bool:
    return isinstance(given, str)


def _is_mapping_of_texts(given: Any) -> bool:
    return isinstance(given, dict) and all(isinstance(key, str) for key in given.values())


_FITS: Mapping[str, Callable[[Any], bool]] = {
    "ground": lambda given: given in GROUNDS,
    "text": lambda given: type(given) is int and given in TEXTS,
    "reduced_motion": _is_flag,
    "volume": _is_whole(0, LOUDEST),
    "muted": _is_flag,
    "language": _is_text,
    "odds": _is_flag,
    "difficulty": _is_text,
    "keys": _is_mapping_of_texts,
    "lesson": _is_text,
    "lesson_step": _is_whole(0, sys.maxsize),
}


def settings_path() -> Path:
    """Return where this user's settings are, in the platform's place for such files.

    Raises
    ------
    RuntimeError
        If this user has no home.
    """
    if given := os.environ.get("HIGHFENCE_SETTINGS"):
        return Path(given)
    return user_folder("settings") / FILE


def load_settings(path: Path) -> tuple[Settings, str]:
    """Return the settings of a file, and what was wrong with it in one sentence, or nothing."""
    try:
        given = json.loads(read_regular(path))
    except FileNotFoundError:
        return Settings(), ""
    except (OSError, ValueError, RecursionError):
        return Settings(), "The settings could not be read; the usual ones are in force."
    if not isinstance(given, dict):
        return Settings(), "The settings could not be read; the usual ones are in force."
    values = {name: value for name, value in given.items() if name in _FITS}
    fitting = {name: value for name, value in values.items() if _FITS[name](value)}
    lost = [name for name in values if name not in fitting]
    if "keys" in fitting:
        fitting["keys"] = MappingProxyType(fitting["keys"])
    names = ", ".join(name.replace("_", " ") for name in lost)
    notice = f"Some settings could not be read and are the usual ones again: {names}."
    return Settings(**fitting), notice if lost else ""


def save_settings(settings: Settings, path: Path) -> str:
    """Write the settings whole or not at all; return why they could not be kept, or nothing."""
    plain = {field.name: getattr(settings, field.name) for field in dataclasses.fields(settings)}
    plain["keys"] = dict(settings.keys)
    text = json.dumps(plain, indent=2) + "\n"
    try:
        write_whole(path, text.encode())
    except OSError as error:
        return f"The settings could not be kept: {error.strerror}."
    return ""
