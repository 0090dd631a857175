"""A game at the window: begun, opened, played again, or left for the title."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from game.errors import UserError
from game.seat.new_game import Setup, begin_again
from game.window.hot_seat import sit_down
from game.words.language import say

if TYPE_CHECKING:
    from game.seat.seat_table import SeatTable
    from game.session import Session
    from game.window.stage import Stage


def go_to_title(stage: Stage, scenario: str | None = None, seat: str = "") -> None:
    """Show the title, and let go of the game's log."""
    stage.let_go()
    setup = Setup(scenario, difficulty=stage.settings.difficulty)
    setup.seat = seat or setup.seat
    stage.open("title", setup)


def begin(stage: Stage, setup: Setup) -> None:
    """Begin the game that was chosen."""
    try:
        session = setup.begin()
    except UserError as error:
        stage.explain(say("This game cannot begin."), error)
        return
    play(stage, session)


def open_game(stage: Stage, path: Path, resume: Callable[[Path], Session] | None = None) -> None:
    """Go on with a game that was kept; `resume` reads it where it has to be copied first."""
    from game.session import Session

    try:
        session = (resume or Session.resume)(path)
    except UserError as error:
        stage.explain(say("This game cannot be opened."), error)
        return
    play(stage, session)


def play(stage: Stage, session: Session) -> None:
    """Take a game's log for writing, and show the game where it stands; or say who has it."""
    stage.let_go()
    try:
        session.hold()
    except UserError as error:
        stage.explain(say("This game cannot be opened."), error)
        return
    stage.session = session
    sit_down(stage, session)


def play_again(stage: Stage, table: SeatTable) -> None:
    """Begin the same game anew: scenario, seat, policies and luck."""
    try:
        session = begin_again(table.session)
    except UserError as error:
        stage.explain(say("This game cannot begin."), error)
        return
    play(stage, session)
