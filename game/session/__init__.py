"""A game in progress with its log: who leads whom, drafts, turns, rewind, fork, replay."""

from game.session.session import Session
from game.session.turns import TurnRecord

__all__ = ["Session", "TurnRecord"]
