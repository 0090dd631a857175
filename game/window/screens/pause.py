"""The way out of the middle of a game: what can be done besides playing on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.window.screens.settings import SettingsScreen
from game.words.language import say

if TYPE_CHECKING:
    from game.window.app import App


def pause(app: App) -> None:
    """Ask where to go; the game is kept anyway."""
    app.ask(
        say("Leave the table?"),
        say("The game is kept as it is; the title offers to go on with it."),
        (
            (say("Stay"), app.redraw),
            (say("Title"), app.show_title),
            (say("Save and load"), app.show_saves),
            (say("Encyclopedia"), app.show_encyclopedia),
            (say("Settings"), lambda: app.show(SettingsScreen(app))),
            (say("Keys"), app.show_keys),
            (say("Leave"), app.close),
        ),
    )
