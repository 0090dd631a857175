"""What is kept that can be made again is read whole or not at all."""

import ctypes
import os

import pytest

from game.files.caches import cache_folder, find_kept_file, keep, keep_file, read_kept
from game.fused import c_compiler
from game.fused.c_compiler import NoCompilerError, find_compiler

C = "int answer(void) { return 7; }"
DAMAGES = {
    "emptied": lambda _data: b"",
    "cut short": lambda data: data[: len(data) // 2],
    "one bit flipped": lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
    "another file": lambda _data: b"#!/bin/sh\n",
    "longer": lambda data: data + b"\0",
}
compiled = pytest.mark.skipif(find_compiler() is None, reason="no C compiler")


@pytest.fixture(autouse=True)
def empty_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("HIGHFENCE_CACHE", str(tmp_path / "cache"))
    c_compiler.load.cache_clear()
    yield
    c_compiler.load.cache_clear()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_was_damaged_is_not_read(damage):
    keep("things", "a.json", b"content of a thing")
    keep_file("things", "a.so", b"content of a file " * 20, most=8)
    assert read_kept("things", "a.json") == b"content of a thing"
    assert find_kept_file("things", "a.so") is not None
    for path in (cache_folder() / "things").iterdir():
        path.write_bytes(damage(path.read_bytes()))
    assert read_kept("things", "a.json") is None
    assert find_kept_file("things", "a.so") is None


@compiled
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_library_is_compiled_again(damage):
    c_compiler.load(C)
    (kept,) = (cache_folder() / c_compiler.KIND).iterdir()
    whole = kept.read_bytes()
    # In place of the old file, which this process has open.
    kept.unlink()
    kept.write_bytes(damage(whole))
    c_compiler.load.cache_clear()
    assert isinstance(c_compiler.load(C), ctypes.CDLL)
    assert c_compiler.load(C).answer() == 7
    assert find_kept_file(c_compiler.KIND, f"{kept.stem.partition('-')[0]}.so") is not None


@compiled
@pytest.mark.parametrize("place", ["file", "file/under"])
def test_where_no_library_can_be_kept_there_is_none(tmp_path, monkeypatch, place):
    (tmp_path / "file").write_text("a file where a folder should be")
    monkeypatch.setenv("HIGHFENCE_CACHE", str(tmp_path / place))
    with pytest.raises(NoCompilerError):
        c_compiler.load(C)


@compiled
def test_a_person_without_a_home_has_no_library(monkeypatch):
    def nowhere():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("HIGHFENCE_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr("pathlib.Path.home", nowhere)
    with pytest.raises(NoCompilerError):
        c_compiler.load(C)
    keep("things", "a.json", b"content")
    assert read_kept("things", "a.json") is None


def test_only_the_latest_of_a_kind_stay():
    for number in range(12):
        path = keep_file("things", f"{number}.so", b"content %d" % number, most=8)
        os.utime(path, (number, number))
    left = sorted(path.name.partition("-")[0] for path in (cache_folder() / "things").iterdir())
    assert left == sorted(map(str, range(4, 12)))
