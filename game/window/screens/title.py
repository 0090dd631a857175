"""The title: which scenario, which side, who leads the others, what luck."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame
from pygame import Rect

from game.seat.new_game import Setup
from game.window.games import begin, open_game
from game.window.items import Item
from game.window.keymap import ERASE
from game.window.layout import cells, split
from game.window.lesson import lesson, offer_lesson
from game.window.page import Page
from game.window.registry import registered
from game.window.screen import Screen
from game.window.theme import BODY, CARD_RADIUS, LABEL, LEAD, PANEL, SCALES, SOURCE, WORDMARK
from game.window.widgets.fence import lay_out_fence
from game.words.language import later, say, say_config, say_count

if TYPE_CHECKING:
    from game.window.stage import Stage

NARROW_CARD, NARROW = 200, 1000
SEAT_CARD = 76
DISCLAIMER = later(
    "A simulator for exploring, not predicting. Offices and firms act; no person is depicted."
)
DIGITS = 9


@registered("title", title=later("the title"))
class TitleScreen(Screen):
    """Where a game is chosen, begun or gone on with."""

    is_base = True

    def __init__(self, stage: Stage, setup: Setup) -> None:
        super().__init__(stage)
        self.setup = setup
        self.focus = "continue" if setup.kept else "start"

    def lay_out(self, page: Page) -> None:
        """Stack the fence, the choices and the buttons; scroll where they do not fit."""
        px = page.px
        margin = px(40)
        high = max(px(150), min(page.rect.height - px(528), px(560)))
        with page.region("title", page.rect):
            inner = Rect(margin, 0, page.rect.width - 2 * margin, page.rect.height)
            down = self._looks(page, Rect(inner.x, px(6), inner.width, px(44)))
            left = self._wordmark(page, (inner.x, down), high) + px(36)
            lay_out_fence(page, Rect(left, down + px(10), inner.right - left, high - px(10)))
            column = page.column(inner, gap=10)
            column.stack(down + high)
            for lay_out in (self._scenarios, self._seats):
                column.stack(lay_out(page, column.rest))
            column.stack(self._leaders(page, column.rest), px(14))
            y = self._buttons(page, column.take(px(56)))
            room, shade = page.room(inner.width), page.theme.third
            page.text((inner.x, y + px(8)), say(DISCLAIMER), SOURCE, colour=shade, width=room)

    def _offers(self) -> list[tuple[str, str, Callable[[], None]]]:
        stage = self.stage
        other = say("Day") if stage.theme.name == "night" else say("Night")
        return [
            ("learn", say("Learn in {minutes} minutes", minutes=lesson().minutes), self._learn),
            ("load", say("Load"), lambda: stage.open("saves")),
            ("encyclopedia", say("Encyclopedia"), lambda: stage.open("encyclopedia")),
            ("settings", say("Settings"), lambda: stage.open("settings")),
            ("keys", say("Keys"), lambda: stage.open("keys")),
            ("text", say("Text {size} %", size=stage.settings.text), self._larger),
            ("ground", other, stage.change_theme),
        ]

    def _looks(self, page: Page, rect: Rect) -> int:
        """Offer what is no game: at the right, or, where it is narrow, in rows of their own."""
        px, theme = page.px, page.theme
        offers = self._offers()
        gap, high = px(20), page.type.leading(LABEL)
        widths = [page.type.width(name, LABEL) for _, name, _ in offers]
        whole = sum(widths) + gap * (len(widths) - 1)
        is_narrow = rect.width < px(NARROW)
        left = rect.x if is_narrow else rect.right - whole
        x, y = left, rect.y
        for (key, name, press), wide in zip(offers, widths, strict=True):
            if x > left and x + wide > rect.right:
                x, y = left, y + rect.height
            where = Rect(x - px(8), y, wide + px(16), rect.height)
            item = Item(key=key, rect=where, role="button", name=name, press=press)
            with page.item(item):
                page.text((x, y + (rect.height - high) // 2), name, LABEL, colour=theme.second)
            x += wide + gap
        return y + rect.height - rect.y if is_narrow else 0

    def _learn(self) -> None:
        offer_lesson(self.stage)

    def _larger(self) -> None:
        """Make the text larger, and after the largest the smallest again."""
        self.stage.change_scale(1 if self.stage.settings.text < SCALES[-1] else 0)

    def _wordmark(self, page: Page, at: tuple[int, int], high: int) -> int:
        """Write the name of the game; return where it ends."""
        px = page.px
        size = WORDMARK if high > px(188) else 48
        x, y = at
        used = page.text((x, y + px(4)), say("High Fence"), size, bold=True)
        told = page.text(
            (x + px(3), used.bottom - px(2)), say("A game of chips, gates and rare earths"), LEAD,
            colour=page.theme.second,
        )  # fmt: skip
        return max(used.right, told.right)

    # -- choices -----------------------------------------------------------------------------------

    def _scenarios(self, page: Page, at: Rect) -> int:
        px, theme = page.px, page.theme
        head = page.text(at.topleft, say("Scenario"), PANEL, bold=True)
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
                value=say("chosen") if name == self.setup.scenario else "", reason=story.stakes,
                has_reason_in_sight=True, press=functools.partial(self._choose_scenario, name),
                radius=CARD_RADIUS,
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
        head = page.text(at.topleft, self._whose_side(), PANEL, bold=True)
        seats = self.setup.seats
        columns = max(1, min(len(seats), at.width // px(NARROW_CARD)))
        high = px(SEAT_CARD)
        y = head.bottom + px(6)
        where = Rect(at.x, y, at.width, 0)
        boxes = cells(where, len(seats), columns, high, (px(12), px(8)))
        for seat, rect in zip(seats, boxes, strict=True):
            chosen = seat in self.setup.taken
            item = Item(
                key=f"seat {seat}", rect=rect, role="card", name=self.setup.title(seat),
                value=say("chosen") if chosen else "", reason=self.setup.wants(seat),
                has_reason_in_sight=True, press=functools.partial(self._choose_seat, seat),
                radius=CARD_RADIUS,
            )  # fmt: skip
            with page.item(item):
                self._card(page, rect, chosen=chosen)
                self._seat_face(page, rect, seat)
        return boxes[-1].bottom

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
        head = page.text(at.topleft, say("Led by"), PANEL, bold=True)
        page.text(
            (head.right + px(12), head.y + px(5)), say("arrows or clicks change a policy"), SOURCE,
            colour=theme.second,
        )  # fmt: skip
        others = [seat for seat in self.setup.seats if seat not in self.setup.taken]
        if not others:
            told = say("people only")
            return page.text((at.x, head.bottom), told, LABEL, colour=theme.second).bottom
        columns = max(1, min(len(others), at.width // px(230)))
        high, y = px(50), head.bottom + px(6)
        where = Rect(at.x, y, at.width, 0)
        boxes = cells(where, len(others), columns, high, (px(12), px(8)))
        for actor, box in zip(others, boxes, strict=True):
            self._leader(page, box, actor)
        return boxes[-1].bottom

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
            page.middle((x, rect.centery), policy, LABEL, bold=True, width=room, most=2)

    def _buttons(self, page: Page, at: Rect) -> int:
        """Lay out luck, level, people and the two ways in, in rows; return where they end."""
        px = page.px
        parts = [
            (px(130), self._seed), (px(190), self._level), (px(170), self._people),
            (px(300), self._start),
        ]  # fmt: skip
        gap = px(12)
        if self.setup.kept is not None:
            rest = at.width - sum(width for width, _ in parts) - gap * len(parts)
            parts.insert(3, (rest if rest >= px(240) else px(300), self._kept))
        x, y = at.x, at.y
        for number, (width, lay) in enumerate(parts):
            width = min(width, at.width)
            if x > at.x and x + width > at.right:
                x, y = at.x, y + at.height + gap
            if number == len(parts) - 1:
                x = at.right - width
            lay(page, Rect(x, y, width, at.height))
            x += width + gap
        return y + at.height

    def _seed(self, page: Page, rect: Rect) -> None:
        item = Item(
            key="seed", rect=rect, role="entry", name=say("Luck, seed"),
            value=self.setup.seed_text, reason=say("equal seeds give equal luck"),
            step=self._turn_seed, press=self._draw_seed,
        )  # fmt: skip
        shown = self.setup.seed_text + ("_" if self.focus == "seed" else "")
        with page.item(item):
            page.box(rect, page.theme.inset, page.theme.control)
            self._small(page, rect, item.name, shown)

    def _level(self, page: Page, rect: Rect) -> None:
        level = self.setup.level
        item = Item(
            key="difficulty", rect=rect, role="choice", name=say("Difficulty"),
            value=say_config(level.title), reason=say_config(level.says),
            press=functools.partial(self._turn_difficulty, 1), step=self._turn_difficulty,
        )  # fmt: skip
        with page.item(item):
            page.box(rect, page.theme.panel, page.theme.control)
            self._small(page, rect, item.name, item.value)

    def _people(self, page: Page, rect: Rect) -> None:
        count = len(self.setup.taken)
        item = Item(
            key="people", rect=rect, role="choice", name=say("At this window"),
            value=say_count("{count} person", "{count} people", count),
            reason=say("two to five people share it; choose their sides above"),
            press=self._share, step=lambda _: self._share(),
        )  # fmt: skip
        with page.item(item):
            page.box(rect, page.theme.panel, page.theme.control)
            self._small(page, rect, item.name, item.value)

    def _small(self, page: Page, rect: Rect, name: str, value: str) -> None:
        px, room = page.px, page.room(rect.width - page.px(24))
        page.text(
            (rect.x + px(12), rect.y + px(6)), name, SOURCE, colour=page.theme.second, width=room
        )
        page.text((rect.x + px(12), rect.y + px(24)), value, LEAD, bold=True, width=room)

    def _kept(self, page: Page, rect: Rect) -> None:
        kept = self.setup.kept
        if kept is None:
            return
        with page.item(
            Item(
                key="continue", rect=rect, role="button", name=say("Continue"), value=kept.told,
                press=self._go_on,
            )
        ):  # fmt: skip
            page.box(rect, page.theme.panel, page.theme.control)
            room = page.room(rect.width - page.px(24))
            told = page.type.wrap(kept.told, LABEL, False, room)[0]
            x = rect.x + page.px(12)
            page.text((x, rect.y + page.px(5)), say("Continue"), BODY, bold=True)
            page.text((x, rect.y + page.px(29)), told, LABEL, colour=page.theme.second)

    def _start(self, page: Page, rect: Rect) -> None:
        taken = self.setup.taken
        name = say("Start as {seat}", seat=self.setup.title(self.setup.seat))
        if len(taken) > 1:
            name = say("Start together")
        actor = "" if len(taken) > 1 else self.setup.seat
        page.button("start", rect, name, self.main, main=True, actor=actor)

    # -- what it does ------------------------------------------------------------------------------

    def _choose_scenario(self, name: str) -> None:
        self.setup.choose_scenario(name)
        self.change()

    def _whose_side(self) -> str:
        return say("Your side") if len(self.setup.taken) == 1 else say("Your sides")

    def _turn_difficulty(self, by: int) -> None:
        self.setup.turn_difficulty(by)
        self.stage.adjust(difficulty=self.setup.difficulty)

    def _share(self) -> None:
        self.setup.share()
        self.change()

    def _choose_seat(self, seat: str) -> None:
        self.setup.take_seat(seat)
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
        if event.key == ERASE:
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
        if self.setup.kept is not None:
            open_game(self.stage, self.setup.kept.path)

    def main(self) -> None:
        """Begin the game."""
        begin(self.stage, self.setup)
