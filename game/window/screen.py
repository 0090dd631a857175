"""What every screen does: lays out its page, draws it, and answers mouse and keys."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pygame
from pygame import Rect

from game.window.drawing import shapes
from game.window.items import PRESSABLE, Item, Mark, Press, Region
from game.window.page import Page
from game.window.theme import OUTLINE
from game.window.widgets.tip import lay_out_tip
from game.words.language import say

if TYPE_CHECKING:
    from game.window.stage import Stage

WHEEL = 56
# What a screen explains in its own way, or is text itself.
EXPLAINED = frozenset({"lever", "stop", "text"})
# The window wakes this often (milliseconds), and so often while something is worked out beside it.
IDLE, WAITING = 250, 50
BAR = 6


class Screen:
    """One screen of the window; `lay_out` says what is on it."""

    # What the window and lessons call it, and what people do; `registered` sets them.
    name = ""
    title = ""
    # Whether a key opens it from anywhere.
    has_key = False
    # A base takes the place of all screens before it; any other leads back to them.
    is_base = False
    # An overlay leaves what is under it in sight.
    is_overlay = False
    # What is heard when it comes on.
    sound = ""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.focus = ""
        self.hover = ""
        self.pinned = False
        self.scroll: dict[str, int] = {}
        self._page: Page | None = None

    # -- what a screen says of itself --------------------------------------------------------------

    def lay_out(self, page: Page) -> None:
        """Put everything on the page; without that, a screen is bare ground."""

    def bring(self, words: str) -> None:
        """Bring into sight what a lesson shows, given by the beginning of its key."""

    def arrive(self) -> None:
        """Prepare for coming on, over the screen that is on top until now."""

    def writes(self, event: pygame.Event) -> bool:
        """Take a key as a letter of what is being written; tell whether it was one."""
        del event
        return False

    def actions(self) -> Mapping[str, Press]:
        """Return what keys do on this screen besides what they do on all, by their actions."""
        return {}

    def main(self) -> None:
        """Do what Enter does when nothing else wants it."""

    def back(self) -> None:
        """Do what Escape does."""
        self.stage.back()

    def focused(self) -> None:
        """Take note that the focus or the pointer has moved."""

    def wake(self) -> None:
        """Take what was worked out beside the window; called a few times a second."""

    @property
    def patience(self) -> int:
        """How long the window may sleep, in milliseconds."""
        return IDLE

    # -- the page ----------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page as it is laid out now."""
        if self._page is None:
            stage = self.stage
            page = Page(stage.size, stage.type, stage.theme, lambda name: stage.keys.cap_of(name))
            if not self.is_overlay:
                page.fill(page.rect, page.theme.window)
            self.lay_out(page)
            if self.stage.coach is not None and not self.is_overlay:
                self.stage.coach.lay_out(page, self)
            self._lay_out_tip(page)
            self._page = page
            for name, region in page.regions.items():
                self.scroll[name] = max(0, min(self.scroll.get(name, 0), region.most))
            if self.focus and self.item(self.focus) is None:
                self.focus = ""
        return self._page

    def _lay_out_tip(self, page: Page) -> None:
        """Lay out the help of what the pointer is on, or of what is focused, once it is pinned."""
        key = self.focus if self.pinned else self.hover
        item = next((item for item in page.items if item.key == key), None) if key else None
        help_text = help_on(item) if item is not None else ""
        if item is not None and help_text:
            beside = self.shown_at(item.rect, item.region)
            lay_out_tip(page, beside, help_text, has_entry=bool(item.entry or item.number))

    def change(self) -> None:
        """Lay the page out again before it is drawn next."""
        self._page = None
        self.stage.redraw()

    def item(self, key: str) -> Item | None:
        """Return an item of the page by its key."""
        return next((item for item in self.page.items if item.key == key), None)

    @property
    def looked_at(self) -> str:
        """What the encyclopedia is asked about: under the pointer, else focused, by its name."""
        items = [self.item(key) for key in (self.hover, self.focus) if key]
        names = [item.entry or item.tip or item.number for item in items if item is not None]
        return next((name for name in names if name), "")

    def shown_at(self, rect: Rect, region: str) -> Rect:
        """Return where on the window a box of the page is, whether in sight or not."""
        return rect.move(0, -self.scroll.get(region, 0)) if region else rect

    def text_tree(self) -> list[tuple[str, str, str, str]]:
        """Return role, name, value and reason of the screen and of all on it, in reading order."""
        items = [(item.role, item.name, item.value, item.reason) for item in self.page.items]
        return [("screen", say(self.title), "", ""), *items]

    # -- drawing -----------------------------------------------------------------------------------

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the page with its focus and scroll bars."""
        page = self.page
        focused = self.item(self.focus) if self.focus else None
        for layer in sorted({mark.layer for mark in page.marks}):
            seen = ""
            for mark in page.marks:
                if mark.layer != layer:
                    continue
                if mark.item != seen:
                    seen = mark.item
                    self._draw_hover(surface, seen)
                self._draw_mark(surface, mark)
            surface.set_clip(None)
            if not layer:
                for name, region in page.regions.items():
                    self._draw_bar(surface, name, region)
            if focused is not None and focused.layer == layer:
                self._draw_focus(surface, focused)

    def _draw_mark(self, surface: pygame.Surface, mark: Mark) -> None:
        rect = mark.rect
        if mark.region:
            window = self.page.regions[mark.region].rect
            rect = self.shown_at(rect, mark.region)
            if not rect.colliderect(window):
                return
            surface.set_clip(window)
        else:
            surface.set_clip(None)
        mark.paint(surface, rect)

    def _draw_hover(self, surface: pygame.Surface, key: str) -> None:
        """Raise what the pointer is on, unless a button face will cover it anyway."""
        if not key or key != self.hover:
            return
        item = self.item(key)
        if item is None or item.by_mouse_only:
            return
        surface.set_clip(self.page.regions[item.region].rect if item.region else None)
        rect = self.shown_at(item.rect, item.region)
        shapes.rounded(surface, rect, item.radius, self.stage.theme.raised)

    def _draw_focus(self, surface: pygame.Surface, item: Item) -> None:
        width = OUTLINE if self.stage.type.scale < 200 else 2 * OUTLINE
        # A gap keeps the ring apart from a bright face.
        reach = 2 * (width + 2)
        rect = self.shown_at(item.rect, item.region).inflate(reach, reach)
        if item.region:
            surface.set_clip(self.page.regions[item.region].rect.inflate(reach, reach))
        shapes.rounded(surface, rect, item.radius + width + 2, None, self.stage.theme.text, width)
        surface.set_clip(None)

    def _draw_bar(self, surface: pygame.Surface, name: str, region: Region) -> None:
        if not region.most:
            return
        window = region.rect
        share = window.height / region.content
        high = max(24, round(window.height * share))
        down = round((window.height - high) * self.scroll[name] / region.most)
        bar = Rect(window.right - BAR, window.y + down, BAR, high)
        shapes.rounded(surface, bar, BAR // 2, self.stage.theme.edge)

    # -- keys and mouse ----------------------------------------------------------------------------

    def act(self, action: str, *, shift: bool = False) -> None:
        """Do what a key asks for, by the name of its action."""
        everywhere: dict[str, Press] = {
            "next": functools.partial(self._move, -1 if shift else 1),
            "back": self.back,
            "pin": self._pin,
            "up": functools.partial(self._move, -1),
            "down": functools.partial(self._move, 1),
            "left": functools.partial(self._step, -1),
            "right": functools.partial(self._step, 1),
            "page up": functools.partial(self._page_by, -1),
            "page down": functools.partial(self._page_by, 1),
            "main": functools.partial(self._enter, False),
            "press": functools.partial(self._enter, True),
        }
        answers = {**everywhere, **self.actions()}
        if action in answers:
            answers[action]()

    def _pin(self) -> None:
        self.pinned = not self.pinned
        self.change()

    def _enter(self, space: bool) -> None:
        item = self.item(self.focus) if self.focus else None
        if item is not None and item.press and (space or item.role in PRESSABLE):
            item.press()
        elif not space:
            self.main()

    def _move(self, by: int) -> None:
        keys = [item.key for item in self._reachable() if not item.by_mouse_only]
        if not keys:
            return
        if self.focus in keys:
            at = (keys.index(self.focus) + by) % len(keys)
        else:
            at = 0 if by > 0 else len(keys) - 1
        self.focus_on(keys[at])

    def _reachable(self) -> list[Item]:
        return [item for item in self.page.items if item.press or item.step or item.number]

    def _step(self, by: int) -> None:
        item = self.item(self.focus) if self.focus else None
        if item is not None and item.step:
            item.step(by)
        else:
            self._move(by)

    def _page_by(self, by: int) -> None:
        item = self.item(self.focus) if self.focus else None
        names = [item.region] if item is not None and item.region else list(self.page.regions)
        for name in names[:1]:
            self._scroll_by(name, by * (self.page.regions[name].rect.height - WHEEL))

    def focus_on(self, key: str) -> None:
        """Move the focus, and scroll until it can be seen."""
        self.focus = key
        if self.pinned:
            self.change()
        item = self.item(key)
        if item is not None and item.region:
            window = self.page.regions[item.region].rect
            shown = self.shown_at(item.rect, item.region)
            if shown.top < window.top:
                self._scroll_by(item.region, shown.top - window.top - WHEEL // 4)
            elif shown.bottom > window.bottom:
                self._scroll_by(item.region, shown.bottom - window.bottom + WHEEL // 4)
        self.focused()
        self.stage.redraw()

    def _scroll_by(self, name: str, by: int) -> None:
        now = self.scroll.get(name, 0)
        self.scroll[name] = max(0, min(now + by, self.page.regions[name].most))
        if self.scroll[name] != now:
            self.stage.redraw()

    def at(self, point: tuple[int, int]) -> Item | None:
        """Return the item under a point, the topmost one."""
        topmost = None
        for item in self._reachable():
            rect = self.shown_at(item.rect, item.region)
            if item.region:
                rect = rect.clip(self.page.regions[item.region].rect)
            is_above = topmost is None or item.layer >= topmost.layer
            if rect.collidepoint(point) and is_above:
                topmost = item
        return topmost

    def point_at(self, point: tuple[int, int]) -> None:
        """Follow the pointer."""
        item = self.at(point)
        key = item.key if item is not None else ""
        if key != self.hover:
            before = self.item(self.hover)
            self.hover = key
            if any(
                one_item is not None and (one_item.help or one_item.reason)
                for one_item in (before, item)
            ):
                self.change()
            self.focused()
            self.stage.redraw()

    def click(self, point: tuple[int, int]) -> None:
        """Answer a click."""
        item = self.at(point)
        if item is None:
            return
        self.focus = item.key
        self.focused()
        self.stage.redraw()
        if item.press:
            item.press()

    def wheel(self, point: tuple[int, int], by: int) -> None:
        """Scroll what is under the pointer."""
        for name, region in self.page.regions.items():
            if region.rect.collidepoint(point):
                self._scroll_by(name, -by * WHEEL)


def help_on(item: Item) -> str:
    """Return what a tip says of a control: its help, or its reason where that is not in sight."""
    is_explained = item.role in EXPLAINED or item.has_reason_in_sight
    return item.help or ("" if is_explained else item.reason)
