"""C made into a library, once for each text: kept in the user's cache folder."""

from __future__ import annotations

import concurrent.futures
import ctypes
import functools
import hashlib
import os
import platform
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from game.files.caches import find_kept_file, keep_file

KIND = "kernels"
# So many libraries stay, the latest ones: those of some large studies.
MOST = 256
# No contraction of a product and a sum, and nothing that rounds otherwise: the bits are numpy's.
FLAGS = (
    "-O1", "-march=native", "-ffp-contract=off", "-fno-math-errno", "-std=gnu11", "-shared",
    "-fPIC", "-w",
)  # fmt: skip
# The graph shares and folds already, and gcc takes half its time to look for more to share.
LEAN = ("-fno-tree-fre", "-fno-tree-dse", "-fno-tree-forwprop", "-fno-tree-ccp")
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
    name = f"{_name(text)}.so"
    try:
        path = find_kept_file(KIND, name) or keep_file(KIND, name, _compile(text), MOST)
        return ctypes.CDLL(str(path))
    except NoCompilerError:
        raise
    except (OSError, RuntimeError) as error:  # no folder to keep it in, or none to run code from
        raise NoCompilerError(str(error)) from None


def load_all(texts: Iterable[str]) -> None:
    """Compile what has not been compiled before, the longest text first, side by side.

    Raises
    ------
    NoCompilerError
        If one has not been compiled and cannot be.
    """
    longest_first = sorted(set(texts), key=len, reverse=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(load, longest_first))


def _name(text: str) -> str:
    """Return a name that another text, compiler, system or processor does not have."""
    parts = (text, *FLAGS, *LEAN, find_compiler() or "", platform.platform(), _processor())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@functools.cache
def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line for line in lines if line.startswith(("flags", "Features"))), "")


def _compile(text: str) -> bytes:
    compiler = find_compiler()
    if compiler is None:
        raise NoCompilerError("there is no C compiler")
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "kernel.c"), Path(folder, "kernel.so")
        source.write_text(text, encoding="utf-8")
        for flags in ((*FLAGS, *LEAN), FLAGS):  # some compilers know no such switches
            done = subprocess.run(
                [compiler, *flags, "-o", str(made), str(source)], capture_output=True, text=True
            )
            if done.returncode == 0:
                return made.read_bytes()
        raise NoCompilerError(done.stderr.strip().partition("\n")[0])
