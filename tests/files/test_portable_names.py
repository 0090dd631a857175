"""A name is taken as it is only where every system can hold it."""

import pytest

from game.files.portable_names import is_portable


@pytest.mark.parametrize("name", ["mine", "answer-2", "a.b", "ответ 2", "答案", "console", "~"])
def test_a_plain_name_of_any_script_is_held(name):
    assert is_portable(name)


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", " ", "a ", " a", "a.", "a/b", "a\\b", "a:b", "a?", "con", "NUL", "aux.txt",
     "COM1", "lpt² .x", "a\0b", "a\nb", "\u202eabc", "\ud800", "x" * 101, "é" * 51],
)  # fmt: skip
def test_a_name_that_some_system_cannot_hold_is_refused(name):
    assert not is_portable(name)
