"""What an unquoted YAML scalar means, and which ones mean two things at once."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import NamedTuple

Scalar = str | int | float | bool | None

# Figures of the largest seed. Python reads no integer of thousands of them, and makes no float of
# a few hundred; nothing here counts so far.
MOST_FIGURES = 39
LONGEST = 400
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+][0-9]+)?")
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None, "~": None}
_FIRST = frozenset("-+.0123456789~<nNtTfFyYoOiI")

_EXPONENT = re.compile(r"([-+]?)([0-9]+)(\.[0-9]*)?[eE]([-+]?)([0-9]+)")
_LEADING_ZERO = re.compile(r"([-+]?)0+([0-9]+)")
_OCTAL = re.compile(r"[-+]?0[0-7]+")
_BASE = re.compile(r"[-+]?0[xXoObB][0-9a-fA-F_]+")
_UNDERSCORE = re.compile(r"[-+]?[0-9][0-9_]*_[0-9_]*(?:\.[0-9_]*)?")
_SEXAGESIMAL = re.compile(r"[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?")
_LIKE_A_NUMBER = re.compile(r"[-+]?[0-9][0-9_:.eE+-]*")
_NOT_FINITE = re.compile(r"[-+]?\.?(?:inf|infinity|nan)", re.IGNORECASE)
_SWITCHES = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


class Doubt(NamedTuple):
    """A scalar that people and YAML may read differently: what was expected, and the way out.

    `likely` is the reading by which the rest of its file can be checked meanwhile.
    """

    expected: str
    remedy: str
    likely: Scalar


def read_plain(raw: str) -> Scalar | Doubt:
    """Return the value of an unquoted scalar: text, a number, true, false or null."""
    if raw[0] not in _FIRST:
        return raw
    if _INTEGER.fullmatch(raw):
        return int(raw) if len(raw.lstrip("-+")) <= MOST_FIGURES else _too_large(raw)
    if _FLOAT.fullmatch(raw):
        number = float(raw)
        if math.isfinite(number):
            return number
        return Doubt("a number", "write a finite number", raw)
    if raw in _WORDS:
        return _WORDS[raw]
    return _doubt(raw) or raw


def with_ascii_figures(text: str) -> str:
    """Return a text with figures of other scripts (Arabic, full width) as plain ones."""
    # The full width point comes with the full width figures.
    text = text.replace("\uff0e", ".")
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def _too_large(raw: str) -> Doubt:
    remedy = f"at most {MOST_FIGURES} figures are read, quote it for text"
    return Doubt("a number or quoted text", remedy, raw)


def _doubt(raw: str) -> Doubt | None:
    if len(raw) > LONGEST:
        return _too_large(raw) if _LIKE_A_NUMBER.fullmatch(raw) else None
    word, text = raw.lower(), f"or '{raw}' for text"
    if word in _SWITCHES:
        right = _SWITCHES[word]
        remedy = f"YAML reads {raw} as {right}, write {right}, {text}"
        return Doubt("true, false or quoted text", remedy, right == "true")
    if word in _WORDS:
        return Doubt(f"{word} or quoted text", f"write {word}, {text}", _WORDS[word])
    if _SEXAGESIMAL.fullmatch(raw):
        seconds = 0
        for part in raw.lstrip("+-").split(".")[0].split(":"):
            seconds = 60 * seconds + int(part)
        remedy = f"YAML reads {raw} as {seconds}, write '{raw}'"
        return Doubt("a number or quoted text", remedy, raw)
    if _BASE.fullmatch(raw):
        return Doubt("a decimal number or quoted text", f"write it in decimal, {text}", raw)
    if _NOT_FINITE.fullmatch(raw):
        return Doubt("a number or quoted text", f"write a finite number, {text}", raw)
    return _doubt_of_number(raw, text)


def _doubt_of_number(raw: str, text: str) -> Doubt | None:
    """Return the doubt about a number in a form that is none in YAML, or another one there."""
    if match := _EXPONENT.fullmatch(raw):
        sign, whole, fraction, up, power = match.groups()
        right = f"{sign}{whole}{fraction or '.'}{'' if fraction and fraction != '.' else '0'}"
        right = f"{right}e{up or '+'}{power}"
        return Doubt("a number", f"YAML reads {raw} as text, write {right}", _likely(right))
    if match := _LEADING_ZERO.fullmatch(raw):
        sign, digits = match.groups()
        octal = f"YAML reads {raw} as {int(raw, 8)}, " if _OCTAL.fullmatch(raw) else ""
        remedy = f"{octal}write {sign}{digits}, {text}"
        return Doubt("a number or quoted text", remedy, _likely(sign + digits))
    if _UNDERSCORE.fullmatch(raw):
        right = raw.replace("_", "")
        return Doubt("a number or quoted text", f"write {right}, {text}", _likely(right))
    return None


def _likely(right: str) -> Scalar:
    value = read_plain(right)
    return right if isinstance(value, Doubt) else value
