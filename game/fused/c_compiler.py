"""C made into a library, once for each text: kept in the user's cache folder."""

from __future__ import annotations

import ctypes
import functools
import hashlib
import os
import platform
import shutil
import subprocess
import tempfile
from pathlib import Path

from game.caches import cache_folder

KIND = "kernels"
# No contraction of a product and a sum, and nothing that rounds otherwise: the bits are numpy's.
FLAGS = (
    "-O2", "-march=native", "-ffp-contract=off", "-fno-math-errno", "-std=gnu11", "-shared",
    "-fPIC", "-w",
)  # fmt: skip
COMPILERS = ("cc", "gcc", "clang")


class NoCompilerError(RuntimeError):
    """There is no C compiler here, or it does not take what it is given."""


@functools.cache
def find_compiler() -> str | None:
    """Return the path of a C compiler, None where there is none."""
    return next(filter(None, map(shutil.which, COMPILERS)), None)


@functools.lru_cache(maxsize=256)
def load(text: str) -> ctypes.CDLL:
    """Return the library of a text, compiled if it has not been before.

    Raises
    ------
    NoCompilerError
        If it has not been compiled and cannot be.
    """
    folder = cache_folder() / KIND
    path = folder / f"{_name(text)}.so"
    if not path.exists():
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _compile(text, path)
        except OSError as error:
            raise NoCompilerError(str(error)) from None
    return ctypes.CDLL(str(path))


def _name(text: str) -> str:
    """Return a name that another text, compiler, system or processor does not have."""
    parts = (text, *FLAGS, find_compiler() or "", platform.platform(), _processor())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@functools.cache
def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line for line in lines if line.startswith(("flags", "Features"))), "")


def _compile(text: str, path: Path) -> None:
    compiler = find_compiler()
    if compiler is None:
        raise NoCompilerError("there is no C compiler")
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        source, made = Path(folder, "kernel.c"), Path(folder, "kernel.so")
        source.write_text(text, encoding="utf-8")
        done = subprocess.run(
            [compiler, *FLAGS, "-o", str(made), str(source)], capture_output=True, text=True
        )
        if done.returncode:
            raise NoCompilerError(done.stderr.strip().partition("\n")[0])
        os.replace(made, path)
