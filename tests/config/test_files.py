"""Files that a person gives: one way of opening them, and each refusal with its way out."""

import os
from pathlib import Path

import pytest

from game.config.files import LARGEST, line_at, lines_of, read_text, real_path
from game.errors import UserError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_with_and_without_its_mark(encoding, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes("name: é 芯片\r\n".encode(encoding))
    assert read_text(path) == "name: é 芯片\r\n"


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-16", "1: UTF-16 text"),
        ("utf-16-le", "1: a zero byte, as UTF-16 text has"),
        ("utf-32", "1: UTF-32 text"),
        ("latin-1", "3: not UTF-8 text"),
        ("cp1252", "3: not UTF-8 text"),
    ],
)
def test_another_encoding_is_refused_with_its_line_and_the_remedy(encoding, told, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes("name: x\r\nline: y\nsays: é\n".encode(encoding))
    with pytest.raises(UserError) as raised:
        read_text(path)
    assert str(raised.value) == f"{path}:{told}; save it as UTF-8"


def test_only_cr_and_lf_end_a_line():
    text = "a\u2028b\x85c\x0bd\x0ce\x1cf\r\ng\rh\n\ni"
    assert lines_of(text) == ["a\u2028b\x85c\x0bd\x0ce\x1cf", "g", "h", "", "i"]
    assert [line_at(text, text.index(letter)) for letter in "afghi"] == [1, 1, 2, 3, 5]
    assert lines_of("a\n") == ["a"]
    assert lines_of("") == []


def make_loop(path: Path) -> None:
    path.symlink_to(path.name)


def make_pair(path: Path) -> None:
    path.with_name("other.yaml").symlink_to(path.name)
    path.symlink_to("other.yaml")


def make_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)


def make_dangling(path):
    path.symlink_to("nowhere")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda _: None, "no such file"),
        (Path.mkdir, "this is a folder"),
        (os.mkfifo, "is not a file"),
        (make_loop, "cannot be read (Too many levels of symbolic links)"),
        (make_pair, "cannot be read (Too many levels of symbolic links)"),
        (make_dangling, "is a link to 'nowhere', where no file is"),
        (make_large, "at most 16 MiB are read"),
    ],
    ids=["none", "folder", "pipe", "loop", "two links", "link to nothing", "large"],
)
def test_what_is_no_file_of_text_is_refused_in_one_line(make, told, tmp_path):
    path = tmp_path / "a.yaml"
    make(path)
    with pytest.raises(UserError) as raised:
        read_text(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert told in str(raised.value)


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "a\udc80b"])
def test_a_name_that_no_file_can_have_is_refused_in_one_line(name, tmp_path):
    with pytest.raises(UserError):
        read_text(tmp_path / name)


def test_a_path_that_leads_round_in_a_circle_is_left_as_it_is(tmp_path):
    make_loop(tmp_path / "a")
    assert real_path(tmp_path / "a").name == "a"
