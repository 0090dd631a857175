"""The facilitator's desk: events to strike, numbers to set, who leads whom, back and forth."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pygame import Rect

from game.errors import UserError
from game.saves.folder import new_log_path
from game.saves.lines import Overridden
from game.seat.facilitator_menu import DeskCard, list_events, list_numbers, list_seats, split_reason
from game.seat.facilitator_news import act_text
from game.window.arrangement import Stack, Strip, panel
from game.window.find_screen import FindScreen
from game.window.hot_seat import sit_down
from game.window.items import Item, ItemKind, Press
from game.window.page import Page
from game.window.registry import registered
from game.window.theme import BODY, CARD_RADIUS, HEADLINE, LABEL
from game.words.language import later, say
from game.words.numbers import quarter_text

if TYPE_CHECKING:
    from game.session import Session
    from game.window.stage import Stage

TABS = later({"events": "Events", "numbers": "Numbers", "seats": "Seats", "game": "Game"})
ENTRY = later(
    {
        "events": "Find a word",
        "numbers": "New value and reason: 0.5 they met",
        "seats": "Reason",
        "game": "Reason",
    }
)
TAB, CARD, DO = ItemKind("tab"), ItemKind("act"), ItemKind("do")
WIDEST, ROW = 980, 44
BY = "desk"


@registered("desk", title=later("the facilitator's desk"), keys="F2")
class Desk(FindScreen):
    """What a facilitator may do in the game at hand; all of it is in the log and told as news."""

    found = "desk"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.kind = "events"
        self.message = ""
        self.focus = "back"

    # -- laying out --------------------------------------------------------------------------------

    def lay_out(self, page: Page) -> None:
        """Lay out the tabs and the line to write in over a column of cards."""
        foot = page.foot(64)
        column = page.column_over(foot, WIDEST)
        stack = Stack(page, column)
        stack.text(say("The facilitator's desk"), HEADLINE, bold=True, gap=8)
        self._tabs(page, stack.take(ROW, 6))
        self.lay_out_find(page, stack.take(ROW, 8), say(ENTRY[self.kind]))
        with page.region("desk", page.inset(stack.below(foot.y), -8)):
            stack.skip(6)
            cards = Stack(page, page.trim(stack.rest, right=6), gap=8)
            for number, choice in enumerate(self._choices()):
                self._card(page, cards, number, choice)
        line = Strip(
            page, page.inset(page.right_of(foot, page.left_of(foot, column)), 0, 10), gap=16
        )
        page.button("back", line.take(200), say("Back"), self.back, action="back")
        if self.message:
            line.words(self.message, LABEL, bold=True, most=2)

    def _tabs(self, page: Page, rect: Rect) -> None:
        line = Strip(page, rect)
        for kind, title in TABS.items():
            name = say(title)
            box = line.take(page.wide(name, LABEL, bold=True, pad=28))
            page.button(
                TAB.key(kind), box, name, functools.partial(self.choose, kind),
                chosen=kind == self.kind, role="tab", size=LABEL,
            )  # fmt: skip

    def _card(self, page: Page, cards: Stack, number: int, choice: DeskCard) -> None:
        item = Item(
            key=CARD.key(number), rect=cards.rest, role="text", name=choice.title,
            value=choice.told, radius=CARD_RADIUS,
        )  # fmt: skip
        with panel(page, cards.rest, item=item, pad=14, above=10, below=10) as stack:
            stack.text(choice.title, BODY, bold=True, gap=2 if choice.told else 8)
            if choice.told:
                stack.text(choice.told, LABEL, colour=page.theme.second, gap=8)
            self._buttons(page, stack, number, choice)
        cards.go_on(item.rect.bottom)

    def _buttons(self, page: Page, stack: Stack, number: int, choice: DeskCard) -> None:
        acts = self._acts(choice)
        widths = [page.wide(name, LABEL, bold=True, pad=28) for name, _ in acts]
        boxes = page.wrapped(stack.rest, widths, ROW, 8, 6) if acts else []
        for place, ((name, press), box) in enumerate(zip(acts, boxes, strict=True)):
            page.button(DO.key(f"{number} {place}"), box, name, press, size=LABEL)
        if boxes:
            stack.go_on(boxes[-1].bottom, 0)

    # -- what there is -----------------------------------------------------------------------------

    def _choices(self) -> Sequence[DeskCard]:
        session = self.stage.session
        if session is None:
            return [DeskCard(name="", title=say("No game is at hand."), told="")]
        if self.kind == "events":
            return list_events(session, self.word)
        if self.kind == "numbers":
            return list_numbers(session)
        return list_seats(session) if self.kind == "seats" else self._game(session)

    def _game(self, session: Session) -> Sequence[DeskCard]:
        withdrawn = session.log.state.withdrawn
        done = [
            DeskCard(
                name=f"act {line.id}",
                title=act_text(line),
                told="" if isinstance(line, Overridden) else line.why,
            )
            for line in reversed(session.log.state.acts)
            if line.id not in withdrawn
        ]
        turns = [
            DeskCard(name=f"turn {turn}", title=quarter_text(session.scenario.date(turn)), told="")
            for turn in range(min(len(session.played) + 1, session.scenario.turns))
        ]
        return [*done, *reversed(turns)]

    def _acts(self, choice: DeskCard) -> list[tuple[str, Press]]:
        """Return what can be done with a card: the words on a button, and what it does."""
        session = self.stage.session
        if session is None:
            return []
        desk, name = session.facilitator, choice.name
        if self.kind == "events":
            strike = functools.partial(desk.inject, name, by=BY)
            return [
                (say("Strike now"), self._doing(strike)),
                (say("At the reveal"), self._doing(functools.partial(strike, at="reveal"))),
            ]
        if self.kind == "numbers":
            return [(say("Set"), self._doing(functools.partial(self._set, session, name)))]
        if self.kind == "seats":
            return self._seat_acts(session, name)
        what, _, which = name.partition(" ")
        if what == "act":
            back = functools.partial(desk.withdraw, which, why=self.word, by=BY)
            return [(say("Take back"), self._doing(back))]
        turn = int(which)
        return [
            (say("Go back to here"), self._doing(functools.partial(self._rewind, session, turn))),
            (say("Fork from here"), self._doing(functools.partial(self._fork, session, turn))),
        ]

    def _seat_acts(self, session: Session, actor: str) -> list[tuple[str, Press]]:
        if actor not in session.seats:
            sit = functools.partial(session.sit, actor, why=self.word, by=BY)
            return [(say("Sit down there"), self._doing(sit, moves=True))]
        if len(session.seats) == 1:
            return []  # somebody has to sit at the window
        lead = functools.partial(session.lead, actor, why=self.word, by=BY)
        return [(say("Let its policy lead"), self._doing(lead, moves=True))]

    # -- what it does ------------------------------------------------------------------------------

    def choose(self, kind: str) -> None:
        """Show another tab, with an empty line."""
        self.word, self.message = "", ""
        super().choose(kind)

    def _doing(self, act: Callable[[], object], *, moves: bool = False) -> Press:
        return functools.partial(self._do, act, moves)

    def _do(self, act: Callable[[], object], moves: bool) -> None:
        """Do something; say why not, or show the game where it now stands."""
        session = self.stage.session
        try:
            done = act()
        except UserError as error:
            self.message = error.remedy or error.problem
            self.change()
            return
        self.message = done if isinstance(done, str) and " " in done else say("Done.")
        self.stage.lay_out_again()
        if moves and session is not None:
            sit_down(self.stage, session)

    def _set(self, session: Session, field: str) -> None:
        value, why = split_reason(self.word)
        session.facilitator.override(field, value, why=why, by=BY)

    def _rewind(self, session: Session, turn: int) -> None:
        session.rewind(turn, by=BY)
        sit_down(self.stage, session)

    def _fork(self, session: Session, turn: int) -> str:
        header = session.log.header
        path = new_log_path(Path(header.scenario).stem, header.seed)
        if path is None:
            raise UserError("fork", say("no folder for games can be written"))
        session.fork(turn, path)
        return say("A second game is kept as {name}.", name=path.stem)
