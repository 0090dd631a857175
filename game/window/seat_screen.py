"""What the screens of one seat's game have in common: why a number changed, the record, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.seat.seat_table import SeatTable
from game.window.games import go_to_title
from game.window.leaving import note_on_leaving, rescue
from game.window.screen import Screen
from game.words.language import say

if TYPE_CHECKING:
    from game.window.stage import Stage


class SeatScreen(Screen):
    """A screen that shows what one seat sees of its game."""

    is_base = True

    def __init__(self, stage: Stage, table: SeatTable) -> None:
        super().__init__(stage)
        self.table = table

    def ask_why(self, number: str = "") -> None:
        """Show why a number changed, if a turn has been played."""
        if self.table.session.played:
            self.stage.open("why", self.table, number)
            return
        self.stage.ask(
            say("Nothing has changed yet."),
            say("Causes are told once a quarter has passed."),
            ((say("All right"), self.stage.redraw),),
        )

    def show_record(self) -> None:
        """Show what was announced and printed so far."""
        self.stage.open("record", self.table)

    def back(self) -> None:
        """Ask where to go; the game is kept anyway."""
        pause(self.stage)


def pause(stage: Stage) -> None:
    """Ask where to go from the middle of a game."""
    stage.ask(
        say("Leave the table?"),
        note_on_leaving(
            stage, say("The game is kept as it is; the title offers to go on with it.")
        ),
        (
            (say("Stay"), stage.redraw),
            *rescue(stage),
            (say("Title"), lambda: go_to_title(stage)),
            (say("Save and load"), lambda: stage.open("saves")),
            (say("Encyclopedia"), lambda: stage.open("encyclopedia")),
            (say("Settings"), lambda: stage.open("settings")),
            (say("Keys"), lambda: stage.open("keys")),
            (say("Leave"), stage.close),
        ),
    )
