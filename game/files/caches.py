"""Where things are kept that can be made again: read configs, compiled kernels.

Nothing here is needed for a game: a folder that cannot be written, a damaged file or an old one
only means that the thing is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from game.files.regular import read_regular
from game.files.user_folders import user_folder

# So many files of a kind stay, the latest ones.
KEPT = 8


def cache_folder() -> Path:
    """Return the folder of what can be made again, in the platform's place for such data."""
    if given := os.environ.get("HIGHFENCE_CACHE"):
        return Path(given)
    return user_folder("cache") / "cache"


def hash_files(folder: Path, paths: Iterable[Path], *further: str) -> str:
    """Return the SHA-256 of files under a folder, names and bytes, and of further texts."""
    digest = hashlib.sha256("\0".join(further).encode())
    for path in paths:
        content = path.read_bytes()
        digest.update(f"\0{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def read_kept(kind: str, name: str) -> bytes | None:
    """Return what was kept under a name, or None if there is nothing whole."""
    try:
        digest, _, content = read_regular(cache_folder() / kind / name).partition(b"\n")
    except (OSError, RuntimeError):
        return None
    return content if digest == _digest(content) else None


def keep(kind: str, name: str, content: bytes) -> None:
    """Keep something under a name, for whoever can read its kind."""
    # A home that is not there, a full disk or a folder of another's: it is made again next time.
    with contextlib.suppress(OSError, RuntimeError):
        _write(cache_folder() / kind / name, _digest(content) + b"\n" + content, KEPT)


def find_kept_file(kind: str, name: str) -> Path | None:
    """Return the file that was kept under a name with its suffix, or None if there is no whole one.

    Its own hash is in the name of the file, which others than this program open.
    """
    stem, dot, suffix = name.partition(".")
    try:
        for path in (cache_folder() / kind).glob(f"{stem}-*{dot}{suffix}"):
            if path.stem == f"{stem}-{_digest(read_regular(path)).decode()}":
                return path
    except (OSError, RuntimeError):
        pass
    return None


def keep_file(kind: str, name: str, content: bytes, most: int) -> Path:
    """Keep a file that others than this program open; so many of its kind stay. Return its path.

    Raises
    ------
    OSError, RuntimeError
        If it cannot be kept.
    """
    stem, dot, suffix = name.partition(".")
    path = cache_folder() / kind / f"{stem}-{_digest(content).decode()}{dot}{suffix}"
    _write(path, content, most)
    return path


def _write(path: Path, content: bytes, most: int) -> None:
    """Write a file whole or not at all, for its owner alone; so many stay in its folder."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, written = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.replace(written, path)
    _forget_old(path.parent, most)


def _forget_old(folder: Path, most: int) -> None:
    """Delete all but the latest files of a folder, which others may tidy up at the same time."""
    with contextlib.suppress(OSError):
        files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in files[most:]:
            path.unlink(missing_ok=True)


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
