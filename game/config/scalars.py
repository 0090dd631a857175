"""What an unquoted YAML scalar means, and which ones mean two things at once."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

Scalar = str | int | float | bool | None

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
_NOT_FINITE = re.compile(r"[-+]?\.?(?:inf|infinity|nan)", re.IGNORECASE)
_SWITCHES = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


class Doubt(NamedTuple):
    """A scalar that people and YAML may read differently: what was expected, and the way out."""

    expected: str
    remedy: str


def read_plain(raw: str) -> Scalar | Doubt:
    """Return the value of an unquoted scalar: text, a number, true, false or null."""
    if raw[0] not in _FIRST:
        return raw
    if _INTEGER.fullmatch(raw):
        return int(raw)
    if _FLOAT.fullmatch(raw):
        number = float(raw)
        return number if math.isfinite(number) else Doubt("a number", "write a finite number")
    if raw in _WORDS:
        return _WORDS[raw]
    return _doubt(raw) or raw


def _doubt(raw: str) -> Doubt | None:
    word = raw.lower()
    if word in _SWITCHES:
        return Doubt(
            "true or false",
            f"YAML reads {raw} as {_SWITCHES[word]}, write {_SWITCHES[word]}, or '{raw}' for text",
        )
    if word in _WORDS:
        return Doubt(f"written {word}", f"write {word}, or '{raw}' for text")
    if match := _EXPONENT.fullmatch(raw):
        sign, whole, fraction, up, power = match.groups()
        right = f"{sign}{whole}{fraction or '.'}{'' if fraction and fraction != '.' else '0'}"
        right = f"{right}e{up or '+'}{power}"
        return Doubt("a number", f"YAML reads {raw} as text, write {right}")
    if _SEXAGESIMAL.fullmatch(raw):
        seconds = 0
        for part in raw.lstrip("+-").split(".")[0].split(":"):
            seconds = 60 * seconds + int(part)
        return Doubt("a number or quoted text", f"YAML reads {raw} as {seconds}, write '{raw}'")
    if match := _LEADING_ZERO.fullmatch(raw):
        sign, digits = match.groups()
        octal = f"YAML reads {raw} as {int(raw, 8)}, " if _OCTAL.fullmatch(raw) else ""
        return Doubt("a number", f"{octal}write {sign}{digits}, or '{raw}' for text")
    if _BASE.fullmatch(raw):
        return Doubt("a decimal number", f"write it in decimal, or '{raw}' for text")
    if _UNDERSCORE.fullmatch(raw):
        return Doubt("a number", f"write {raw.replace('_', '')}, or '{raw}' for text")
    if _NOT_FINITE.fullmatch(raw):
        return Doubt("a number", f"write a finite number, or '{raw}' for text")
    return None
