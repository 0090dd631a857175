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
from game.window.arrangement import Space, Stack, Strip, panel
from game.window.games import open_game
from game.window.items import Item, ItemKind
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
SHELF, KEPT, DELETE = ItemKind("shelf"), ItemKind("kept"), ItemKind("delete")
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
        foot = page.foot(64)
        column = page.column_over(foot, WIDEST)
        stack = Stack(page, column)
        stack.text(say("Save and load"), HEADLINE, bold=True, gap=8)
        if self.stage.session is not None:
            self._name(page, stack.take(ROW, 8))
        self._shelves(page, stack.take(ROW, 6))
        with page.region("kept", page.inset(stack.below(foot.y), -8)):
            stack.skip(6)
            cards = Stack(page, page.trim(stack.rest, right=6), gap=8)
            for number, save in enumerate(self.kept):
                self._card(page, cards, number, save)
            if not self.kept:
                stack.text(say("Nothing is kept here yet."), LABEL, colour=page.theme.second)
        self._foot(page, page.right_of(foot, page.left_of(foot, column)))

    def _name(self, page: Page, rect: Rect) -> None:
        entry, button = page.row(rect, None, 150, gap=8)
        lay_out_entry(
            page, entry, "title", say("Name for this game"), self.name_given,
            focused=self.focus == "title", press=self._save,
        )  # fmt: skip
        page.button("save", button, say("Save"), self._save, main=True)

    def _shelves(self, page: Page, rect: Rect) -> None:
        line = Strip(page, rect)
        for shelf, title in SHELVES.items():
            name = say(title)
            press = functools.partial(self._choose, shelf)
            page.button(
                SHELF.key(shelf), line.take(page.wide(name, LABEL, bold=True, pad=28)), name, press,
                chosen=shelf == self.shelf, role="tab", size=LABEL,
            )  # fmt: skip

    def _card(self, page: Page, cards: Stack, number: int, save: Save) -> None:
        theme, name = page.theme, say("Delete")
        delete = page.wide(name, LABEL, bold=True, pad=28)
        is_narrow = cards.rest.width < page.px(NARROW)
        item = Item(
            key=KEPT.key(number), rect=cards.rest, role="card", name=save.title, value=save.told,
            reason=save.problem, has_reason_in_sight=True,
            press=functools.partial(self._ask_to_open, save), radius=CARD_RADIUS,
        )  # fmt: skip
        below = page.total(10, ROW) if is_narrow else 10
        least = page.total(CARD, ROW) if is_narrow else CARD
        with panel(
            page, cards.rest, item=item, pad=14, above=10, below=below, least=least, edge=theme.line
        ) as inside:
            beside = 0 if is_narrow else page.total(delete, 12)
            lines = Stack(page, page.trim(inside.rest, right=beside))
            self._texts(page, lines, save)
            inside.go_on(lines.y)
        cards.go_on(item.rect.bottom)
        where = page.placed(page.trim(item.rect, right=10), delete, ROW, "right")
        if is_narrow:
            where.bottom = page.trim(item.rect, bottom=6).bottom
        press = functools.partial(self._ask_to_delete, save)
        with page.above():
            page.button(DELETE.key(number), where, name, press, size=LABEL)

    def _texts(self, page: Page, stack: Stack, save: Save) -> None:
        """Write the name after the emblems of its seats, and what there is to say below."""
        first, *others = self._lines(save)
        space = Space(page, stack.rest)
        for seat in save.seats:
            page.emblem(seat, space.left(20, gap=6).topleft, page.px(20))
        width = page.room(space.rest.width)
        used = page.text(space.rest.topleft, first, BODY, bold=True, width=width)
        stack.go_on(used.bottom)
        for text, size in zip(others, (LABEL, SOURCE), strict=True):
            is_problem = bool(save.problem) and size == LABEL
            shade = page.theme.worse if is_problem else page.theme.second
            stack.text(text, size, colour=shade)

    def _lines(self, save: Save) -> tuple[str, str, str]:
        """Return how a game is called, what there is to say of it, and when it was kept."""
        shown = save.name if self.shelf == "saves" else save.title
        under = say("{title}; {told}", title=save.title, told=save.told)
        if self.shelf != "saves":
            under = save.told
        return shown, save.problem or under, say("kept {when}", when=save.when)

    def _foot(self, page: Page, rect: Rect) -> None:
        line = Strip(page, page.trim(page.inset(rect, 0, 10), right=32), gap=16)
        page.button("back", line.take(200), say("Back"), self.back, action="back")
        if self.message:
            line.words(self.message, LABEL, bold=True, most=2)

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
