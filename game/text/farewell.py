"""What is said of a game's file: only what is true of it at that moment."""

from __future__ import annotations

import shlex

from game.saves.place import kept_path
from game.session import Session


def tell_kept(session: Session) -> list[str]:
    """Return where a game that is over is kept; one without a file was told so as it began."""
    if session.file is None:
        return []
    path = kept_path(session)
    return [f"Kept in {path}"] if path else [_lost(session)]


def tell_farewell(session: Session) -> list[str]:
    """Return how to go on with a game that is left."""
    path = kept_path(session)
    if path is None:
        return [_lost(session)]
    return [f"The game is kept. Go on with: highfence play --log {shlex.quote(str(path))}"]


def tell_way_out(session: Session) -> list[str]:
    """Return what a person can do who leaves a game that no file holds."""
    return [_lost(session), "keep FILE keeps it there from now on; quit again leaves it."]


def _lost(session: Session) -> str:
    if session.file is None:
        return "This game was kept nowhere."
    return f"{session.file.path} does not hold this game any more: it is kept nowhere."
