"""Reading what is a file and nothing else: a pipe or a device might never end."""

from __future__ import annotations

import errno
import stat
from pathlib import Path
from typing import BinaryIO


class NotAFileError(OSError):
    """What has the name of a file is a pipe or a device."""


def open_regular(path: Path) -> BinaryIO:
    """Open a file for reading.

    Raises
    ------
    NotAFileError
        If a pipe or a device has its name.
    OSError
        If it cannot be opened.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise NotAFileError(errno.EINVAL, "it is not a file", str(path))
    return path.open("rb")


def read_regular(path: Path) -> bytes:
    """Return what a file holds; raises what `open_regular` does."""
    with open_regular(path) as file:
        return file.read()
