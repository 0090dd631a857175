"""The settings: looks, sound, game, and a key for every action."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pygame
from pygame import Rect

from game.config.scenarios import shipped_library
from game.window.arrangement import Stack, Strip
from game.window.items import Item, ItemKind
from game.window.keymap import CANCEL, Binding
from game.window.page import Page
from game.window.registry import registered
from game.window.ruler import Pixels
from game.window.screen import Screen
from game.window.settings import GROUNDS, LOUDEST, TEXTS
from game.window.theme import HEADLINE, LABEL, PANEL, SOURCE
from game.window.widgets.choice import Choice, Option, lay_out_choice, lay_out_pickets
from game.words.language import languages, later, say, say_config

if TYPE_CHECKING:
    from game.window.stage import Stage

KEY = ItemKind("key")
TWO_COLUMNS = 1000
LOUDER = 10
KEY_ROW = 44


@registered("settings", title=later("settings"), keys="o")
class SettingsScreen(Screen):
    """Everything a person sets once; each change is in force, and kept, at once."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.focus = "ground"
        self.message = stage.preferences.notice
        self.waits_for = ""

    # -- laying out --------------------------------------------------------------------------------

    def lay_out(self, page: Page) -> None:
        """Put the choices and the keys beside each other, or below each other where narrow."""
        foot = page.foot(68)
        body = page.trim(page.over(page.rect, foot), left=28, top=24, right=28)
        with page.region("settings", body):
            stack = Stack(page, page.inset(body, 12))
            stack.text(say("Settings"), HEADLINE, bold=True, gap=10)
            if stack.rest.width >= page.px(TWO_COLUMNS):
                left, right = page.columns(stack.rest, 2, 48)
                self._choices(Stack(page, left))
                self._keys(Stack(page, right))
            else:
                self._choices(stack)
                stack.skip(20)
                self._keys(stack)
        self._foot(page, foot)

    def _choices(self, stack: Stack) -> None:
        for title, choices in self._groups():
            stack.text(title, PANEL, bold=True)
            stack.line(above=2, below=4)
            for choice in choices:
                lay = lay_out_pickets if choice.key == "volume" else lay_out_choice
                stack.go_on(lay(stack.page, stack.rest, choice), 4)
            stack.skip(12)

    def _groups(self) -> list[tuple[str, list[Choice]]]:
        looks = [
            self._choice("ground", say("Ground"), say("Night for a desk, day for a projector."),
                         {GROUNDS[0]: say("Night"), GROUNDS[1]: say("Day")}),
            self._choice("text", say("Text size"), say("Rows and icons grow with it."),
                         {size: say("{size} %", size=size) for size in TEXTS}),
            self._choice("reduced_motion", say("Motion"),
                         say("Still: cards and flows stand at once."),
                         {False: say("Calm"), True: say("Still")}),
            self._choice("language", say("Language"), say("Of the program and its texts."),
                         {"": say("System"), **languages()}),
        ]  # fmt: skip
        steps = range(0, LOUDEST + 1, LOUDER)
        sound = [
            self._choice("volume", say("Volume"), say("Sound only repeats what can be seen."),
                         {step: say("{size} %", size=step) for step in steps}),
            self._choice("muted", say("Sound"), say("Off keeps the volume for later."),
                         {False: say("On"), True: say("Off")}),
        ]  # fmt: skip
        levels = shipped_library().difficulty.items()
        game = [
            self._choice("difficulty", say("Difficulty"),
                         say("Of the next game: opponents and sight, never the dice."),
                         {name: say_config(level.title) for name, level in levels}),
            self._choice("odds", say("Odds beside orders"),
                         say("Rollouts of each order under the same luck."),
                         {True: say("On"), False: say("Off")}),
        ]  # fmt: skip
        return [(say("Looks"), looks), (say("Sound"), sound), (say("Game"), game)]

    def _choice(self, key: str, name: str, says: str, texts: Mapping[Any, str]) -> Choice:
        options = [Option(value=value, text=text) for value, text in texts.items()]
        return Choice(
            key=key, name=name, says=says, options=options,
            value=getattr(self.stage.settings, key), choose=functools.partial(self._set, key),
        )  # fmt: skip

    def _keys(self, stack: Stack) -> None:
        page = stack.page
        stack.text(say("Keys"), PANEL, bold=True)
        stack.line(above=2, below=8)
        self._told(stack, say("Choose one, then press the key you want for it."))
        bindings = self.stage.keys.bindings.values()
        for kept in (False, True):
            if kept:
                stack.skip(12)
                self._told(stack, say("For these, the usual key goes on working besides."))
            for binding in (chosen for chosen in bindings if chosen.kept == kept):
                self._key_row(page, stack.take(KEY_ROW), binding)
        stack.skip(10)
        row = stack.take(44)
        reset = page.placed(row, page.capped(300, row.width), 44, "left")
        page.button("reset keys", reset, say("All keys as usual"), self._reset, size=LABEL)

    def _told(self, stack: Stack, text: str) -> None:
        stack.text(text, SOURCE, colour=stack.page.theme.second, gap=6)

    def _key_row(self, page: Page, rect: Rect, binding: Binding) -> None:
        theme, keys = page.theme, self.stage.keys
        waits = self.waits_for == binding.name
        shown = say("press a key") if waits else keys.cap_of(binding.name)
        item = Item(
            key=KEY.key(binding.name), rect=rect, role="button", name=say(binding.says),
            value=shown, press=functools.partial(self._await, binding.name),
        )  # fmt: skip
        with page.item(item):
            line = Strip(page, rect)
            wide = max(page.wide(shown, LABEL, bold=True, pad=20).count, page.px(44))
            box = page.inset(line.take(Pixels(wide), end=True), 0, 5)
            ink = theme.button_text if waits else theme.text
            page.box(box, theme.button if waits else theme.panel, theme.control, radius=4)
            page.middle(
                box.center, shown, LABEL, align="centre", colour=ink,
                bold=waits or keys.is_chosen(binding.name),
            )  # fmt: skip
            line.words(item.name, LABEL, colour=theme.second, most=2)

    def _foot(self, page: Page, rect: Rect) -> None:
        line = Strip(page, page.inset(rect, 40, 10), gap=16)
        back = line.take(200, end=True)
        page.button("back", back, say("Done"), self.back, action="back", main=True)
        notice = self.message or self.stage.preferences.notice
        if notice:
            line.words(notice, LABEL, bold=True, colour=page.theme.worse, most=3)

    # -- what it does ------------------------------------------------------------------------------

    def _set(self, key: str, value: object) -> None:
        self.message = ""
        self.stage.adjust(**{key: value})

    def _await(self, name: str) -> None:
        self.message, self.waits_for = "", name
        self.change()

    def _reset(self) -> None:
        self.message = ""
        self.stage.preferences.reset_keys()
        self.stage.lay_out_again()

    def writes(self, event: pygame.Event) -> bool:
        """Take the next key for the action that waits for one; Escape leaves it as it was."""
        name, keys = self.waits_for, self.stage.keys
        if not name:
            return False
        self.waits_for, self.message = "", ""
        if event.key != CANCEL:
            self.message = keys.refusal(name, event.key)
            if not self.message:
                self.stage.preferences.put_key(name, event.key)
        self.stage.lay_out_again()
        return True

    def click(self, point: tuple[int, int]) -> None:
        """Stop waiting for a key, and answer the click."""
        if self.waits_for:
            self.waits_for = ""
            self.change()
        super().click(point)

    def main(self) -> None:
        """Go back."""
        self.back()
