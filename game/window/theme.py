"""Colours, shapes and sizes: everything about the look that is a number."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

Colour = tuple[int, int, int]
Point = tuple[float, float]

PADDING, RADIUS, CARD_RADIUS, OUTLINE = 16, 6, 8, 2
SOURCE, LABEL, BODY, LEAD, PANEL, DATE, NUMBER, HEADLINE, WORDMARK = (
    13, 14, 15, 16, 18, 20, 24, 30, 76,
)  # fmt: skip
LEADING = 1.36
# Text boxes leave this share of their width empty, because fonts set text wider on some systems.
SLACK = 0.06
SCALES = (100, 125, 150, 175, 200)
# Ribbons of flows, in pixels of a map 880 wide.
THINNEST, WIDEST = 3.0, 34.0


def colour(code: str) -> Colour:
    """Read a colour written as six hexadecimal digits."""
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ink:
    """An actor's colours: of shapes, of names and numbers, and of the letter on the shape."""

    fill: Colour
    text: Colour
    letter: Colour


@dataclasses.dataclass(frozen=True, kw_only=True)
class Theme:
    """One palette: grounds, lines, texts, and an ink for each actor."""

    name: str
    window: Colour
    panel: Colour
    raised: Colour
    inset: Colour
    sea: Colour
    land: Colour
    land_us: Colour
    land_cn: Colour
    coast: Colour
    line: Colour
    edge: Colour
    control: Colour
    text: Colour
    second: Colour
    third: Colour
    worse: Colour
    button: Colour
    button_text: Colour
    gray: Colour
    inks: Mapping[str, Ink]

    @property
    def grounds(self) -> tuple[Colour, ...]:
        """What text may stand on."""
        return self.window, self.panel, self.raised, self.inset

    @property
    def map_grounds(self) -> tuple[Colour, ...]:
        """What flows and hubs may stand on."""
        return self.sea, self.land, self.land_us, self.land_cn


def _inks(letter: str, **codes: tuple[str, str]) -> dict[str, Ink]:
    return {
        actor: Ink(fill=colour(fill), text=colour(text), letter=colour(letter))
        for actor, (fill, text) in codes.items()
    }


NIGHT = Theme(
    name="night",
    window=colour("0C151D"),
    panel=colour("14212B"),
    raised=colour("1C2B37"),
    inset=colour("0F1A23"),
    sea=colour("101D28"),
    land=colour("2A3C4A"),
    land_us=colour("2E475F"),
    land_cn=colour("483D3C"),
    coast=colour("3E5565"),
    line=colour("2B3D4B"),
    edge=colour("718999"),
    control=colour("7C93A2"),
    text=colour("F3EEE3"),
    second=colour("B9C5CD"),
    third=colour("93A5B1"),
    worse=colour("FFB99B"),
    button=colour("F3EEE3"),
    button_text=colour("14212B"),
    gray=colour("B9C5CD"),
    inks=_inks(
        "0C151D",
        washington=("5A9EEE", "7DB4F4"),
        congress=("F4B0D5", "F4B0D5"),
        nvidia=("7FDDAD", "7FDDAD"),
        beijing=("F27349", "F98B66"),
        chipmakers=("F5DC66", "F5DC66"),
    ),
)
DAY = Theme(
    name="day",
    window=colour("EDE6D8"),
    panel=colour("FBF8F1"),
    raised=colour("FFFFFF"),
    inset=colour("F1EBDF"),
    sea=colour("E3E6E2"),
    land=colour("F7F2E7"),
    land_us=colour("DCE6F0"),
    land_cn=colour("F6DFD3"),
    coast=colour("A9B1AC"),
    line=colour("D8D0BF"),
    edge=colour("6B7780"),
    control=colour("5E6C76"),
    text=colour("16222C"),
    second=colour("3D4B56"),
    third=colour("586672"),
    worse=colour("9A3412"),
    button=colour("16222C"),
    button_text=colour("FBF8F1"),
    gray=colour("586672"),
    inks=_inks(
        "FFFFFF",
        washington=("1D63BE", "1D63BE"),
        congress=("7A2F78", "7A2F78"),
        nvidia=("146B4C", "146B4C"),
        beijing=("96231A", "96231A"),
        chipmakers=("9A6800", "7E5200"),
    ),
)
THEMES = {theme.name: theme for theme in (NIGHT, DAY)}

LETTERS = {"washington": "W", "congress": "C", "nvidia": "N", "beijing": "B", "chipmakers": "M"}


def _dome() -> tuple[Point, ...]:
    arc = (
        (1.5, 14.5), (1.9, 11.6), (3.0, 8.9), (4.7, 6.7), (6.9, 5.1), (9.4, 4.2), (12.0, 4.0),
        (14.6, 4.2), (17.1, 5.1), (19.3, 6.7), (21.0, 8.9), (22.1, 11.6), (22.5, 14.5),
    )  # fmt: skip
    return (*arc, (22.5, 21.5), (1.5, 21.5))


# Outlines of the emblems in a box of 24 by 24; a colour never stands for an actor alone.
SHAPES: Mapping[str, tuple[Point, ...]] = {
    "washington": ((3, 2.5), (21, 2.5), (21, 13), (12, 22.5), (3, 13)),
    "congress": _dome(),
    "nvidia": ((2.5, 2.5), (21.5, 2.5), (21.5, 21.5), (2.5, 21.5)),
    "beijing": ((12, 0.5), (23.5, 12), (12, 23.5), (0.5, 12)),
    "chipmakers": ((6.4, 2.2), (17.6, 2.2), (23.2, 12), (17.6, 21.8), (6.4, 21.8), (0.8, 12)),
}
# How far below the box's middle an emblem's letter sits.
LETTER_SHIFT = {"washington": -1.5, "congress": 1.5}
