"""Thousands of games that policies led, seat by seat, with which a class's games are compared.

They have other luck than the class. They are played in portions while nothing else is to do, and
kept for the next class like those of the window.
"""

from __future__ import annotations

from pathlib import Path

from game.ahead.ensemble import Ensemble, Order, divide, find, gather, play_portion
from game.classroom.live_room import LiveRoom
from game.seat.odds.ensemble_progress import ensembles_folder

GAMES = 2_400


class PolicyGames:
    """The games of each seat of a class, worked out bit by bit."""

    def __init__(self, live: LiveRoom, folder: Path | None = None) -> None:
        self.live = live
        self.ready: dict[str, Ensemble] = {}
        self._waiting: list[str] | None = None
        self._folder = folder
        self._portions = 0

    def work_out(self) -> bool:
        """Play one portion more; tell whether anything was left to do."""
        if self._waiting is None:
            self._waiting = self._list_seats()
        if not self._waiting or self._folder is None:
            return False
        try:
            self._work_on(self._waiting[0], self._folder)
        except OSError:
            self._waiting = []  # a full disk: the class is compared with nothing
        return True

    def _list_seats(self) -> list[str]:
        """Return the seats with people, and find where games are kept."""
        if self._folder is None:
            try:
                self._folder = ensembles_folder()
            except RuntimeError:
                return []  # this user has no home, and so no place where games could be kept
        led = {actor for _, actor in self.live.room.seats()}
        return [actor for actor in self.live.scenario.actors if actor in led]

    def _work_on(self, actor: str, folder: Path) -> None:
        live = self.live
        played, turns = len(live.plan.turns), live.scenario.turns
        order = Order(
            scenario=live.scenario.name,
            seat=actor,
            games=GAMES,
            turns=played if played < turns else 0,
        )
        kept = find(order, folder) if not self._portions else None
        if kept is None:
            portions = divide(order)
            if self._portions < len(portions):
                folder.mkdir(parents=True, exist_ok=True)
                play_portion(order, portions[self._portions], folder)
                self._portions += 1
                return
            kept = gather(order, folder)
        self.ready[actor] = kept
        assert self._waiting is not None
        del self._waiting[0]
        self._portions = 0
        live.revise()

    @property
    def one(self) -> Ensemble | None:
        """The games of the first seat that are ready: how numbers spread among policies."""
        return next(iter(self.ready.values()), None)
