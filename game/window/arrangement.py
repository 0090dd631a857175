"""Things beside, below and inside each other: a space that is cut, a stack, a line, a panel."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from pygame import Rect

from game.window.items import Block, Item
from game.window.page import Page
from game.window.ruler import Length, Pixels
from game.window.theme import BODY, CARD_RADIUS, Colour

# How much more it matters to hide what is framed than to hide other text.
FRAMED = 50
# What is said over the rest, a tooltip, weighs more than what lies under it.
RAISED = 6
# Where a card may stand across the window; the middle is tried first.
PLACES = (0.5, 0.0, 1.0, 0.25, 0.75)


class Space:
    """A box that pieces are cut from, side by side; `rest` is what is left of it."""

    def __init__(self, page: Page, rect: Rect) -> None:
        self.page = page
        self.rest = rect.copy()

    def left(self, length: Length, gap: Length = 0) -> Rect:
        """Cut a piece off at the left, and a gap after it."""
        wide, rest = self.page.length(length), self.rest
        self.rest = self.page.trim(rest, left=self.page.total(length, gap))
        return Rect(rest.x, rest.y, wide, rest.height)

    def right(self, length: Length, gap: Length = 0) -> Rect:
        """Cut a piece off at the right, and a gap before it."""
        wide, rest = self.page.length(length), self.rest
        self.rest = self.page.trim(rest, right=self.page.total(length, gap))
        return Rect(rest.right - wide, rest.y, wide, rest.height)

    def top(self, length: Length, gap: Length = 0) -> Rect:
        """Cut a piece off at the top, and a gap under it."""
        high, rest = self.page.length(length), self.rest
        self.rest = self.page.trim(rest, top=self.page.total(length, gap))
        return Rect(rest.x, rest.y, rest.width, high)

    def bottom(self, length: Length, gap: Length = 0) -> Rect:
        """Cut a piece off at the bottom, and a gap over it."""
        high, rest = self.page.length(length), self.rest
        self.rest = self.page.trim(rest, bottom=self.page.total(length, gap))
        return Rect(rest.x, rest.bottom - high, rest.width, high)


class Stack:
    """Things of one width below each other, each begun where the last one ended."""

    def __init__(self, page: Page, rect: Rect, gap: Length = 0) -> None:
        self.page, self._rect, self._gap = page, rect, gap
        self.y = rect.y

    @property
    def rest(self) -> Rect:
        """The box for what comes next: as wide as the stack, its height still open."""
        return Rect(self._rect.x, self.y, self._rect.width, 0)

    @property
    def height(self) -> int:
        """How high it is so far."""
        return self.y - self._rect.y

    def below(self, bottom: int) -> Rect:
        """Return the box from here down to a line."""
        return Rect(self._rect.x, self.y, self._rect.width, bottom - self.y)

    def take(self, high: Length, gap: Length | None = None) -> Rect:
        """Return the next box, so high."""
        box = Rect(self._rect.x, self.y, self._rect.width, self.page.length(high))
        self.go_on(box.bottom, gap)
        return box

    def go_on(self, bottom: int, gap: Length | None = None) -> None:
        """Go on below something that ends at `bottom`, after the usual gap or another."""
        self.y = bottom + self.page.length(self._gap if gap is None else gap)

    def skip(self, length: Length) -> None:
        """Leave some room empty; a length below nought goes back up."""
        self.y += self.page.length(length)

    def text(
        self, text: str, size: int = BODY, *, bold: bool = False, colour: Colour | None = None,
        align: str = "left", gap: Length | None = None, slack: bool = True,
    ) -> Rect:  # fmt: skip
        """Write a text over the width of the stack and return the box it fills."""
        width = self.page.room(self._rect.width) if slack else self._rect.width
        used = self.page.text(
            self.rest.topleft, text, size, bold=bold, colour=colour, width=width, align=align
        )
        self.go_on(used.bottom, gap)
        return used

    def flow(self, blocks: Sequence[Block], gap: Length | None = None) -> None:
        """Write paragraphs."""
        self.go_on(self.page.flow(self.rest.topleft, blocks, self._rect.width), gap)

    def heading(self, text: str, aside: str = "") -> None:
        """Write the title of a panel and an aside at its right."""
        self.y = self.page.heading(self.rest, text, aside)

    def line(self, above: Length = 0, below: Length = 0) -> None:
        """Draw a hairline, with room above and below it."""
        self.skip(above)
        self.page.line(self.rest.topleft, self._rect.width)
        self.skip(below)


class Strip:
    """Things beside each other, level with the middle of a box: from its left, or from its end."""

    def __init__(self, page: Page, rect: Rect, gap: Length = 8) -> None:
        self.page, self._gap = page, gap
        self.space = Space(page, rect)

    @property
    def rest(self) -> Rect:
        """What is left between what stands at the two ends."""
        return self.space.rest

    def take(self, wide: Length, gap: Length | None = None, *, end: bool = False) -> Rect:
        """Return the next box, as high as the line."""
        between = self._gap if gap is None else gap
        return self.space.right(wide, between) if end else self.space.left(wide, between)

    def square(self, size: Length, gap: Length | None = None, *, end: bool = False) -> Rect:
        """Return the next box, as high as it is wide."""
        return self.page.placed(self.take(size, gap, end=end), size, size)

    def emblem(
        self, actor: str, size: Length, gap: Length | None = None, *, end: bool = False
    ) -> Rect:
        """Draw an actor's emblem."""
        box = self.square(size, gap, end=end)
        self.page.emblem(actor, box.topleft, box.width)
        return box

    def icon(
        self, name: str, size: Length, colour: Colour, gap: Length | None = None, *,
        hollow: bool = False, end: bool = False,
    ) -> Rect:  # fmt: skip
        """Draw an icon."""
        box = self.square(size, gap, end=end)
        self.page.icon(name, box.topleft, box.width, colour, hollow=hollow)
        return box

    def text(
        self, text: str, size: int = BODY, *, bold: bool = False, colour: Colour | None = None,
        gap: Length | None = None, end: bool = False,
    ) -> Rect:  # fmt: skip
        """Write a line of text."""
        box = self.take(self.page.wide(text, size, bold=bold), gap, end=end)
        at = (box.right if end else box.x, box.centery)
        align = "right" if end else "left"
        return self.page.middle(at, text, size, bold=bold, colour=colour, align=align)

    def words(
        self, text: str, size: int = BODY, *, bold: bool = False, colour: Colour | None = None,
        most: int = 1,
    ) -> Rect:  # fmt: skip
        """Write as much of a text as there is room for, in lines of which there are `most`."""
        width = self.page.room(self.rest.width)
        return self.page.middle(
            self.rest.midleft, text, size, bold=bold, colour=colour, width=width, most=most
        )


