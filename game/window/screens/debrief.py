"""The debrief: how it ended, what it was worth among other games, where it turned, what to ask."""

from __future__ import annotations

import concurrent.futures as cf
import dataclasses
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pygame import Rect

from agents.cast import configs_of
from game.ahead.ensemble import Order
from game.errors import UserError
from game.reports.debrief import write_debrief
from game.saves.folder import new_log_path
from game.seat.debrief.read import read_among, read_debrief
from game.seat.debrief.turning_points import largest_turns, read_turning_point
from game.seat.odds.ensemble_progress import Gathering
from game.seat.seat_table import SeatTable
from game.session import Session
from game.window.debrief_panels import PANELS, SCORE, TURNING, lay_out_panel, lay_out_verdict
from game.window.debrief_picture import report_stem, save_picture
from game.window.games import go_to_title, play, play_again
from game.window.items import Block, ItemKind, Press
from game.window.layout import split
from game.window.page import Page
from game.window.registry import registered
from game.window.screen import IDLE, WAITING
from game.window.seat_screen import SeatScreen
from game.window.theme import LABEL
from game.words.language import later, say

if TYPE_CHECKING:
    from game.seat.debrief.account import Account, Among
    from game.window.stage import Stage

# How much wider the main button is than the others.
WIDER = 1.45
TAB = ItemKind("tab")
# Each panel, and the action of the key that turns to it: those of the board's panes, and one more.
TABS = dict(zip(PANELS, ("map", "aims", "measures", "news", "discuss"), strict=True))


