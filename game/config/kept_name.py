"""The hash of the configs as they are now: of the files, of the code that reads them, the version.

It needs neither YAML nor schemas, so that a command may look for what was kept before it reads any.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from game import __version__
from game.config.files import yaml_files
from game.files.caches import hash_files
from game.paths import PACKAGE

# Whatever decides what configs mean and which names they may use.
ROOMS = ("config", "language", "mathematics", "model", "state", "turn")


def configs_hash(folder: Path, *further: Path) -> str:
    """Return the hash of a folder of configs as it is now, and of further files of the program.

    Raises
    ------
    OSError
        If a file of it cannot be read.
    """
    code = hash_files(PACKAGE, (*_code(), *further))
    return hash_files(folder, yaml_files(folder), __version__, code)


def _code() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((PACKAGE / room).rglob("*.py"))