@contextlib.contextmanager
def panel(
    page: Page, at: Rect, *, item: Item | None = None, pad: Length = 16,
    above: Length | None = None, below: Length | None = None, least: Length = 0,
    fill: Colour | None = None, edge: Colour | None = None, width: int = 1,
    radius: int = CARD_RADIUS,
) -> Iterator[Stack]:  # fmt: skip
    """Lay out a box as wide as `at` and as high as what is laid out in it, with room around it.

    `above` and `below` are the room over the first and under the last thing where it is not `pad`;
    the box is never lower than `least`. An item gets the box, and the stack ends with it.
    """
    place = len(page.marks)
    with page.item(item) if item is not None else contextlib.nullcontext():
        top = pad if above is None else above
        stack = Stack(page, page.trim(at, left=pad, right=pad, top=top))
        yield stack
        high = page.total(top, Pixels(stack.height), pad if below is None else below)
        rect = Rect(at.x, at.y, at.width, max(high.count, page.length(least)))
        page.box(rect, fill or page.theme.panel, edge, width=width, radius=radius)
    page.marks.insert(place, page.marks.pop())
    stack.y = rect.bottom
    if item is not None:
        item.rect = rect


def place_aside(page: Page, size: tuple[int, int], framed: Rect | None) -> Rect:
    """Return where a card of this size stands: where it hides least, least of all the frame."""
    gap, foot = page.px(16), page.px(76)
    window = page.rect
    span = window.width - size[0] - 2 * gap
    lefts = [gap + round(share * span) for share in PLACES]
    tops = (window.bottom - foot - size[1], window.y + page.px(64), window.centery - size[1] // 2)
    boxes = [Rect(left, top, *size) for top in tops for left in lefts]
    for box in boxes:
        box.clamp_ip(window)
    texts = [mark for mark in page.marks if mark.text and page.rect.contains(mark.rect)]
    wide = framed.inflate(2 * gap, 2 * gap) if framed is not None else Rect(0, 0, 0, 0)
    hidden = [
        FRAMED * _shared(box, wide)
        + sum((RAISED if text.layer else 1) * _shared(box, text.rect) for text in texts)
        for box in boxes
    ]
    return boxes[hidden.index(min(hidden))]


def _shared(rect: Rect, other: Rect) -> int:
    both = rect.clip(other)
    return both.width * both.height
