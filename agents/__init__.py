"""The cast: five actors as Mesa agents, and the policies that lead them."""

from agents.model import GameModel
from agents.run import new_game, run

__all__ = ["GameModel", "new_game", "run"]
