"""Catalogues: what is said in another language, and whether they hold all there is to say."""

import gettext
import re

import pygame
import pytest

from game.config.scenarios import shipped_library
from game.window.assets import font
from game.words import catalogue, language
from game.words.extract import extract, keys_of
from game.words.language import languages, say, say_config, say_count, speak, spoken
from game.words.numbers import amount, difference, listed, month_text, quarter_text, sentences_of

FIELDS = re.compile(r"{([\w.]+)}")
# Numbers that other ways of counting need, given along with the English one.
OTHER_COUNTS = {"ten_thousands", "hundred_millions"}
OTHERS = [code for code in languages() if code != language.ENGLISH]


@pytest.fixture(autouse=True)
def english():
    """Leave English to the tests that follow."""
    yield
    speak(language.ENGLISH)


@pytest.fixture(scope="module")
def texts():
    return extract(shipped_library())


@pytest.fixture(scope="module", params=OTHERS)
def told(request, texts):
    return catalogue.pairs(catalogue.renew(request.param, texts))


def test_english_is_said_as_it_is_written():
    assert say("Turn {turn} of {turns}", turn=3, turns=12) == "Turn 3 of 12"
    assert say_count("{count} order", "{count} orders", 1) == "1 order"
    assert say_count("{count} order", "{count} orders", 2) == "2 orders"


def test_braces_in_a_text_without_values_stay():
    assert say("{low} to {high}") == "{low} to {high}"


def test_a_language_without_a_catalogue_is_english():
    speak("tlh")
    assert spoken() == language.ENGLISH
    assert say("Seal orders") == "Seal orders"


def test_what_a_catalogue_lacks_is_said_in_english():
    speak("zh_CN")
    assert say("Nobody has written this yet") == "Nobody has written this yet"


def test_an_empty_text_stays_empty_in_every_language():
    speak("zh_CN")
    assert say_config("") == ""


@pytest.mark.parametrize(
    ("given", "code"), [("zh_CN.UTF-8", "zh_CN"), ("C", "en"), ("de_DE.UTF-8", "en")]
)
def test_the_system_says_which_language_it_wants(monkeypatch, given, code):
    monkeypatch.setenv("LC_ALL", given)
    assert language.system_language() == code


@pytest.mark.parametrize("language", OTHERS)
def test_the_catalogues_are_fresh(texts, language):
    """`python -m game.words.catalogue` makes them so."""
    renewed = catalogue.renew(language, texts)
    assert catalogue.is_fresh(renewed, catalogue.po_path(language))


def test_every_text_is_translated(told):
    lacking = [key for key, text in told.items() if not text]
    assert lacking == []


def test_a_translation_fills_the_same_fields(told):
    for key, text in told.items():
        wanted = set(FIELDS.findall(key if isinstance(key, str) else key[1]))
        given = set(FIELDS.findall(text))
        assert not text or given - OTHER_COUNTS <= wanted, key
        assert not text or given or not wanted, key


@pytest.mark.parametrize("bold", [False, True])
def test_the_font_has_every_sign_of_the_catalogues(told, bold):
    """`python -m docs.fonts` cuts it anew."""
    pygame.font.init()
    drawn = font(20, bold, True)
    signs = {sign for text in told.values() for sign in text if sign.isprintable()} - {" "}
    assert len(signs) > 1200
    boxes = {sign: drawn.metrics(sign)[0] for sign in signs}
    assert {sign for sign, box in boxes.items() if box is None or not any(box[:4])} == set()


def test_texts_are_found_wherever_they_are_marked():
    import ast

    code = """
say("One {field}", field=say("Two"))
say("Three" if late else "Four")
say_count("{count} day", "{count} days", 2)
TABLE = later({"key": "Five", "other": ("Six",)})
KEYS = later((Binding(name="up", says="Seven"),))
other("Not this")
"""
    found = set(keys_of(ast.parse(code)))
    assert found == {
        "One {field}", "Two", "Three", "Four", ("{count} day", "{count} days"), "Five", "Six",
        "Seven",
    }  # fmt: skip


def test_numbers_are_counted_as_chinese_counts_them():
    speak("zh_CN")
    assert amount(57.0, "US$ bn") == "570亿美元"
    assert amount(1200.0, "k chips") == "120万颗芯片"
    assert difference(0.011, "share") == "+1.1 个百分点"
    assert quarter_text("2026 Q1") == "2026年第1季度"
    assert month_text(50) == "2026年3月"
    assert listed(["H20", "H200", "B30A"]) == "H20、H200和B30A"


def test_sentences_end_where_their_language_ends_them():
    assert sentences_of("One. Two.") == ["One", "Two"]
    assert sentences_of("一。二。") == ["一", "二"]


def test_a_compiled_catalogue_can_be_read_without_babel():
    for other in OTHERS:
        with catalogue.po_path(other).with_suffix(".mo").open("rb") as file:
            assert gettext.GNUTranslations(file).gettext("Seal orders") != "Seal orders"
