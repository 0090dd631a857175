"""The language that a person reads: English text is the key, a catalogue has the rest.

Each reader has a language of its own: a thread or an asyncio task that speaks another one changes
nothing for the others. A new thread speaks English until it is told otherwise.

Catalogues are `assets/locale/LANGUAGE/highfence.po`, kept by `python -m game.words.catalogue`: a
folder there is a language, and its word for "English" is its own name. What one lacks is said in
English.
"""

from __future__ import annotations

import contextlib
import contextvars
import dataclasses
import functools
import gettext
import locale
import os
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar

from game.paths import assets_dir

DOMAIN = "highfence"
ENGLISH = "en"

_Texts = TypeVar("_Texts")


@dataclasses.dataclass(frozen=True)
class _Language:
    """A language with the texts that it has."""

    code: str
    catalogue: gettext.NullTranslations


_PLAIN = _Language(ENGLISH, gettext.NullTranslations())
_SPOKEN: contextvars.ContextVar[_Language] = contextvars.ContextVar("language", default=_PLAIN)


def speak(language: str) -> None:
    """Use a language from now on, for this reader; one without a catalogue is English."""
    _SPOKEN.set(_find(language))


@contextlib.contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use a language for a while, for this reader, and then the one of before."""
    before = _SPOKEN.set(_find(language))
    try:
        yield
    finally:
        _SPOKEN.reset(before)


@functools.cache
def languages() -> Mapping[str, str]:
    """Return each language by its code, under its own name; English first."""
    own_name = later("English")
    folders = sorted(path for path in (assets_dir() / "locale").iterdir() if path.is_dir())
    return MappingProxyType(
        {ENGLISH: own_name}
        | {path.name: _read(path.name).catalogue.gettext(own_name) for path in folders}
    )


def _find(language: str) -> _Language:
    return _read(language) if language in languages() else _PLAIN


@functools.cache
def _read(language: str) -> _Language:
    compiled = assets_dir() / "locale" / language / f"{DOMAIN}.mo"
    if language == ENGLISH or not compiled.is_file():
        return _Language(language, _PLAIN.catalogue)
    with compiled.open("rb") as file:
        return _Language(language, gettext.GNUTranslations(file))


def system_language() -> str:
    """Return the language that this person's system asks for, as far as there is a catalogue."""
    given = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    asked = next((name for name in given if name), "") or locale.getlocale()[0] or ""
    # Windows says "Chinese (Simplified)_China" where others say zh_CN.
    code = locale.normalize(asked.split("_")[0].split(" ")[0].lower())[:2]
    return next((name for name in languages() if name.startswith(code)), ENGLISH)


def spoken() -> str:
    """Return the code of the language that this reader uses."""
    return _SPOKEN.get().code


def say(text: str, **values: object) -> str:
    """Return a text of the program in the language in use, its `{names}` filled with values."""
    text_said = say_config(text)
    return text_said.format(**values) if values else text_said


def say_count(single: str, many: str, count: int, **values: object) -> str:
    """Return the text for one or for many, with `{count}` filled in."""
    text = _SPOKEN.get().catalogue.ngettext(single, many, count)
    return text.format(count=count, **values)


def say_config(text: str) -> str:
    """Return a text of the configs in the language in use."""
    return _SPOKEN.get().catalogue.gettext(text) if text else ""


def later(texts: _Texts) -> _Texts:
    """Mark texts of a constant, which is no place to say them yet, for the catalogues."""
    return texts
