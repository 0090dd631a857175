"""The board: aims, map, measures, dispatches, and the button that seals them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pygame import Rect

from game.seat.flows import swollen
from game.seat.seat_table import SeatTable
from game.window.arrangement import Stack
from game.window.hot_seat import go_on
from game.window.items import ItemKind, Press
from game.window.layout import Grid, board_grid
from game.window.motion import STEP, Motion
from game.window.order_screen import Ordering
from game.window.page import Page
from game.window.registry import registered
from game.window.ruler import Length, Pixels
from game.window.theme import NUMBER, PANEL, SOURCE
from game.window.widgets.dispatches import DISPATCH, lay_out_dispatches
from game.window.widgets.gauge import AIM, lay_out_gauge
from game.window.widgets.lever_help import lay_out_explain, lay_out_tooltip
from game.window.widgets.lever_row import LEVER
from game.window.widgets.top_bar import lay_out_top_bar
from game.window.widgets.world_map import FLOW, lay_out_map
from game.words.language import later, say, say_count
from game.words.numbers import thin

if TYPE_CHECKING:
    from game.window.stage import Stage

MAP, AIMS, MEASURES, NEWS = later(("Map", "Aims", "Measures", "News"))
# Each pane, and the action of the key that turns to it.
PANES = {MAP: "map", AIMS: "aims", MEASURES: "measures", NEWS: "news"}
# What each pane holds.
HOLDS = {MAP: FLOW, AIMS: AIM, MEASURES: LEVER, NEWS: DISPATCH}
TAB = ItemKind("tab")
# How high gauges are: at least, at most, and in a pane of their own.
LOWEST_GAUGE, HIGHEST_GAUGE, PANE_GAUGE = 84, 128, 114
# How long the flows of a new quarter take to reach their widths, and the least worth showing.
SWELL, STEPS, LEAST = 0.6, 8, 0.02


@registered("board", title=later("the board"))
class Board(Ordering):
    """Where a seat looks at its world and gives its measures."""

    def __init__(self, stage: Stage, table: SeatTable) -> None:
        super().__init__(stage, table)
        self.pane = MEASURES
        self._swelling = Motion(SWELL, STEPS)

    # -- the map in motion -------------------------------------------------------------------------

    def arrive(self) -> None:
        """Let the flows grow and shrink from what they were a turn ago."""
        if self.stage.settings.reduced_motion:
            return
        if any(abs(flow.change) > LEAST for flow in self.table.sheet.flows.values()):
            self._swelling.begin()

    def wake(self) -> None:
        """Let the flows move on."""
        super().wake()
        if self._swelling.move():
            self.change()

    @property
    def patience(self) -> int:
        """How long the window may sleep: less while the flows move."""
        return super().patience if self._swelling.is_over else STEP

    # -- laying out --------------------------------------------------------------------------------

    def lay_out(self, page: Page) -> None:
        """Lay out the board in columns, or one pane of it where the text is large."""
        grid = board_grid(self.stage.size, self.stage.type.scale)
        lay_out_top_bar(page, grid.top, self.table, "Measures", self.back)
        if grid.columns:
            self._lay_out_columns(page, grid)
        else:
            self._lay_out_panes(page, grid)

    def _lay_out_columns(self, page: Page, grid: Grid) -> None:
        self._aims(page, grid.aims)
        self._map(page, grid.map)
        self._measures(page, grid.measures)
        self.lay_out_seal(page, grid.seal, say("Seal orders"), wide=False)
        lay_out_dispatches(page, grid.dispatches, self.table, self.show_record)
        row = self.table.row(self.explained)
        if row is not None:
            item = next(item for item in page.items if item.key == LEVER.key(row.target))
            beside = self.shown_at(item.rect, item.region)
            lay_out_tooltip(page, row, beside, grid.map, self.odds_of(row))

    def _lay_out_panes(self, page: Page, grid: Grid) -> None:
        boxes = page.columns(grid.tabs, len(PANES), 8)
        for rect, (name, action) in zip(boxes, PANES.items(), strict=True):
            turn = functools.partial(self.turn_to, name)
            page.button(
                TAB.key(name),
                rect,
                say(name),
                turn,
                action=action,
                chosen=name == self.pane,
                role="tab",
            )
        if self.pane == MAP:
            self._map(page, grid.pane)
        elif self.pane == AIMS:
            with page.region("aims", grid.pane):
                self._gauges(page, grid.pane, PANE_GAUGE)
        elif self.pane == MEASURES:
            self._measures(page, grid.measures)
            row = self.table.row(self.explained)
            lay_out_explain(page, grid.explain, row, self.odds_of(row))
        else:
            with page.region("news", grid.pane):
                lay_out_dispatches(page, grid.pane, self.table, self.show_record, stacked=True)
        self.lay_out_seal(page, grid.seal, say("Seal orders"), wide=True)

    def _aims(self, page: Page, rect: Rect) -> None:
        page.fill(rect, page.theme.panel)
        page.fill(page.placed(rect, Pixels(1), Pixels(rect.height), "right"), page.theme.line)
        sheet = self.table.sheet
        inner = page.trim(rect, left=14, top=8, right=14)
        score = page.text(inner.topright, self.table.score, NUMBER, bold=True, align="right")
        page.text(inner.topleft, say("Your aims"), PANEL, bold=True)
        target = thin(self.table.session.scenario.targets[self.table.actor])
        stack = Stack(page, page.under(inner, score, -6))
        words = say("if the rest goes as usual; {target} wins", target=target)
        line = page.text(stack.rest.topleft, words, SOURCE, colour=page.theme.second)
        stack.go_on(line.bottom)
        stack.line(above=2)
        room = page.under(rect, stack.rest)
        each = page.trim(room, bottom=4).height // len(sheet.gauges)
        if each < page.px(LOWEST_GAUGE):
            with page.region("aims", room):
                self._gauges(page, room, LOWEST_GAUGE)
        else:
            self._gauges(page, room, page.capped(HIGHEST_GAUGE, each))

    def _gauges(self, page: Page, rect: Rect, each: Length) -> None:
        ink = page.theme.inks[self.table.actor].fill
        stack = Stack(page, page.trim(rect, left=Pixels(2), right=8))
        for gauge in self.table.sheet.gauges:
            where = page.inset(stack.take(each), 0, Pixels(2))
            why = functools.partial(self.ask_why, gauge.number)
            lay_out_gauge(page, where, gauge, ink, why)

    def _map(self, page: Page, rect: Rect) -> None:
        sheet = self.table.sheet
        moving = not self._swelling.is_over
        flows = swollen(sheet.flows, self._swelling.share) if moving else sheet.flows
        lay_out_map(page, rect, flows, sheet.gates, self.ask_why)

    def _measures(self, page: Page, rect: Rect) -> None:
        page.fill(rect, page.theme.panel)
        page.fill(page.placed(rect, Pixels(1), Pixels(rect.height), "left"), page.theme.line)
        head = Stack(page, page.trim(rect, left=14, top=8, right=14))
        head.heading(say("Measures"), say("sealed until the reveal"))
        rows = page.inset(page.under(rect, head.rest), Pixels(4))
        self.lay_out_rows(page, page.trim(rows, bottom=Pixels(2)))

    # -- what it does ------------------------------------------------------------------------------

    def turn_to(self, pane: str) -> None:
        """Show another pane."""
        self.pane = pane
        self.change()

    def bring(self, words: str) -> None:
        """Turn to the pane that holds what is meant."""
        kind = words.partition(" ")[0]
        for pane, held in HOLDS.items():
            if kind in held:
                self.turn_to(pane)

    def actions(self) -> Mapping[str, Press]:
        """Return what the keys of the board do."""
        turns = {tab: functools.partial(self._go_to, pane) for pane, tab in PANES.items()}
        return {**super().actions(), **turns, "record": self.show_record}

    def _go_to(self, pane: str) -> None:
        """Turn to a pane, or, where all are in sight, move the focus into it."""
        self.turn_to(pane)
        first = next(
            (i.key for i in self.page.items if i.key in HOLDS[pane] and not i.by_mouse_only), ""
        )
        if first:
            self.focus_on(first)

    def main(self) -> None:
        """Seal the measures, after one question."""
        sheet = self.table.sheet
        count = sheet.orders
        asked = say_count("Seal {count} order?", "Seal {count} orders?", count)
        note = say(
            "{free} political capital stays free. The others choose on the same world.",
            free=thin(sheet.capital.free),
        )
        note = self.note_at_seal(note)
        answers = ((say("Seal"), self._seal), (say("Not yet"), self.stage.redraw))
        self.stage.ask(asked if count else say("Seal no orders?"), note, answers)

    def _seal(self) -> None:
        self.table.seal()
        go_on(self.stage, self.table)
