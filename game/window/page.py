"""A laid-out screen: one list of marks to draw and one list of items to use.

The same list is drawn, hit by the mouse, walked by the keyboard, read as a text tree, and measured
by the tests.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence

import pygame
from pygame import Rect

from game.window.drawing import shapes
from game.window.fonts import Type, haloed
from game.window.items import Block, Item, Mark, Paint, Press, Region
from game.window.ruler import Length, Pixels, Ruler
from game.window.theme import (
    BODY,
    CARD_RADIUS,
    LABEL,
    MAIN,
    OUTLINE,
    RADIUS,
    Colour,
    Theme,
)
from game.words.numbers import minus


class Page(Ruler):
    """The marks and items of one screen at one size, scale and theme."""

    def __init__(
        self, size: tuple[int, int], type_: Type, theme: Theme, cap: Callable[[str], str] = str
    ) -> None:
        super().__init__(type_)
        self.rect = Rect((0, 0), size)
        self.theme = theme
        # What is printed on the key of an action.
        self.cap = cap
        self.marks: list[Mark] = []
        self.items: list[Item] = []
        self.regions: dict[str, Region] = {}
        self._region = ""
        self._layer = 0
        self._item = ""

    # -- where things go -------------------------------------------------------------------------

    @contextlib.contextmanager
    def region(self, name: str, rect: Rect) -> Iterator[None]:
        """Lay out what follows inside a scrolled part of the page."""
        self.regions[name] = Region(rect=rect)
        outer, self._region = self._region, name
        yield
        inside = [mark.rect.bottom for mark in self.marks if mark.region == name]
        inside += [item.rect.bottom for item in self.items if item.region == name]
        lowest = max(inside, default=rect.top)
        self.regions[name].content = lowest - rect.top + self.px(4)
        self._region = outer

    @contextlib.contextmanager
    def above(self) -> Iterator[None]:
        """Lay out what follows over all that went before."""
        self._layer += 1
        yield
        self._layer -= 1

    @contextlib.contextmanager
    def item(self, item: Item) -> Iterator[Item]:
        """Add an item; the marks that follow belong to it."""
        item.region, item.layer = self._region, self._layer
        self.items.append(item)
        outer, self._item = self._item, item.key
        yield item
        self._item = outer

    def add(self, item: Item) -> Item:
        """Add an item without marks of its own."""
        with self.item(item):
            return item

    # -- marks -----------------------------------------------------------------------------------

    def mark(self, rect: Rect, paint: Paint, *, text: str = "", room: Rect | None = None) -> None:
        """Add something to shapes."""
        self.marks.append(
            Mark(
                rect=rect,
                paint=paint,
                region=self._region,
                layer=self._layer,
                item=self._item,
                text=text,
                room=room,
            )
        )

    def fill(self, rect: Rect, colour: Colour) -> None:
        """Fill a box."""
        self.mark(rect, lambda surface, at: _fill(surface, at, colour))

    def box(
        self,
        rect: Rect,
        fill: Colour | None = None,
        edge: Colour | None = None,
        *,
        width: int = 1,
        radius: int = RADIUS,
    ) -> None:
        """Draw a box with round corners."""
        self.mark(rect, lambda surface, at: shapes.rounded(surface, at, radius, fill, edge, width))

    def line(self, start: tuple[int, int], length: int) -> None:
        """Draw a hairline to the right."""
        self.fill(Rect(*start, length, 1), self.theme.line)

    def icon(
        self, name: str, at: tuple[int, int], size: int, colour: Colour, *, hollow: bool = False
    ) -> None:
        """Draw an icon with its top left corner at a point; `size` is in pixels."""
        rect = Rect(*at, size, size)
        self.mark(
            rect,
            lambda surface, where: _blit(surface, where, shapes.icon(name, size, colour, hollow)),
        )

    def emblem(self, actor: str, at: tuple[int, int], size: int) -> None:
        """Draw an actor's emblem; `size` is in pixels."""
        ink = self.theme.inks[actor]
        self.mark(
            Rect(*at, size, size),
            lambda surface, where: _blit(surface, where, shapes.emblem(actor, size, ink)),
        )

    def text(
        self,
        at: tuple[int, int],
        text: str,
        size: int = BODY,
        *,
        bold: bool = False,
        colour: Colour | None = None,
        width: int = 0,
        align: str = "left",
    ) -> Rect:
        """Write a text and return the box it fills.

        `at` is the top left corner of the room; with a width, lines break, and `align` places them
        in it. Without one, `align` tells which end of the line stands at the point.
        """
        ink = colour or self.theme.text
        shown = minus(text)
        lines = self.type.wrap(shown, size, bold, width) if width else (shown,)
        leading = self.type.leading(size)
        filled = Rect(*at, 0, 0)
        for number, line in enumerate(lines):
            across = self.type.width(line, size, bold)
            room = Rect(at[0], at[1] + number * leading, width or across, leading)
            if not width and align != "left":
                room.x -= across if align == "right" else across // 2
            rect = Rect(room.x, room.y, across, leading)
            if align == "right":
                rect.right = room.right
            elif align == "centre":
                rect.centerx = room.centerx
            self._line(rect, line, size, bold, ink, room)
            filled = rect.copy() if number == 0 else filled.union(rect)
        filled.height = max(filled.height, leading * len(lines))
        return filled

    def middle(
        self, at: tuple[int, int], text: str, size: int = BODY, *, bold: bool = False,
        colour: Colour | None = None, align: str = "left", width: int = 0, most: int = 1,
    ) -> Rect:  # fmt: skip
        """Write a text whose middle is level with a point, and return the box it fills.

        With a width, lines break, and no more than `most` of them are written.
        """
        lines = self.type.wrap(text, size, bold, width)[:most] if width else (text,)
        leading = self.type.leading(size)
        top = at[1] - leading * len(lines) // 2
        boxes = [
            self.text((at[0], top + place * leading), line, size, bold=bold, colour=colour,
                      align=align)
            for place, line in enumerate(lines)
        ]  # fmt: skip
        return boxes[0].unionall(boxes[1:]) if boxes else Rect(*at, 0, 0)

    def _line(self, rect: Rect, line: str, size: int, bold: bool, ink: Colour, room: Rect) -> None:
        def paint(surface: pygame.Surface, at: Rect) -> None:
            image = self.type.image(line, size, bold, ink)
            surface.blit(image, (at.x, at.y + (at.height - image.get_height()) // 2))

        self.mark(rect, paint, text=line, room=room)

    def label(
        self, centre: tuple[int, int], text: str, size: int = LABEL, *, bold: bool = False,
        colour: Colour | None = None, align: str = "centre",
    ) -> Rect:  # fmt: skip
        """Write a line on the map, with a rim in the sea's colour."""
        ink, theme, type_ = colour or self.theme.text, self.theme, self.type
        width, height = type_.width(text, size, bold), type_.leading(size)
        rect = Rect(0, 0, width, height)
        rect.center = centre
        if align == "left":
            rect.x = centre[0]
        elif align == "right":
            rect.right = centre[0]

        def paint(surface: pygame.Surface, at: Rect) -> None:
            image = haloed(text, type_.px(size), bold, ink, theme.sea, 2)
            surface.blit(image, (at.x - 2, at.y + (at.height - image.get_height()) // 2))

        self.mark(rect, paint, text=text, room=rect)
        return rect

    # -- paragraphs --------------------------------------------------------------------------------

    def height_of(self, blocks: Sequence[Block], width: int) -> int:
        """Return how high paragraphs are in a column of this width."""
        high = 0
        for block in blocks:
            lines = len(self.type.wrap(minus(block.text), block.size, block.bold, self.room(width)))
            high += lines * self.type.leading(block.size) + self.px(block.gap)
        return high

    def flow(self, at: tuple[int, int], blocks: Sequence[Block], width: int) -> int:
        """Write paragraphs below each other; return where the last one ends."""
        y = at[1]
        for block in blocks:
            used = self.text(
                (at[0], y), block.text, block.size, bold=block.bold, colour=block.colour,
                width=self.room(width),
            )  # fmt: skip
            y = used.bottom + self.px(block.gap)
        return y

    def card(
        self, at: Rect, blocks: Sequence[Block], *, key: str = "", name: str = "", pad: int = 16,
        fill: Colour | None = None, edge: Colour | None = None, radius: int = CARD_RADIUS,
    ) -> Rect:  # fmt: skip
        """Lay out paragraphs in a box as wide as `at` and return it; with a key it is an item."""
        inset = self.px(pad)
        width = at.width - 2 * inset
        rect = Rect(at.x, at.y, at.width, self.height_of(blocks, width) + 2 * inset)
        text = " ".join(block.text for block in blocks)
        item = Item(key=key, rect=rect, role="text", name=name, value=text)
        with self.item(item) if key else contextlib.nullcontext():
            self.box(rect, fill or self.theme.panel, edge, radius=radius)
            self.flow((rect.x + inset, rect.y + inset), blocks, width)
        return rect

    # -- common pieces ---------------------------------------------------------------------------

    def heading(self, rect: Rect, text: str, aside: str = "") -> int:
        """Write the title of a panel and an aside at its right; return where content begins."""
        used = self.text(rect.topleft, text, 18, bold=True)
        if aside:
            room = rect.width - used.width - self.px(12)
            down = self.px(18) - self.px(13)
            self.text(
                (rect.right - room, rect.y + down), aside, 13,
                colour=self.theme.third, width=room, align="right",
            )  # fmt: skip
        return used.bottom + self.px(4)

    def foot(self, high: Length) -> Rect:
        """Draw the ground of a screen's foot, so high, and return its box."""
        rect = self.placed(self.rect, Pixels(self.rect.width), high, down="bottom")
        self.fill(rect, self.theme.panel)
        self.line(rect.topleft, rect.width)
        return rect

    def column_over(self, foot: Rect, widest: Length) -> Rect:
        """Return the column of what a screen tells, in its middle, from its top to its foot."""
        wide = self.capped(widest, self.inset(self.rect, 32).width)
        column = self.placed(self.over(self.trim(self.rect, top=16), foot), wide, 0)
        column.y = self.px(16)
        return column

    def button(
        self,
        key: str,
        rect: Rect,
        name: str,
        press: Press,
        *,
        action: str = "",
        main: bool = False,
        actor: str = "",
        chosen: bool = False,
        role: str = "button",
        size: int = BODY,
        help: str = "",
    ) -> Item:
        """Draw a button; the main one of a screen is bright, and so is a chosen tab."""
        theme = self.theme
        bright = main or chosen
        ink = theme.button_text if bright else theme.text
        item = Item(
            key=key,
            rect=rect,
            role=role,
            name=name,
            value=self.cap(action) if action else "",
            press=press,
            help=help,
        )
        if chosen:
            item.value = "chosen"
        with self.item(item):
            self.box(
                rect, theme.button if bright else theme.panel, None if bright else theme.control
            )
            self._button_face(rect, name, action, ink, actor, MAIN if main else size)
        return item

    def _button_face(
        self, rect: Rect, name: str, action: str, ink: Colour, actor: str, size: int
    ) -> None:
        gap, mark = self.px(8), self.px(24) if actor else 0
        words = self.type.width(name, size, True)
        keycap = self.type.width(self.cap(action), 13) + self.px(12) if action else 0
        whole = words + (mark + gap if mark else 0) + (keycap + gap if keycap else 0)
        if keycap and whole > rect.width - self.px(8):
            whole -= keycap + gap
            keycap = 0
        x = rect.centerx - whole // 2
        if mark:
            self.emblem(actor, (x, rect.centery - mark // 2), mark)
            x += mark + gap
        high = self.type.leading(size)
        self.text((x, rect.centery - high // 2), name, size, bold=True, colour=ink)
        if keycap:
            self.keycap((x + words + gap, rect.centery), action, ink)

    def keycap(self, middle_left: tuple[int, int], action: str, ink: Colour | None = None) -> Rect:
        """Draw the key of an action."""
        shade, key = ink or self.theme.second, self.cap(action)
        width, height = self.type.width(key, 13) + self.px(12), self.px(20)
        rect = Rect(middle_left[0], middle_left[1] - height // 2, width, height)
        self.box(rect, None, shade, radius=4)
        high = self.type.leading(13)
        self.text((rect.x + self.px(6), rect.centery - high // 2), key, 13, colour=shade)
        return rect

    def outline(self, rect: Rect, *, radius: int = RADIUS) -> None:
        """Draw the frame of what is chosen."""
        self.box(rect, None, self.theme.text, width=OUTLINE, radius=radius)


def _fill(surface: pygame.Surface, rect: Rect, colour: Colour) -> None:
    surface.fill(colour, rect)


def _blit(surface: pygame.Surface, rect: Rect, image: pygame.Surface) -> None:
    surface.blit(image, rect)
