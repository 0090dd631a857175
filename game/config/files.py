"""Files that a person gives, opened in one way whatever they hold.

Text is UTF-8, with or without a byte order mark, and only CR and LF end a line.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from game.errors import UserError, did_you_mean
from game.files.encodings import REMEDY, refuse_other_encoding

# More than any text a person writes, and little enough to read at once.
LARGEST = 16 * 2**20
SUFFIXES = (".yaml", ".yml")

_LINE_END = re.compile(r"\r\n|\r|\n")


def is_yaml(path: Path) -> bool:
    """Whether a file has the name of a YAML file."""
    return path.suffix.lower() in SUFFIXES


def yaml_files(folder: Path) -> list[Path]:
    """Return the YAML files of a folder and its folders in order of name, hidden ones left out."""
    files: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = (Path(parent, name) for name in names if not name.startswith("."))
        files += [path for path in paths if is_yaml(path)]
    return sorted(files, key=lambda path: path.relative_to(folder).as_posix())


def shown(path: Path) -> str:
    """Return a path as messages print it: relative to the working directory when under it."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return str(path)


def real_path(path: Path) -> Path:
    """Return a path without links; one that leads round in a circle, or nowhere, stays as it is."""
    try:
        return Path(os.path.realpath(path))
    except ValueError:  # a zero byte: no file has such a name
        return path


def lines_of(text: str) -> list[str]:
    """Return the lines of a text as editors count them, without their ends."""
    lines = _LINE_END.split(text)
    return lines if lines[-1] else lines[:-1]


def line_at(text: str, position: int) -> int:
    """Return the number of the line that holds a position, counted from 1."""
    return 1 + sum(1 for _ in _LINE_END.finditer(text, 0, position))


def read_text(path: Path, largest: int = LARGEST) -> str:
    """Return the text of a file.

    Raises
    ------
    UserError
        If there is no such file, or it is a folder, a device, too large, or in another encoding;
        with its line where the text has one.
    """
    return decode(read_bytes(path, largest), shown(path))


def decode(data: bytes, place: str) -> str:
    """Return the text of a file's bytes; `place` is how messages name the file.

    Raises
    ------
    UserError
        If it is not UTF-8 text, with the line of the first byte that is not.
    """
    refuse_other_encoding(data, place)
    if (zero := data.find(b"\0")) >= 0:
        problem = "a zero byte, as UTF-16 text has"
        raise UserError(f"{place}:{_line_of(data, zero)}", problem, REMEDY)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _line_of(data, error.start)
        raise UserError(f"{place}:{line}", "not UTF-8 text", REMEDY) from None


def _line_of(data: bytes, position: int) -> int:
    return line_at(data[:position].decode("latin-1"), position)


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """Return what a file holds.

    Raises
    ------
    UserError
        If there is no such file, or it is a folder, a device or too large.
    """
    place = shown(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UserError(place, "this is a folder", "name a file")
        # A device or a pipe might never end.
        if not stat.S_ISREG(status.st_mode):
            raise UserError(place, "is not a file", "name a file")
        if status.st_size > largest:
            size = f"{status.st_size / 2**20:.0f} MiB"
            raise UserError(place, f"has {size}", f"at most {largest / 2**20:.0f} MiB are read")
        return path.read_bytes()
    except FileNotFoundError:
        if os.path.islink(path):
            aim = os.readlink(path)
            raise UserError(
                place, f"is a link to {aim!r}, where no file is", "name a file"
            ) from None
        raise UserError(place, "no such file", did_you_mean(path.name, _beside(path))) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UserError(place, f"cannot be read ({reason})") from None


def _beside(path: Path) -> list[str]:
    try:
        return sorted(file.name for file in path.parent.glob(f"*{path.suffix}"))
    except (OSError, ValueError):
        return []
