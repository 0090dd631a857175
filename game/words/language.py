"""The language that a person reads: English text is the key, a catalogue has the rest.

Catalogues are `assets/locale/LANGUAGE/highfence.po`, kept by `python -m game.words.catalogue`. What
one lacks is said in English.
"""

from __future__ import annotations

import gettext
import locale
import os
from typing import Final, TypeVar

from game.paths import assets_dir

DOMAIN = "highfence"
ENGLISH = "en"
# Each language by its code, under its own name.
LANGUAGES: Final = {ENGLISH: "English", "zh_CN": "简体中文"}

_Texts = TypeVar("_Texts")


class _Spoken:
    """The language in use."""

    code = ENGLISH
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def speak(language: str) -> None:
    """Use a language from now on; one without a catalogue is English."""
    compiled = assets_dir() / "locale" / language / f"{DOMAIN}.mo"
    _Spoken.code, _Spoken.catalogue = ENGLISH, gettext.NullTranslations()
    if language in LANGUAGES and compiled.is_file():
        with compiled.open("rb") as file:
            _Spoken.code, _Spoken.catalogue = language, gettext.GNUTranslations(file)


def system_language() -> str:
    """Return the language that this person's system asks for, as far as there is a catalogue."""
    given = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    asked = next((name for name in given if name), "") or locale.getlocale()[0] or ""
    return "zh_CN" if asked.startswith(("zh", "Chinese")) else ENGLISH


def spoken() -> str:
    """Return the code of the language in use."""
    return _Spoken.code


def say(text: str, **values: object) -> str:
    """Return a text of the program in the language in use, its `{names}` filled with values."""
    told = say_config(text)
    return told.format(**values) if values else told


def say_count(one: str, many: str, count: int, **values: object) -> str:
    """Return the text for one or for many, with `{count}` filled in."""
    told = _Spoken.catalogue.ngettext(one, many, count)
    return told.format(count=count, **values)


def say_config(text: str) -> str:
    """Return a text of the configs in the language in use."""
    return _Spoken.catalogue.gettext(text) if text else ""


def later(texts: _Texts) -> _Texts:
    """Mark texts of a constant, which is no place to say them yet, for the catalogues."""
    return texts