@registered("debrief", title=later("the debrief"))
class Debrief(SeatScreen):
    """What became of the game."""

    sound = "end"

    def __init__(self, stage: Stage, table: SeatTable) -> None:
        super().__init__(stage, table)
        self.focus = "save"
        self.tab = SCORE
        self.told: Account = read_debrief(table.session, table.actor)
        self.among: Among | None = None
        self.gathering: Gathering | None = None
        self.message = ""
        self._unread = list(largest_turns(self.told.totals))
        self._saving: cf.Future[None] | None = None
        self._saved = Path()

    # -- laying out --------------------------------------------------------------------------------

    def lay_out(self, page: Page) -> None:
        """Lay out the verdict, the tabs, the panel that is chosen, and what can be done."""
        px = page.px
        foot = page.foot(64)
        inner = Rect(px(14), px(10), page.rect.width - 2 * px(14), 0)
        y = lay_out_verdict(page, inner, self.told, self.among)
        y = self._tabs(page, Rect(inner.x, y + px(8), inner.width, px(44)))
        body = Rect(inner.x, y + px(10), inner.width, foot.y - y - px(10))
        if self.tab == TURNING:
            self.read_on(all_of_it=True)
        with page.region(f"debrief {self.tab}", body):
            at = Rect(body.x, body.y, body.width - px(12), 0)
            end = lay_out_panel(
                page, at, self.tab, self.told, self.among, self.gathering, self.fork
            )
            page.fill(Rect(at.x, end, 1, px(10)), page.theme.window)
        self._foot(page, foot)
        if self.message:
            self._say(page, foot)

    def _tabs(self, page: Page, rect: Rect) -> int:
        names = [say(name) for name in PANELS]
        for number, where in enumerate(split(rect, len(PANELS), page.px(8))):
            name = PANELS[number]
            turn = functools.partial(self.turn_to, name)
            page.button(
                TAB.key(name), where, names[number], turn, action=TABS[name],
                chosen=name == self.tab, role="tab", size=LABEL,
            )  # fmt: skip
        return rect.bottom

    def _foot(self, page: Page, rect: Rect) -> None:
        px = page.px
        offers = (
            ("save", say("Save report"), "export", self.save, True),
            ("fork", say("Fork"), "fork", self.choose_fork, False),
            ("again", say("Play again"), "replay", self.again, False),
            ("why", say("Why?"), "why", self.ask_why, False),
            ("history", say("All orders"), "record", self.show_record, False),
            ("title", say("Title"), "back", self.back, False),
        )
        room = Rect(rect.x + px(14), rect.y + px(10), rect.width - 2 * px(14), px(44))
        boxes = _wider_first(room, len(offers), px(10))
        for where, (key, name, action, press, main) in zip(boxes, offers, strict=True):
            page.button(key, where, name, press, action=action, main=main, size=LABEL)

    def _say(self, page: Page, foot: Rect) -> None:
        """Say over the foot what came of saving."""
        px, theme = page.px, page.theme
        width = min(foot.width - 2 * px(14), px(760))
        block = Block(self.message, LABEL, True, gap=0)
        high = page.height_of([block], width - 2 * px(14)) + 2 * px(10)
        rect = Rect(px(14), foot.y - high - px(8), width, high)
        with page.above():
            page.box(rect, theme.raised, theme.edge)
            page.flow((rect.x + px(14), rect.y + px(10)), [block], width - 2 * px(14))

    # -- what is worked out beside the window ------------------------------------------------------

    def wake(self) -> None:
        """Read another turning point; follow the ensemble and the report."""
        if self._unread:
            self.read_on()
            self.change()
        if self.gathering is None:
            scenario = self.table.session.log.header.scenario
            own = configs_of(self.table.session.log.header).own_of([("scenarios", scenario)])
            order = Order(scenario=scenario, seat=self.table.actor, own=own)
            self.gathering = Gathering(self.stage.helper, order)
        if self.gathering.poll():
            if self.gathering.ensemble is not None:
                self.among = read_among(self.gathering.ensemble, self.told.score)
            self.change()
        if self._saving is not None and self._saving.done():
            self._take_saved(self._saving)

    @property
    def patience(self) -> int:
        """How long the window may sleep: less while games are played beside it."""
        gathering = self.gathering
        busy = gathering is None or not (gathering.is_lost or gathering.ensemble is not None)
        return WAITING if busy else IDLE

    def read_on(self, *, all_of_it: bool = False) -> None:
        """Read the next turning point, or all that are left."""
        while self._unread:
            turn = self._unread.pop(0)
            table = self.table
            point = read_turning_point(table.session, table.actor, turn, self.told.totals)
            self.told = dataclasses.replace(self.told, turning=(*self.told.turning, point))
            if not all_of_it:
                return

    # -- what it does ------------------------------------------------------------------------------

    def turn_to(self, tab: str) -> None:
        """Show another panel."""
        self.tab = tab
        self.change()

    def save(self) -> None:
        """Save the debrief as a picture at once, and as a page beside the window."""
        self.read_on(all_of_it=True)
        try:
            self._saved = report_stem(self.table.session)
            self._saved.parent.mkdir(parents=True, exist_ok=True)
            save_picture(self.told, self.among, self._saved.with_suffix(".png"))
        except (OSError, RuntimeError) as error:
            self.message = say("The report could not be saved: {why}.", why=error)
            self.change()
            return
        page = self._saved.with_suffix(".html")
        self._saving = self.stage.helper.ask(write_debrief, self.told, self.among, page)
        self.message = say("Saving the report ...")
        self.change()

    def _take_saved(self, saving: cf.Future[None]) -> None:
        self._saving = None
        if saving.cancelled() or (error := saving.exception()) is not None:
            why = "" if saving.cancelled() else str(error)
            self.message = say("The report could not be saved: {why}.", why=why)
        else:
            self.message = say("Saved: {page} (and .png beside it)",
                               page=self._saved.with_suffix(".html"))  # fmt: skip
        self.change()

    def choose_fork(self) -> None:
        """Ask from which turn to play on."""
        self.stage.open("fork", self.told, self.fork)

    def fork(self, turn: int) -> None:
        """Play on from the start of a turn, as a new game in a log of its own."""
        session = self.table.session
        header = session.log.header
        path = new_log_path(Path(header.scenario).stem, header.seed)
        try:
            if path is None:
                raise UserError("fork", "there is no folder to keep a game in")
            session.fork(turn, path)
            forked = Session.resume(path)
        except UserError as error:
            self.stage.explain(say("This game cannot be forked."), error)
            return
        play(self.stage, forked)

    def again(self) -> None:
        """Play the same game again."""
        play_again(self.stage, self.table)

    def actions(self) -> Mapping[str, Press]:
        """Return what the keys on the buttons and tabs do."""
        turns = {tab: functools.partial(self.turn_to, panel) for panel, tab in TABS.items()}
        return {
            "export": self.save, "fork": self.choose_fork, "replay": self.again,
            "why": self.ask_why, "record": self.show_record, **turns,
        }  # fmt: skip

    def main(self) -> None:
        """Save the report."""
        self.save()

    def back(self) -> None:
        """Go to the title."""
        go_to_title(self.stage)


def _wider_first(rect: Rect, count: int, gap: int) -> list[Rect]:
    """Return boxes beside each other, the first of them wider, for the main button."""
    unit = (rect.width - gap * (count - 1)) / (count - 1 + WIDER)
    first = Rect(rect.x, rect.y, round(WIDER * unit), rect.height)
    rest = Rect(first.right + gap, rect.y, rect.right - first.right - gap, rect.height)
    return [first, *split(rest, count - 1, gap)]
