"""The title: which scenario, which side, who leads the others, what luck."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pygame
from pygame import Rect

from game.play.layout import split
from game.play.page import Item, Page
from game.play.screen import Screen
from game.play.setup import Setup
from game.play.theme import BODY, CARD_RADIUS, LABEL, LEAD, PANEL, SCALES, SOURCE, WORDMARK
from game.play.widgets.fence import lay_out_fence

if TYPE_CHECKING:
    from game.play.app import App

NARROW_CARD = 200
SEAT_CARD = 76
DISCLAIMER = (
    "A simulator for exploring, not predicting. Offices and firms act; no person is depicted."
)
DIGITS = 9


class Title(Screen):
    """Where a game is chosen, begun or gone on with."""

    def __init__(self, app: App, setup: Setup) -> None:
        super().__init__(app)
        self.setup = setup
        self.focus = "continue" if setup.kept else "start"

    def lay_out(self, page: Page) -> None:
        """Stack the fence, the choices and the buttons; scroll where they do not fit."""
        px = page.px
        margin = px(40)
        high = max(px(150), min(page.rect.height - px(528), px(300)))
        with page.region("title", page.rect):
            inner = Rect(margin, 0, page.rect.width - 2 * margin, page.rect.height)
            left = self._wordmark(page, inner.x, high) + px(36)
            lay_out_fence(page, Rect(left, px(10), inner.right - left, high - px(10)))
            self._looks(page, Rect(inner.x, px(6), inner.width, px(44)))
            y = high + px(10)
            y = self._scenarios(page, Rect(inner.x, y, inner.width, 0)) + px(10)
            y = self._seats(page, Rect(inner.x, y, inner.width, 0)) + px(10)
            y = self._leaders(page, Rect(inner.x, y, inner.width, 0)) + px(14)
            self._buttons(page, Rect(inner.x, y, inner.width, px(56)))
            page.text(
                (inner.x, y + px(56 + 8)),
                DISCLAIMER,
                SOURCE,
                colour=page.theme.third,
                width=page.room(inner.width),
            )

    def _looks(self, page: Page, rect: Rect) -> None:
        """Offer keys, text size and ground at the right."""
        px, theme = page.px, page.theme
        other = "Day" if theme.name == "night" else "Night"
        offers = (
            ("ground", f"{other}  D", self.app.change_theme),
            ("text", f"Text {page.type.scale} %  +", self._larger),
            ("keys", "Keys  H", self.app.show_keys),
        )
        x = rect.right
        for key, name, press in offers:
            wide = page.type.width(name, LABEL)
            item = Item(
                key=key,
                rect=Rect(x - wide - px(8), rect.y, wide + px(16), rect.height),
                role="button",
                name=name,
                press=press,
            )
            with page.item(item):
                high = page.type.leading(LABEL)
                at = (x - wide, rect.centery - high // 2)
                page.text(at, name, LABEL, colour=theme.second)
            x -= wide + px(28)

    def _larger(self) -> None:
        """Make the text larger, and after the largest the smallest again."""
        self.app.change_scale(1 if self.app.type.scale < SCALES[-1] else 0)

    def _wordmark(self, page: Page, x: int, high: int) -> int:
        """Write the name of the game; return where it ends."""
        px = page.px
        size = WORDMARK if high > px(188) else 48
        used = page.text((x, px(4)), "High Fence", size, bold=True)
        told = page.text(
            (x + px(3), used.bottom - px(2)), "A game of chips, gates and rare earths", LEAD,
            colour=page.theme.second,
        )  # fmt: skip
        return max(used.right, told.right)

    # -- choices -----------------------------------------------------------------------------------

    def _scenarios(self, page: Page, at: Rect) -> int:
        px, theme = page.px, page.theme
        head = page.text(at.topleft, "Scenario", PANEL, bold=True)
        names = self.setup.scenarios
        columns = max(1, min(len(names), at.width // px(NARROW_CARD)))
        boxes = split(Rect(at.x, 0, at.width, 0), columns, px(12))
        width = boxes[0].width - 2 * px(14)
        high = max(self._card_height(page, name, width) for name in names)
        y = head.bottom + px(6)
        for number, name in enumerate(names):
            row, column = divmod(number, columns)
            rect = Rect(boxes[column].x, y + row * (high + px(10)), boxes[column].width, high)
            story = self.setup.story(name)
            item = Item(
                key=f"scenario {name}", rect=rect, role="card", name=story.title,
                value="chosen" if name == self.setup.scenario else "", reason=story.stakes,
                press=functools.partial(self._choose_scenario, name), radius=CARD_RADIUS,
            )  # fmt: skip
            with page.item(item):
                self._card(page, rect, chosen=name == self.setup.scenario)
                x, top = rect.x + px(14), rect.y + px(8)
                page.text((x, top), story.date, SOURCE, colour=theme.second)
                page.text(
                    (rect.right - px(38), top), story.length, SOURCE, colour=theme.third,
                    align="right",
                )  # fmt: skip
                used = page.text(
                    (x, top + page.type.leading(SOURCE)), story.title, LEAD, bold=True,
                    width=page.room(width),
                )  # fmt: skip
                page.text(
                    (x, used.bottom + px(2)), story.stakes, LABEL, colour=theme.second,
                    width=page.room(width),
                )  # fmt: skip
        rows = -(-len(names) // columns)
        return y + rows * (high + px(10)) - px(10)

    def _card_height(self, page: Page, name: str, width: int) -> int:
        story = self.setup.story(name)
        room = page.room(width)
        titles = len(page.type.wrap(story.title, LEAD, True, room))
        lines = len(page.type.wrap(story.stakes, LABEL, False, room))
        return (
            page.px(8 + 2 + 10)
            + page.type.leading(SOURCE)
            + titles * page.type.leading(LEAD)
            + lines * page.type.leading(LABEL)
        )

    def _card(self, page: Page, rect: Rect, *, chosen: bool) -> None:
        theme = page.theme
        fill = theme.raised if chosen else theme.panel
        page.box(rect, fill, theme.text if chosen else theme.line,
                 width=2 if chosen else 1, radius=CARD_RADIUS)  # fmt: skip
        if chosen:
            size = page.px(18)
            disc = Rect(rect.right - size - page.px(10), rect.y + page.px(9), size, size)
            page.box(disc, theme.button, radius=size // 2)
            page.icon(
                "tick", disc.inflate(-page.px(6), -page.px(6)).topleft, size - page.px(6),
                theme.button_text,
            )  # fmt: skip

    def _seats(self, page: Page, at: Rect) -> int:
        px = page.px
        head = page.text(at.topleft, "Your side", PANEL, bold=True)
        seats = self.setup.seats
        columns = max(1, min(len(seats), at.width // px(NARROW_CARD)))
        high = px(SEAT_CARD)
        y = head.bottom + px(6)
        boxes = split(Rect(at.x, y, at.width, high), columns, px(12))
        for number, seat in enumerate(seats):
            row, column = divmod(number, columns)
            rect = boxes[column].move(0, row * (high + px(8)))
            chosen = seat == self.setup.seat
            item = Item(
                key=f"seat {seat}", rect=rect, role="card", name=self.setup.title(seat),
                value="chosen" if chosen else "", reason=self.setup.wants(seat),
                press=functools.partial(self._choose_seat, seat), radius=CARD_RADIUS,
            )  # fmt: skip
            with page.item(item):
                self._card(page, rect, chosen=chosen)
                self._seat_face(page, rect, seat)
        rows = -(-len(seats) // columns)
        return y + rows * (high + px(8)) - px(8)

    def _seat_face(self, page: Page, rect: Rect, seat: str) -> None:
        px, size = page.px, page.px(32)
        page.emblem(seat, (rect.x + px(10), rect.y + px(10)), size)
        x = rect.x + px(52)
        used = page.text((x, rect.y + px(6)), self.setup.title(seat), BODY, bold=True)
        y = used.bottom
        room = page.room(rect.right - px(8) - x)
        page.text((x, y), self.setup.wants(seat), SOURCE, colour=page.theme.second, width=room)

    def _leaders(self, page: Page, at: Rect) -> int:
        px, theme = page.px, page.theme
        head = page.text(at.topleft, "Led by", PANEL, bold=True)
        page.text(
            (head.right + px(12), head.y + px(5)), "arrows or clicks change a policy", SOURCE,
            colour=theme.second,
        )  # fmt: skip
        others = [seat for seat in self.setup.seats if seat != self.setup.seat]
        columns = max(1, min(len(others), at.width // px(230)))
        high, y = px(50), head.bottom + px(6)
        boxes = split(Rect(at.x, y, at.width, high), columns, px(12))
        for number, actor in enumerate(others):
            row, column = divmod(number, columns)
            self._leader(page, boxes[column].move(0, row * (high + px(8))), actor)
        rows = -(-len(others) // columns)
        return y + rows * (high + px(8)) - px(8)

    def _leader(self, page: Page, rect: Rect, actor: str) -> None:
        px, theme = page.px, page.theme
        policy = self.setup.policy_title(actor)
        item = Item(
            key=f"policy {actor}", rect=rect, role="choice", name=self.setup.title(actor),
            value=policy, reason=self.setup.policy_says(actor), radius=CARD_RADIUS,
            press=functools.partial(self._turn_policy, actor, 1),
            step=functools.partial(self._turn_policy, actor),
        )  # fmt: skip
        with page.item(item):
            page.box(rect, theme.panel, theme.line, radius=CARD_RADIUS)
            size = px(24)
            page.emblem(actor, (rect.x + px(12), rect.centery - size // 2), size)
            x = rect.x + px(46)
            room = page.room(rect.right - px(12) - x)
            lines = page.type.wrap(policy, LABEL, True, room)[:2]
            high = page.type.leading(LABEL)
            y = rect.centery - high * len(lines) // 2
            for line in lines:
                page.text((x, y), line, LABEL, bold=True)
                y += high

    def _buttons(self, page: Page, rect: Rect) -> None:
        px, theme = page.px, page.theme
        start = Rect(rect.right - px(300), rect.y, px(300), rect.height)
        name = f"Start as {self.setup.title(self.setup.seat)}"
        seed = Rect(rect.x, rect.y, px(150), rect.height)
        item = Item(
            key="seed", rect=seed, role="entry", name="Luck, seed", value=self.setup.seed_text,
            reason="equal seeds give equal luck", step=self._turn_seed, press=self._draw_seed,
        )  # fmt: skip
        with page.item(item):
            page.box(seed, theme.inset, theme.control)
            page.text((seed.x + px(12), seed.y + px(6)), "Luck, seed", SOURCE, colour=theme.second)
            shown = self.setup.seed_text + ("_" if self.focus == "seed" else "")
            page.text((seed.x + px(12), seed.y + px(24)), shown, LEAD, bold=True)
        kept = self.setup.kept
        if kept is not None:
            go_on = Rect(seed.right + px(12), rect.y, start.left - seed.right - px(24), rect.height)
            page.button("continue", go_on, f"Continue: {kept.told}", self._go_on, size=LABEL)
        page.button("start", start, name, self.main, main=True, actor=self.setup.seat)

    # -- what it does ------------------------------------------------------------------------------

    def _choose_scenario(self, name: str) -> None:
        self.setup.choose_scenario(name)
        self.change()

    def _choose_seat(self, seat: str) -> None:
        self.setup.seat = seat
        self.change()

    def _turn_policy(self, actor: str, by: int) -> None:
        self.setup.turn_policy(actor, by)
        self.change()

    def _turn_seed(self, by: int) -> None:
        self.setup.seed_text = str(max(0, self.setup.seed + by))
        self.change()

    def _draw_seed(self) -> None:
        self.setup.draw_seed()
        self.change()

    def writes(self, event: pygame.Event) -> bool:
        """Take digits into the seed while it is focused."""
        if self.focus != "seed":
            return False
        if event.key == pygame.K_BACKSPACE:
            self.setup.seed_text = self.setup.seed_text[:-1]
        elif event.unicode.isdigit() and len(self.setup.seed_text) < DIGITS:
            self.setup.seed_text = (self.setup.seed_text + event.unicode).lstrip("0") or "0"
        else:
            return False
        self.change()
        return True

    def focused(self) -> None:
        """Show or hide the mark in the seed."""
        self.change()

    def _go_on(self) -> None:
        self.app.go_on(self.setup)

    def main(self) -> None:
        """Begin the game."""
        self.app.begin(self.setup)
