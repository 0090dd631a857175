"""The settings in force, and where they are kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from game.window.keymap import Keymap, key_name
from game.window.settings import Settings, load_settings, save_settings, settings_path


class Preferences:
    """One person's settings; every change is kept at once where there is a file for it."""

    def __init__(self, settings: Settings, path: Path | None = None, notice: str = "") -> None:
        self.settings = settings
        self.notice = notice
        self.keys = Keymap(settings.keys)
        self._path = path

    @classmethod
    def load(cls) -> Preferences:
        """Read this user's settings; what is wrong with the file stands in `notice`."""
        try:
            path = settings_path()
        except RuntimeError:
            return cls(Settings())
        settings, notice = load_settings(path)
        return cls(settings, path, notice)

    def change(self, **changes: Any) -> None:
        """Change settings by name, and keep them."""
        self._take(dataclasses.replace(self.settings, **changes))

    def put_key(self, name: str, key: int | None) -> None:
        """Put an action on a key; None gives it its usual one again."""
        self._take(self.settings.with_key(name, None if key is None else key_name(key)))

    def reset_keys(self) -> None:
        """Give every action its usual key."""
        no_keys: Mapping[str, str] = {}
        self._take(dataclasses.replace(self.settings, keys=no_keys))

    def _take(self, settings: Settings) -> None:
        self.settings = settings
        self.keys = Keymap(settings.keys)
        if self._path is not None:
            self.notice = save_settings(settings, self._path)
