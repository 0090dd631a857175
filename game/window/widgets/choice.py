"""A setting as a row: its name and what it means, and its options beside each other."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
from collections.abc import Callable, Iterator, Sequence

from pygame import Rect

from game.window.items import Block, Item
from game.window.layout import split
from game.window.page import Page
from game.window.theme import BODY, LABEL, RADIUS, SOURCE

HIGH, PAD = 44, 8
# A column this wide has the options beside the name, a narrower one below it.
WIDE = 560


@dataclasses.dataclass(frozen=True, kw_only=True)
class Option:
    """One option: its value, and how it is written."""

    value: object
    text: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Choice:
    """A setting with its options; `choose` takes the value of the option that was chosen."""

    key: str
    name: str
    says: str
    options: Sequence[Option]
    value: object
    choose: Callable[[object], None]

    @property
    def at(self) -> int:
        """Where the chosen option stands; the first one where the value is none of them."""
        values = [option.value for option in self.options]
        return values.index(self.value) if self.value in values else 0

    def step(self, by: int) -> None:
        """Choose the option so many places further, or stay at the end."""
        place = max(0, min(self.at + by, len(self.options) - 1))
        if place != self.at:
            self.choose(self.options[place].value)

    def turn(self) -> None:
        """Choose the next option, after the last the first."""
        self.choose(self.options[(self.at + 1) % len(self.options)].value)


def lay_out_choice(page: Page, at: Rect, choice: Choice) -> int:
    """Lay out a row over the width of `at` and a little more; return where it ends."""
    px = page.px
    control = _control_width(page, at)
    widest = max(page.type.width(one.text, LABEL, True) for one in choice.options) + px(12)
    columns = max(1, min(len(choice.options), (control + px(4)) // (widest + px(4))))
    rows = -(-len(choice.options) // columns)
    buttons = rows * px(HIGH) + (rows - 1) * px(4)
    with _row(page, at, choice, "choice", buttons) as box:
        faces = [
            Rect(one.x, one.y + row * (px(HIGH) + px(4)), one.width, px(HIGH))
            for row in range(rows)
            for one in split(box, columns, px(4))
        ][: len(choice.options)]
        for number, (option, face) in enumerate(zip(choice.options, faces, strict=True)):
            _face(page, face, option, chosen=number == choice.at)
    for number, (option, face) in enumerate(zip(choice.options, faces, strict=True)):
        page.add(
            Item(
                key=f"{choice.key} {number}", rect=face, role="option", name=option.text,
                value="chosen" if number == choice.at else "", by_mouse_only=True,
                press=functools.partial(choice.choose, option.value),
            )
        )  # fmt: skip
    return page.items[-1 - len(choice.options)].rect.bottom


def _control_width(page: Page, at: Rect) -> int:
    return at.width * 54 // 100 if at.width >= page.px(WIDE) else at.width


@contextlib.contextmanager
def _row(page: Page, at: Rect, choice: Choice, role: str, buttons: int) -> Iterator[Rect]:
    """Lay out the name and the meaning of a row; yield the box of its control."""
    px, theme = page.px, page.theme
    control = _control_width(page, at)
    is_wide = control < at.width
    room = page.room(at.width - control - px(16) if is_wide else at.width)
    named = page.type.leading(BODY)
    words = named + page.height_of([Block(choice.says, SOURCE, gap=0)], at.width - control - px(16)
                                   if is_wide else at.width)  # fmt: skip
    high = max(words, buttons) if is_wide else words + px(6) + buttons
    rect = Rect(at.x - px(PAD), at.y, at.width + 2 * px(PAD), high + 2 * px(4))
    item = Item(
        key=choice.key, rect=rect, role=role, name=choice.name, reason=choice.says,
        has_reason_in_sight=True, value=choice.options[choice.at].text, step=choice.step,
        press=choice.turn,
    )  # fmt: skip
    top = at.y + px(4)
    with page.item(item):
        page.text((at.x, top), choice.name, BODY, bold=True, width=room)
        page.text((at.x, top + named), choice.says, SOURCE, colour=theme.second, width=room)
        down = 0 if is_wide else words + px(6)
        yield Rect(at.right - control, top + down, control, buttons)


def _face(page: Page, rect: Rect, option: Option, *, chosen: bool) -> None:
    theme = page.theme
    page.box(
        rect,
        theme.button if chosen else theme.panel,
        None if chosen else theme.control,
        radius=RADIUS,
    )
    page.type.leading(LABEL)
    page.middle(
        (rect.centerx, rect.centery), option.text, LABEL, bold=True, align="centre",
        colour=theme.button_text if chosen else theme.text,
    )  # fmt: skip


def lay_out_pickets(page: Page, at: Rect, choice: Choice) -> int:
    """Lay out a setting with many ordered options as a fence that fills; return where it ends."""
    px, theme = page.px, page.theme
    value = choice.options[choice.at].text
    figure = page.type.width(choice.options[-1].text, LABEL, True) + px(12)
    with _row(page, at, choice, "slider", px(HIGH)) as box:
        fence = Rect(box.x, box.y, box.width - figure, box.height)
        each = fence.width / len(choice.options)
        rail = Rect(fence.x, fence.bottom - px(8), fence.width - px(4), max(1, px(1)))
        page.fill(rail, theme.edge)
        for number in range(len(choice.options)):
            tall = px(8) + (fence.height - px(10)) * number // max(1, len(choice.options) - 1)
            wide = min(px(16), max(4, round(each) - px(4)))
            picket = Rect(fence.x + round(number * each), fence.bottom - tall, wide, tall)
            is_full = 0 < number <= choice.at
            page.box(picket, theme.text if is_full else None, None if is_full else theme.edge,
                     radius=2)  # fmt: skip
        page.type.leading(LABEL)
        page.middle((box.right, box.centery), value, LABEL, bold=True, align="right")
    for number, option in enumerate(choice.options):
        hit = Rect(fence.x + round(number * each), fence.y, max(4, round(each)), fence.height)
        page.add(
            Item(
                key=f"{choice.key} {number}", rect=hit, role="option", name=option.text,
                by_mouse_only=True, press=functools.partial(choice.choose, option.value),
            )
        )  # fmt: skip
    return page.items[-1 - len(choice.options)].rect.bottom
