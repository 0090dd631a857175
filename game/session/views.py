"""What each seat may know, worked out once for each position."""

from __future__ import annotations

import copy

from game.session.logged_game import LoggedGame
from game.state.chance import Chance
from game.state.position import Position
from game.state.world import Floats, seal_array
from game.turn.view import View

# Positions of a whole game for all seats; beyond that, what was looked at last is worked out anew.
MOST = 256


class KeptChance(Chance):
    """Luck that keeps what was drawn, for what looks at the same few addresses again and again."""

    def __init__(self, luck: Chance) -> None:
        super().__init__(luck.seed, luck.first, luck.replicates, luck.moment)
        self._drawn: dict[tuple[int, str, int], Floats] = {}

    def at(self, moment: int) -> Chance:
        """Return the same luck at another moment."""
        moved = copy.copy(self)
        moved.moment = moment
        return moved

    def uniform(self, event: str, n: int = 1) -> Floats:
        """Return (R, n) uniforms between 0 and 1, neither included, that belong to this event."""
        address = (self.moment, event, n)
        if address not in self._drawn:
            self._drawn[address] = seal_array(super().uniform(event, n))
        return self._drawn[address]


class Views:
    """The views of a game's actors, kept while their positions may be looked at again."""

    def __init__(self, game: LoggedGame) -> None:
        self._game = game
        self._luck = KeptChance(game.model.chance)
        # By identity: a position of arrays has no other key. It is kept, so that its id stays its.
        self._kept: dict[tuple[int, str], tuple[Position, View]] = {}

    def forget(self) -> None:
        """Forget every view, so that the next look is worked out anew."""
        self._kept.clear()

    def of(self, actor: str, position: Position | None = None) -> View:
        """Return what an actor may know of a position, by default the one at hand."""
        game = self._game
        at = game.model.position if position is None else position
        key = (id(at), actor)
        if key not in self._kept:
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[key] = at, View(at, game.scenario, actor, self._luck)
        return self._kept[key][1]
