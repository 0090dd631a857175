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
from game.seat.debrief.reckoning import Reckoning
from game.seat.debrief.strategist_line import StrategistScore
from game.seat.debrief.turning_points import largest_turns, read_moved, read_turning_point
from game.seat.odds.ensemble_progress import Gathering
from game.seat.origins import OriginTracer
from game.seat.seat_table import SeatTable
from game.session import Session
from game.window.arrangement import Stack
from game.window.debrief_panels import PANELS, SCORE, lay_out_panel, lay_out_verdict
from game.window.debrief_picture import report_stem, save_picture
from game.window.games import go_to_title, play, play_again
from game.window.items import ItemKind, Press
from game.window.order_screen import lay_out_notice
from game.window.page import Page
from game.window.registry import registered
from game.window.ruler import Pixels
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
        self._reckoning: Reckoning | None = Reckoning(table.session, table.actor)
        self._strategist: StrategistScore | None = None
        self._tracer = OriginTracer(table.session, table.actor, self._unread)
        self._saving: cf.Future[None] | None = None
        self._saved = Path()

    # -- laying out --------------------------------------------------------------------------------

    def lay_out(self, page: Page) -> None:
        """Lay out the verdict, the tabs, the panel that is chosen, and what can be done."""
        foot = page.foot(64)
        stack = Stack(page, page.trim(page.rect, left=14, top=10, right=14))
        stack.go_on(lay_out_verdict(page, stack.rest, self.told, self.among), 8)
        self._tabs(page, stack.take(44, 10))
        body = stack.below(foot.y)
        with page.region(f"debrief {self.tab}", body):
            at = page.trim(stack.rest, right=12)
            end = lay_out_panel(
                page, at, self.tab, self.told, self.among, self.gathering, self.fork,
                self._reckoning.share if self._reckoning else 1.0,
            )  # fmt: skip
            stack.go_on(end)
            page.fill(page.row(stack.take(10), Pixels(1))[0], page.theme.window)
        self._foot(page, foot)
        if self.message:
            with page.above():
                over = page.trim(foot, left=14)
                edge = page.theme.edge
                lay_out_notice(page, over, self.message, edge, widest=760, side="left")

    def _tabs(self, page: Page, rect: Rect) -> None:
        names = [say(name) for name in PANELS]
        for number, where in enumerate(page.columns(rect, len(PANELS), 8)):
            name = PANELS[number]
            turn = functools.partial(self.turn_to, name)
            page.button(
                TAB.key(name), where, names[number], turn, action=TABS[name],
                chosen=name == self.tab, role="tab", size=LABEL,
            )  # fmt: skip

    def _foot(self, page: Page, rect: Rect) -> None:
        offers = (
            ("save", say("Save report"), "export", self.save, True),
            ("fork", say("Fork"), "fork", self.choose_fork, False),
            ("again", say("Play again"), "replay", self.again, False),
            ("why", say("Why?"), "why", self.ask_why, False),
            ("history", say("All orders"), "record", self.show_record, False),
            ("title", say("Title"), "back", self.back, False),
        )
        room = page.inset(rect, 14, 10)
        boxes = page.weighted(room, [WIDER if offer[-1] else 1.0 for offer in offers], 10)
        for where, (key, name, action, press, main) in zip(boxes, offers, strict=True):
            page.button(key, where, name, press, action=action, main=main, size=LABEL)

    # -- what is worked out beside the window ------------------------------------------------------

    def wake(self) -> None:
        """Work out more of what the orders were worth; follow the ensemble and the report."""
        if self._unread or self._reckoning is not None:
            self.read_on()
            self.change()
        if self.gathering is None:
            scenario = self.table.session.log.header.scenario
            files = configs_of(self.table.session.log.header).own_of([("scenarios", scenario)])
            order = Order(scenario=scenario, seat=self.table.actor, own=files)
            self.gathering = Gathering(self.stage.helper, order)
        if self.gathering.poll():
            if self.gathering.ensemble is not None:
                self.among = read_among(self.gathering.ensemble, self.told.score)
            self.change()
        self._follow_strategist()
        if self._saving is not None and self._saving.done():
            self._take_saved(self._saving)

    def _follow_strategist(self) -> None:
        """Let a strategist play the seat once other games are at hand; a report gets its score."""
        worth = self.told.worth
        if worth is None or self._is_gathering:
            return
        if self._strategist is None:
            table = self.table
            self._strategist = StrategistScore(self.stage.helper, table.session, table.actor)
        if self._strategist.poll():
            worth = dataclasses.replace(worth, strategist=self._strategist.score)
            self.told = dataclasses.replace(self.told, worth=worth)
            self.change()
            if self._saved.name:
                self.save()

    @property
    def _is_gathering(self) -> bool:
        """Whether the games that the score is compared with are still to come."""
        gathering = self.gathering
        return gathering is None or not (gathering.is_lost or gathering.ensemble is not None)

    @property
    def _is_strategist_awaited(self) -> bool:
        strategist = self._strategist
        return strategist is None or not (strategist.is_lost or strategist.score is not None)

    @property
    def patience(self) -> int:
        """How long the window may sleep: less while games are played beside it."""
        busy = (
            self._reckoning is not None
            or bool(self._unread)
            or self._is_gathering
            or self._is_strategist_awaited
        )
        return WAITING if busy else IDLE

    def read_on(self, *, all_of_it: bool = False) -> None:
        """Play a turn more, or read a turning point; or do all that is left.

        The game is played again without each order first, then to trace what began the turns in
        which the score moved most.
        """
        reckoning = self._reckoning
        if reckoning is not None:
            if not all_of_it and reckoning.work():
                return
            self.told = dataclasses.replace(self.told, worth=reckoning.finish())
            self._reckoning = None
        while self._unread and self.told.worth is not None:
            if not all_of_it and self._tracer.work():
                return
            turn = self._unread.pop(0)
            table = self.table
            point = read_turning_point(table.session, table.actor, turn, self.told.worth)
            point = dataclasses.replace(point, moved=read_moved(self._tracer, point))
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
            forked = Session.resume(path, sealed=session.sealed)
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
