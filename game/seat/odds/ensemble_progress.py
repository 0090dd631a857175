"""An ensemble on its way: looked for, played portion by portion beside the window, gathered."""

from __future__ import annotations

import concurrent.futures as cf
from typing import TYPE_CHECKING, Any

from game.ahead.ensemble import Ensemble, Order, Portion, divide, find, gather, play_portion
from game.saves.folder import games_folder

if TYPE_CHECKING:
    from pathlib import Path

    from game.seat.odds.worker import Helper


def ensembles_folder() -> Path:
    """Return the folder of ensembles, beside this user's games."""
    return games_folder().with_name("ensembles")


class Gathering:
    """Gets one ensemble; nothing here waits for the process that does it."""

    def __init__(self, helper: Helper, order: Order) -> None:
        self.ensemble: Ensemble | None = None
        self.is_lost = False
        self.played = 0
        self._helper, self._order = helper, order
        self._left: list[Portion] | None = None
        self._future: cf.Future[Any] = cf.Future()
        try:
            self._folder = ensembles_folder()
        except RuntimeError:
            # This user has no home, and so no place where an ensemble could be kept.
            self.is_lost = True
            return
        self._future = helper.ask(find, order, self._folder)

    @property
    def share(self) -> float:
        """How much of it has been played."""
        return min(1.0, self.played / self._order.games)

    def poll(self) -> bool:
        """Take what is done and hand over what is next; tell whether anything is new."""
        if self.ensemble is not None or self.is_lost or not self._future.done():
            return False
        if self._future.cancelled() or self._future.exception() is not None:
            self.is_lost = True
            return True
        self._take(self._future.result())
        return True

    def _take(self, result: Any) -> None:
        """Go on after a portion (the count of its games), or after looking and gathering."""
        if isinstance(result, Ensemble):
            self.ensemble = result
            return
        if self._left is None:
            self._left = divide(self._order)
        else:
            self.played += result
        if self._left:
            self._future = self._helper.ask(
                play_portion, self._order, self._left.pop(0), self._folder
            )
        else:
            self._future = self._helper.ask(gather, self._order, self._folder)
