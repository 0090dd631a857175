"""Where the parts of a screen stand: one function of window and text scale for each grid."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from pygame import Rect

# Widths and heights at the smallest and the usual window, in units of the text scale.
SMALL, USUAL = (1280, 720), (1600, 900)
# A window smaller than this, measured in text, shows the board as panes.
COLUMNS_FROM = (1200, 660)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Grid:
    """The parts of the board; in panes, one of four fills `pane` and `explain` stands beside it."""

    columns: bool
    top: Rect
    aims: Rect
    map: Rect
    measures: Rect
    seal: Rect
    dispatches: Rect
    tabs: Rect
    pane: Rect
    explain: Rect


def between(size: float, low: tuple[int, int], high: tuple[int, int]) -> float:
    """Return a length that grows with a size from `low` (size, length) to `high`, and no more."""
    share = (size - low[0]) / (high[0] - low[0])
    return low[1] + max(0.0, min(share, 1.0)) * (high[1] - low[1])


def board_grid(window: tuple[int, int], scale: int) -> Grid:
    """Return the parts of the board for a window (pixels) and a text scale (per cent)."""
    width, height = window
    by = scale / 100.0
    across, down = width / by, height / by
    if across >= COLUMNS_FROM[0] and down >= COLUMNS_FROM[1]:
        return _columns(width, height, across, down, by)
    return _panes(width, height, by)


def _columns(width: int, height: int, across: float, down: float, by: float) -> Grid:
    top = round(between(down, (720, 56), (900, 64)) * by)
    aims = round(between(across, (1280, 232), (1600, 304)) * by)
    measures = round(between(across, (1280, 352), (1600, 416)) * by)
    seal = round(between(down, (720, 128), (900, 152)) * by)
    news = round(between(down, (720, 100), (900, 120)) * by)
    middle = width - aims - measures
    empty = Rect(0, 0, 0, 0)
    return Grid(
        columns=True,
        top=Rect(0, 0, width, top),
        aims=Rect(0, top, aims, height - top - news),
        map=Rect(aims, top, middle, height - top - news),
        measures=Rect(width - measures, top, measures, height - top - seal),
        seal=Rect(width - measures, height - seal, measures, seal),
        dispatches=Rect(0, height - news, width - measures, news),
        tabs=empty,
        pane=empty,
        explain=empty,
    )


def _panes(width: int, height: int, by: float) -> Grid:
    top, tabs, seal = round(56 * by), round(44 * by), round(64 * by)
    gap = round(8 * by)
    above = top + tabs + gap
    inner = Rect(gap, above, width - 2 * gap, height - above - seal - gap)
    wide = round(inner.width * 0.64)
    return Grid(
        columns=False,
        top=Rect(0, 0, width, top),
        aims=inner,
        map=inner,
        measures=Rect(inner.x, inner.y, wide, inner.height),
        seal=Rect(0, height - seal, width, seal),
        dispatches=inner,
        tabs=Rect(gap, top + gap // 2, width - 2 * gap, tabs),
        pane=inner,
        explain=Rect(inner.x + wide + gap, inner.y, inner.width - wide - gap, inner.height),
    )


def split(rect: Rect, count: int, gap: int) -> list[Rect]:
    """Return so many boxes of one width beside each other, with a gap between them."""
    each = (rect.width - gap * (count - 1)) / count
    lefts = [round(rect.x + number * (each + gap)) for number in range(count)]
    return [Rect(left, rect.y, round(each), rect.height) for left in lefts]


def share(rect: Rect, widths: Sequence[int | None], gap: int) -> list[Rect]:
    """Return boxes beside each other in a box; those without a width share evenly what is left."""
    left = rect.width - gap * (len(widths) - 1) - sum(width or 0 for width in widths)
    open_ = [width for width in widths if width is None]
    boxes, x = [], rect.x
    for width in widths:
        wide = left // len(open_) if width is None else width
        boxes.append(Rect(x, rect.y, wide, rect.height))
        x += wide + gap
    return boxes


def cells(rect: Rect, count: int, columns: int, high: int, gap: tuple[int, int]) -> list[Rect]:
    """Return so many boxes of one size in rows of so many, from the top of a box.

    `gap` is what lies between boxes beside and below each other.
    """
    row = split(Rect(rect.x, rect.y, rect.width, high), columns, gap[0])
    places = (divmod(number, columns) for number in range(count))
    return [row[across].move(0, down * (high + gap[1])) for down, across in places]


def part(rect: Rect, low: float, high: float) -> Rect:
    """Return the piece of a box between two shares of its width."""
    left, right = (rect.x + round(rect.width * share) for share in (low, high))
    return Rect(left, rect.y, right - left, rect.height)


class Axis:
    """Where values stand along the width of a box; those beyond its ends stand at them."""

    def __init__(self, rect: Rect, low: float, high: float) -> None:
        self.rect, self.low, self._span = rect, low, high - low

    @property
    def step(self) -> int:
        """How many pixels one unit of the values takes."""
        return round(self.rect.width / self._span)

    def share(self, value: float) -> float:
        """Return how far along a value stands, from 0 to 1."""
        return min(max((value - self.low) / self._span, 0.0), 1.0)

    def x(self, value: float) -> int:
        """Return the pixel at which a value stands."""
        return self.rect.x + round(self.rect.width * self.share(value))

    def bar(self, start: float, end: float, least: int = 0) -> Rect:
        """Return the box from one value to another, at least so wide."""
        left, right = sorted((self.x(start), self.x(end)))
        return Rect(left, self.rect.y, max(least, right - left), self.rect.height)

    def tick(self, value: float, width: int) -> Rect:
        """Return a box so wide whose middle is where a value stands."""
        return Rect(self.x(value) - width // 2, self.rect.y, width, self.rect.height)
