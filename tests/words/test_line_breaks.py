# ruff: noqa: RUF001 - the signs of Chinese themselves
"""Where lines break: between words, between Chinese signs, and never before a full stop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.words.line_breaks import CLOSING, OPENING, break_lines, is_wide, pieces

MIXED = "美国商务部（BIS）在 2025 年 4 月叫停 H20，并对“中国线”加价 25%。"


def measure(text):
    """A sign of Chinese is twice as wide as a letter."""
    return sum(2 if is_wide(sign) else 1 for sign in text)


def test_english_breaks_between_words():
    assert break_lines("One gate is not enough", 8, len) == ("One gate", "is not", "enough")


def test_a_word_too_long_stands_alone():
    assert break_lines("a semiconductor", 5, len) == ("a", "semiconductor")


@pytest.mark.parametrize("width", range(8, 60, 3))
def test_chinese_breaks_anywhere_but_around_its_punctuation(width):
    lines = break_lines(MIXED, width, measure)
    assert "".join(lines).replace(" ", "") == MIXED.replace(" ", "")
    assert all(measure(line) <= width for line in lines)
    assert not any(line[0] in CLOSING for line in lines)
    assert not any(line[-1] in OPENING for line in lines)


def test_latin_words_and_numbers_in_chinese_stay_whole():
    parts = [part.strip() for part in pieces(MIXED)]
    assert {"2025", "H20，", "25%。"} <= set(parts)


@given(st.text(alphabet="中文，。（）ab 12%“”", max_size=60), st.integers(4, 40))
def test_nothing_is_lost_in_breaking(text, width):
    lines = break_lines(text, width, measure)
    assert "".join("".join(lines).split()) == "".join(text.split())
