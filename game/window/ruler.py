"""Lengths and boxes in units that grow with the text: the arithmetic of a page.

Screens and widgets say what stands beside, below or inside what; pixels are added up here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Literal

from pygame import Rect

from game.window.fonts import Type
from game.window.layout import cells, share, split
from game.window.theme import BODY, SLACK

Across = Literal["left", "centre", "right"]
Down = Literal["top", "middle", "bottom"]


@dataclasses.dataclass(frozen=True)
class Pixels:
    """A length that was measured, in pixels."""

    count: int


# A number of units, or a measured length.
Length = float | Pixels


class Ruler:
    """Measures lengths at one text scale, and takes boxes from boxes by them."""

    def __init__(self, type_: Type) -> None:
        self.type = type_

    # -- lengths -----------------------------------------------------------------------------------

    def px(self, units: float) -> int:
        """Return a length in pixels that grows with the text."""
        return self.type.px(units)

    def length(self, length: Length) -> int:
        """Return a length in pixels, of units or measured."""
        return length.count if isinstance(length, Pixels) else self.px(length)

    def total(self, *lengths: Length) -> Pixels:
        """Return several lengths as one."""
        return Pixels(sum(map(self.length, lengths)))

    def times(self, count: int, length: Length, gap: Length = 0) -> Pixels:
        """Return so many equal lengths with gaps between them as one."""
        whole = count * self.length(length) + max(0, count - 1) * self.length(gap)
        return Pixels(whole)

    def capped(self, length: Length, most: int) -> Pixels:
        """Return a length, or a number of pixels where that is less."""
        return Pixels(min(self.length(length), most))

    def wide(self, text: str, size: int = BODY, *, bold: bool = False, pad: float = 0) -> Pixels:
        """Return the width of a line of text, and of what is left empty beside it."""
        return Pixels(self.type.width(text, size, bold) + self.px(pad))

    def high(self, size: int, lines: int = 1, *, pad: float = 0) -> Pixels:
        """Return the height of lines of text, and of what is left empty below them."""
        return Pixels(lines * self.type.leading(size) + self.px(pad))

    def room(self, width: int) -> int:
        """Return the width that text may fill, leaving slack for wider fonts."""
        return round(width * (1.0 - SLACK))

    def with_slack(self, width: int) -> Pixels:
        """Return the width that text of a width needs, with slack for wider fonts."""
        return Pixels(round(width * (1.0 + SLACK + 0.02)))

    def fitting(self, text: str, size: int, width: int, *, bold: bool = False) -> str:
        """Return as much of a text as stands in one line of a width."""
        lines = self.type.wrap(text, size, bold, self.room(width))
        return lines[0] if lines else ""

    def lines_in(self, rect: Rect, size: int) -> int:
        """Return how many lines of text a box is high."""
        return rect.height // self.type.leading(size)

    # -- boxes from boxes --------------------------------------------------------------------------

    def inset(self, rect: Rect, across: Length = 0, down: Length = 0) -> Rect:
        """Return what is left of a box without a margin at both sides, above and below."""
        return self.trim(rect, left=across, right=across, top=down, bottom=down)

    def trim(
        self, rect: Rect, *, left: Length = 0, top: Length = 0, right: Length = 0,
        bottom: Length = 0,
    ) -> Rect:  # fmt: skip
        """Return what is left of a box without margins; a margin below nought adds to it."""
        edges = [self.length(edge) for edge in (left, top, right, bottom)]
        return Rect(
            rect.x + edges[0], rect.y + edges[1],
            rect.width - edges[0] - edges[2], rect.height - edges[1] - edges[3],
        )  # fmt: skip

    def placed(
        self, rect: Rect, wide: Length, high: Length, across: Across = "centre",
        down: Down = "middle",
    ) -> Rect:  # fmt: skip
        """Return a box of a size that stands at a side of another box, or in its middle."""
        box = Rect(0, 0, self.length(wide), self.length(high))
        box.center = rect.center
        if across != "centre":
            setattr(box, across, getattr(rect, across))
        if down != "middle":
            setattr(box, down, getattr(rect, down))
        return box

    def around(self, point: tuple[float, float], wide: Length, high: Length | None = None) -> Rect:
        """Return a box of a size whose middle is a point."""
        box = Rect(0, 0, self.length(wide), self.length(wide if high is None else high))
        box.center = (round(point[0]), round(point[1]))
        return box

    def at_least(self, rect: Rect, high: Length) -> Rect:
        """Return a box, higher where it is lower than a length."""
        return Rect(rect.x, rect.y, rect.width, max(rect.height, self.length(high)))

    def right_of(self, rect: Rect, box: Rect, gap: Length = 0) -> Rect:
        """Return what of a box lies at the right of another one."""
        left = box.right + self.length(gap)
        return Rect(left, rect.y, rect.right - left, rect.height)

    def left_of(self, rect: Rect, box: Rect, gap: Length = 0) -> Rect:
        """Return what of a box lies at the left of another one."""
        return Rect(rect.x, rect.y, box.x - self.length(gap) - rect.x, rect.height)

    def under(self, rect: Rect, box: Rect, gap: Length = 0) -> Rect:
        """Return what of a box lies below another one."""
        top = box.bottom + self.length(gap)
        return Rect(rect.x, top, rect.width, rect.bottom - top)

    def over(self, rect: Rect, box: Rect, gap: Length = 0) -> Rect:
        """Return what of a box lies above another one."""
        return Rect(rect.x, rect.y, rect.width, box.y - self.length(gap) - rect.y)

    def row(self, rect: Rect, *widths: Length | None, gap: Length = 0) -> list[Rect]:
        """Return boxes beside each other; widths of None share evenly what is left."""
        fixed = [None if width is None else self.length(width) for width in widths]
        return share(rect, fixed, self.length(gap))

    def weighted(self, rect: Rect, weights: Sequence[float], gap: Length = 0) -> list[Rect]:
        """Return boxes beside each other whose widths are in proportion to weights."""
        between = self.length(gap)
        unit = (rect.width - between * (len(weights) - 1)) / sum(weights)
        boxes, left = [], float(rect.x)
        for weight in weights:
            right = left + unit * weight
            boxes.append(Rect(round(left), rect.y, round(right) - round(left), rect.height))
            left = right + between
        return boxes

    def columns(self, rect: Rect, count: int, gap: Length = 0) -> list[Rect]:
        """Return so many boxes of one width beside each other."""
        return split(rect, count, self.length(gap))

    def halves(self, rect: Rect, part: float, gap: Length = 0) -> tuple[Rect, Rect]:
        """Return two boxes beside each other, the left one this part of the whole width."""
        wide, between = round(rect.width * part), self.length(gap)
        left = Rect(rect.x, rect.y, wide, rect.height)
        return left, Rect(left.right + between, rect.y, rect.width - wide - between, rect.height)

    def fits(self, width: int, least: Length, most: int, gap: Length = 0) -> int:
        """Return how many things of at least a width stand beside each other, from 1 to `most`."""
        between = self.length(gap)
        return max(1, min(most, (width + between) // (self.length(least) + between)))

    def grid(
        self, rect: Rect, count: int, columns: int, high: Length,
        gap: tuple[Length, Length] = (0, 0),
    ) -> list[Rect]:  # fmt: skip
        """Return so many boxes of one size in rows, from the top of a box."""
        gaps = self.length(gap[0]), self.length(gap[1])
        return cells(rect, count, columns, self.length(high), gaps)

    def wrapped(
        self, rect: Rect, widths: Iterable[Length], high: Length, gap: Length = 0,
        down: Length | None = None,
    ) -> list[Rect]:  # fmt: skip
        """Return boxes beside each other, in a new row where one would not fit the box any more."""
        tall, between = self.length(high), self.length(gap)
        below = between if down is None else self.length(down)
        boxes: list[Rect] = []
        x, y = rect.x, rect.y
        for width in widths:
            wide = min(self.length(width), rect.width)
            if x > rect.x and x + wide > rect.right:
                x, y = rect.x, y + tall + below
            boxes.append(Rect(x, y, wide, tall))
            x += wide + between
        return boxes
