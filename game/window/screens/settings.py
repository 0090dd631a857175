"""The settings: looks, sound, game, and a key for every action."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pygame
from pygame import Rect

from game.config.scenarios import shipped_library
from game.window.items import Item
from game.window.keymap import CANCEL, Binding
from game.window.layout import split
from game.window.page import Page
from game.window.registry import registered
from game.window.screen import Screen
from game.window.settings import GROUNDS, LOUDEST, TEXTS
from game.window.theme import HEADLINE, LABEL, PANEL, SOURCE
from game.window.widgets.choice import Choice, Option, lay_out_choice, lay_out_pickets
from game.words.language import LANGUAGES, later, say, say_config

if TYPE_CHECKING:
    from game.window.stage import Stage

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
        px = page.px
        foot = page.foot(68)
        body = Rect(px(28), px(24), page.rect.width - 2 * px(28), foot.y - px(24))
        with page.region("settings", body):
            inner = Rect(body.x + px(12), body.y, body.width - 2 * px(12), 0)
            head = page.text(inner.topleft, say("Settings"), HEADLINE, bold=True)
            inner.y = head.bottom + px(10)
            if inner.width >= px(TWO_COLUMNS):
                left, right = split(inner, 2, px(48))
                self._choices(page, left)
                self._keys(page, right)
            else:
                inner.y = self._choices(page, inner) + px(20)
                self._keys(page, inner)
        self._foot(page, foot)

    def _choices(self, page: Page, at: Rect) -> int:
        px, y = page.px, at.y
        for title, choices in self._groups():
            y = page.text((at.x, y), title, PANEL, bold=True).bottom
            page.line((at.x, y + px(2)), at.width)
            y += px(6)
            for choice in choices:
                lay = lay_out_pickets if choice.key == "volume" else lay_out_choice
                y = lay(page, Rect(at.x, y, at.width, 0), choice) + px(4)
            y += px(12)
        return y

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
                         {"": say("System"), **LANGUAGES}),
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

    def _keys(self, page: Page, at: Rect) -> int:
        px = page.px
        y = page.text(at.topleft, say("Keys"), PANEL, bold=True).bottom
        page.line((at.x, y + px(2)), at.width)
        y += px(10)
        told = say("Choose one, then press the key you want for it.")
        y = self._told(page, Rect(at.x, y, at.width, 0), told)
        bindings = self.stage.keys.bindings.values()
        for kept in (False, True):
            if kept:
                told = say("For these, the usual key goes on working besides.")
                y = self._told(page, Rect(at.x, y + px(12), at.width, 0), told)
            for binding in (one for one in bindings if one.kept == kept):
                self._key_row(page, Rect(at.x, y, at.width, px(KEY_ROW)), binding)
                y += px(KEY_ROW)
        reset = Rect(at.x, y + px(10), min(at.width, px(300)), px(44))
        page.button("reset keys", reset, say("All keys as usual"), self._reset, size=LABEL)
        return reset.bottom

    def _told(self, page: Page, at: Rect, text: str) -> int:
        room = page.room(at.width)
        used = page.text(at.topleft, text, SOURCE, colour=page.theme.second, width=room)
        return used.bottom + page.px(6)

    def _key_row(self, page: Page, rect: Rect, binding: Binding) -> None:
        px, theme, keys = page.px, page.theme, self.stage.keys
        waits = self.waits_for == binding.name
        shown = say("press a key") if waits else keys.cap_of(binding.name)
        item = Item(
            key=f"key {binding.name}", rect=rect, role="button", name=say(binding.says),
            value=shown, press=functools.partial(self._await, binding.name),
        )  # fmt: skip
        with page.item(item):
            wide = max(page.type.width(shown, LABEL, True) + px(20), px(44))
            box = Rect(rect.right - wide, rect.y + px(5), wide, rect.height - px(10))
            ink = theme.button_text if waits else theme.text
            page.box(box, theme.button if waits else theme.panel, theme.control, radius=4)
            page.type.leading(LABEL)
            page.middle(
                (box.centerx, box.centery), shown, LABEL, align="centre", colour=ink,
                bold=waits or keys.is_chosen(binding.name),
            )  # fmt: skip
            room = page.room(box.left - rect.x - px(8))
            page.middle(rect.midleft, item.name, LABEL, colour=theme.second, width=room, most=2)

    def _foot(self, page: Page, rect: Rect) -> None:
        px, theme = page.px, page.theme
        back = Rect(rect.right - px(40) - px(200), rect.y + px(10), px(200), rect.height - px(20))
        page.button("back", back, say("Done"), self.back, action="back", main=True)
        told = self.message or self.stage.preferences.notice
        if told:
            room = page.room(back.left - px(16) - px(40))
            at, shade = (px(40), rect.centery), theme.worse
            page.middle(at, told, LABEL, bold=True, colour=shade, width=room, most=3)

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
