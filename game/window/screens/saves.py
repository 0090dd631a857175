"""Save and load: a name for the game at hand, and all games that are kept."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pygame
from pygame import Rect

from game.errors import UserError
from game.seat.saves import (
    Save,
    Shelf,
    delete_save,
    find_same,
    list_saves,
    open_save,
    save_as,
    save_unnamed,
)
from game.window.games import open_game
from game.window.items import Item
from game.window.page import Page
from game.window.registry import registered
from game.window.screen import Screen
from game.window.theme import BODY, CARD_RADIUS, HEADLINE, LABEL, SOURCE
from game.window.widgets.entry import lay_out_entry, typed
from game.words.language import later, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from game.window.stage import Stage

SHELVES: dict[Shelf, str] = later({"saves": "Saves", "games": "Games", "points": "Ends of turns"})
WIDEST, CARD, ROW = 980, 78, 44
NARROW = 640


@registered("saves", title=later("save, load"), keys="g")
class Saves(Screen):
    """Games by name, games as they were played, and the last ends of turns."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.shelf: Shelf = "saves" if list_saves("saves") or stage.session else "games"
        self.kept = list_saves(self.shelf)
        self.name_given = ""
        self.message = ""
        self.focus = "title" if stage.session is not None else "back"

    # -- laying out --------------------------------------------------------------------------------

    def lay_out(self, page: Page) -> None:
        """Lay out the name for this game, the shelves, and a column of what is kept."""
        px = page.px
        width, foot = page.rect.width, page.foot(64)
        inner = Rect(0, px(16), min(px(WIDEST), width - 2 * px(32)), 0)
        inner.centerx = width // 2
        head = page.text(inner.topleft, say("Save and load"), HEADLINE, bold=True)
        y = head.bottom + px(8)
        if self.stage.session is not None:
            y = self._name(page, Rect(inner.x, y, inner.width, px(ROW))) + px(8)
        y = self._shelves(page, Rect(inner.x, y, inner.width, px(ROW))) + px(6)
        room = Rect(inner.x - px(8), y, inner.width + 2 * px(8), foot.y - y)
        with page.region("kept", room):
            y += px(6)
            for number, save in enumerate(self.kept):
                y = self._card(page, Rect(inner.x, y, inner.width - px(6), 0), number, save)
                y += px(8)
            if not self.kept:
                told = say("Nothing is kept here yet.")
                page.text((inner.x, y), told, LABEL, colour=page.theme.second)
        self._foot(page, foot, inner.x)

    def _name(self, page: Page, rect: Rect) -> int:
        entry, button = page.row(rect, None, 150, gap=8)
        lay_out_entry(
            page, entry, "title", say("Name for this game"), self.name_given,
            focused=self.focus == "title", press=self._save,
        )  # fmt: skip
        page.button("save", button, say("Save"), self._save, main=True)
        return rect.bottom

    def _shelves(self, page: Page, rect: Rect) -> int:
        x = rect.x
        for shelf, title in SHELVES.items():
            name = say(title)
            wide = page.type.width(name, LABEL, True) + page.px(28)
            press = functools.partial(self._choose, shelf)
            where = Rect(x, rect.y, wide, rect.height)
            page.button(
                f"shelf {shelf}", where, name, press,
                chosen=shelf == self.shelf, role="tab", size=LABEL,
            )  # fmt: skip
            x += wide + page.px(8)
        return rect.bottom

    def _card(self, page: Page, at: Rect, number: int, save: Save) -> int:
        px, theme = page.px, page.theme
        delete = page.type.width(say("Delete"), LABEL, True) + px(28)
        is_narrow = at.width < px(NARROW)
        inner = at.width - 2 * px(14) - (0 if is_narrow else delete + px(12))
        lines = self._lines(save)
        room = page.room(inner)
        texts = [(line, size, bold) for line, size, bold in lines if line]
        emblems = px(26) if save.seats else 0
        high = sum(
            len(
                page.type.wrap(line, size, bold, room - (emblems * len(save.seats) if not n else 0))
            )
            * page.type.leading(size)
            for n, (line, size, bold) in enumerate(texts)
        )
        rect = Rect(at.x, at.y, at.width, max(px(CARD), high + 2 * px(10)))
        if is_narrow:
            rect.height += px(ROW)
        item = Item(
            key=f"kept {number}", rect=rect, role="card", name=save.title, value=save.told,
            reason=save.problem, has_reason_in_sight=True,
            press=functools.partial(self._ask_to_open, save),
            radius=CARD_RADIUS,
        )  # fmt: skip
        with page.item(item):
            page.box(rect, theme.panel, theme.line, radius=CARD_RADIUS)
            x, y = rect.x + px(14), rect.y + px(10)
            for seat in save.seats:
                page.emblem(seat, (x, y), px(20))
                x += emblems
            for n, (line, size, bold) in enumerate(texts):
                left = x if not n else rect.x + px(14)
                ink = theme.text if bold else theme.second
                if line == save.problem:
                    ink = theme.worse
                width = room - (left - rect.x - px(14))
                y = page.text((left, y), line, size, bold=bold, colour=ink, width=width).bottom
        where = Rect(rect.right - delete - px(10), rect.centery - px(22), delete, px(ROW))
        if is_narrow:
            where.bottom = rect.bottom - px(6)
        press = functools.partial(self._ask_to_delete, save)
        with page.above():
            page.button(f"delete {number}", where, say("Delete"), press, size=LABEL)
        return rect.bottom

    def _lines(self, save: Save) -> list[tuple[str, int, bool]]:
        shown = save.name if self.shelf == "saves" else save.title
        under = say("{title}; {told}", title=save.title, told=save.told)
        if self.shelf != "saves":
            under = save.told
        kept = say("kept {when}", when=save.when)
        return [(shown, BODY, True), (save.problem or under, LABEL, False), (kept, SOURCE, False)]

    def _foot(self, page: Page, rect: Rect, left: int) -> None:
        px, _theme = page.px, page.theme
        back = Rect(left, rect.y + px(10), px(200), px(ROW))
        page.button("back", back, say("Back"), self.back, action="back")
        if self.message:
            room = page.room(rect.right - px(32) - back.right - px(16))
            at = back.right + px(16), rect.centery
            page.middle(at, self.message, LABEL, bold=True, width=room, most=2)

    # -- what it does ------------------------------------------------------------------------------

    def _choose(self, shelf: Shelf) -> None:
        self.shelf, self.kept = shelf, list_saves(shelf)
        self.scroll["kept"] = 0
        self.change()

    def _save(self) -> None:
        session = self.stage.session
        if session is None:
            return
        if not self.name_given.strip():
            self._keep(functools.partial(save_unnamed, session.log))
            return
        try:
            same = find_same(self.name_given)
        except UserError as error:
            self.stage.explain(say("This game could not be saved."), error)
            return
        write = functools.partial(save_as, session.log, self.name_given, replace=same is not None)
        keep = functools.partial(self._keep, write)
        if same is None:
            keep()
            return
        self.stage.ask(
            say("Replace the save {name}?", name=same.stem),
            say("The older one would be lost."),
            ((say("Replace"), keep), (say("Keep it"), self.stage.redraw)),
        )

    def _keep(self, write: Callable[[], Path]) -> None:
        try:
            path = write()
        except UserError as error:
            self.stage.explain(say("This game could not be saved."), error)
            return
        self.message = say("Saved as {name}.", name=path.stem)
        self.name_given = ""
        self._choose("saves")

    def _ask_to_open(self, save: Save) -> None:
        if self.stage.session is None:
            self._open(save)
            return
        self.stage.ask(
            say("Leave this game for the other?"),
            say("This one is kept as it is, under Games."),
            (
                (say("Open it"), functools.partial(self._open, save)),
                (say("Stay"), self.stage.redraw),
            ),
        )

    def _open(self, save: Save) -> None:
        open_game(self.stage, save.path, functools.partial(open_save, shelf=self.shelf))

    def _ask_to_delete(self, save: Save) -> None:
        self.stage.ask(
            say("Delete {name}?", name=save.name),
            say("It cannot be brought back."),
            (
                (say("Keep it"), self.stage.redraw),
                (say("Delete"), functools.partial(self._delete, save)),
            ),
        )

    def _delete(self, save: Save) -> None:
        session = self.stage.session
        if session is not None and session.file and session.file.path == save.path:
            self.message = say("That game is being played; leave it first.")
            self.change()
            return
        try:
            delete_save(save.path)
        except UserError as error:
            self.stage.explain(say("This game could not be deleted."), error)
            return
        self._choose(self.shelf)

    def writes(self, event: pygame.Event) -> bool:
        """Take letters into the name while it is focused."""
        name = typed(self.name_given, event) if self.focus == "title" else None
        if name is None:
            return False
        self.name_given = name
        self.change()
        return True

    def focused(self) -> None:
        """Show or hide the mark in the name."""
        self.change()

    def main(self) -> None:
        """Save the game at hand, or go back where there is none."""
        if self.stage.session is not None:
            self._save()
        else:
            self.back()
