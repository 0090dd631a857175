"""What is said of the game at hand when somebody leaves it: only what is true at that moment."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from game.errors import UserError
from game.saves.folder import new_log_path
from game.saves.place import keep_elsewhere, kept_path
from game.words.language import say

if TYPE_CHECKING:
    from game.session import Session
    from game.window.stage import Answer, Stage


def note_on_leaving(stage: Stage, kept: str) -> str:
    """Return what becomes of the game at hand; `kept` is said where a file holds it."""
    if stage.session is None or kept_path(stage.session):
        return kept
    return say("No file holds this game any more: leaving loses it.")


def rescue(stage: Stage) -> tuple[Answer, ...]:
    """Return the answer that keeps the game at hand in a new file, where none holds it."""
    session = stage.session
    if session is None or kept_path(session):
        return ()
    return ((say("Keep it in a new file"), functools.partial(_keep, stage, session)),)


def _keep(stage: Stage, session: Session) -> None:
    path = new_log_path(session.scenario.name, session.log.header.seed)
    try:
        if path is None:
            raise UserError(say("game"), say("no folder for games can be written"))
        keep_elsewhere(session, path)
    except UserError as error:
        stage.explain(say("This game could not be saved."), error)
        return
    note = say("From now on it is kept as {name}.", name=path.stem)
    stage.ask(say("The game is kept again."), note, ((say("All right"), stage.redraw),))
