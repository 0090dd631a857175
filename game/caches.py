"""Where things are kept that can be made again: read configs, compiled kernels.

Nothing here is needed for a game: a folder that cannot be written, a damaged file or an old one
only means that the thing is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

# So many files of a kind stay, the latest ones.
KEPT = 8


def cache_folder() -> Path:
    """Return the folder of what can be made again, in the platform's place for such data."""
    if given := os.environ.get("HIGHFENCE_CACHE"):
        return Path(given)
    if sys.platform == "darwin":
        data = Path.home() / "Library" / "Caches"
    elif sys.platform == "win32":
        data = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        data = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return data / "highfence" / "cache"


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
        digest, _, content = (cache_folder() / kind / name).read_bytes().partition(b"\n")
    except (OSError, RuntimeError):
        return None
    return content if digest == _digest(content) else None


def keep(kind: str, name: str, content: bytes) -> None:
    """Keep something under a name, for whoever can read its kind."""
    # A home that is not there, a full disk or a folder of another's: it is made again next time.
    with contextlib.suppress(OSError, RuntimeError):
        folder = cache_folder() / kind
        folder.mkdir(parents=True, exist_ok=True)
        handle, written = tempfile.mkstemp(dir=folder, prefix=".")
        with os.fdopen(handle, "wb") as file:
            file.write(_digest(content) + b"\n" + content)
        os.replace(written, folder / name)
        forget_old(folder)


def forget_old(folder: Path) -> None:
    """Delete all but the latest files of a folder."""
    files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files[KEPT:]:
        path.unlink(missing_ok=True)


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
