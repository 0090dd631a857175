"""Colours, shapes and sizes: everything about the look that is a number."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping

from game.config.scenarios import shipped_library

Colour = tuple[int, int, int]
Point = tuple[float, float]

PADDING, RADIUS, CARD_RADIUS, OUTLINE = 16, 6, 8, 2
# The text of a screen's main button.
MAIN = 18
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
    """One palette: grounds, lines, texts, and an ink for each actor.

    `letter` is the colour of the letter on an emblem.
    """

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
    letter: Colour

    @property
    def inks(self) -> Mapping[str, Ink]:
        """The colours of each actor on this palette's grounds."""
        return _read_inks(self.name, self.letter)

    @property
    def grounds(self) -> tuple[Colour, ...]:
        """What text may stand on."""
        return self.window, self.panel, self.raised, self.inset

    @property
    def map_grounds(self) -> tuple[Colour, ...]:
        """What flows and hubs may stand on."""
        return self.sea, self.land, self.land_us, self.land_cn


@functools.cache
def _read_inks(theme: str, letter: Colour) -> dict[str, Ink]:
    inks = {
        actor: getattr(config.colours, theme) for actor, config in shipped_library().actors.items()
    }
    return {
        actor: Ink(fill=colour(ink.fill), text=colour(ink.text), letter=letter)
        for actor, ink in inks.items()
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
    letter=colour("0C151D"),
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
    letter=colour("FFFFFF"),
)
THEMES = {theme.name: theme for theme in (NIGHT, DAY)}
