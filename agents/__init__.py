"""The cast: five actors as Mesa agents, and the policies that lead them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agents.games import new_game, run
    from agents.model import GameModel

__all__ = ["GameModel", "new_game", "run"]


def __getattr__(name: str) -> object:
    # Read on demand: policies and who leads whom must not bring Mesa with them.
    if name == "GameModel":
        from agents.model import GameModel

        return GameModel
    if name in {"new_game", "run"}:
        from agents import games

        return getattr(games, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
