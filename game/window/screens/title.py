"""The title: which scenario, which side, who leads the others, what luck."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame
from pygame import Rect

from game.seat.new_game import Setup
from game.window.arrangement import Stack, Strip
from game.window.games import begin, open_game
from game.window.items import Item
from game.window.keymap import ERASE
from game.window.lesson import lesson, offer_lesson
from game.window.page import Page
from game.window.registry import registered
from game.window.ruler import Length, Pixels
from game.window.screen import Screen
from game.window.theme import BODY, LABEL, LEAD, SCALES, SOURCE, WORDMARK
from game.window.widgets.fence import lay_out_fence
from game.window.widgets.setup_cards import lay_out_leaders, lay_out_scenarios, lay_out_seats
from game.words.language import later, say, say_config, say_count

if TYPE_CHECKING:
    from game.window.stage import Stage

# The picture is so high, and leaves so much of the window below it; a low one has a small name.
LOWEST, HIGHEST, BELOW, TALL, SMALL_WORDMARK = 150, 560, 528, 188, 48
# Narrower than this, what is no game stands in rows of its own, each so high.
NARROW, OFFER = 1000, 44
BUTTON, START, LEAST_KEPT = 56, 300, 240
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
        with page.region("title", page.rect):
            inner = page.inset(page.rect, 40)
            stack = Stack(page, inner, gap=10)
            self._looks(page, stack)
            free = page.trim(page.rect, bottom=BELOW).height
            picture = stack.take(Pixels(max(page.px(LOWEST), page.capped(HIGHEST, free).count)))
            name = self._wordmark(page, picture)
            fence = page.right_of(page.trim(picture, top=10), name, 36)
            lay_out_fence(page, fence)
            lay_out_scenarios(stack, self.setup, self._choose_scenario)
            lay_out_seats(stack, self.setup, self._choose_seat)
            lay_out_leaders(stack, self.setup, self._turn_policy)
            stack.skip(4)
            self._buttons(page, stack)
            stack.text(say(DISCLAIMER), SOURCE, colour=page.theme.third)

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

    def _looks(self, page: Page, stack: Stack) -> None:
        """Offer what is no game: at the right, or, where it is narrow, in rows of their own."""
        offers = self._offers()
        rows = page.trim(stack.rest, top=6)
        widths = [page.wide(name, LABEL) for _, name, _ in offers]
        is_narrow = rows.width < page.px(NARROW)
        if not is_narrow:
            whole = page.total(*widths, page.times(len(offers) - 1, 20))
            rows = page.placed(rows, whole, 0, "right", "top")
        boxes = page.wrapped(rows, widths, OFFER, 20, 0)
        for (key, name, press), box in zip(offers, boxes, strict=True):
            item = Item(key=key, rect=page.inset(box, -8), role="button", name=name, press=press)
            with page.item(item):
                Strip(page, box).text(name, LABEL, colour=page.theme.second)
        if is_narrow:
            stack.go_on(boxes[-1].bottom, -6)

    def _learn(self) -> None:
        offer_lesson(self.stage)

    def _larger(self) -> None:
        """Make the text larger, and after the largest the smallest again."""
        self.stage.change_scale(1 if self.stage.settings.text < SCALES[-1] else 0)

    def _wordmark(self, page: Page, rect: Rect) -> Rect:
        """Write the name of the game; return the box that it fills."""
        size = WORDMARK if rect.height > page.px(TALL) else SMALL_WORDMARK
        name = page.text(page.trim(rect, top=4).topleft, say("High Fence"), size, bold=True)
        below = page.trim(page.under(rect, name, -2), left=3)
        tagline = page.text(below.topleft, say("A game of chips, gates and rare earths"), LEAD,
                         colour=page.theme.second)  # fmt: skip
        return name.union(tagline)

    def _buttons(self, page: Page, stack: Stack) -> None:
        """Lay out luck, level, people and the two ways in, in rows."""
        parts: list[tuple[Length, Callable[[Page, Rect], None]]] = [
            (130, self._seed), (190, self._level), (170, self._people), (START, self._start),
        ]  # fmt: skip
        if self.setup.kept is not None:
            taken = page.total(*(width for width, _ in parts), page.times(len(parts), 12))
            rest = page.trim(stack.rest, left=taken).width
            wide = Pixels(rest) if rest >= page.px(LEAST_KEPT) else START
            parts.insert(3, (wide, self._kept))
        boxes = page.wrapped(stack.rest, [width for width, _ in parts], BUTTON, 12)
        for (_, lay_out), box in zip(parts, boxes, strict=True):
            if box is boxes[-1]:
                box.right = stack.rest.right
            lay_out(page, box)
        stack.go_on(boxes[-1].bottom, 8)

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
        stack = Stack(page, page.trim(rect, left=12, top=6, right=12))
        stack.text(name, SOURCE, colour=page.theme.second)
        below = Stack(page, page.trim(rect, left=12, top=24, right=12))
        below.text(value, LEAD, bold=True)

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
            texts = page.trim(rect, left=12, top=5, right=12)
            page.text(texts.topleft, say("Continue"), BODY, bold=True)
            summary = page.fitting(kept.told, LABEL, texts.width)
            page.text(page.trim(texts, top=24).topleft, summary, LABEL, colour=page.theme.second)

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
