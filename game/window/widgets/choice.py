"""A setting as a row: its name and what it means, and its options beside each other."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
from collections.abc import Callable, Iterator, Sequence

from pygame import Rect

from game.window.arrangement import Space, Stack
from game.window.items import Item, ItemKind
from game.window.layout import part
from game.window.page import Page
from game.window.ruler import Length, Pixels
from game.window.theme import BODY, LABEL, RADIUS, SOURCE

# Options, what lies between two, and how far a row reaches beyond its texts.
HIGH, APART, PAD = 44, 4, 8
# A column this wide has the options beside the name, a narrower one below it.
WIDE, SHARE = 560, 0.54


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
    widest = max(
        page.wide(option.text, LABEL, bold=True, pad=12).count for option in choice.options
    )
    count = len(choice.options)
    columns = page.fits(_control(page, at).width, Pixels(widest), count, APART)
    buttons = page.times(-(-count // columns), HIGH, APART)
    with _row(page, at, choice, "choice", buttons) as (item, box):
        faces = page.grid(box, count, columns, HIGH, (APART, APART))
        for number, (option, face) in enumerate(zip(choice.options, faces, strict=True)):
            _face(page, face, option, chosen=number == choice.at)
    _add_options(page, choice, faces)
    return item.rect.bottom


def _add_options(page: Page, choice: Choice, faces: Sequence[Rect]) -> None:
    """Let the mouse choose an option; the keyboard has the arrows."""
    for number, (option, face) in enumerate(zip(choice.options, faces, strict=True)):
        page.add(
            Item(
                key=ItemKind(choice.key).key(number), rect=face, role="option", name=option.text,
                value="chosen" if number == choice.at else "", by_mouse_only=True,
                press=functools.partial(choice.choose, option.value),
            )
        )  # fmt: skip


def _control(page: Page, at: Rect) -> Rect:
    """Return the box of the options: at the right, or as wide as the row where it is narrow."""
    wide = part(at, 0.0, SHARE if at.width >= page.px(WIDE) else 1.0).width
    return page.placed(at, Pixels(wide), 0, "right", "top")


@contextlib.contextmanager
def _row(
    page: Page, at: Rect, choice: Choice, role: str, buttons: Length
) -> Iterator[tuple[Item, Rect]]:
    """Lay out the name and the meaning of a row; yield its item, and the box of its control."""
    control = _control(page, at)
    is_wide = control.width < at.width
    item = Item(
        key=choice.key, rect=at, role=role, name=choice.name, reason=choice.says,
        has_reason_in_sight=True, value=choice.options[choice.at].text, step=choice.step,
        press=choice.turn,
    )  # fmt: skip
    with page.item(item):
        inner = page.trim(at, top=4)
        words = Stack(page, page.left_of(inner, control, 16) if is_wide else inner)
        words.text(choice.name, BODY, bold=True)
        words.text(choice.says, SOURCE, colour=page.theme.second)
        top = inner.y if is_wide else page.trim(words.rest, top=6).y
        box = Rect(control.x, top, control.width, page.length(buttons))
        yield item, box
        taken = Rect(at.x, at.y, at.width, 0).union(box).union(words.rest)
        item.rect = page.trim(taken, left=-PAD, right=-PAD, bottom=-4)


def _face(page: Page, rect: Rect, option: Option, *, chosen: bool) -> None:
    theme = page.theme
    page.box(
        rect,
        theme.button if chosen else theme.panel,
        None if chosen else theme.control,
        radius=RADIUS,
    )
    page.middle(
        rect.center, option.text, LABEL, bold=True, align="centre",
        colour=theme.button_text if chosen else theme.text,
    )  # fmt: skip


def lay_out_pickets(page: Page, at: Rect, choice: Choice) -> int:
    """Lay out a setting with many ordered options as a fence that fills; return where it ends."""
    theme, count = page.theme, len(choice.options)
    figure = page.wide(choice.options[-1].text, LABEL, bold=True, pad=12)
    with _row(page, at, choice, "slider", HIGH) as (item, box):
        space = Space(page, box)
        page.middle(space.right(figure).midright, choice.options[choice.at].text, LABEL, bold=True,
                    align="right")  # fmt: skip
        fence = space.rest
        rail = page.trim(fence, right=4, bottom=7)
        page.fill(page.placed(rail, Pixels(rail.width), 1, down="bottom"), theme.edge)
        places = page.columns(fence, count)
        highest = page.trim(fence, top=10)
        for number, place in enumerate(places):
            rise = number / max(1, count - 1)
            tall = page.total(8, Pixels(int(highest.height * rise)))
            wide = page.capped(16, max(4, page.trim(place, right=4).width))
            picket = page.placed(place, wide, tall, "left", "bottom")
            is_full = 0 < number <= choice.at
            page.box(picket, theme.text if is_full else None, None if is_full else theme.edge,
                     radius=2)  # fmt: skip
    _add_options(page, choice, places)
    return item.rect.bottom
